"""Channels in which the bot may not do everything, and a Discord that stumbles."""

from __future__ import annotations

import asyncio

import pytest

from tests.e2e.pastes import INVALID_EN, KEY_EXPIRED, KEY_INVALID, title
from tests.standin import Permission

POST = ("POST", "/channels/{channel}/messages")


async def test_no_permission_to_write_is_logged_once(world, bot, guild, channel, lin):
    guild.deny(channel, world.bot, Permission.SEND_MESSAGES)
    since = len(bot.lines)
    for text in (KEY_INVALID, KEY_EXPIRED, KEY_INVALID):
        await lin.send(channel, text)
    await world.expect_silence(channel, seconds=0.5)
    assert len([line for line in bot.lines[since:] if str(channel.id) in line]) == 1


@pytest.mark.refusals
async def test_a_permission_lost_in_a_race_is_logged_once(world, bot, guild, channel, lin):
    guild.deny(channel, world.bot, Permission.SEND_MESSAGES, announce=False)
    since = len(bot.lines)
    for text in (KEY_INVALID, KEY_EXPIRED):
        await lin.send(channel, text)
    await world.expect_silence(channel, seconds=0.5)
    assert len([line for line in bot.lines[since:] if str(channel.id) in line]) == 1


async def test_without_embeds_the_answer_is_plain_text(world, guild, channel, lin):
    guild.deny(channel, world.bot, Permission.EMBED_LINKS)
    reply = await world.wait_reply(to=await lin.send(channel, KEY_INVALID))
    assert not reply.embeds
    assert INVALID_EN in reply.content
    assert "What to do" in reply.content
    assert len(reply.content) <= 2000
    shown = await lin.click(reply, "中文")
    assert shown.updated
    assert "怎么办" in reply.content


async def test_without_history_the_answer_stands_alone(world, guild, channel, lin):
    guild.deny(channel, world.bot, Permission.READ_MESSAGE_HISTORY)
    paste = await lin.send(channel, KEY_INVALID)
    message = await world.wait_message(channel)
    assert title(message) == INVALID_EN
    assert message.reference_id is None
    await lin.delete(paste)
    await world.wait_deleted(message)


async def test_in_threads_another_permission_counts(world, guild, channel, lin):
    thread = await lin.start_thread(channel, "problem")
    guild.deny(channel, world.bot, Permission.SEND_MESSAGES_IN_THREADS)
    await lin.send(thread, KEY_INVALID)
    await world.expect_silence(thread)
    guild.allow(channel, world.bot, Permission.SEND_MESSAGES_IN_THREADS)
    guild.deny(channel, world.bot, Permission.SEND_MESSAGES)
    assert title(await world.wait_reply(to=await lin.send(thread, KEY_INVALID))) == INVALID_EN


async def test_a_rate_limit_is_waited_out(world, channel, lin):
    world.faults.rate_limit(*POST, retry_after=0.4)
    assert title(await world.wait_reply(to=await lin.send(channel, KEY_INVALID))) == INVALID_EN


async def test_a_command_does_not_wait_for_an_answer_that_is_held_back(world, guild, channel, lin):
    world.faults.delay(*POST, seconds=4)
    paste = await lin.send(channel, KEY_EXPIRED)
    await asyncio.sleep(0.2)
    mei = guild.add_member("mei")
    shown = await mei.slash("error", {"text": KEY_INVALID}, channel=channel, within=10)
    assert shown.acknowledged_ms < 2000
    assert title(shown) == INVALID_EN
    await world.wait_reply(to=paste)


@pytest.mark.parametrize("status", [500, 503])
async def test_a_server_error_is_tried_again(world, channel, lin, status):
    world.faults.fail(*POST, status=status)
    reply = await world.wait_reply(to=await lin.send(channel, KEY_INVALID), within=10)
    assert title(reply) == INVALID_EN


async def test_discord_out_of_order_ends_in_one_line(world, bot, channel, lin):
    world.faults.fail(*POST, status=503, times=3)
    since = len(bot.lines)
    await lin.send(channel, KEY_INVALID)
    await bot.wait_output("an answer was lost", since=since, within=10)
    world.faults.clear()
    assert title(await world.wait_reply(to=await lin.send(channel, KEY_EXPIRED)))


@pytest.mark.refusals
async def test_a_paste_deleted_meanwhile_is_no_fault(world, bot, channel, lin):
    world.faults.delay(*POST, seconds=0.3)
    since = len(bot.lines)
    paste = await lin.send(channel, KEY_INVALID)
    await lin.delete(paste)
    await world.expect_silence(channel, seconds=0.8)
    assert bot.lines[since:] == []


@pytest.mark.refusals
async def test_an_answer_deleted_by_a_moderator(world, guild, channel, lin):
    keeper = guild.add_member("keeper", permissions=Permission.MANAGE_MESSAGES)
    paste = await lin.send(channel, KEY_INVALID)
    reply = await world.wait_reply(to=paste)
    await keeper.delete(reply)
    await lin.edit(paste, KEY_EXPIRED)
    await world.expect_silence(channel)
    await lin.delete(paste)
    await world.expect_silence(channel)


@pytest.mark.refusals
async def test_a_channel_deleted_meanwhile(world, bot, guild, channel, lin):
    paste = await lin.send(channel, KEY_INVALID)
    await world.wait_reply(to=paste)
    since = len(bot.lines)
    await lin.send(channel, KEY_EXPIRED)
    guild.delete_channel(channel)
    other = guild.add_text_channel("help-2")
    assert title(await world.wait_reply(to=await lin.send(other, KEY_INVALID))) == INVALID_EN
    await asyncio.sleep(0.5)
    assert bot.troubles(since) == []


async def test_a_broken_connection_is_tried_again(world, channel, lin):
    world.faults.drop(*POST)
    reply = await world.wait_reply(to=await lin.send(channel, KEY_INVALID), within=10)
    assert title(reply) == INVALID_EN
