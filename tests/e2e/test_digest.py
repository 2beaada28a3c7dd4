"""The digest in the maintainers' channel: in the guild's rhythm, by one process, once."""

from __future__ import annotations

import asyncio
import sqlite3

from bot.cogs.review.digests import TICKS
from tests.e2e.conftest import TICK_SECONDS
from tests.e2e.looking import stored
from tests.e2e.reviewing import ask, eventually, give_maintainers_channel, strange

QUICK = 0.1
ENV = {"ERRATA_WATCH_CHANNELS": "help*", "ERRATA_TICK_SECONDS": str(QUICK)}


def two_looks(tick_seconds):
    """How long a bot takes to look twice at what is due, with some to spare: what hasn't come by then doesn't come."""
    return 2.2 * TICKS * tick_seconds + 1


def digests(desk):
    return [one for one in desk.messages.values() if one.text.startswith("Digest 2")]


def let_days_pass(bot, days):
    with sqlite3.connect(bot.data / "errata.db") as database:
        database.execute(f"UPDATE digests SET at = datetime(at, '-{days} days')")


async def test_a_digest_comes_when_it_is_due_and_once(own_world, start_bot):
    guild = own_world.add_guild()
    bot = await start_bot(env=ENV)
    desk = await give_maintainers_channel(guild)
    office = guild.add_text_channel("office-2")
    shown = await guild.owner.slash("settings digest", {"rhythm": "daily"}, channel=office)
    assert "every day" in shown.text
    help_channel = guild.add_text_channel("help")
    await ask(guild, help_channel, "purple teapot sang an aria to nobody")
    pat = guild.add_member("pat")
    await pat.send(help_channel, strange("purple teapot sang an aria to nobody", 5))
    note = await own_world.wait_message(desk, within=15)
    assert await stored(bot, "SELECT 1 FROM digests WHERE guild_id = ?", guild.id, within=45)
    assert digests(desk) == []
    await bot.stop()

    # A process without the first shard has no business here, so let one with all shards find it a day later.
    let_days_pass(bot, 2)
    bot = await start_bot(env=ENV)
    (digest,) = await eventually(lambda: digests(desk), within=45)
    assert "purple teapot" in digest.text
    assert "New unknown errors: 1" in digest.text
    assert f"/{note.id})" in digest.text
    assert [file.filename for file in digest.attachments] in ([], ["statistics.png"])
    await bot.stop()
    await start_bot(env=ENV)
    await ask(guild, help_channel, "purple teapot sang an aria to nobody", (4,))
    await own_world.wait_edit(note, within=30)
    await asyncio.sleep(two_looks(QUICK))
    assert len(digests(desk)) == 1
    # It quotes what people pasted, so it goes when one of them wants that.
    sure = await pat.slash("privacy delete", channel=office)
    await pat.click(sure.message, "Delete everything")
    await eventually(lambda: digest.deleted)


async def test_a_process_without_the_first_shard_posts_none(own_world, start_bot):
    guild = own_world.add_guild()
    bot = await start_bot(env=ENV)
    desk = await give_maintainers_channel(guild)
    await guild.owner.slash("settings digest", {"rhythm": "daily"}, channel=desk)
    await ask(guild, guild.add_text_channel("help"), "purple teapot sang an aria to nobody", (1,))
    assert await stored(bot, "SELECT 1 FROM digests WHERE guild_id = ?", guild.id, within=45)
    await bot.stop()
    let_days_pass(bot, 2)
    other = {"ERRATA_SHARD_COUNT": "2", "ERRATA_SHARD_IDS": "1"}
    bot = await start_bot(env=ENV | other)
    await asyncio.sleep(two_looks(QUICK))
    assert digests(desk) == []
    await bot.stop()


async def test_a_maintainer_asks_for_the_digest(world, guild):
    desk = await give_maintainers_channel(guild)
    await ask(guild, guild.add_text_channel("help"), "crimson umbrella folded inside a lighthouse", (1, 2))
    await world.wait_message(desk, within=15)
    shown = await guild.owner.slash("unmatched digest", channel=desk, within=20)
    assert shown.ephemeral
    assert "crimson umbrella" in shown.text
    stranger = guild.add_member("stranger")
    assert "Only maintainers" in (await stranger.slash("unmatched digest", channel=desk)).content


async def test_no_digest_where_it_is_switched_off(world, bot, guild):
    desk = await give_maintainers_channel(guild)
    shown = await guild.owner.slash("settings digest", {"rhythm": "off"}, channel=desk)
    assert "off" in shown.text
    await asyncio.sleep(two_looks(TICK_SECONDS))
    assert await stored(bot, "SELECT 1 FROM digests WHERE guild_id = ?", guild.id, within=0) == []
