"""`/settings` and `/privacy`."""

from __future__ import annotations

import asyncio
import json
import sqlite3

import pytest

from tests.e2e.looking import stored
from tests.e2e.pastes import INVALID_EN, INVALID_ZH, KEY_INVALID, title
from tests.standin import ClientRefusalError, Permission


@pytest.fixture
def channel(guild):
    return guild.add_text_channel("general")


async def test_only_managers_are_offered_settings(guild, channel):
    lin = guild.add_member("lin")
    keeper = guild.add_member("keeper", permissions=Permission.MANAGE_GUILD)
    assert "settings" not in lin.offers(channel)
    assert "settings" in keeper.offers(channel)
    with pytest.raises(ClientRefusalError):
        await lin.slash("settings show", channel=channel)


async def test_everything_set_is_shown(guild, channel):
    owner = guild.owner
    await owner.slash("settings watch", {"system": "kiro"}, channel=channel)
    await owner.slash("settings language", {"language": "zh-CN"}, channel=channel)
    await owner.slash("settings cooldown", {"minutes": 7}, channel=channel)
    await owner.slash("settings sensitivity", {"level": "quiet"}, channel=channel)
    await owner.slash("settings retention", {"days": 30}, channel=channel)
    shown = await owner.slash("settings show", channel=channel)
    assert shown.ephemeral
    for part in (channel.mention, "kiro", "简体中文", "7 分钟", "有把握才说", "30 天"):
        assert part in shown.text


async def test_the_language_of_the_guild_outweighs_the_paste(world, guild, channel):
    lin = guild.add_member("lin")
    await guild.owner.slash("settings watch", channel=channel)
    await guild.owner.slash("settings language", {"language": "zh-CN"}, channel=channel)
    assert title(await world.wait_reply(to=await lin.send(channel, KEY_INVALID))) == INVALID_ZH


async def test_missing_permissions_are_told_when_watching_and_when_asked(world, guild, channel):
    guild.deny(channel, world.bot, Permission.SEND_MESSAGES | Permission.EMBED_LINKS)
    shown = await guild.owner.slash("settings watch", channel=channel)
    assert "Send Messages" in shown.content
    assert "Embed Links" in shown.content
    shown = await guild.owner.slash("settings check", channel=channel)
    assert "Send Messages" in shown.text
    assert channel.mention in shown.text


async def test_a_system_that_does_not_exist(guild, channel):
    shown = await guild.owner.slash("settings watch", {"system": "no-such-system"}, channel=channel)
    assert "no such system" in shown.content


async def test_unwatching_what_was_never_watched(guild, channel):
    shown = await guild.owner.slash("settings unwatch", channel=channel)
    assert "no settings" in shown.content


async def test_the_panel_changes_what_it_shows(world, guild, channel):
    lin = guild.add_member("lin")
    shown = await guild.owner.slash("settings panel", channel=channel)
    panel = shown.message
    assert shown.ephemeral
    changed = await guild.owner.select(panel, [channel], menu="e1:set:watch")
    assert changed.updated
    assert channel.mention in panel.text
    assert title(await world.wait_reply(to=await lin.send(channel, KEY_INVALID))) == INVALID_EN
    await guild.owner.select(panel, "zh-CN", menu="e1:set:language")
    assert "简体中文" in panel.text
    await guild.owner.select(panel, "quiet", menu="e1:set:taste")
    assert "有把握才说" in panel.text
    await guild.owner.click(panel, "e1:set:secrets:on")
    assert "e1:set:secrets:off" in [button.custom_id for button in panel.buttons]
    await guild.owner.select(panel, [], menu="e1:set:watch")
    assert channel.mention not in panel.text
    await lin.send(channel, KEY_INVALID)
    await world.expect_silence(channel)


async def test_the_panel_asks_who_presses(world, guild, channel):
    keeper = guild.add_member("keeper", permissions=Permission.MANAGE_GUILD)
    shown = await keeper.slash("settings panel", channel=channel)
    guild.guild.members[keeper.id].roles.clear()
    refused = await keeper.click(shown.message, "e1:set:secrets:on")
    assert "permission to manage" in refused.content


async def test_settings_outlive_a_restart(own_world, start_bot):
    guild = own_world.add_guild()
    channel = guild.add_text_channel("general")
    lin = guild.add_member("lin")
    first = await start_bot()
    await guild.owner.slash("settings watch", channel=channel)
    await first.kill()
    await start_bot()
    assert title(await own_world.wait_reply(to=await lin.send(channel, KEY_INVALID))) == INVALID_EN


async def test_what_is_kept_is_told_given_and_deleted(world, bot, guild, channel):
    lin, mei = guild.add_member("lin"), guild.add_member("mei")
    await lin.slash("error", {"text": KEY_INVALID}, channel=channel)
    await stored(bot, "SELECT 1 FROM replies WHERE asker_id = ?", lin.id)
    shown = await lin.slash("privacy info", channel=channel)
    assert shown.ephemeral
    assert "90 days" in shown.text
    shown = await lin.slash("privacy export", channel=channel)
    assert shown.ephemeral
    (file,) = shown.message.attachments
    assert json.loads(file.upload.data)["replies"]
    shown = await lin.slash("privacy delete", channel=channel)
    with pytest.raises(ClientRefusalError):
        await mei.click(shown.message, "Delete everything")
    gone = await lin.click(shown.message, "Delete everything")
    assert gone.updated
    assert "deleted" in gone.content
    assert await stored(bot, "SELECT 1 FROM replies WHERE asker_id = ?", lin.id, within=0) == []


async def test_the_first_word_in_a_new_guild(world, guild):
    channels = world.world.channels.values()
    (lobby,) = [channel for channel in channels if channel.name == "lobby" and channel.guild.id == guild.id]
    (hello,) = [message for message in lobby.messages.values() if message.author is world.bot]
    assert "/settings watch" in hello.content
    assert not hello.pings


async def test_without_a_system_channel_the_owner_is_told_once(world, bot):
    guild = world.add_guild(bot=False)
    guild.invite_bot()
    hello = await world.wait_message(guild.owner.dm)
    assert "/settings watch" in hello.content
    await stored(bot, "SELECT 1 FROM guild_settings WHERE guild_id = ? AND welcomed", guild.id)
    guild.remove_bot()
    guild.invite_bot()
    await asyncio.sleep(0.5)
    assert list(guild.owner.dm.messages.values()) == [hello]
    guild.remove_bot()


async def test_a_busy_database_costs_time_and_no_answer(bot, guild, channel):
    with sqlite3.connect(bot.data / "errata.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        asked = asyncio.create_task(guild.owner.slash("settings cooldown", {"minutes": 3}, channel=channel, within=15))
        await asyncio.sleep(3.5)
        assert not asked.done()
        other.execute("ROLLBACK")
        shown = await asked
    assert shown.acknowledged_ms < 3000
    assert "3 min" in shown.text
