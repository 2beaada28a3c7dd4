"""Asking by hand: every door, every refusal of bad input."""

from __future__ import annotations

import asyncio
import re

import pytest

from tests.e2e.looking import followed
from tests.e2e.pastes import (
    EXPIRED_EN,
    FAKE_KEY,
    INVALID_EN,
    INVALID_ZH,
    KEY_EXPIRED,
    KEY_INVALID,
    KEY_LEAKED,
    UNKNOWN,
    title,
)
from tests.standin import Serving, Upload


@pytest.fixture
def channel(guild):
    return guild.add_text_channel("general")


async def test_a_command_answers_everybody(world, guild, channel, lin):
    shown = await lin.slash("error", {"text": KEY_INVALID}, channel=channel)
    assert title(shown) == INVALID_EN
    assert not shown.ephemeral
    assert shown.acknowledged_ms < 1000


async def test_a_private_answer_is_seen_by_one(world, guild, channel, lin):
    mei = guild.add_member("mei")
    shown = await lin.slash("error", {"text": KEY_INVALID, "private": True}, channel=channel)
    assert title(shown) == INVALID_EN
    assert shown.visible_to(lin)
    assert not shown.visible_to(mei)
    again = await mei.slash("error", {"text": KEY_INVALID}, channel=channel)
    assert not again.ephemeral
    assert not again.content


async def test_the_language_is_the_persons_own(world, guild, channel):
    mei = guild.add_member("mei", locale="zh-CN")
    assert title(await mei.slash("报错", {"text": KEY_INVALID}, channel=channel)) == INVALID_ZH
    await guild.owner.slash("settings language", {"language": "en"}, channel=channel)
    assert title(await mei.slash("error", {"text": KEY_EXPIRED}, channel=channel)) == EXPIRED_EN


async def test_a_file_is_read(world, guild, channel, lin):
    log = ("noise\n" * 2000 + KEY_INVALID + "\nbye\n").encode("utf-16")
    shown = await lin.slash("error", {"file": Upload("st.log", log)}, channel=channel)
    assert title(shown) == INVALID_EN


async def test_without_anything_a_form_opens(world, guild, channel, lin):
    shown = await lin.slash("error", {"private": True}, channel=channel)
    assert shown.is_modal
    answer = await lin.submit(shown.modal, {"Error text": KEY_INVALID})
    assert title(answer) == INVALID_EN
    assert answer.ephemeral
    shown = await lin.slash("error", channel=channel)
    answer = await lin.submit(shown.modal, {"Or a log file": [Upload("a.txt", KEY_EXPIRED.encode())]})
    assert title(answer) == EXPIRED_EN


async def test_a_message_menu_reads_somebody_elses_paste(world, guild, channel, lin):
    mei = guild.add_member("mei", locale="zh-CN")
    paste = await lin.send(channel, KEY_INVALID)
    assert title(await mei.context_menu("查报错", paste)) == INVALID_ZH


async def test_a_mention_reads_the_message_it_replies_to(world, guild, channel, lin):
    mei = guild.add_member("mei")
    paste = await lin.send(channel, KEY_INVALID)
    call = await mei.send(channel, f"{world.bot.mention} please", reply_to=paste)
    reply = await world.wait_reply(to=call)
    assert title(reply) == INVALID_EN
    assert not reply.pings
    await lin.delete(paste)
    await world.wait_deleted(reply)


async def test_a_delay_counts_from_when_the_paste_was_sent(world, guild, channel, lin):
    mei = guild.add_member("mei")
    told = "Quota exceeded for metric: generativelanguage.googleapis.com/generate_requests_per_minute, limit: 10"
    paste = await lin.send(channel, f"429 RESOURCE_EXHAUSTED {told}. Please retry in 41s.")
    ends = f"Try again <t:{int(paste.sent_at + 41)}:R>"
    await asyncio.sleep(1.1)
    shown = await mei.context_menu("Diagnose error", paste)
    assert ends in shown.text
    await mei.click(shown.message, "中文")
    await mei.click(shown.message, "English")
    assert ends in shown.text
    kai = guild.add_member("kai")
    await guild.owner.slash("settings cooldown", {"minutes": 0}, channel=channel)
    call = await kai.send(channel, world.bot.mention, reply_to=paste)
    assert ends in (await world.wait_reply(to=call)).text


async def test_a_mention_with_the_error_itself(world, guild, channel, lin):
    call = await lin.send(channel, f"{world.bot.mention} {KEY_EXPIRED}")
    assert title(await world.wait_reply(to=call)) == EXPIRED_EN


async def test_a_mention_with_the_error_itself_in_reply_to_talk(world, guild, channel, lin):
    talk = await lin.send(channel, "just ask the bot about it")
    call = await guild.add_member("mei").send(channel, f"{world.bot.mention} {KEY_EXPIRED}", reply_to=talk)
    reply = await world.wait_reply(to=call)
    assert title(reply) == EXPIRED_EN


async def test_a_mention_with_nothing_is_told_how(world, guild, channel, lin):
    call = await lin.send(channel, world.bot.mention)
    assert "nothing to read" in (await world.wait_reply(to=call)).content


async def test_thanks_for_an_answer_are_no_paste(world, guild, lin):
    channel = guild.add_text_channel("help")
    answer = await world.wait_reply(to=await lin.send(channel, KEY_INVALID))
    await lin.send(channel, f"{world.bot.mention} thanks!", reply_to=answer)
    await world.expect_silence(channel)
    call = await lin.send(channel, f"{world.bot.mention} and now {KEY_EXPIRED}", reply_to=answer)
    assert title(await world.wait_reply(to=call)) == EXPIRED_EN
    leak = await lin.send(channel, f"{world.bot.mention} thanks, mine was {FAKE_KEY}", reply_to=answer)
    assert "Revoke it now" in (await world.wait_reply(to=leak)).content


async def test_direct_messages(world, guild, lin):
    assert title(await world.wait_reply(to=await lin.send(lin.dm, KEY_INVALID))) == INVALID_EN
    assert "no error" in (await world.wait_reply(to=await lin.send(lin.dm, "good morning everybody"))).text


async def test_a_forwarded_message(world, guild, channel, lin):
    watched = guild.add_text_channel("help")
    paste = await lin.send(channel, KEY_INVALID)
    copy = await lin.forward(paste, watched)
    assert title(await world.wait_reply(to=copy)) == INVALID_EN


async def test_where_the_app_is_on_the_account_only(world, guild):
    kai = world.add_user("kai", installed_app=True)
    other = world.add_user("other")
    channel = kai.dm_with(other)
    shown = await kai.slash("error", {"text": KEY_INVALID}, channel=channel)
    assert title(shown) == INVALID_EN
    assert "settings" not in kai.offers(channel)
    # Nobody moderates two people's talk: the answer is the asker's.
    refused = await other.click(shown.message, "✖ Close")
    assert "Only the person who asked" in refused.content
    copy = await other.click(shown.message, "中文")
    assert copy.ephemeral
    assert (title(copy), title(shown)) == (INVALID_ZH, INVALID_EN)
    assert (await kai.click(shown.message, "中文")).updated
    await kai.click(shown.message, "✖ 关闭", within=0)
    await world.wait_deleted(shown.message)


async def test_whose_answer_it_is_in_direct_messages_with_the_bot(world, lin):
    reply = await world.wait_reply(to=await lin.send(lin.dm, KEY_INVALID))
    assert (await lin.click(reply, "中文")).updated
    await lin.click(reply, "✖ 关闭", within=0)
    await world.wait_deleted(reply)


async def test_an_unknown_error_is_said_to_be_one(world, guild, channel, lin):
    shown = await lin.slash("error", {"text": UNKNOWN}, channel=channel)
    assert "don't know this error" in title(shown)
    assert [button.label for button in shown.buttons][:1] == ["Report it"]


async def test_what_is_no_error_is_said_to_be_none(world, guild, channel, lin):
    assert "no error" in title(await lin.slash("error", {"text": "good morning everybody"}, channel=channel))


async def test_a_system_can_be_given(world, guild, channel, lin):
    choices = await lin.autocomplete("error", "system", "deep", {"text": "x"}, channel=channel)
    assert [choice["value"] for choice in choices] == ["deepseek"]
    shown = await lin.slash("error", {"text": KEY_INVALID, "system": "gemini-aistudio"}, channel=channel)
    assert title(shown) == INVALID_EN
    shown = await lin.slash("error", {"text": KEY_EXPIRED, "system": "no-such-system"}, channel=channel)
    assert title(shown) == EXPIRED_EN
    told = await followed(shown)
    assert "no system `no-such-system`" in told.content
    assert told.ephemeral
    # Who types the name instead of choosing it is understood.
    shown = await lin.slash("error", {"text": KEY_LEAKED, "system": "gemini AI studio (official key)"}, channel=channel)
    assert "leaked" in title(shown)
    await asyncio.sleep(0.5)
    assert shown.followups == []


async def test_an_entry_is_posted_by_hand(world, guild, channel, lin):
    choices = await lin.autocomplete("entry", "query", "api key not valid", channel=channel)
    assert len(choices) <= 25
    assert "gemini-aistudio/400-api-key-invalid" in [choice["value"] for choice in choices]
    shown = await lin.slash("entry", {"query": "gemini-aistudio/400-api-key-invalid"}, channel=channel)
    assert title(shown) == INVALID_EN
    assert not shown.ephemeral
    assert title(await lin.slash("entry", {"query": "Gemini API key has expird"}, channel=channel)) == EXPIRED_EN
    shown = await lin.slash("entry", {"query": "qqqqqqqqqqqqqqqq"}, channel=channel)
    assert shown.ephemeral
    assert "no such entry" in shown.content


async def test_pinyin_initials_find_an_entry(world, guild, channel):
    mei = guild.add_member("mei", locale="zh-CN")
    choices = await mei.autocomplete("entry", "query", "ygq", channel=channel)
    assert any("已过期" in choice["name"] for choice in choices)


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (Upload("a.log", b""), "nothing to read"),
        (Upload("a.log", b"\x7fELF\0\0\0\1\2\3"), "isn't text"),
        (Upload("big.log", b"x", declared_size=30_000_000), "too big"),
        (Upload("a.log", KEY_INVALID.encode() * 200, serving=Serving.CUT_OFF), "broke off"),
        (Upload("a.log", b"x", serving=Serving.MISSING), "gone"),
        (Upload("a.log", b"x", serving=Serving.FORBIDDEN), "gone"),
    ],
)
async def test_files_that_can_not_be_read(channel, lin, upload, words):
    shown = await lin.slash("error", {"file": upload}, channel=channel)
    refusal = await followed(shown)
    assert words in refusal.content
    assert not refusal.embeds
    # What was promised to everybody is gone; why there is no answer is nobody else's business.
    assert shown.message.deleted
    assert refusal.ephemeral


async def test_a_form_with_a_file_that_can_not_be_read(channel, lin):
    form = (await lin.slash("error", channel=channel)).modal
    shown = await lin.submit(form, {"Error text": "", "Or a log file": [Upload("a.log", b"\0\1\2\3" * 9)]})
    refusal = await followed(shown)
    assert "isn't text" in refusal.content
    assert refusal.ephemeral


async def test_a_private_refusal_takes_the_place_of_what_was_promised(channel, lin):
    shown = await lin.slash("error", {"file": Upload("a.log", b"\0\1\2\3" * 9), "private": True}, channel=channel)
    assert "isn't text" in shown.content
    assert shown.ephemeral


async def test_a_menu_on_an_empty_message(world, guild, channel, lin):
    picture = await lin.send(channel, attachments=[Upload("cat.png", b"\x89PNG\r\n\x1a\n\0\0\0")])
    shown = await lin.context_menu("Diagnose error", picture)
    refusal = await followed(shown)
    assert not refusal.embeds
    assert refusal.content
    assert refusal.ephemeral


async def test_six_thousand_characters(world, guild, channel, lin):
    text = ("z" * 2900 + "\n") * 2 + KEY_INVALID
    assert title(await lin.slash("error", {"text": text[-6000:]}, channel=channel)) == INVALID_EN


async def test_help_speaks_with_the_guild_where_the_person_speaks_neither(guild, channel):
    guild.set_locale("zh-CN")
    hana = guild.add_member("hana", locale="ja")
    assert "直接贴报错" in (await hana.slash("help", channel=channel)).text


@pytest.mark.parametrize("locale", ["en-US", "zh-CN", "zh-TW"])
async def test_help_and_about(world, guild, channel, locale):
    lin = guild.add_member("lin", locale=locale)
    error = {"zh-CN": "报错", "zh-TW": "報錯"}.get(locale, "error")
    shown = await lin.slash("help", channel=channel)
    assert shown.ephemeral
    (embed,) = shown.embeds
    assert error in shown.text
    assert len(embed["description"]) < 1500
    shown = await lin.slash("about", channel=channel)
    (embed,) = shown.embeds
    assert re.search(r"\d+\.\d+.*\b\d{3,}\b.*20\d\d-\d\d", embed["description"], re.DOTALL)
    assert "/privacy" in embed["description"]


async def test_about_links_the_privacy_policy_of_the_application(own_world, start_bot):
    own_world.world.privacy_policy_url = "https://errata.example/privacy"
    guild = own_world.add_guild()
    await start_bot()
    shown = await guild.owner.slash("about", channel=guild.add_text_channel("general"))
    assert "[Privacy policy](https://errata.example/privacy)" in shown.text
