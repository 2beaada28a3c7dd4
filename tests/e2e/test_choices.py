"""Pastes that several entries fit: the person decides, in the same reply."""

from __future__ import annotations

import shutil

import pytest

from tests.e2e.pastes import title
from tests.standin.bot_process import ROOT

TWIN = """\
id: {home}/sprocket-budget
title: {{zh: {home} 的齿轮用完了, en: The sprockets of {home} ran out}}
systems: [{home}]
status: [429]
messages: ['The sprocket budget of this workspace is exhausted, buy more sprockets']
blame: account
retry: after-fix
cause: {{zh: '{home} 没有齿轮了。', en: 'No sprockets are left at {home}. That happens.'}}
fix: {{zh: [买齿轮。], en: [Buy sprockets.]}}
{apart}sources: [{{title: The sprocket manual, url: 'https://sprockets.example/manual', supports: message}}]
verified: 2026-11
"""
APART = "tell_apart: [{with: deepseek/sprocket-budget, zh: 看是哪家的齿轮, en: Look whose sprockets they are}]\n"
PASTE = 'Error 429: {"error": {"message": "The sprocket budget of this workspace is exhausted, buy more sprockets"}}'


@pytest.fixture
def catalogue(tmp_path):
    """The catalogue with one error that two services print in the same words."""
    folder = tmp_path / "knowledge"
    shutil.copytree(ROOT / "knowledge", folder)
    for home, apart in (("openai", APART), ("deepseek", "")):
        (folder / home / "sprocket-budget.yaml").write_text(TWIN.format(home=home, apart=apart), encoding="utf-8")
    return folder


async def test_the_person_chooses_in_the_same_reply(own_world, start_bot, catalogue):
    guild = own_world.add_guild()
    channel, other = guild.add_text_channel("help"), guild.add_text_channel("general")
    lin, mei = guild.add_member("lin"), guild.add_member("mei")
    await start_bot(env={"ERRATA_KNOWLEDGE_DIR": str(catalogue), "ERRATA_WATCH_CHANNELS": "help"})

    choice = await own_world.wait_reply(to=await lin.send(channel, PASTE))
    assert title(choice) == "It is one of these"
    assert "Look whose sprockets they are" in choice.text
    (menu,) = choice.selects
    names = [option["label"] for option in menu["options"]]
    assert sorted(names[:2]) == ["The sprockets of deepseek ran out", "The sprockets of openai ran out"]

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
    assert "👍 Helped" in [button.label for button in choice.buttons]

    wrong = await lin.click(choice, "Not my error")
    assert names[0] in [option["label"] for option in wrong.message.selects[0]["options"]]
    better = await lin.select(wrong.message, names[0])
    assert title(better) == names[0]
    await own_world.world.until(lambda: title(choice) == names[0], 5.0, "change of the public answer")

    shown = await lin.slash("error", {"text": PASTE, "system": "deepseek"}, channel=other)
    assert title(shown) == "The sprockets of deepseek ran out"
