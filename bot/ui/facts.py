"""What a paste itself says: numbers, model and times, taken out so that an answer can name them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.knowledge.slots import placeholders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.desk import Match
    from bot.reception.tongue import Tongue
    from bot.text.signals import Signals
    from bot.ui.texts import Texts

MAX_VALUE = 80
"""Longest value in characters; longer ones are cut with an ellipsis."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A named value of the paste. `after_seconds` marks a moment counted from when the paste was read."""

    key: str
    name: str
    value: str
    after_seconds: float | None = None


def plain_value(value: str) -> str:
    """A value on one line, without control, format and direction characters, at most MAX_VALUE long."""
    visible = "".join(" " if unicodedata.category(char)[0] == "C" else char for char in value)
    line = " ".join(visible.split())
    return line if len(line) <= MAX_VALUE else line[: MAX_VALUE - 1] + "…"


def collect_facts(
    match: Match, signals: Signals, tongue: Tongue, texts: Texts, quote: Callable[[str], str]
) -> tuple[Fact, ...]:
    """What the paste tells about `match` and its texts don't name already, most telling first."""
    cause = match.entry.cause
    named = {place.name for place in (*placeholders(cause.zh), *placeholders(cause.en))}
    return tuple(
        fact
        for fact in _facts(match.captures, signals, tongue, texts, quote)
        if fact.key not in named or fact.after_seconds
    )


def say_duration(seconds: float, tongue: Tongue, texts: Texts) -> str:
    """A delay in the largest two units that matter, rounded up to whole seconds."""
    left = max(1, -int(-seconds // 1))
    parts: list[str] = []
    for unit, size in (("days", 86_400), ("hours", 3_600), ("minutes", 60), ("seconds", 1)):
        count, left = divmod(left, size)
        if count:
            parts.append(texts.say(f"duration-{unit}", tongue, count=count))
    return texts.say("duration-join", tongue, first=parts[0], second=parts[1]) if len(parts) > 1 else parts[0]


def _facts(
    captures: Mapping[str, str], signals: Signals, tongue: Tongue, texts: Texts, quote: Callable[[str], str]
) -> Iterator[Fact]:
    if code := _best_code(signals):
        yield Fact("code", texts.say("fact-code", tongue), quote(code))
    model = captures.get("model") or signals.model
    if model:
        yield Fact("model", texts.say("fact-model", tongue), quote(model))
    for name, value in captures.items():
        if name != "model" and texts.has(f"fact-{name}") and value.strip():
            yield Fact(name, texts.say(f"fact-{name}", tongue), quote(value))
    if signals.retry_after_seconds is not None and signals.retry_after_seconds > 0:
        delay = signals.retry_after_seconds
        yield Fact("retry_after", texts.say("fact-retry-after", tongue), say_duration(delay, tongue, texts), delay)


def _best_code(signals: Signals) -> str:
    """The status and the code that people would search for: RESOURCE_EXHAUSTED rather than a field's name."""
    code = next((code for code in signals.codes if code.isupper()), signals.codes[0] if signals.codes else "")
    return " · ".join(part for part in (*map(str, signals.status[:1]), code) if part)
