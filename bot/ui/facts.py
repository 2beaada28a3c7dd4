"""What a paste itself says: numbers, model and times, taken out so that an answer can name them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.knowledge.slots import placeholders
from bot.text.moments import next_midnight, read_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.desk import Match
    from bot.text.signals import Signals
    from bot.ui.pen import Pen

MAX_VALUE = 80
"""Longest value in characters; longer ones are cut with an ellipsis."""

_RESETS = ("reset", "time", "date")
"""Names of slots that hold the end of a limit."""

_LONGEST_DELAY = 400 * 86_400.0

_TELLING = re.compile(
    r"(?i)error|invalid|insufficient|exceed|exhaust|limit|denied|forbidden|unauthori[sz]ed|not_|missing|required|expired"
    r"|unsupported|unavailable|overload|failed|blocked|disabled|suspended|inactive|mismatch|timeout|too_"
)
"""What a lower-case code says besides what it is about: the names of fields, such as project_number, look the same."""

_EMPTY = frozenset({"unknown_error", "typeerror", "error"})
"""Codes that say no more than that something failed."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A named value of the paste. `moment` is the point in time that it means; `value` is then the time until it."""

    key: str
    name: str
    value: str
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """From when a paste was sent until `now`, when the answer is read."""

    at: datetime
    now: datetime

    def is_past(self, moment: datetime | None) -> bool:
        """Whether a moment that the paste tells of is over."""
        return moment is not None and moment <= self.now


def plain_line(text: str) -> str:
    """A text on one line, without control, format and direction characters."""
    visible = "".join(" " if unicodedata.category(char)[0] == "C" else char for char in text)
    return " ".join(visible.split())


def plain_value(value: str) -> str:
    """A value on one line, without control, format and direction characters, at most MAX_VALUE long."""
    line = plain_line(value)
    return line if len(line) <= MAX_VALUE else line[: MAX_VALUE - 1] + "…"


def find_reset(match: Match, at: datetime) -> datetime | None:
    """When the limit of a paste sent `at` ends: as the paste says, else as the entry knows."""
    for name in _RESETS:
        if (text := match.captures.get(name)) and (moment := read_moment(text, at)) is not None:
            return moment
    return next_midnight(match.entry.daily_reset, at) if match.entry.daily_reset else None


def find_retry(signals: Signals, span: Span) -> datetime | None:
    """When the delay ends that a paste asks for."""
    delay = signals.retry_after_seconds
    return span.at + timedelta(seconds=delay) if delay is not None and 0 < delay <= _LONGEST_DELAY else None


def collect_facts(
    match: Match, signals: Signals, span: Span, pen: Pen, quote: Callable[[str], str]
) -> tuple[Fact, ...]:
    """What a paste tells about `match` and its texts don't name already, most telling first."""
    cause = match.entry.cause
    named = {place.name for place in (*placeholders(cause.zh), *placeholders(cause.en))}
    return tuple(fact for fact in _facts(match, signals, span, pen, quote) if fact.key not in named or fact.moment)


def say_duration(seconds: float, pen: Pen) -> str:
    """A delay in the largest two units that matter, rounded up to whole seconds."""
    left = max(1, -int(-seconds // 1))
    parts: list[str] = []
    for unit, size in (("days", 86_400), ("hours", 3_600), ("minutes", 60), ("seconds", 1)):
        count, left = divmod(left, size)
        if count:
            parts.append(pen.say(f"duration-{unit}", count=count))
    return pen.say("duration-join", first=parts[0], second=parts[1]) if len(parts) > 1 else parts[0]


def _facts(match: Match, signals: Signals, span: Span, pen: Pen, quote: Callable[[str], str]) -> Iterator[Fact]:
    captures = match.captures
    if code := _best_code(match, signals):
        yield Fact("code", pen.say("fact-code"), quote(code))
    model = captures.get("model") or signals.model
    if model:
        yield Fact("model", pen.say("fact-model"), quote(model))
    reset, retry = find_reset(match, span.at), find_retry(signals, span)
    said: set[str] = set()
    for name, value in captures.items():
        if (name in _RESETS and span.is_past(reset)) or value.strip() in said:
            continue
        if name != "model" and pen.texts.has(f"fact-{name}") and value.strip():
            said.add(value.strip())
            yield Fact(name, pen.say(f"fact-{name}"), quote(value))
    # Where an allowance is used up until a known moment, the short delay that machines print beside it is wrong.
    if reset is not None and not span.is_past(reset):
        yield Fact("reset", pen.say("fact-reset"), _left(reset, span, pen), reset)
    elif retry is not None and not span.is_past(retry):
        yield Fact("retry_after", pen.say("fact-retry-after"), _left(retry, span, pen), retry)


def _left(moment: datetime, span: Span, pen: Pen) -> str:
    return say_duration((moment - span.now).total_seconds(), pen)


def _best_code(match: Match, signals: Signals) -> str:
    """The status and the code that people would search for: RESOURCE_EXHAUSTED rather than a field's name."""
    known = frozenset(map(str.lower, match.entry.codes))
    codes = [code for code in signals.codes if _tells(code, signals, known)]
    code = next((code for code in codes if code.isupper()), codes[0] if codes else "")
    return " · ".join(part for part in (*map(str, signals.status[:1]), code) if part)


def _tells(code: str, signals: Signals, known: frozenset[str]) -> bool:
    """Whether a code is worth showing: no status once more, no name of a field, nothing empty."""
    lowered = code.lower()
    if lowered in _EMPTY:
        return False
    if code.isdecimal():
        return int(code) not in signals.status
    return lowered in known or code.isupper() or _TELLING.search(code) is not None
