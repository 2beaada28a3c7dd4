"""What happens to an answer when its paste changes."""

from __future__ import annotations

import asyncio

from tests.e2e.looking import prefilled, stored
from tests.e2e.pastes import (
    CHAT,
    EXPIRED_EN,
    EXPIRED_ZH,
    INVALID_EN,
    KEY_EXPIRED,
    KEY_INVALID,
    KEY_LEAKED,
    UNKNOWN,
    title,
)
from tests.standin import Permission


async def test_a_deleted_paste_takes_its_answer_along(world, channel, lin):
    paste = await lin.send(channel, KEY_INVALID)
    reply = await world.wait_reply(to=paste)
    await lin.delete(paste)
    await world.wait_deleted(reply)


async def test_a_paste_deleted_at_once_leaves_no_answer(world, channel, lin):
    world.faults.delay("POST", "/channels/{channel}/messages", seconds=0.3)
    paste = await lin.send(channel, KEY_INVALID)
    reply = await world.wait_reply(to=paste)
    await lin.delete(paste)
    await world.wait_deleted(reply)


async def test_purged_pastes_take_their_answers_along(world, guild, channel, lin):
    keeper = guild.add_member("keeper", permissions=Permission.MANAGE_MESSAGES)
    first = await lin.send(channel, KEY_INVALID)
    answers = [await world.wait_reply(to=first)]
    second = await lin.send(channel, KEY_EXPIRED)
    answers.append(await world.wait_reply(to=second))
    await keeper.purge([first, second])
    for answer in answers:
        await world.wait_deleted(answer)


async def test_an_edited_paste_changes_the_same_answer(world, channel, lin):
    paste = await lin.send(channel, KEY_INVALID)
    reply = await world.wait_reply(to=paste)
    assert title(reply) == INVALID_EN
    await lin.edit(paste, KEY_EXPIRED)
    await world.wait_edit(reply)
    assert title(reply) == EXPIRED_EN
    assert world.replies(paste) == [reply]
    await lin.edit(paste, f"found it, never mind {KEY_EXPIRED}")
    await world.wait_edit(reply)
    assert world.replies(paste) == [reply]


async def test_an_edit_changes_what_somebody_asked_for(world, guild):
    """The paste stands in a channel that nobody watches; somebody asked about it by mention or menu."""
    channel = guild.add_text_channel("general")
    lin, mei = guild.add_member("lin"), guild.add_member("mei")
    asked = await lin.send(channel, f"{world.bot.mention} {KEY_INVALID}")
    answer = await world.wait_reply(to=asked)
    await lin.edit(asked, f"{world.bot.mention} {KEY_EXPIRED}")
    await world.wait_edit(answer)
    assert title(answer) == EXPIRED_EN

    paste = await lin.send(channel, KEY_LEAKED)
    shown = await mei.context_menu("Diagnose error", paste)
    await lin.edit(paste, KEY_INVALID)
    await world.wait_edit(shown.message)
    assert title(shown) == INVALID_EN
    await mei.click(shown.message, "✖ Close", within=0)
    await world.wait_deleted(shown.message)

    talk = await lin.send(channel, CHAT)
    await lin.edit(talk, KEY_EXPIRED)
    await world.expect_silence(channel)


async def test_an_edit_to_something_else_takes_the_answer_away(world, channel, lin):
    paste = await lin.send(channel, KEY_INVALID)
    reply = await world.wait_reply(to=paste)
    await lin.edit(paste, CHAT)
    await world.wait_deleted(reply)


async def test_an_edit_into_an_error_is_answered(world, channel, lin):
    paste = await lin.send(channel, "wait, I'll paste it")
    await world.expect_silence(channel)
    await lin.edit(paste, KEY_INVALID)
    assert title(await world.wait_reply(to=paste)) == INVALID_EN


async def test_every_answer_to_a_paste_lives_and_goes_with_it(world, guild):
    """An unknown error is answered anew each time that somebody asks."""
    channel = guild.add_text_channel("general")
    lin, mei, kai = (guild.add_member(name) for name in ("lin", "mei", "kai"))
    paste = await lin.send(channel, UNKNOWN)
    first = (await mei.context_menu("Diagnose error", paste)).message
    second = await world.wait_reply(to=await kai.send(channel, world.bot.mention, reply_to=paste))
    modal = (await mei.click(first, "Report it")).modal
    assert "flux_misaligned" in prefilled(modal, "Error text")
    await lin.edit(paste, KEY_INVALID)
    await world.wait_edit(second)
    assert title(second) == INVALID_EN
    await mei.click(second, "中文")
    await lin.delete(paste)
    await world.wait_deleted(first)
    await world.wait_deleted(second)


async def test_an_edit_changes_the_answer_rather_than_what_points_to_it(world, guild, channel, lin):
    paste = await lin.send(channel, KEY_INVALID)
    answer = await world.wait_reply(to=paste)
    call = await guild.add_member("mei").send(channel, world.bot.mention, reply_to=paste)
    pointer = await world.wait_reply(to=call)
    assert answer.url in pointer.content
    await lin.edit(paste, KEY_EXPIRED)
    await world.wait_edit(answer)
    assert title(answer) == EXPIRED_EN
    assert not pointer.embeds
    await lin.edit(paste, CHAT)
    await world.wait_deleted(answer)
    await world.wait_deleted(pointer)


async def test_an_edit_into_an_unknown_error_is_noted_once(world, bot, channel, lin):
    noted = "SELECT 1 FROM lookups WHERE channel_id = ? AND verdict = 'unmatched'"
    unknown = UNKNOWN.replace("flux", "tachyon")
    paste = await lin.send(channel, CHAT)
    await lin.edit(paste, unknown)
    assert len(await stored(bot, noted, channel.id)) == 1
    assert len(await stored(bot, "SELECT 1 FROM samples WHERE message_id = ?", paste.id)) == 1
    await lin.edit(paste, f"please help\n{unknown}")
    answered = await lin.send(channel, KEY_INVALID)
    reply = await world.wait_reply(to=answered)
    await lin.edit(answered, unknown)
    await world.wait_deleted(reply)
    posted = await lin.send(channel, unknown)
    await lin.edit(posted, f"{unknown}\nthanks")
    assert len(await stored(bot, noted, channel.id, count=4, within=2.0)) == 3
    await world.expect_silence(channel)


async def test_a_dismissed_answer_does_not_come_back(world, channel, lin):
    paste = await lin.send(channel, KEY_INVALID)
    reply = await world.wait_reply(to=paste)
    await lin.click(reply, "✖ Close", within=0)
    await world.wait_deleted(reply)
    await lin.edit(paste, KEY_EXPIRED)
    await world.expect_silence(channel)


async def test_the_preview_of_a_link_leaves_the_answer_to_an_edited_paste_alone(world, guild, channel, lin):
    paste = await lin.send(channel, KEY_INVALID)
    reply = await world.wait_reply(to=paste)
    await lin.edit(paste, KEY_EXPIRED)
    await world.wait_edit(reply)
    await lin.click(reply, "中文")
    assert title(reply) == EXPIRED_ZH
    await guild.unfurl(paste, {"type": "link", "url": "https://example.org", "title": "A page"})
    await asyncio.sleep(0.8)
    assert title(reply) == EXPIRED_ZH
