"""What a guild may switch on: the solved tag, a sign under unknown errors, and how readily the bot speaks."""

from __future__ import annotations

import asyncio

import pytest

from tests.e2e.pastes import INVALID_EN, KEY_INVALID, UNKNOWN, title
from tests.standin import BOT_INVITATION, Permission

SIGN = "❔"
LIKELY = '500 Internal Server Error\n{"error":"Stream request failed: 429"}'
"""Told rather than pasted: an answer is likely, not sure."""


async def switch(guild, channel, field):
    panel = await guild.owner.slash("settings panel", channel=channel)
    changed = await guild.owner.click(panel.message, f"e1:set:{field}:on")
    assert changed.updated
    assert f"e1:set:{field}:off" in [button.custom_id for button in panel.message.buttons]


async def helped_post(world, guild, forum, *, by=None):
    lin = guild.add_member("lin")
    starter = await lin.post(forum, "key trouble", KEY_INVALID)
    answer = await world.wait_reply(to=starter)
    shown = await (by or lin).click(answer, "👍 Helped")
    assert "Thanks" in shown.content
    return starter.channel.thread


@pytest.mark.parametrize("name", ["Solved", "✅ 已解决", "已解決"])
async def test_a_helped_post_is_marked_solved(world, guild, name):
    guild.set_bot_permissions(BOT_INVITATION | Permission.MANAGE_THREADS)
    lobby, forum = guild.add_text_channel("general"), guild.add_forum("help", tags=["bug", name])
    await switch(guild, lobby, "solved")
    thread = await helped_post(world, guild, forum)
    await world.world.until(lambda: thread.applied_tags == [forum.tags[1].id], 5.0, "tag")


async def test_nobody_else_marks_a_post(world, guild):
    guild.set_bot_permissions(BOT_INVITATION | Permission.MANAGE_THREADS)
    lobby, forum = guild.add_text_channel("general"), guild.add_forum("help", tags=["solved"])
    await switch(guild, lobby, "solved")
    thread = await helped_post(world, guild, forum, by=guild.add_member("mei"))
    await asyncio.sleep(0.3)
    assert thread.applied_tags == []


async def test_without_consent_or_permission_a_post_stays(world, bot, guild):
    guild.set_bot_permissions(BOT_INVITATION & ~Permission.MANAGE_THREADS)
    lobby, forum = guild.add_text_channel("general"), guild.add_forum("help", tags=["solved"])
    assert (await helped_post(world, guild, forum)).applied_tags == []
    await switch(guild, lobby, "solved")
    assert (await helped_post(world, guild, forum)).applied_tags == []
    await bot.wait_output("no solved tag")


async def test_an_unknown_error_gets_a_sign_where_that_is_wanted(world, guild, channel, lin):
    unmarked = await lin.send(channel, UNKNOWN)
    await world.expect_silence(channel)
    assert unmarked.reactions == {}
    await switch(guild, channel, "react")
    paste = await lin.send(channel, UNKNOWN)
    await world.world.until(lambda: SIGN in paste.reactions, 5.0, "reaction")
    guild.deny(channel, world.bot, Permission.ADD_REACTIONS)
    another = await lin.send(channel, UNKNOWN)
    await world.expect_silence(channel)
    assert another.reactions == {}


@pytest.mark.parametrize("quiet", ["mode", "taste"])
async def test_who_wants_sure_answers_hears_no_others(world, guild, quiet, channel, lin):
    if quiet == "mode":
        shown = await guild.owner.slash("settings watch", {"mode": "sure"}, channel=channel)
        assert "where I am sure" in shown.content
    else:
        await guild.owner.slash("settings sensitivity", {"level": "quiet"}, channel=channel)
    await lin.send(channel, LIKELY)
    await world.expect_silence(channel)
    assert title(await world.wait_reply(to=await lin.send(channel, KEY_INVALID))) == INVALID_EN
    await guild.owner.slash("settings watch", {"mode": "answer"}, channel=channel)
    await guild.owner.slash("settings sensitivity", {"level": "normal"}, channel=channel)
    assert (await world.wait_reply(to=await lin.send(channel, LIKELY))).embeds


async def test_screenshots_and_retention_are_shown(guild):
    channel = guild.add_text_channel("general")
    shown = await guild.owner.slash("settings show", channel=channel)
    for part in ("Read screenshots", "Samples are kept", "90 days", "Solved tag", SIGN):
        assert part in shown.text
