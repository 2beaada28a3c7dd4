"""Many people with the same trouble of a provider: one notice, short answers meanwhile, and an end."""

from __future__ import annotations

import sqlite3
from collections import Counter

from tests.e2e.looking import stored
from tests.e2e.pastes import title
from tests.e2e.reviewing import eventually
from tests.standin import Permission

OVERLOADED = "[503] The model is overloaded. Please try again later. generativelanguage.googleapis.com"
ENTRY = "gemini-aistudio/503-model-overloaded"


def notices(place, words="waiting is the fix"):
    return [one for one in place.messages.values() if words in one.content and one.reference_id is None]


async def crowd(guild, place, people=16, name="victim"):
    for number in range(people):
        await guild.add_member(f"{name}{number}").send(place, OVERLOADED)


async def test_one_notice_then_lines_that_point_to_it(world, guild):
    place, elsewhere = guild.add_text_channel("help-down"), guild.add_text_channel("help-too")
    await crowd(guild, place)
    (notice,) = await eventually(lambda: notices(place))
    assert "https://aistudio.google.com/status" in notice.content
    late = guild.add_member("late")
    line = await world.wait_reply(to=await late.send(elsewhere, OVERLOADED))
    assert line.embeds == []
    assert str(notice.id) in line.content
    # Whoever asks by hand gets the whole answer, alone, under the same line.
    asked = await guild.add_member("asker").slash("error", {"text": OVERLOADED}, channel=elsewhere)
    assert asked.ephemeral
    assert str(notice.id) in asked.content
    assert "overloaded" in title(asked).lower()
    # An edit doesn't turn the line into an answer.
    editor = guild.add_member("editor")
    paste = await editor.send(elsewhere, OVERLOADED)
    line = await world.wait_reply(to=paste)
    await editor.edit(paste, OVERLOADED + " again")
    await world.expect_silence(elsewhere)
    assert line.embeds == []
    # With other trouble in the paste, too, it is answered in full.
    both = f"{OVERLOADED}\n\nand before that: API key not valid. Please pass a valid API key."
    reply = await world.wait_reply(to=await guild.add_member("two").send(elsewhere, both))
    assert reply.embeds


async def test_the_notice_goes_where_most_people_met_it(world, bot, guild):
    place, side, office = (guild.add_text_channel(name) for name in ("help-busy", "help-side", "help-office"))
    await guild.owner.slash("settings watch", {"channel": office, "mode": "commands"}, channel=office)
    chat = guild.add_text_channel("chat")
    await crowd(guild, place, people=7, name="many")
    await crowd(guild, side, people=2, name="few")
    for number in range(8):
        asker = guild.add_member(f"asker{number}")
        await asker.slash("error", {"text": OVERLOADED, "private": number > 3}, channel=office if number % 2 else chat)
    assert len(await eventually(lambda: notices(place))) == 1
    assert [notices(other) for other in (side, office, chat)] == [[], [], []]
    # Who asked for themselves alone left no trace of where.
    rows = await stored(bot, "SELECT channel_id FROM lookups WHERE guild_id = ?", guild.id, count=17)
    seen = Counter(channel_id for (channel_id,) in rows)
    assert seen == {place.id: 7, side.id: 2, chat.id: 2, office.id: 2, None: 4}


async def test_an_outage_that_only_unwatched_channels_meet_waits_for_a_watched_one(world, guild):
    chat, place = guild.add_text_channel("chat"), guild.add_text_channel("help-late")
    for number in range(14):
        await guild.add_member(f"asker{number}").slash("error", {"text": OVERLOADED}, channel=chat)
    await world.expect_silence(place)
    assert notices(chat) == []
    await guild.add_member("late").send(place, OVERLOADED)
    await eventually(lambda: notices(place))
    assert notices(chat) == []


async def test_a_deleted_notice_is_not_pointed_to(world, guild):
    place = guild.add_text_channel("help-quiet")
    await crowd(guild, place, name="early")
    (notice,) = await eventually(lambda: notices(place))
    await guild.add_member("mod", permissions=Permission.MANAGE_MESSAGES).delete(notice)
    other = guild.add_text_channel("help-after")
    reply = await world.wait_reply(to=await guild.add_member("after").send(other, OVERLOADED))
    assert "overloaded" in title(reply).lower()


async def test_a_notice_outlives_edits_that_fail(world, bot, guild):
    place = guild.add_text_channel("help-stumbling")
    await crowd(guild, place, name="first")
    (notice,) = await eventually(lambda: notices(place))
    before = notice.content
    world.faults.fail("PATCH", "/channels/{channel}/messages/{message}", status=503, times=3)
    await crowd(guild, place, people=14, name="second")
    await eventually(lambda: notice.content != before, within=40)
    rows = await stored(bot, "SELECT message_id FROM outages WHERE guild_id = ?", guild.id)
    assert rows == [(notice.id,)]
    assert len(notices(place)) == 1


async def test_an_outage_outlives_the_process_and_ends(own_world, start_bot):
    env = {"ERRATA_WATCH_CHANNELS": "help*"}
    guild = own_world.add_guild()
    place, other = guild.add_text_channel("help"), guild.add_text_channel("help-other")
    bot = await start_bot(env=env)
    await crowd(guild, place)
    (notice,) = await eventually(lambda: notices(place))
    assert len(await stored(bot, "SELECT * FROM outages WHERE entry = ?", ENTRY)) == 1
    await bot.stop()

    bot = await start_bot(env=env)
    await bot.wait_output("outages that go on: 1", within=15)
    reply = await own_world.wait_reply(to=await guild.add_member("later").send(other, OVERLOADED))
    assert str(notice.id) in reply.content
    assert reply.embeds == []
    assert len(notices(place)) == 1
    await bot.stop()

    # Half an hour later nobody meets it any more.
    with sqlite3.connect(bot.data / "errata.db") as database:
        database.execute("UPDATE lookups SET at = datetime(at, '-30 minutes')")
        database.execute("UPDATE replies SET at = datetime(at, '-30 minutes')")
        database.execute("UPDATE outages SET since = datetime(since, '-30 minutes')")
    own_world.faults.fail("PATCH", "/channels/{channel}/messages/{message}", status=503, times=3)
    await start_bot(env=env)
    await eventually(lambda: notices(place, "seems to be over"), within=40)
    assert notices(place) == []
    third = guild.add_text_channel("help-third")
    reply = await own_world.wait_reply(to=await guild.add_member("calm").send(third, OVERLOADED))
    assert "overloaded" in title(reply).lower()
