"""Cut long logs down to the lines that can say what went wrong."""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate, islice, pairwise
from typing import TYPE_CHECKING

from bot.text.presence import find_words, list_forms, prepare_words

if TYPE_CHECKING:
    from collections.abc import Iterable

LONG_CHARS = 4_000
KEPT_CHARS = 24_000
_TAIL_CHARS = 6_000
_LINE_CHARS = 1_000
_MAX_LINES = 400
_LEVEL_CHARS = 120
_MOST_RARE = 20

_SIGNS = prepare_words((
    "error", "exception", "fail", "traceback", "fatal", "denied", "refused", "timed out", "timeout", "invalid",
    "unauthorized", "forbidden", "not found", "too many", "overload", "unavailable", "quota", "exceed", "exhaust",
    "rate limit", "limit reached", "blocked", "expired", "rejected", "unsupported", "not supported", "insufficient",
    "balance", "econn", "enotfound", "eacces", "enoent", "panic", "cannot", "could not", "unable to", "status code",
    "bad request", "bad gateway", "killed", "disconnected", "suspended", "空", "错误", "失败", "异常", "超时", "拒绝",
    "无效", "不足", "限制", "无可用", "不支持", "报错", "过期", "禁用", "未就绪", "finishreason", "blockreason",
))  # fmt: skip
_QUIET_LEVEL = re.compile(r"(?:^|[\s\[|])(?:INFO|DEBUG|DBUG|TRACE|VERBOSE)(?:$|[\s\]|:])", re.IGNORECASE)
# A request that was served: `"POST /v1/models HTTP/1.1" 200`, `| 200 | 12ms | 10.0.0.1 | POST "/v1/models"`.
_VERB = "(?:GET|POST|PUT|DELETE|HEAD|OPTIONS|PATCH)"
_SERVED = re.compile(
    rf"""(?xm)^
    (?: [^\n]{{0,120}}? [|\s](?:2\d\d|304)\s*\| [^\n]{{0,80}}? \b{_VERB}\s+"?/[^\s"]*"?
      | [^\n]{{0,120}}? "{_VERB}\s/[^\s"]*(?:\sHTTP/[\d.]+)?"\s(?:2\d\d|304)\b [^\n]{{0,40}}
    )[^\S\n]*$\n?"""
)
_LETTER = re.compile(r"[^\W\d_]")
_DIGITS = re.compile(r"\d+")
_NO_DIGITS = dict.fromkeys(range(ord("0"), ord("9") + 1))


def focus(text: str) -> str:
    """The text itself up to `LONG_CHARS` characters, else its lines around signs of trouble, at most `KEPT_CHARS`.

    Requests that were served are left out of any text that has other lines.
    """
    return drop_served("\n".join(text[start:end] for start, end in find_trouble(text)))


def find_trouble(text: str) -> list[tuple[int, int]]:
    """What `focus` keeps of a text before it drops served requests: disjoint parts, in order.

    Lines that differ only in digits are kept once (the last one), quiet log levels are left out unless nothing
    else speaks, a very long line is cut around its sign. Without any sign the few lines are kept that are like no
    other, and where they are not few the tail.
    """
    if len(text) <= LONG_CHARS:
        return [(0, len(text))]
    marked = _marked_spans(text)
    loud = (span for span in reversed(marked) if _is_loud(text, span))
    chosen = _distinct(text, loud) or _distinct(text, reversed(marked)) or _rare_spans(text)
    return _surround(text, chosen) if chosen else [(max(0, len(text) - _TAIL_CHARS), len(text))]


def drop_served(text: str) -> str:
    """A text without its lines on requests that were served, unless it has no others."""
    if "\n" not in text:
        return text
    rest = _SERVED.sub("", text)
    return rest if _LETTER.search(rest) else text


def _marked_spans(text: str) -> list[tuple[int, int]]:
    """Line spans, in order, that hold one of the signs; very long lines give a span around each hit.

    Searched from the end, so that a log with more hits than are looked at keeps its latest.
    """
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters grow when lowered; then positions no longer fit
        lowered = text
    spans: set[tuple[int, int]] = set()
    for literal in find_words(lowered, _SIGNS):
        at = lowered.rfind(literal)
        found = 0
        while at >= 0 and found < _MAX_LINES:
            start, end = _line_around(text, at)
            spans.add((start, end))
            found += 1
            at = lowered.rfind(literal, 0, min(start, at))
    return sorted(spans)


def _is_loud(text: str, span: tuple[int, int]) -> bool:
    return _QUIET_LEVEL.search(text[span[0] : min(span[1], span[0] + _LEVEL_CHARS)]) is None


def _rare_spans(text: str) -> list[tuple[int, int]]:
    """The lines, in order, whose form without digits stands there once; none where they are more than a handful."""
    forms = list_forms(text)
    once = {form for form, times in Counter(forms).items() if times == 1 and form.strip()}
    if not 0 < len(once) <= min(_MOST_RARE, len(forms) // 4):
        return []
    starts = accumulate((len(line) + 1 for line in text.split("\n")), initial=0)
    spans = [(start, end - 1) for form, (start, end) in zip(forms, pairwise(starts), strict=True) if form in once]
    # The first and the last line are like no other where a log was cut off in their middle.
    inside = [span for span in spans if span[0] > 0 and span[1] < len(text)] or spans
    loud = [span for span in inside if _is_loud(text, span)] or inside
    return [(start, min(end, start + _LINE_CHARS)) for start, end in loud]


def _line_around(text: str, at: int) -> tuple[int, int]:
    start = text.rfind("\n", max(0, at - _LINE_CHARS), at) + 1 or max(0, at - _LINE_CHARS // 2)
    end = text.find("\n", at, at + _LINE_CHARS)
    return start, end if end >= 0 else min(len(text), at + _LINE_CHARS // 2)


def _distinct(text: str, latest_first: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """One span for each digit-free form: the last, since the end of a log is what people ask about.

    Looks no further than the spans that there is room for. In order of the text.
    """
    forms: set[str] = set()
    chosen: list[tuple[int, int]] = []
    room = KEPT_CHARS
    for start, end in islice(latest_first, 4 * _MAX_LINES):
        line = text[start:end]
        form = line.translate(_NO_DIGITS) if line.isascii() else _DIGITS.sub("", line)
        if form not in forms:
            forms.add(form)
            chosen.append((start, end))
            room -= end - start
            if room < 0 or len(chosen) == _MAX_LINES:
                break
    return chosen[::-1]


def _surround(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans with one line around each, as many of the latest as there is room for, in order."""
    pieces: list[tuple[int, int]] = []
    room = KEPT_CHARS
    for start, end in reversed(spans):
        before = max(text.rfind("\n", 0, max(0, start - 1)) + 1, start - _LINE_CHARS // 4)
        after_line = text.find("\n", end + 1)
        after = min(after_line if after_line >= 0 else len(text), end + _LINE_CHARS // 4)
        if after - before > room:
            break
        room -= after - before
        pieces.append((before, after))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(pieces):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
