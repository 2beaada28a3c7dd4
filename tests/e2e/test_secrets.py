"""Keys in pastes: warned about, never shown, never kept."""

from __future__ import annotations

import asyncio

import pytest

from tests.e2e.looking import followed, stored
from tests.e2e.pastes import FAKE_KEY, INVALID_EN, KEY_EXPIRED, KEY_INVALID, KEY_LEAKED, UNKNOWN, title
from tests.e2e.reviewing import give_maintainers_channel
from tests.standin import Permission, Upload


async def test_the_answer_comes_with_a_warning_and_without_the_key(world, bot, channel, lin):
    reply = await world.wait_reply(to=await lin.send(channel, f"{KEY_INVALID}\nAuthorization: Bearer {FAKE_KEY}"))
    assert title(reply) == INVALID_EN
    assert "Revoke it now" in reply.content
    assert FAKE_KEY[:12] not in reply.text
    assert FAKE_KEY not in bot.output


async def test_no_log_shows_the_key_however_much_is_logged(own_world, start_bot):
    guild = own_world.add_guild()
    process = await start_bot(env={"ERRATA_WATCH_CHANNELS": "help", "ERRATA_LOG_LEVEL": "debug"})
    channel, lin = guild.add_text_channel("help"), guild.add_member("lin")
    await own_world.wait_reply(to=await lin.send(channel, f"{KEY_INVALID} {FAKE_KEY}"))
    await lin.slash("error", {"text": f"{UNKNOWN} key={FAKE_KEY}"}, channel=channel)
    assert await process.stop() == 0
    assert FAKE_KEY not in process.output
    assert own_world.token not in process.output
    assert "has connected to Gateway" in process.output


async def test_a_key_without_an_error_is_worth_a_word(world, channel, lin):
    paste = await lin.send(channel, f"my key is {FAKE_KEY}, is that the right format")
    reply = await world.wait_reply(to=paste)
    assert "Revoke it now" in reply.content
    assert not reply.embeds
    await lin.edit(paste, "removed")
    await world.wait_deleted(reply)


async def test_names_and_addresses_are_masked_without_alarm(world, channel, lin):
    reply = await world.wait_reply(
        to=await lin.send(channel, f"{KEY_INVALID}\n  at /home/zhangsan/SillyTavern/server.js, host 81.2.69.142")
    )
    assert title(reply) == INVALID_EN
    assert not reply.content
    await lin.send(channel, "my server is 81.2.69.142 by the way, write to lin@example.net")
    await world.expect_silence(channel)


async def test_a_command_warns_the_person_alone(world, bot, guild, lin):
    channel = guild.add_text_channel("general")
    shown = await lin.slash("error", {"text": f"{KEY_INVALID} key={FAKE_KEY}"}, channel=channel)
    assert title(shown) == INVALID_EN
    warning = shown.followups[0] if shown.followups else await shown.next_change()
    assert warning.ephemeral
    assert "Revoke it now" in warning.content


async def test_nothing_of_the_key_is_kept(world, bot, guild, lin):
    channel = guild.add_text_channel("general")
    await lin.slash("error", {"text": f"{UNKNOWN} apikey={FAKE_KEY} reference 4711"}, channel=channel)
    rows = await stored(bot, "SELECT text FROM samples WHERE text LIKE '%reference 4711%'")
    assert len(rows) == 1
    assert FAKE_KEY not in (bot.data / "errata.db").read_bytes().decode("latin-1")


async def test_nothing_of_a_key_that_a_long_log_is_cut_through_is_kept_or_shown(world, bot, guild, lin):
    desk = await give_maintainers_channel(guild)
    token = f"eyJhbGciOiJSUzI1NiJ9.{FAKE_KEY[8:] * 14}.{FAKE_KEY[8:] * 7}"
    log = "2026-11-29 10:00:07 INFO request handled\n" * 120 + f"  'Authorization': 'Bearer {token}',\n{UNKNOWN}\n"
    await lin.slash("error", {"file": Upload("st.log", log.encode())}, channel=guild.add_text_channel("general"))
    rows = await stored(bot, "SELECT text FROM samples WHERE guild_id = ? AND text LIKE '%77123%'", guild.id)
    assert len(rows) == 1
    note = await world.wait_message(desk)
    for text in (rows[0][0], note.text):
        assert "flux capacitor" in text
        assert FAKE_KEY[8:] not in text


async def test_the_message_is_removed_where_the_guild_wants_that(world, guild, channel, lin):
    guild.allow(channel, world.bot, Permission.MANAGE_MESSAGES)
    await guild.owner.slash("settings secrets", {"remove": True}, channel=channel)
    paste = await lin.send(channel, f"{KEY_INVALID} {FAKE_KEY}")
    await world.wait_deleted(paste)
    message = await world.wait_message(channel)
    assert title(message) == INVALID_EN
    assert "was removed" in message.content
    assert not message.deleted


async def test_a_pointer_to_the_first_answer_warns_too(world, guild, channel, lin):
    first = await world.wait_reply(to=await lin.send(channel, KEY_INVALID))
    pointer = await world.wait_reply(to=await guild.add_member("mei").send(channel, f"{KEY_INVALID} {FAKE_KEY}"))
    assert first.url in pointer.content
    assert "Revoke it now" in pointer.content


async def test_an_edit_that_shows_a_key_is_warned_of_as_long_as_the_key_is_there(world, channel, lin):
    paste = await lin.send(channel, "is that the right format")
    await world.expect_silence(channel, seconds=0.5)
    await lin.edit(paste, f"my key is {FAKE_KEY}, is that the right format")
    reply = await world.wait_reply(to=paste)
    assert "Revoke it now" in reply.content
    await lin.edit(paste, f"my key is {FAKE_KEY}, is that the right format??")
    await asyncio.sleep(0.8)
    assert not reply.deleted
    assert world.replies(paste) == [reply]
    await lin.edit(paste, "removed")
    await world.wait_deleted(reply)


async def test_a_key_that_an_edit_brings_is_removed_and_the_answer_stays(world, guild, channel, lin):
    guild.allow(channel, world.bot, Permission.MANAGE_MESSAGES)
    await guild.owner.slash("settings secrets", {"remove": True}, channel=channel)
    paste = await lin.send(channel, KEY_INVALID)
    reply = await world.wait_reply(to=paste)
    await lin.edit(paste, f"{KEY_INVALID} {FAKE_KEY}")
    await world.wait_deleted(paste)
    await world.wait_edit(reply)
    assert "was removed" in reply.content
    assert title(reply) == INVALID_EN
    await asyncio.sleep(0.5)
    assert not reply.deleted


BOTH = Permission.MANAGE_MESSAGES | Permission.MANAGE_THREADS


@pytest.mark.parametrize(
    ("content", "rights", "words"),
    [
        (f"{KEY_INVALID} {FAKE_KEY}", BOTH, "was removed here. "),
        (f"{KEY_INVALID} {FAKE_KEY}", Permission.MANAGE_MESSAGES, "the title of this post still shows one"),
        (KEY_INVALID, BOTH, "Revoke it now"),
        (KEY_INVALID, Permission.MANAGE_MESSAGES, "Revoke it now"),
        (KEY_INVALID, Permission.MANAGE_THREADS, "Revoke it now"),
    ],
)
async def test_a_key_in_the_title_of_a_post_is_masked_or_told_of(world, guild, content, rights, words):
    forum, lobby = guild.add_forum("help-forum"), guild.add_text_channel("general")
    guild.allow(forum, world.bot, rights)
    await guild.owner.slash("settings secrets", {"remove": True}, channel=lobby)
    post = await guild.add_member("lin").post(forum, f"key {FAKE_KEY} broken", content)
    answer = await world.wait_message(post.channel)
    assert words in answer.content
    assert title(answer) == INVALID_EN
    # What shows nothing but in its title is not deleted.
    assert post.deleted is (FAKE_KEY in content)
    name = post.channel.name
    assert (FAKE_KEY in name) is not bool(rights & Permission.MANAGE_THREADS)
    assert name.startswith("key ")
    assert name.endswith(" broken")


async def test_without_consent_a_title_stays_as_it_is(world, guild, lin):
    forum = guild.add_forum("help-forum")
    guild.allow(forum, world.bot, Permission.MANAGE_THREADS)
    post = await lin.post(forum, f"key {FAKE_KEY} broken", KEY_INVALID)
    assert "Revoke it now" in (await world.wait_reply(to=post)).content
    assert FAKE_KEY in post.channel.name


async def test_the_warning_speaks_to_whom_it_concerns(world, guild, lin):
    channel, mei = guild.add_text_channel("general"), guild.add_member("mei")
    paste = await lin.send(channel, f"{KEY_INVALID} {FAKE_KEY}")
    for person, words in ((lin, "Revoke it now"), (mei, "Tell its author to revoke it now")):
        assert words in (await followed(await person.context_menu("Diagnose error", paste))).content
    other = await lin.send(channel, f"{KEY_EXPIRED} {FAKE_KEY}")
    asked = await mei.send(channel, f"{world.bot.mention} what is that", reply_to=other)
    answer = await world.wait_reply(to=asked)
    assert "Tell its author" in answer.content
    # The warning follows the language of the answer.
    await mei.click(answer, "中文")
    assert "请提醒发的人" in answer.content
    own = await lin.send(channel, f"{world.bot.mention} {KEY_LEAKED} {FAKE_KEY}")
    assert "Revoke it now and" in (await world.wait_reply(to=own)).content
