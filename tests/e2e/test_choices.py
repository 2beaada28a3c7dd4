"""Pastes that several entries fit: the person decides, in the same reply, and isn't asked again."""

from __future__ import annotations

import shutil

import pytest

from tests.e2e.looking import stored
from tests.e2e.pastes import title
from tests.standin.bot_process import ROOT

TWIN = """\
id: {home}/{slug}
title: {{zh: {home} 的 {word} 用完了, en: The {word}s of {home} ran out}}
systems: [{systems}]
status: [429]
messages: ['The {word} budget of this workspace is exhausted at %{{INT:limit}} a day, buy more {word}s']
blame: account
retry: after-fix
cause: {{zh: '{word} 没有了，上限 {{limit|不明}}。', en: 'No {word}s are left of {{limit|some}}. That happens.'}}
fix: {{zh: [买齿轮。], en: [Buy {word}s.]}}
{apart}sources: [{{title: The sprocket manual, url: 'https://sprockets.example/manual', supports: message}}]
verified: 2026-11
"""
APART = "tell_apart: [{{with: {other}/{slug}, zh: 看是哪家的, en: Look whose {word}s they are}}]\n"
CONTEXT = (
    "400 This model's maximum context length is 65536 tokens. However, you requested {0} tokens (60705 in the "
    "messages, 8192 in the completion). Please reduce the length of the messages or completion."
)
"""OpenAI and DeepSeek print this sentence alike (cline/cline#5474, and a row of the corpus)."""
SENTENCE = "The {0} budget of this workspace is exhausted at 40 a day, buy more {0}s"
SPROCKET, WIDGET = (
    f'Error 429: {{"error": {{"message": "{SENTENCE.format(word)}"}}}}' for word in ("sprocket", "widget")
)


@pytest.fixture
def catalogue(tmp_path):
    """The catalogue with two errors that come from two places alike; from one of the second's, nobody gets models."""
    folder = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", folder)
    for word, other in (("widget", "deepseek"), ("sprocket", "network")):
        slug = f"{word}-budget"
        for home, apart in (("openai", APART.format(other=other, slug=slug, word=word)), (other, "")):
            text = TWIN.format(home=home, slug=slug, word=word, systems=f"{home}, relay", apart=apart)
            (folder / home / f"{slug}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def env(catalogue):
    return {"ERRATA_KNOWLEDGE_DIR": str(catalogue), "ERRATA_WATCH_CHANNELS": "help*"}


async def test_the_person_chooses_in_the_same_reply(own_world, start_bot, env):
    guild = own_world.add_guild()
    channel, other = guild.add_text_channel("help"), guild.add_text_channel("general")
    lin, mei = guild.add_member("lin"), guild.add_member("mei")
    await start_bot(env=env)

    choice = await own_world.wait_reply(to=await lin.send(channel, SPROCKET))
    assert title(choice) == "It is one of these"
    assert "Look whose sprockets they are" in choice.text
    (menu,) = choice.selects
    names = [option["label"] for option in menu["options"]]
    assert sorted(names[:2]) == ["The sprockets of network ran out", "The sprockets of openai ran out"]

    copy = await mei.select(choice, names[0])
    assert copy.ephemeral
    assert title(copy) == names[0]
    assert title(choice) == "It is one of these"

    form = await lin.select(choice, "-")
    assert form.is_modal

    shown = await lin.click(choice, "中文")
    assert shown.updated
    assert title(choice) == "应该是下面其中一个"
    await lin.click(choice, "English")

    shown = await lin.select(choice, names[1])
    assert shown.updated
    assert title(choice) == names[1]
    assert "`40`" in choice.text
    assert "👍 Helped" in [button.label for button in choice.buttons]

    wrong = await lin.click(choice, "Not my error")
    assert names[0] in [option["label"] for option in wrong.message.selects[0]["options"]]
    better = await lin.select(wrong.message, names[0])
    assert title(better) == names[0]
    await own_world.world.until(lambda: title(choice) == names[0], 5.0, "change of the public answer")

    shown = await lin.slash("error", {"text": SPROCKET, "system": "network"}, channel=other)
    assert title(shown) == "The sprockets of network ran out"


async def test_where_only_the_system_decides_it_is_asked_for(own_world, start_bot, env):
    guild = own_world.add_guild()
    channel, other = guild.add_text_channel("help"), guild.add_text_channel("help-2")
    lin, mei = guild.add_member("lin"), guild.add_member("mei")
    bot = await start_bot(env=env)

    question = await own_world.wait_reply(to=await lin.send(channel, WIDGET))
    assert title(question) == "Which service or channel do you use?"
    (menu,) = question.selects
    assert sorted(option["value"] for option in menu["options"]) == ["-", "?", "deepseek", "openai"]
    assert "Look whose widgets they are" in question.text

    hint = await lin.select(question, "?")
    assert hint.ephemeral
    assert title(hint) == "How to see what you use"
    assert "api.deepseek.com" in hint.text
    assert title(question) == "Which service or channel do you use?"

    forged = await lin.press_custom_id(question, "e1:pick", values=["kiro"])
    assert "no longer in the catalogue" in forged.content

    copy = await mei.select(question, "openai")
    assert copy.ephemeral
    assert title(copy) == "The widgets of openai ran out"

    shown = await lin.select(question, "deepseek")
    assert shown.updated
    assert title(question) == "The widgets of deepseek ran out"
    assert "`40`" in question.text
    rows = await stored(bot, "SELECT entries, helped FROM votes WHERE reply_message_id = ?", question.id, count=2)
    assert sorted(rows) == [('["deepseek/widget-budget"]', 1), ('["openai/widget-budget"]', 1)]

    again = await own_world.wait_reply(to=await mei.send(other, WIDGET))
    assert title(again) == "The widgets of openai ran out"
    stranger = await own_world.wait_reply(
        to=await guild.add_member("kay").send(guild.add_text_channel("help-3"), WIDGET)
    )
    assert title(stranger) == "Which service or channel do you use?"


async def test_a_paste_of_today_asks_for_the_channel(world, bot, guild):
    channel, other = guild.add_text_channel("help"), guild.add_text_channel("help-2")
    lin, owner = guild.add_member("lin", locale="zh-CN"), guild.owner
    await owner.slash("settings language", {"language": "zh-CN"}, channel=channel)
    question = await world.wait_reply(to=await lin.send(channel, CONTEXT.format(68897)))
    assert title(question) == "你用的是哪个渠道？"
    assert "走中转站的，看模型是哪家的就选哪家" in question.text
    assert "上限为 131072" in question.text.partition("怎么分辨")[2]
    (menu,) = question.selects
    assert sorted(option["value"] for option in menu["options"]) == ["-", "?", "deepseek", "openai"]

    hint = await lin.select(question, "?")
    assert hint.ephemeral
    assert "api.openai.com" in hint.text
    assert "api.deepseek.com" in hint.text

    await lin.select(question, "deepseek")
    assert title(question) == "DeepSeek 上下文超限"
    assert "共 `68897`" in question.text
    assert await stored(bot, "SELECT 1 FROM votes WHERE reply_message_id = ? AND helped", question.id)
    again = await world.wait_reply(to=await lin.send(other, CONTEXT.format(70001)))
    assert question.url in again.content

    await owner.slash("settings watch", {"system": "openai"}, channel=other)
    named = await world.wait_reply(to=await guild.add_member("kay").send(other, CONTEXT.format(68897)))
    assert title(named) == "OpenAI 上下文超限"


async def test_the_answer_comes_in_the_language_that_the_question_was_turned_to(world, guild, channel):
    lin = guild.add_member("lin", locale="zh-CN")
    await guild.owner.slash("settings language", {"language": "zh-CN"}, channel=channel)
    question = await world.wait_reply(to=await lin.send(channel, CONTEXT.format(68897)))
    await lin.click(question, "English")
    await lin.select(question, "deepseek")
    assert title(question) == "DeepSeek context length exceeded"


async def test_a_question_outlives_a_restart(own_world, start_bot, env):
    guild = own_world.add_guild()
    channel, lin = guild.add_text_channel("help"), guild.add_member("lin", locale="zh-TW")
    first = await start_bot(env=env)
    question = await own_world.wait_reply(to=await lin.send(channel, WIDGET))
    assert await first.stop() == 0
    await start_bot(env=env)
    hint = await lin.select(question, "?")
    assert "來源" in hint.text
    await lin.select(question, "openai")
    assert title(question) == "The widgets of openai ran out"
    assert "`40`" in question.text
