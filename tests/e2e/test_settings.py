"""`/settings` and `/privacy`."""

from __future__ import annotations

import asyncio
import json
import sqlite3

import pytest

from tests.e2e.looking import stored
from tests.e2e.pastes import INVALID_EN, INVALID_ZH, KEY_EXPIRED, KEY_INVALID, title
from tests.standin import ClientRefusalError, Permission


@pytest.fixture
def channel(guild):
    return guild.add_text_channel("general")


async def test_only_managers_are_offered_settings(guild, channel, lin):
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
    for part in (channel.mention, "Kiro2api", "简体中文", "7 分钟", "有把握才说", "30 天"):
        assert part in shown.text


async def test_the_language_of_the_guild_outweighs_the_paste(world, guild, channel, lin):
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


@pytest.mark.parametrize(
    ("setting", "lacking", "name"),
    [
        (None, Permission.VIEW_CHANNEL, "View Channel"),
        (None, Permission.SEND_MESSAGES, "Send Messages"),
        (None, Permission.EMBED_LINKS, "Embed Links"),
        (None, Permission.READ_MESSAGE_HISTORY, "Read Message History"),
        ("react", Permission.ADD_REACTIONS, "Add Reactions"),
        ("secrets", Permission.MANAGE_MESSAGES, "Manage Messages"),
    ],
)
async def test_each_missing_permission_is_told_where_the_operator_watches(guild, setting, lacking, name):
    """#help is watched by the operator's pattern; nobody set it up here."""
    owner, lobby, watched = guild.owner, guild.add_text_channel("general"), guild.add_text_channel("help")
    panel = (await owner.slash("settings panel", channel=lobby)).message
    if setting:
        await owner.click(panel, f"e1:set:{setting}:on")
    guild.allow(watched, guild.bot, Permission.MANAGE_MESSAGES)
    fine = await owner.slash("settings check", channel=lobby)
    assert f"✅ {watched.mention}" in fine.text
    guild.deny(watched, guild.bot, lacking)
    shown = await owner.slash("settings check", channel=lobby)
    assert watched.mention in shown.text
    assert name in shown.text
    assert lobby.mention not in shown.text


async def test_forums_need_permissions_of_their_own(guild, channel):
    owner, forum = guild.owner, guild.add_forum("help-posts")
    panel = (await owner.slash("settings panel", channel=channel)).message
    await owner.click(panel, "e1:set:solved:on")
    guild.deny(forum, guild.bot, Permission.SEND_MESSAGES_IN_THREADS | Permission.MANAGE_THREADS)
    shown = await owner.slash("settings check", channel=channel)
    assert "Send Messages in Threads, Manage Threads and Posts" in shown.text


async def test_a_system_that_does_not_exist(guild, channel):
    shown = await guild.owner.slash("settings watch", {"system": "no-such-system"}, channel=channel)
    assert "no such system" in shown.content


async def test_what_is_left_out_stays(bot, guild, channel):
    owner, role, desk = guild.owner, guild.add_role("Mods"), guild.add_text_channel("desk")
    await owner.slash("settings watch", {"mode": "commands"}, channel=channel)
    shown = await owner.slash("settings watch", {"quiet": "22:00-08:00"}, channel=channel)
    assert "keep quiet" in shown.content
    shown = await owner.slash("settings watch", channel=channel)
    assert "now answer errors" in shown.content

    query = "SELECT maintainers_channel_id, maintainers_role_id FROM guild_settings WHERE guild_id = ?"
    for options, expected in (
        ({"channel": desk}, (desk.id, None)),
        ({"role": role}, (desk.id, role.id)),
        ({"channel": channel}, (channel.id, role.id)),
        ({}, (None, None)),
    ):
        await owner.slash("settings maintainers", options, channel=channel)
        assert await stored(bot, query, guild.id) == [expected]


async def test_unwatching_what_was_never_watched(guild, channel):
    shown = await guild.owner.slash("settings unwatch", channel=channel)
    assert "no settings" in shown.content


async def test_unwatching_outweighs_the_operators_pattern(world, guild, channel, lin):
    owner, watched = guild.owner, guild.add_text_channel("help")
    await owner.slash("settings watch", {"channel": watched}, channel=channel)
    shown = await owner.slash("settings unwatch", {"channel": watched}, channel=channel)
    assert "no longer read along" in shown.content
    await lin.send(watched, KEY_INVALID)
    await world.expect_silence(watched)
    # On the panel it can be chosen again, and left the same way.
    panel = (await owner.slash("settings panel", channel=channel)).message
    await owner.select(panel, [watched], menu="e1:set:watch")
    assert title(await world.wait_reply(to=await lin.send(watched, KEY_INVALID))) == INVALID_EN
    await owner.select(panel, [], menu="e1:set:watch")
    await guild.add_member("mei").send(watched, KEY_EXPIRED)
    await world.expect_silence(watched)


def chosen(message, field):
    """What a menu of the panel shows as chosen: values of options, or ids."""
    (menu,) = [node for node in message.selects if node["custom_id"] == f"e1:set:{field}"]
    return [one["value"] for one in menu.get("options", []) if one.get("default")] + [
        int(one["id"]) for one in menu.get("default_values", [])
    ]


async def test_the_panel_changes_what_it_shows(world, guild, channel):
    lin, owner = guild.add_member("lin"), guild.owner
    shown = await owner.slash("settings panel", channel=channel)
    panel = shown.message
    assert shown.ephemeral
    changed = await owner.select(panel, [channel], menu="e1:set:watch")
    assert changed.updated
    assert channel.mention in panel.text
    assert title(await world.wait_reply(to=await lin.send(channel, KEY_INVALID))) == INVALID_EN
    await owner.select(panel, "zh-CN", menu="e1:set:language")
    assert "本服务器的设置" in panel.text
    await owner.select(panel, "quiet", menu="e1:set:taste")
    assert chosen(panel, "taste") == ["quiet"]
    await owner.select(panel, [], menu="e1:set:watch")
    assert channel.mention not in panel.text
    await lin.send(channel, KEY_INVALID)
    await world.expect_silence(channel)


async def test_everything_is_on_the_panel(bot, guild, channel):
    owner, other = guild.owner, guild.add_text_channel("desk")
    role = guild.add_role("maintainers")
    panel = (await owner.slash("settings panel", channel=channel)).message
    await owner.select(panel, "30", menu="e1:set:cooldown")
    await owner.select(panel, "180", menu="e1:set:retention")
    await owner.select(panel, [other], menu="e1:set:maintainers")
    await owner.select(panel, [role], menu="e1:set:role")
    await owner.select(panel, "daily", menu="e1:set:digest")
    for switch in ("secrets", "ocr", "react", "solved", "reviewers"):
        to = "off" if switch == "ocr" else "on"
        await owner.click(panel, f"e1:set:{switch}:{to}")
    assert (chosen(panel, "cooldown"), chosen(panel, "retention")) == (["30"], ["180"])
    assert (chosen(panel, "maintainers"), chosen(panel, "role")) == ([other.id], [role.id])
    fields = "cooldown_seconds, retention_days, maintainers_channel_id, maintainers_role_id, remove_secrets, ocr"
    fields += ", react_unmatched, solved_tag, two_reviewers, digest"
    (row,) = await stored(bot, f"SELECT {fields} FROM guild_settings WHERE guild_id = ?", guild.id)
    assert row == (1800, 180, other.id, role.id, 1, 0, 1, 1, 1, "daily")
    await owner.select(panel, [], menu="e1:set:role")
    await owner.select(panel, [], menu="e1:set:maintainers")
    assert (chosen(panel, "maintainers"), chosen(panel, "role")) == ([], [])


async def test_each_channel_is_set_up_on_the_panel(world, guild, channel):
    owner, help_channel, lin = guild.owner, guild.add_forum("helping"), guild.add_member("lin")
    panel = (await owner.slash("settings panel", channel=channel)).message
    await owner.select(panel, [channel, help_channel], menu="e1:set:watch")
    await owner.select(panel, "Set up #general", menu="e1:set:channel")
    assert chosen(panel, "channel") == [str(channel.id)]
    await owner.select(panel, "deepseek", menu=f"e1:set:system:{channel.id}")
    await owner.select(panel, "sure", menu=f"e1:set:mode:{channel.id}")
    assert chosen(panel, f"mode:{channel.id}") == ["sure"]
    assert chosen(panel, f"system:{channel.id}") == ["deepseek"]
    assert f"{channel.mention} · answers when sure · DeepSeek" in panel.text
    await owner.select(panel, "en", menu="e1:set:language")
    assert chosen(panel, "channel") == [str(channel.id)]
    await owner.select(panel, "commands", menu=f"e1:set:mode:{channel.id}")
    assert chosen(panel, "watch") == [help_channel.id]
    await lin.send(channel, KEY_INVALID)
    await world.expect_silence(channel)
    await owner.select(panel, "-", menu=f"e1:set:system:{channel.id}")
    assert f"{channel.mention} · only when asked" in panel.text


@pytest.mark.parametrize(
    ("custom_id", "values"),
    [
        ("e1:set:taste", ["loud"]),
        ("e1:set:cooldown", ["-5"]),
        ("e1:set:cooldown", ["999999999999"]),
        ("e1:set:retention", ["0"]),
        ("e1:set:mode:1", ["answer"]),
        ("e1:set:nothing", ["x"]),
        ("e1:set:role", ["none"]),
        ("e1:set:secrets:perhaps", None),
    ],
)
async def test_forged_choices_change_nothing(bot, guild, channel, custom_id, values):
    panel = (await guild.owner.slash("settings panel", channel=channel)).message
    since = len(bot.lines)
    refused = await guild.owner.press_custom_id(panel, custom_id, values=values)
    assert "too old" in refused.content
    assert refused.ephemeral
    assert bot.troubles(since) == []


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
