from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.storage.records import GuildSettings
from tests.storage.making import CHANNEL, NOW

WEEK = timedelta(days=7)


async def test_the_first_digest_comes_a_span_after_the_first_question(store):
    assert not await store.digests.claim(1, NOW, WEEK)
    assert not await store.digests.claim(1, NOW + timedelta(days=6, hours=23), WEEK)
    assert await store.digests.claim(1, NOW + WEEK, WEEK)
    assert not await store.digests.claim(1, NOW + WEEK, WEEK)
    assert await store.digests.claim(1, NOW + WEEK + timedelta(days=1), timedelta(days=1))


async def test_of_several_processes_one_posts_it(store):
    await store.digests.claim(1, NOW, WEEK)
    claims = await asyncio.gather(*(store.digests.claim(1, NOW + WEEK, WEEK) for _ in range(5)))
    assert sorted(claims) == [False] * 4 + [True]


async def test_guilds_whose_digest_is_due(store):
    plain = GuildSettings(1, maintainers_channel_id=CHANNEL)
    for settings in (
        plain,
        replace(plain, guild_id=2, digest="off"),
        replace(plain, guild_id=3, digest="daily"),
        GuildSettings(4, digest="daily"),
        replace(plain, guild_id=5),
    ):
        await store.guilds.put(settings)
    spans = {"daily": timedelta(days=1), "weekly": WEEK}

    async def due(at):
        return [one.guild_id for one in await store.digests.due(at, spans)]

    assert await due(NOW) == [1, 3, 5]
    for guild_id, age in ((1, 2), (3, 2), (5, 8)):
        await store.digests.claim(guild_id, NOW - timedelta(days=age), WEEK)
    assert await due(NOW) == [3, 5]
