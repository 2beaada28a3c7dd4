"""What goes wrong between people, Discord and the bot: late answers, vanished entries, hostile values, floods."""

from __future__ import annotations

import asyncio
import logging
import shutil
import statistics

import pytest

from tests.e2e.pastes import CHAT, FAKE_KEY, INVALID_EN, INVALID_ZH, KEY_INVALID, title
from tests.e2e.reviewing import eventually
from tests.standin import ClientRefusalError, Permission
from tests.standin.bot_process import ROOT

_log = logging.getLogger(__name__)
QUOTA = (
    "429 RESOURCE_EXHAUSTED You exceeded your current quota. * Quota exceeded for metric: "
    "generate_content_free_tier_requests, limit: 250, model: {model} Please retry in 34s. "
    "quotaId: GenerateRequestsPerDayPerProjectPerModel-FreeTier"
)
GONE = """\
id: openai/flanges-missing
title: {zh: 法兰没了, en: The flanges are missing}
systems: [openai]
messages: ['The flange cabinet of this workspace is empty, refill the flange cabinet']
blame: account
retry: after-fix
cause: {zh: 没有法兰。, en: No flanges.}
fix: {zh: [补货。], en: [Refill.]}
sources: [{title: The flange manual, url: 'https://flanges.example/manual', supports: message}]
verified: 2026-11
"""


@pytest.mark.refusals
async def test_an_expired_interaction_is_no_fault(world, bot, channel, lin):
    world.faults.delay("POST", "/interactions/{interaction}/{token}/callback", seconds=3.3, times=2)
    since = len(bot.lines)
    await lin.slash("error", {"text": KEY_INVALID}, channel=channel, within=0)
    await asyncio.sleep(4.5)
    world.faults.clear()
    assert bot.troubles(since) == []
    assert len(bot.lines[since:]) <= 2
    assert title(await lin.slash("error", {"text": KEY_INVALID}, channel=channel)) == INVALID_EN


async def test_the_first_word_comes_within_three_seconds(world, guild, channel, lin):
    reply = await world.wait_reply(to=await lin.send(channel, KEY_INVALID))
    took = [
        (await lin.slash("error", {"text": KEY_INVALID}, channel=channel)).acknowledged_ms,
        (await lin.slash("help", channel=channel)).acknowledged_ms,
        (await lin.click(reply, "Details")).acknowledged_ms,
        (await lin.click(reply, "中文")).acknowledged_ms,
        (await guild.owner.slash("settings panel", channel=channel)).acknowledged_ms,
    ]
    assert max(took) < 1000


async def test_an_entry_that_no_longer_exists(own_world, start_bot, tmp_path):
    folder = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", folder)
    entry = folder / "openai" / "flanges-missing.yaml"
    entry.write_text(GONE, encoding="utf-8")
    env = {"ERRATA_KNOWLEDGE_DIR": str(folder), "ERRATA_WATCH_CHANNELS": "help"}
    guild = own_world.add_guild()
    channel, lin = guild.add_text_channel("help"), guild.add_member("lin")
    first = await start_bot(env=env)
    paste = await lin.send(channel, "Error: The flange cabinet of this workspace is empty, refill the flange cabinet")
    reply = await own_world.wait_reply(to=paste)
    assert title(reply) == "The flanges are missing"
    assert await first.stop() == 0
    entry.unlink()
    second = await start_bot(env=env)
    shown = await lin.click(reply, "Details")
    assert shown.ephemeral
    assert "no longer in the catalogue" in shown.content
    for button in ("👍 Helped", "Not my error"):
        assert (await lin.click(reply, button)).ephemeral
    await lin.click(reply, "✖ Close", within=0)
    await own_world.wait_deleted(reply)
    assert second.troubles() == []


async def test_another_language_that_comes_too_late_is_shown_privately(own_world, start_bot):
    guild = own_world.add_guild()
    channel, lin = guild.add_text_channel("help"), guild.add_member("lin")
    first = await start_bot(env={"ERRATA_WATCH_CHANNELS": "help"})
    reply = await own_world.wait_reply(to=await lin.send(channel, KEY_INVALID))
    assert await first.stop() == 0
    second = await start_bot(env={"ERRATA_WATCH_CHANNELS": "help"})
    # Nothing is in memory any more, so that the paste is read again, and that takes its time.
    own_world.faults.delay("GET", "/channels/{channel}/messages/{message}", seconds=2.6)
    shown = await lin.click(reply, "中文", within=10)
    answer = await eventually(lambda: next((one for one in shown.interaction.touched if one.embeds), None))
    assert answer.ephemeral
    assert title(answer) == INVALID_ZH
    assert title(reply) == INVALID_EN
    assert second.troubles() == []


async def test_private_answers_are_seen_by_one_person(world, guild, channel, lin):
    mei = guild.add_member("mei")
    shown = await lin.slash("error", {"text": KEY_INVALID, "private": True}, channel=channel)
    assert shown.ephemeral
    assert shown.visible_to(lin)
    assert not shown.visible_to(mei)
    with pytest.raises(ClientRefusalError):
        await mei.click(shown.message, "中文")
    assert (await lin.click(shown.message, "中文")).updated
    assert title(shown) == INVALID_ZH
    assert title(await world.wait_reply(to=await mei.send(channel, KEY_INVALID))) == INVALID_EN


@pytest.mark.parametrize(
    "model",
    ["@everyone", "<@&1>", "**bold**_x_~~y~~", "`||x||`", "gemini\u202e-evil\u2066", "a" * 3000],
)
async def test_values_of_a_paste_neither_ping_nor_format_nor_turn_around(world, channel, lin, model):
    text = QUOTA.format(model=model)
    reply = await world.wait_reply(to=await lin.send(channel, text, nitro=True))
    assert not reply.pings
    assert "\u202e" not in reply.text
    assert "\u2066" not in reply.text
    assert "**bold**" not in reply.text.replace(f"`{model}`", "")
    assert len(reply.text) < 6000


async def test_names_with_marks_are_shown_as_they_are(guild, lin):
    channel = guild.add_text_channel("**help**-@everyone-\u202e")
    shown = await guild.owner.slash("settings watch", channel=channel)
    assert channel.mention in shown.content
    assert not shown.message.pings
    shown = await guild.owner.slash("settings check", channel=channel)
    assert channel.mention in shown.text
    assert not shown.message.pings


async def test_thirty_watched_channels_fit_the_panel(guild, channel):
    channels = [guild.add_text_channel(f"room-{number}") for number in range(30)]
    for one in channels:
        await guild.owner.slash("settings watch", {"channel": one}, channel=channel)
    shown = await guild.owner.slash("settings panel", channel=channel)
    (menu,) = [node for node in shown.message.selects if node["custom_id"] == "e1:set:watch"]
    assert len(menu["default_values"]) == 25
    await guild.owner.select(shown.message, channels[:3], menu="e1:set:watch")
    checked = await guild.owner.slash("settings check", channel=channel)
    assert checked.text.count("✅") == 3 + 6


async def test_a_leaked_key_stays_where_the_bot_may_not_remove_it(world, guild, channel, lin):
    guild.deny(channel, world.bot, Permission.MANAGE_MESSAGES)
    await guild.owner.slash("settings secrets", {"remove": True}, channel=channel)
    paste = await lin.send(channel, f"{KEY_INVALID} {FAKE_KEY}")
    reply = await world.wait_reply(to=paste)
    assert "Revoke it now" in reply.content
    assert not paste.deleted


async def test_a_key_in_a_flood_is_removed_and_warned_of(world, guild, channel, lin):
    guild.allow(channel, world.bot, Permission.MANAGE_MESSAGES)
    await guild.owner.slash("settings secrets", {"remove": True}, channel=channel)
    people = [guild.add_member(f"crowd{number}") for number in range(8)]
    # The answer to the first takes its time, and the others queue behind it.
    world.faults.delay("POST", "/channels/{channel}/messages", seconds=4)
    for number, person in enumerate(people):
        await person.send(channel, QUOTA.format(model=f"gemini-2.5-pro-{number}"))
    await asyncio.sleep(0.5)
    pastes = [await lin.send(channel, f"{KEY_INVALID} {FAKE_KEY}{number}") for number in range(3)]
    for paste in pastes:
        await world.wait_deleted(paste)
    said = channel.messages.values()
    await eventually(lambda: any("was removed" in message.content for message in said))
    assert not any(FAKE_KEY in message.text for message in said if not message.deleted)


async def test_a_channel_that_the_bot_does_not_see_is_told_in_the_check(world, guild, channel):
    await guild.owner.slash("settings watch", channel=channel)
    lobby = guild.add_text_channel("general")
    guild.deny(channel, world.bot, Permission.VIEW_CHANNEL)
    shown = await guild.owner.slash("settings check", channel=lobby)
    assert channel.mention in shown.text
    assert "✅" not in shown.text


async def test_nobody_is_pointed_to_an_answer_that_is_gone(world, guild, channel, lin):
    keeper = guild.add_member("keeper", permissions=Permission.MANAGE_MESSAGES)
    reply = await world.wait_reply(to=await lin.send(channel, KEY_INVALID))
    await keeper.delete(reply)
    await asyncio.sleep(0.3)
    other = guild.add_text_channel("help-2")
    second = await world.wait_reply(to=await lin.send(other, KEY_INVALID))
    assert title(second) == INVALID_EN
    guild.delete_channel(other)
    await asyncio.sleep(0.3)
    third = guild.add_text_channel("help-3")
    assert title(await world.wait_reply(to=await lin.send(third, KEY_INVALID))) == INVALID_EN


async def test_a_burst_is_answered_in_time(world, guild):
    """A hundred messages in a second over ten channels, one in five of them an error, each of another person."""
    channels = [guild.add_text_channel(f"help-{number}") for number in range(10)]
    people = [guild.add_member(f"member{number}") for number in range(20)]
    loop = asyncio.get_running_loop()

    async def ask(number):
        started = loop.time()
        paste = await people[number].send(channels[number // 2], QUOTA.format(model=f"gemini-2.5-pro-{number}"))
        await world.wait_reply(to=paste, within=10)
        return (loop.time() - started) * 1000

    asked = []
    for number in range(100):
        if number % 5 == 0:
            asked.append(asyncio.ensure_future(ask(number // 5)))
        else:
            await people[number % 20].send(channels[number % 10], CHAT)
        await asyncio.sleep(0.008)
    took = sorted(await asyncio.gather(*asked))
    _log.info("burst: median %.1f ms, worst %.1f ms of %d", statistics.median(took), took[-1], len(took))
    assert statistics.median(took) < 250
    assert took[-1] < 2000
