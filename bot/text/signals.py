"""What a paste says besides its wording: status, codes, model, retry delay, request id, hosts, log tags."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.text.delays import read_delay
from bot.text.models import read_model
from bot.text.statuses import read_statuses

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST = 16

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
_TAG = re.compile(r"\[(?!redacted:)([A-Za-z][\w .:-]{2,30})\]")
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
        status=read_statuses(text),
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
