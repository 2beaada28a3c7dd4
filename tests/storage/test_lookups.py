from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from bot.errors import StorageError
from bot.storage.records import DayCount, EntryCount, LookupCounts
from tests.storage.making import GUILD, NOW, days_ago, lookup


async def test_counts_of_a_span(store):
    for record in (
        lookup(at=days_ago(9)),
        lookup(at=days_ago(3), user="u2"),
        lookup(at=days_ago(3), door="command"),
        lookup(verdict="unmatched", entry=None, confidence=None, user=""),
        lookup(guild_id=None, channel_id=None, door="command", verdict="silent", entry=None),
    ):
        await store.lookups.add(record)
    assert await store.lookups.counts(days_ago(7)) == LookupCounts(
        4, 2, {"match": 2, "silent": 1, "unmatched": 1}, {"command": 2, "watch": 2}
    )
    assert (await store.lookups.counts(days_ago(7), until=NOW)).total == 2
    assert (await store.lookups.counts(days_ago(7), guild_id=GUILD)).total == 3
    assert await store.lookups.counts(NOW + timedelta(days=1)) == LookupCounts(0, 0, {}, {})


async def test_entries_by_frequency(store):
    for index in range(3):
        await store.lookups.add(lookup(at=days_ago(index), user=f"u{index % 2}"))
    await store.lookups.add(lookup(entry="general/timeout"))
    await store.lookups.add(lookup(entry=None, verdict="unmatched"))
    counts = await store.lookups.entries(days_ago(7))
    assert counts == (EntryCount("relay/no-channel", 3, 2, NOW), EntryCount("general/timeout", 1, 1, NOW))
    assert await store.lookups.entries(days_ago(7), limit=1) == counts[:1]
    assert await store.lookups.entries(days_ago(7), guild_id=1) == ()
    assert await store.lookups.entries(days_ago(7), among=["general/timeout", "relay/other"]) == counts[1:]
    assert await store.lookups.entries(days_ago(7), among=[]) == ()


async def test_days_are_those_of_utc(store):
    shanghai = timezone(timedelta(hours=8))
    await store.lookups.add(lookup(at=datetime(2026, 11, 22, 7, 59, tzinfo=shanghai)))
    await store.lookups.add(lookup(at=datetime(2026, 11, 22, 8, 1, tzinfo=shanghai)))
    await store.lookups.add(lookup(at=datetime(2026, 11, 22, 23, 59, 59, 999999, tzinfo=UTC), verdict="silent"))
    assert await store.lookups.days(datetime(2026, 11, 1, tzinfo=UTC)) == (
        DayCount(date(2026, 11, 21), "match", 1),
        DayCount(date(2026, 11, 22), "match", 1),
        DayCount(date(2026, 11, 22), "silent", 1),
    )


@pytest.mark.parametrize(
    "wrong",
    [{"at": datetime(2026, 11, 22)}, {"guild_id": 2**63}, {"elapsed_ms": None}],  # noqa: DTZ001 - that is the mistake
)
async def test_what_can_not_be_stored_is_refused_in_one_line(store, wrong):
    with pytest.raises(StorageError) as caught:
        await store.lookups.add(lookup(**wrong))
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(store.name)
    assert (await store.lookups.counts(days_ago(1))).total == 0
