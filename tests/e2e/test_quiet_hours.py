"""Quiet hours of a channel: nothing by itself, everything that somebody asks for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.e2e.looking import stored
from tests.e2e.pastes import EXPIRED_EN, FAKE_KEY, INVALID_EN, KEY_EXPIRED, KEY_INVALID, UNKNOWN, title
from tests.e2e.reviewing import eventually
from tests.e2e.test_outages import crowd, notices

SIGN = "❔"


def hours(begin, end, zone_hours=0):
    """Quiet hours on the clock of a zone, from and to so many hours from now."""
    now = datetime.now(UTC) + timedelta(hours=zone_hours)
    return f"{now + timedelta(hours=begin):%H:%M}-{now + timedelta(hours=end):%H:%M}"


async def be_quiet(guild, channel, span=None):
    return await guild.owner.slash("settings watch", {"quiet": span or hours(-2, 2)}, channel=channel)


async def test_a_quiet_channel_answers_whoever_asks(world, bot, guild, channel, lin):
    span = hours(-2, 2)
    shown = await be_quiet(guild, channel, span)
    assert f"{span} (UTC" in shown.content
    paste = await lin.send(channel, KEY_INVALID)
    await world.expect_silence(channel)
    assert title(await lin.context_menu("Diagnose error", paste)) == INVALID_EN
    assert title(await lin.slash("error", {"text": KEY_EXPIRED}, channel=channel)) == EXPIRED_EN
    asked = await guild.add_member("mei").send(channel, f"{world.bot.mention} {KEY_INVALID} for project 17")
    assert (await world.wait_reply(to=asked)).text
    checked = await guild.owner.slash("settings check", channel=channel)
    assert f"🌙 {channel.mention} has quiet hours now: {span} (UTC)" in checked.text


async def test_what_nobody_knows_and_keys_that_show_are_seen_all_the_same(world, bot, guild, channel, lin):
    panel = await guild.owner.slash("settings panel", channel=channel)
    await guild.owner.click(panel.message, "e1:set:react:on")
    await be_quiet(guild, channel)
    unknown = await lin.send(channel, f"{UNKNOWN} reference 2217")
    assert await stored(bot, "SELECT 1 FROM samples WHERE text LIKE '%reference 2217%'")
    await world.expect_silence(channel)
    assert SIGN not in unknown.reactions
    leaking = await lin.send(channel, f"{KEY_INVALID}\nAuthorization: Bearer {FAKE_KEY}")
    warning = await world.wait_reply(to=leaking)
    assert "Revoke it now" in warning.content
    assert not warning.embeds
    # Without the key there is nothing to warn of, and still nobody asked.
    await lin.edit(leaking, KEY_INVALID)
    await world.wait_deleted(warning)
    await lin.send(channel, KEY_EXPIRED)
    await world.expect_silence(channel)
    assert [one for one in channel.messages.values() if one.reference_id == leaking.id] == [warning]


async def test_after_quiet_hours_pastes_are_answered_again(world, guild, channel, lin):
    await be_quiet(guild, channel)
    await lin.send(channel, KEY_INVALID)
    await world.expect_silence(channel)
    await be_quiet(guild, channel, hours(2, 6))
    answer = await world.wait_reply(to=await lin.send(channel, KEY_INVALID))
    assert title(answer) == INVALID_EN
    shown = await be_quiet(guild, channel, "off")
    assert "no quiet hours" in shown.content


async def test_an_answer_that_stands_is_kept_right(world, guild, channel, lin):
    paste = await lin.send(channel, KEY_INVALID)
    answer = await world.wait_reply(to=paste)
    await be_quiet(guild, channel)
    await lin.edit(paste, KEY_EXPIRED)
    await eventually(lambda: title(answer) == EXPIRED_EN)


async def test_the_hours_are_those_of_the_guilds_zone(world, guild, channel, lin):
    """Shanghai is eight hours ahead: what is quiet there now is long over or far off by UTC."""
    span = hours(-2, 2, zone_hours=8)
    await be_quiet(guild, channel, span)
    assert title(await world.wait_reply(to=await lin.send(channel, KEY_INVALID))) == INVALID_EN
    shown = await guild.owner.slash("settings timezone", {"zone": "asia/shanghai"}, channel=channel)
    assert "Asia/Shanghai" in shown.text
    assert f"quiet {span}" in shown.text
    await lin.send(channel, KEY_EXPIRED)
    await world.expect_silence(channel)


@pytest.mark.parametrize("span", ["25:00-08:00", "22:00", "at night <@1>"])
async def test_hours_that_are_none_change_nothing(bot, guild, channel, span):
    shown = await guild.owner.slash("settings watch", {"quiet": span, "mode": "sure"}, channel=channel)
    assert f"`{span}` are no quiet hours" in shown.content
    assert "22:00-08:00" in shown.content
    assert not shown.message.pings
    query = "SELECT 1 FROM channel_settings WHERE channel_id = ?"
    assert await stored(bot, query, channel.id, within=0) == []


async def test_a_zone_that_is_none_is_refused_with_what_is_like_it(guild, channel):
    shown = await guild.owner.slash("settings timezone", {"zone": "Asia/Shangai"}, channel=channel)
    assert "no time zone `Asia/Shangai`" in shown.content
    assert "Did you mean `Asia/Shanghai`" in shown.content
    shown = await guild.owner.slash("settings show", channel=channel)
    assert "UTC" in shown.text


async def test_hours_and_zones_are_offered_while_typing(guild, channel):
    owner = guild.owner
    offered = await owner.autocomplete("settings watch", "quiet", "22", channel=channel)
    assert [one["value"] for one in offered] == ["22:00-08:00"]
    offered = await owner.autocomplete("settings timezone", "zone", "taip", channel=channel)
    assert [one["value"] for one in offered] == ["Asia/Taipei"]


async def test_hours_are_chosen_on_the_panel_and_outlive_other_choices(bot, guild, channel):
    owner = guild.owner
    await be_quiet(guild, channel, "21:15-06:45")
    panel = (await owner.slash("settings panel", channel=channel)).message
    assert "quiet 21:15-06:45" in panel.text
    await owner.select(panel, "commands", menu=f"e1:set:mode:{channel.id}")
    await owner.select(panel, [channel], menu="e1:set:watch")
    assert f"{channel.mention} · answers errors · quiet 21:15-06:45" in panel.text
    await owner.select(panel, "23:00-07:00", menu=f"e1:set:quiet:{channel.id}")
    assert "quiet 23:00-07:00" in panel.text
    await owner.slash("settings watch", {"mode": "sure"}, channel=channel)
    refused = await owner.press_custom_id(panel, f"e1:set:quiet:{channel.id}", values=["always"])
    assert "too old" in refused.content
    query = "SELECT mode, quiet_from, quiet_until FROM channel_settings WHERE channel_id = ?"
    (row,) = await stored(bot, query, channel.id)
    assert row == ("sure", "23:00:00.000000", "07:00:00.000000")
    await owner.select(panel, "off", menu=f"e1:set:quiet:{channel.id}")
    assert "quiet" not in panel.text


async def test_the_notice_of_an_outage_waits_for_the_end_of_quiet_hours(world, bot, guild, channel):
    await be_quiet(guild, channel)
    await crowd(guild, channel, name="sleepless")
    await stored(bot, "SELECT 1 FROM lookups WHERE channel_id = ?", channel.id, count=16)
    await world.expect_silence(channel, seconds=2)
    await be_quiet(guild, channel, "off")
    (notice,) = await eventually(lambda: notices(channel))
    assert "https://aistudio.google.com/status" in notice.content
