"""Buttons and menus: who may press them, what they do, and that a restart doesn't matter."""

from __future__ import annotations

import json

import pytest

from tests.e2e.looking import prefilled, stored
from tests.e2e.pastes import EXPIRED_ZH, INVALID_EN, INVALID_ZH, KEY_EXPIRED, KEY_INVALID, KEY_LEAKED, UNKNOWN, title
from tests.e2e.reviewing import eventually
from tests.standin import Permission

ENTRY = "gemini-aistudio/400-api-key-invalid"


@pytest.fixture
def answer(world, channel, lin):
    async def ask(text=KEY_INVALID):
        return await world.wait_reply(to=await lin.send(channel, text))

    return ask


async def test_the_language_changes_in_place_for_the_asker(world, lin, answer):
    reply = await answer()
    shown = await lin.click(reply, "中文")
    assert shown.updated
    assert title(reply) == INVALID_ZH
    shown = await lin.click(reply, "English")
    assert shown.updated
    assert title(reply) == INVALID_EN


async def test_the_language_that_was_pressed_stays_after_an_edit(world, channel, lin):
    paste = await lin.send(channel, KEY_INVALID)
    reply = await world.wait_reply(to=paste)
    await lin.click(reply, "中文")
    await lin.edit(paste, KEY_EXPIRED)
    await eventually(lambda: title(reply) == EXPIRED_ZH)
    await lin.click(reply, "English")
    await lin.edit(paste, KEY_LEAKED)
    await eventually(lambda: "leaked" in title(reply))


async def test_who_reads_traditional_chinese_gets_it_back(guild, channel):
    yun = guild.add_member("yun", locale="zh-TW")
    shown = await yun.slash("error", {"text": KEY_INVALID}, channel=channel)
    traditional = title(shown)
    assert traditional not in {INVALID_EN, INVALID_ZH}
    await yun.click(shown.message, "English")
    assert title(shown) == INVALID_EN
    await yun.click(shown.message, "中文")
    assert title(shown) == traditional


async def test_anybody_else_gets_a_copy(world, guild, answer):
    reply = await answer()
    mei = guild.add_member("mei")
    shown = await mei.click(reply, "中文")
    assert shown.ephemeral
    assert not shown.updated
    assert title(shown) == INVALID_ZH
    assert title(reply) == INVALID_EN


async def test_votes_are_one_a_person(world, bot, guild, lin, answer):
    reply = await answer()
    mei = guild.add_member("mei")
    for person, label in ((lin, "👍 Helped"), (mei, "👍 Helped"), (mei, "👎 Didn't help"), (lin, "👍 Helped")):
        shown = await person.click(reply, label)
        assert shown.ephemeral
    await stored(bot, "SELECT 1 FROM votes WHERE reply_message_id = ? AND helped = 0", reply.id)
    rows = await stored(bot, "SELECT helped FROM votes WHERE reply_message_id = ?", reply.id, count=2)
    assert sorted(rows) == [(0,), (1,)]


async def test_a_vote_on_several_answers_counts_for_each(bot, lin, answer):
    reply = await answer(f"two different things today\n\n{KEY_EXPIRED}\n\nand on the other one\n\n{KEY_LEAKED}")
    assert len(reply.embeds) == 2
    await lin.click(reply, "👍 Helped")
    ((entries,),) = await stored(bot, "SELECT entries FROM votes WHERE reply_message_id = ?", reply.id)
    assert sorted(json.loads(entries)) == ["gemini-aistudio/400-api-key-expired", "gemini-aistudio/403-api-key-leaked"]


async def test_details_are_for_one_pair_of_eyes(world, guild, answer):
    reply = await answer()
    shown = await guild.add_member("mei").click(reply, "Details")
    assert shown.ephemeral
    assert "tell them apart" in shown.text


async def test_only_the_asker_and_moderators_close_an_answer(world, guild, lin, answer):
    reply = await answer()
    shown = await guild.add_member("mei").click(reply, "✖ Close")
    assert shown.ephemeral
    assert "Only the person who asked" in shown.content
    assert not reply.deleted
    await lin.click(reply, "✖ Close", within=0)
    await world.wait_deleted(reply)
    second = await answer(KEY_EXPIRED)
    keeper = guild.add_member("keeper", permissions=Permission.MANAGE_MESSAGES)
    await keeper.click(second, "✖ Close", within=0)
    await world.wait_deleted(second)


async def test_a_wrong_answer_leads_to_others_or_to_a_report(world, guild, lin, answer):
    reply = await answer()
    shown = await lin.click(reply, "Not my error")
    assert shown.ephemeral
    form = await lin.click(shown.message, "Report it")
    assert form.is_modal
    filed = await lin.submit(form.modal, {})
    assert "number" in filed.content


async def test_a_better_answer_replaces_the_first(world, lin, answer):
    reply = await answer()
    shown = await lin.click(reply, "👎 Didn't help")
    (menu,) = shown.message.selects
    wanted = menu["options"][0]
    if wanted["value"] == "-":
        pytest.skip("nothing lies near this entry")
    better = await lin.select(shown.message, wanted["value"])
    assert title(better) == wanted["label"]
    await world.wait_edit(reply)
    assert title(reply) == wanted["label"]


async def test_an_unknown_error_is_reported_with_its_text(world, channel, lin):
    shown = await lin.slash("error", {"text": UNKNOWN}, channel=channel)
    form = await lin.click(shown.message, "Report it")
    assert "flux capacitor" in prefilled(form.modal, "Error text")


@pytest.mark.parametrize(
    "custom_id",
    [
        "e1:details:no-such/entry",
        "e1:vote:up:no-such/entry",
        "e1:report:1",
        "e1:erase:1",
        "e1:tongue:fr",
        "e0:from-an-older-version",
        "x",
    ],
)
async def test_forged_and_outdated_ids_are_met_kindly(lin, answer, custom_id):
    reply = await answer()
    shown = await lin.press_custom_id(reply, custom_id)
    assert shown.ephemeral
    assert "too old" in shown.content
    assert title(reply) == INVALID_EN


async def test_buttons_outlive_a_restart(own_world, start_bot):
    guild = own_world.add_guild()
    channel = guild.add_text_channel("help")
    lin = guild.add_member("lin")
    env = {"ERRATA_WATCH_CHANNELS": "help"}
    first = await start_bot(env=env)
    paste = await lin.send(channel, f"{KEY_INVALID} model: gemini-2.5-pro")
    reply = await own_world.wait_reply(to=paste)
    assert "gemini-2.5-pro" in reply.text
    assert await first.stop() == 0
    await start_bot(env=env)
    shown = await lin.click(reply, "中文")
    assert shown.updated
    assert title(reply) == INVALID_ZH
    assert "gemini-2.5-pro" in reply.text
    await lin.delete(paste)
    await own_world.wait_deleted(reply)
    assert len(own_world.log.calls("PUT", "/applications/{application}/commands")) == 1
