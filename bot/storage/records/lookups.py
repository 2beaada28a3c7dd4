"""What was asked, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Lookup:
    """One diagnosis, without its text. `entry` and `confidence` belong to the best match, if there was one.

    `channel_id` is None where nobody else saw the answer.
    """

    at: datetime
    door: str
    verdict: str
    entry: str | None
    confidence: float | None
    guild_id: int | None
    channel_id: int | None
    user: str
    language: str
    elapsed_ms: float


@dataclass(frozen=True, slots=True)
class LookupCounts:
    """Look-ups of a span: how many, by how many different people, and how many a verdict and a door."""

    total: int
    people: int
    verdicts: Mapping[str, int]
    doors: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class EntryCount:
    """How often an entry was the best match in a span, for how many different people, and when last."""

    entry: str
    count: int
    people: int
    last_seen: datetime


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many look-ups ended in `verdict` on one day (UTC)."""

    day: date
    verdict: str
    count: int


@dataclass(frozen=True, slots=True)
class DayEntryCount:
    """How many look-ups of one day (UTC) ended in `verdict` with `entry` on top, if there was one."""

    day: date
    verdict: str
    entry: str | None
    count: int
