from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.storage.records import OutageNotice
from tests.storage.making import CHANNEL, GUILD, MESSAGE, NOW, days_ago, lookup

NOTICE = OutageNotice(GUILD, "relay/down", CHANNEL, MESSAGE, "zh", NOW, 12)


async def test_one_notice_a_guild_and_entry(store):
    await store.outages.put(NOTICE)
    await store.outages.put(replace(NOTICE, people=40))
    await store.outages.put(replace(NOTICE, guild_id=3, since=days_ago(1)))
    assert [(one.guild_id, one.people) for one in await store.outages.list()] == [(3, 12), (GUILD, 40)]


async def test_of_several_who_end_it_one_is_first(store):
    await store.outages.put(NOTICE)
    assert sorted(await asyncio.gather(*(store.outages.drop(GUILD, "relay/down") for _ in range(4)))) == [
        False, False, False, True,
    ]  # fmt: skip
    assert await store.outages.list() == ()


async def test_the_past_of_entries_is_read_in_order(store):
    for age, entry, guild in ((1, "a/x", 1), (3, "a/x", 1), (2, "b/y", 2), (1, "c/z", 1), (9, "a/x", 1)):
        await store.lookups.add(lookup(at=days_ago(age), entry=entry, guild_id=guild, user=f"u{age}"))
    await store.lookups.add(lookup(at=NOW, entry="a/x", guild_id=None))
    found = await store.lookups.recent({"a/x", "b/y"}, days_ago(7), limit=10)
    assert [(one.entry, one.user) for one in found] == [("a/x", "u3"), ("b/y", "u2"), ("a/x", "u1")]
    assert [one.user for one in await store.lookups.recent({"a/x", "b/y"}, days_ago(7), limit=1)] == ["u1"]
