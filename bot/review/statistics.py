"""What is asked, answered, helped and unknown, by week and system, and which entries need a look."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.knowledge.lint.texts import months_since

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.knowledge.model import KnowledgeBase
    from bot.storage.records import DayEntryCount, Tally
    from bot.storage.store import Store

STALE_MONTHS = 12
_SHOWN = 10
_FEW_VOTES = 3
_ANSWERED = frozenset({"match", "choice"})


@dataclass(frozen=True, slots=True)
class Week:
    """Look-ups of one week. `start` is its Monday (UTC)."""

    start: date
    asked: int
    answered: int
    unknown: int


@dataclass(frozen=True, slots=True)
class SystemCount:
    """Answers about one system, and what people said to them."""

    system: str
    answered: int
    helped: int
    not_helped: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """An overview of a span.

    `top`: the most frequent entries with their counts. `never`: entries that matched nothing. `silent`: entries
    that matched in the first half of the span and not in the second. `unhelpful`: entries that more people found bad
    than good. `stale`: entries not verified for STALE_MONTHS months.
    """

    since: date
    until: date
    asked: int
    answered: int
    unknown: int
    people: int
    helped: int
    not_helped: int
    weeks: tuple[Week, ...]
    systems: tuple[SystemCount, ...]
    top: tuple[tuple[str, int], ...]
    never: tuple[str, ...]
    silent: tuple[str, ...]
    unhelpful: tuple[str, ...]
    stale: tuple[str, ...]
    open_clusters: int


async def gather_statistics(
    store: Store, knowledge: KnowledgeBase, since: datetime, until: datetime, guild_id: int | None = None
) -> Statistics:
    """Count a span, in one guild or in all. Raises StorageError."""
    rows = await store.lookups.daily(since, until=until, guild_id=guild_id)
    totals = await store.lookups.counts(since, until=until, guild_id=guild_id)
    votes = await store.votes.counts(since, guild_id=guild_id)
    entries: Counter[str] = Counter()
    for row in rows:
        if row.entry is not None and row.verdict in _ANSWERED:
            entries[row.entry] += row.count
    middle = (since + (until - since) / 2).date()
    late = {row.entry for row in rows if row.day >= middle}
    early = {row.entry for row in rows if row.day < middle and row.entry is not None}
    bad = [one for one, tally in votes.entries.items() if tally.not_helped > tally.helped and tally.total >= _FEW_VOTES]
    today = until.date()
    return Statistics(
        since=since.date(),
        until=today,
        asked=totals.total,
        answered=sum(count for verdict, count in totals.verdicts.items() if verdict in _ANSWERED),
        unknown=totals.verdicts.get("unmatched", 0),
        people=totals.people,
        helped=votes.total.helped,
        not_helped=votes.total.not_helped,
        weeks=_count_weeks(rows, since.date(), today),
        systems=_count_systems(entries, votes.entries),
        top=tuple(entries.most_common(_SHOWN)),
        never=tuple(one for one in knowledge.entries if one not in entries),
        silent=tuple(sorted(one for one in early - late if one in knowledge.entries))[:_SHOWN],
        unhelpful=tuple(sorted(bad))[:_SHOWN],
        stale=tuple(one.id for one in knowledge.entries.values() if months_since(one.verified, today) > STALE_MONTHS)[
            :_SHOWN
        ],
        open_clusters=await store.unmatched.count("open", guild_id=guild_id),
    )


def _count_weeks(rows: Sequence[DayEntryCount], since: date, until: date) -> tuple[Week, ...]:
    """Every week of the span, those without a look-up included."""
    counts: defaultdict[date, Counter[str]] = defaultdict(Counter)
    for row in rows:
        counts[_monday(row.day)][row.verdict] += row.count
    weeks: list[Week] = []
    start = _monday(since)
    while start <= until:
        found = counts[start]
        answered = sum(found[verdict] for verdict in _ANSWERED)
        weeks.append(Week(start, found.total(), answered, found["unmatched"]))
        start += timedelta(days=7)
    return tuple(weeks)


def _count_systems(entries: Counter[str], votes: Mapping[str, Tally]) -> tuple[SystemCount, ...]:
    answered: Counter[str] = Counter()
    for entry, count in entries.items():
        answered[entry.partition("/")[0]] += count
    good: Counter[str] = Counter()
    bad: Counter[str] = Counter()
    for entry, tally in votes.items():
        good[entry.partition("/")[0]] += tally.helped
        bad[entry.partition("/")[0]] += tally.not_helped
    return tuple(SystemCount(one, count, good[one], bad[one]) for one, count in answered.most_common(_SHOWN))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
