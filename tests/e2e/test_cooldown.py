"""One answer a problem and place."""

from __future__ import annotations

import asyncio

import pytest

from tests.e2e.looking import stored
from tests.e2e.pastes import INVALID_EN, INVALID_ZH, KEY_EXPIRED, KEY_INVALID, title
from tests.standin import Upload


async def test_somebody_else_is_pointed_to_the_first_answer(world, guild, channel):
    lin, mei = guild.add_member("lin"), guild.add_member("mei")
    first = await world.wait_reply(to=await lin.send(channel, KEY_INVALID))
    paste = await mei.send(channel, f"me too {KEY_INVALID}")
    pointer = await world.wait_reply(to=paste)
    assert first.url in pointer.content
    assert not pointer.embeds
    await mei.delete(paste)
    await world.wait_deleted(pointer)


async def test_the_same_person_hears_nothing_new(world, channel, lin):
    await world.wait_reply(to=await lin.send(channel, KEY_INVALID))
    await lin.send(channel, KEY_INVALID)
    await world.expect_silence(channel)


async def test_pointers_end_before_they_are_noise(world, guild, channel):
    await world.wait_reply(to=await guild.add_member("lin").send(channel, KEY_INVALID))
    for number in range(3):
        await world.wait_reply(to=await guild.add_member(f"member{number}").send(channel, KEY_INVALID))
    await guild.add_member("last").send(channel, KEY_INVALID)
    await world.expect_silence(channel)


async def test_another_error_and_another_place_are_answered(world, guild):
    channel, other = guild.add_text_channel("help"), guild.add_text_channel("help-2")
    lin, mei = guild.add_member("lin"), guild.add_member("mei")
    await world.wait_reply(to=await lin.send(channel, KEY_INVALID))
    assert (await world.wait_reply(to=await lin.send(channel, KEY_EXPIRED))).embeds
    assert title(await world.wait_reply(to=await mei.send(other, KEY_INVALID))) == INVALID_EN


async def test_the_same_person_elsewhere_is_pointed_to_their_answer_once(world, bot, guild, lin):
    channel, other, forum = guild.add_text_channel("help"), guild.add_text_channel("help-2"), guild.add_forum("help-f")
    first = await world.wait_reply(to=await lin.send(channel, KEY_INVALID))
    await stored(bot, "SELECT 1 FROM replies WHERE reply_message_id = ?", first.id)
    pointer = await world.wait_reply(to=await lin.send(other, KEY_INVALID))
    assert first.url in pointer.content
    assert not pointer.embeds
    post = await lin.post(forum, "help", KEY_INVALID)
    await world.expect_silence(post.channel)
    shown = await lin.slash("error", {"text": KEY_INVALID}, channel=other)
    assert shown.ephemeral
    assert first.url in shown.content


async def test_two_pastes_at_the_same_moment_get_one_answer(world, guild, lin):
    channels = [guild.add_text_channel(f"help-{number}") for number in range(4)]
    await asyncio.gather(*(lin.send(channel, KEY_INVALID) for channel in channels))
    await asyncio.sleep(1.5)
    said = [message for channel in channels for message in channel.messages.values() if message.author is world.bot]
    (answer,) = [message for message in said if message.embeds]
    pointers = [message for message in said if not message.embeds]
    assert len(pointers) <= 1
    assert all(answer.url in pointer.content for pointer in pointers)


async def test_a_guild_can_do_without(world, guild, channel, lin):
    await guild.owner.slash("settings cooldown", {"minutes": 0}, channel=channel)
    for _ in range(2):
        assert title(await world.wait_reply(to=await lin.send(channel, KEY_INVALID))) == INVALID_EN


async def test_a_command_still_answers_but_privately(world, guild, channel):
    lin, mei = guild.add_member("lin"), guild.add_member("mei")
    first = await world.wait_reply(to=await lin.send(channel, KEY_INVALID))
    shown = await mei.slash("error", {"text": KEY_INVALID}, channel=channel)
    assert shown.ephemeral
    assert first.url in shown.content
    assert title(shown) == INVALID_EN
    await mei.click(shown.message, "中文")
    assert title(shown) == INVALID_ZH
    assert first.url in shown.content
    assert "泄露" not in shown.content


async def test_a_file_that_was_answered_already_is_answered_privately_too(world, guild, channel):
    lin, mei = guild.add_member("lin"), guild.add_member("mei")
    first = await world.wait_reply(to=await lin.send(channel, KEY_INVALID))
    shown = await mei.slash("error", {"file": Upload("a.log", KEY_INVALID.encode())}, channel=channel)
    (answer,) = shown.followups or [await shown.next_change()]
    assert answer.ephemeral
    assert first.url in answer.content
    assert shown.message.deleted


@pytest.mark.refusals
async def test_an_answer_that_was_deleted_unheard_is_given_anew(own_world, start_bot):
    guild = own_world.add_guild()
    channel, other = guild.add_text_channel("help"), guild.add_text_channel("general")
    lin, mei, kai = (guild.add_member(name) for name in ("lin", "mei", "kai"))
    first = await start_bot(env={"ERRATA_WATCH_CHANNELS": "help"})
    gone = [await own_world.wait_reply(to=await lin.send(channel, KEY_INVALID))]
    gone.append((await mei.slash("error", {"text": KEY_INVALID}, channel=other)).message)
    stands = await own_world.wait_reply(to=await lin.send(channel, KEY_EXPIRED))
    await first.stop()
    for message in gone:
        await guild.owner.delete(message)
    await start_bot(env={"ERRATA_WATCH_CHANNELS": "help"})
    assert title(await own_world.wait_reply(to=await lin.send(channel, KEY_INVALID))) == INVALID_EN
    shown = await kai.slash("error", {"text": KEY_INVALID}, channel=other)
    assert title(shown) == INVALID_EN
    assert not shown.ephemeral
    assert stands.url in (await own_world.wait_reply(to=await mei.send(channel, KEY_EXPIRED))).content


async def test_a_hundred_pastes_at_once_are_bounded(world, guild, channel):
    people = [guild.add_member(f"member{number}") for number in range(20)]
    for number in range(100):
        await people[number % 20].send(channel, KEY_INVALID)
    await world.wait_message(channel)
    await asyncio.sleep(1.0)
    said = [message for message in channel.messages.values() if message.author is world.bot]
    assert 1 <= len(said) <= 4
    assert [title(message) for message in said if message.embeds] == [INVALID_EN]
