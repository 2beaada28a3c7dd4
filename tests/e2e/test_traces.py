"""What stays visible in the maintainers' channels when what it shows is deleted, merged or past its time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest_asyncio

from bot.storage.store import Store
from tests.e2e.looking import stored
from tests.e2e.reviewing import eventually, give_maintainers_channel, number_of, strange


@pytest_asyncio.fixture(loop_scope="session")
async def desk(guild):
    """The maintainers' channel."""
    return await give_maintainers_channel(guild)


async def queued(world, guild, desk, words):
    """An unknown error that somebody met, and the message that shows it."""
    first = words.split()[0]
    await guild.add_member(first).send(guild.add_text_channel(f"help-{first}"), strange(words))
    return await world.wait_message(desk, within=20, where=lambda one: words in one.text)


def showing(desk, words):
    return [message for message in desk.messages.values() if words in message.text and not message.deleted]


async def test_what_somebody_has_deleted_leaves_ignored_errors_and_reports(world, bot, guild, lin, desk):
    words = "cobalt accordion refused every polka after midnight"
    channel = guild.add_text_channel("help")
    await lin.send(channel, strange(words))
    note = await world.wait_message(desk, within=20)
    await guild.owner.slash("unmatched ignore", {"number": number_of(note), "reason": "meh"}, channel=desk)
    await eventually(lambda: "Ignored" in note.text)
    shown = await lin.slash("report-new", channel=channel)
    told = "amber trombone melted under fluorescent applause"
    await lin.submit(shown.modal, {"Error text": strange(told)})
    await eventually(lambda: len(showing(desk, told)) == 2)
    notes = "SELECT 1 FROM reports WHERE guild_id = ? AND note_message_id IS NOT NULL"
    assert await stored(bot, notes, guild.id)

    sure = await lin.slash("privacy delete", channel=channel)
    await lin.click(sure.message, "Delete everything")
    await eventually(lambda: words not in note.text and not showing(desk, told))
    assert "Ignored" in note.text
    assert "Seen in" not in note.text
    assert not showing(desk, "Report")


async def test_what_is_past_its_time_leaves_the_channel(own_world, start_bot):
    guild = own_world.add_guild()
    env = {"ERRATA_WATCH_CHANNELS": "help*"}
    bot = await start_bot(env=env)
    desk = await give_maintainers_channel(guild)
    forgotten = await queued(own_world, guild, desk, "mauve harpsichord grew moss on every third string")
    ignored = await queued(own_world, guild, desk, "lilac bassoon hid behind a borrowed umbrella")
    await guild.owner.slash("unmatched ignore", {"number": number_of(ignored), "reason": "meh"}, channel=desk)
    await eventually(lambda: "Ignored" in ignored.text)
    await stored(bot, "SELECT 1 FROM queue_messages", count=2)
    await bot.stop()
    async with await Store.open(f"sqlite:///{bot.data / 'errata.db'}") as store:
        await store.privacy.prune(datetime.now(UTC) + timedelta(days=91))
    await start_bot(env=env)
    await eventually(lambda: not showing(desk, "mauve") and not showing(desk, "lilac"))
    assert forgotten.deleted
    assert not ignored.deleted


async def test_the_message_of_a_merged_error_goes(world, guild, desk):
    kept = await queued(world, guild, desk, "mahogany oboe sneezed at the wrong conductor")
    other = await queued(world, guild, desk, "crimson lighthouse hummed lullabies to passing submarines")
    numbers = {"number": number_of(other), "target": number_of(kept)}
    await guild.owner.slash("unmatched merge", numbers, channel=desk)
    await eventually(lambda: other.deleted)
    await eventually(lambda: "Pastes: 2" in kept.text)


async def test_edits_that_fail_are_made_later(world, guild, desk):
    words = "olive metronome ticked backwards in the rain"
    note = await queued(world, guild, desk, words)
    world.faults.fail("PATCH", "/channels/{channel}/messages/{message}", status=503, times=3)
    await guild.owner.slash("unmatched ignore", {"number": number_of(note), "reason": "meh"}, channel=desk)
    await eventually(lambda: "Ignored" in note.text, within=40)
    await guild.owner.click(note, "Open again")
    await eventually(lambda: "Ignored" not in note.text)
    assert showing(desk, words) == [note]
