"""What a paste says besides its wording: status, codes, model, retry delay, request id, hosts, log tags."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.text.delays import read_delay
from bot.text.models import read_model

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MOST = 16

# Begins with its digit and looks back from there: so the search leaps to digits.
_NUMBER = re.compile(
    r"[1-5](?:(?<![\w.#$¥,/-][1-5])|(?<=[A-Za-z/_=\u4e00-\u9fff][45])(?<![#$¥]x[45]))\d\d(?![A-Za-z0-9_%]|[.,:]\d)"
)
_IN_ONE_BREATH = re.compile(r"([45]\d\d)\s?(?:[、和或与]|or|and)\s?$")
# A number is a status where something beside it says so; bare numbers are prices, times and likes.
_SAYS_STATUS = re.compile(
    r"""(?ix)
    (?: (?:status|code|https?(?:/[\d.]+)?|errors?|err|failed|failure|exception|returned|returns|response|responded|got|api|upstream
      |错误码?|报错?(?:了|是|个|的)?|状态码?(?:为|是)?|返回(?:了)?|弹(?:出)?(?:了)?(?:个)?|提示|出现|老是|一直(?:是)?|还是|都是?|就是?|又是?|会|参数错误|失败)
      ["']?[\s_-]?(?:code|status)?["']?\s*[:=(\[<]{0,2}\s*["'({\[]?\s*(?:is\ |of\ |with\ |an?\ |http\ |status\ |code\ |the\ ){0,2}
    | [a-z](?:error|exception)\W{1,4} | \b(?:status|code|error)_?(?:code)?["']?\s*[:=]\s*["']?
    )$"""
)
# One of these words stands in whatever `_SAYS_STATUS` finds, in lower case.
_SAYING = (
    "status", "code", "http", "err", "fail", "exception", "return", "respon", "got", "api", "upstream", "报", "错", "状态",
    "返回", "弹", "提示", "出现", "老是", "一直", "还是", "都", "就", "又", "会", "失败",
)  # fmt: skip
_STATUS_NAMES = re.compile(
    r"""(?ix) [\ \t"'):,_.-]{0,4}
    (?: [{\[] | status\ code | errors?\b | err\b | 错误 | 报错 | 了(?!个|\d)
      | bad\ request | unauthori[sz]ed | payment\ required | forbidden | not\ (?:found|allowed|acceptable) | method\ not
      | request\ (?:timeout|entity|contains) | conflict | gone\b | payload | unprocessable | too\ many | resource[_ ]exhausted
      | internal | not\ implemented | bad\ gateway | service | gateway | invalid | permission | unavailable | overloaded
      | web\ server | a\ timeout | origin | ssl | rate[ _]limit | quota | deadline | provider | no\ body | the\ model | api\ key
    )"""
)
_LEADING = re.compile(r"(?:^|[\n「\"'【(])[ \t>*`\[-]{0,4}$")
_LEADS_ON = re.compile(
    r"[ \t]*(?:$|\n|[:-]|[ \t][{\"'A-Z])|[ \t](?![个次条赞人元块刀楼分抽天年点号层张])[\u4e00-\u9fff]", re.MULTILINE
)
_CLOUDFLARE = re.compile(r"(?i)error(?: code)?:? (10[012]\d)\b")

_NUMERIC_CODE = re.compile(r"""["'\s,{](?:[cC]ode|err_?code|error_code|错误码)["']?\s*[:=]\s*["']?(\d{3,6})\b""")
_CODE_SHAPE = re.compile(
    r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|E[A-Z]{3,14}|[A-Z]?\w{2,50}(?:Exception|Error)|[a-z]{2,30}(?:_[a-z]{2,30}){1,6}"
)
_SINGLE_WORD_CODES = frozenset(
    {"UNAVAILABLE", "INTERNAL", "SAFETY", "RECITATION", "UNAUTHENTICATED", "ABORTED", "CANCELLED", "UNKNOWN", "ENOSPC"}
)
_NO_CODES = frozenset(
    {"ERROR", "EMAIL", "EXIT", "ELSE", "EVENT", "EDIT", "EACH", "EMPTY", "ENABLE", "END", "ENTER", "EXPORT"}
)
_REQUEST_ID = re.compile(
    r"""(?ix) (?: request[\s_-]?id | trace[\s_-]?id | cf-ray | ray\ id ) ["'\s:=(]{1,5}
    (?![a-z]{1,15}\b(?!-)) ([A-Za-z0-9][\w-]{5,79})"""
)
_HOST = re.compile(r"(?:https?|wss?)://([\w.\[\]-]{3,120}(?::\d{2,5})?)")
_ADDRESS = re.compile(r"(?<![\d.\w])((?:127\.0\.0\.1|localhost|0\.0\.0\.0|host\.docker\.internal|\[?::1\]?):\d{2,5})\b")
_BARE_HOST = re.compile(r"(?<![\w.@/-])((?:[a-z0-9-]{1,40}\.){1,4}(?:com|cn|ai|dev|net|org|io|app))(?![\w-])")
_LOCAL = ("127.0.0.1:", "localhost:", "0.0.0.0:", "docker.internal:", "::1")
_DOMAINS = (".com", ".cn", ".ai", ".dev", ".net", ".org", ".io", ".app")
_TAG = re.compile(r"\[([A-Za-z][\w .:-]{2,30})\]")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Signals:
    """Facts read off a paste. `retry_after_seconds` is in seconds; tuples keep the order of first appearance."""

    status: tuple[int, ...] = ()
    codes: tuple[str, ...] = ()
    model: str | None = None
    retry_after_seconds: float | None = None
    request_id: str | None = None
    hosts: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()


def read_signals(text: str) -> Signals:
    """The signals of a normalised text. Linear in its length; never raises."""
    lowered = text.lower()
    request = _REQUEST_ID.search(text) if "id" in text or "ID" in text or "ray" in lowered else None
    return Signals(
        status=_read_status(text),
        codes=_read_codes(text),
        model=read_model(text, lowered),
        retry_after_seconds=read_delay(text, lowered),
        request_id=request[1] if request else None,
        hosts=_read_hosts(text),
        tools=_distinct(match[1] for match in _TAG.finditer(text)) if "[" in text else (),
    )


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    seen: dict[str, None] = {}
    for value in values:
        seen.setdefault(value)
        if len(seen) >= _MOST:
            break
    return tuple(seen)


def _read_status(text: str) -> tuple[int, ...]:
    seen: dict[int, None] = {}
    for match in _NUMBER.finditer(text):
        status = int(match[0])
        if status not in seen and (_is_status(text, match.start(), match.end()) or _follows(text, match, seen)):
            seen[status] = None
            if len(seen) >= _MOST:
                break
    if " 10" in text:
        for match in _CLOUDFLARE.finditer(text):
            seen.setdefault(int(match[1]))
    return tuple(seen)


def _follows(text: str, number: re.Match[str], seen: Mapping[int, None]) -> bool:
    """Whether a number is named in one breath with a status: `503、429`, `502 or 504`."""
    before = _IN_ONE_BREATH.search(text, max(0, number.start() - 8), number.start())
    return before is not None and int(before[1]) in seen and number[0][0] in "45"


def _is_status(text: str, start: int, end: int) -> bool:
    """Whether something beside the number from `start` to `end` says that it is a status."""
    before = text[max(0, start - 28) : start]
    lowered = before.lower()
    if any(map(lowered.__contains__, _SAYING)) and _SAYS_STATUS.search(before):
        return True
    if text[start] not in "45":
        return False
    if _STATUS_NAMES.match(text, end):
        return True
    return (start == 0 or _LEADING.search(before) is not None) and _LEADS_ON.match(text, end) is not None


def _read_codes(text: str) -> tuple[str, ...]:
    words = (
        word
        for word in _WORD.findall(text)
        if len(word) > 3
        and word not in _NO_CODES
        and (word in _SINGLE_WORD_CODES or (_CODE_SHAPE.fullmatch(word) is not None))
    )
    named = _distinct(words)
    return named + _distinct(match[1] for match in _NUMERIC_CODE.finditer(text))


def _read_hosts(text: str) -> tuple[str, ...]:
    found = [match[1].lower() for match in _HOST.finditer(text)] if "://" in text else []
    if any(map(text.__contains__, _LOCAL)):
        found += [match[1].lower() for match in _ADDRESS.finditer(text)]
    if any(map(text.__contains__, _DOMAINS)):
        found += [match[1] for match in _BARE_HOST.finditer(text)]
    return _distinct(found)
