"""From an error that nobody knows to an answer that everybody gets."""

from __future__ import annotations

import asyncio
import shutil
import sys
import time
from pathlib import Path

import pytest
import pytest_asyncio
import yaml

from tests.e2e.looking import stored
from tests.e2e.pastes import title
from tests.standin import Permission

ROOT = Path(__file__).resolve().parents[2]
OVERLOADED = "[503] The model is overloaded. Please try again later. generativelanguage.googleapis.com"
SPEEDS = (88, 12, 3)


def flux(word, speed):
    """An error of its own for each scenario, as all of them share one bot."""
    return (
        f'FluxCapacitorError: upstream returned 418: {{"error": {{"type": "{word}_misaligned", '
        f'"message": "temporal {word} capacitor misaligned at {speed} mph, request aborted"}}}}'
    )


def direct_messages(person):
    return person.dm.messages.values()


async def errata(bot, *words, codes=(0,)):
    """What a command prints, run beside the bot on the same data."""
    env = bot.env | {"ERRATA_DATA_DIR": str(bot.data)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words, env=env, cwd=ROOT,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    out, _ = await process.communicate()
    assert process.returncode in codes, out.decode()
    return out.decode()


async def faults(bot, folder):
    """What `kb check` finds in a catalogue."""
    said = await errata(bot, "kb", "check", "--knowledge", str(folder), codes=(0, 1))
    return [line for line in said.splitlines() if ".yaml:" in line]


async def eventually(check, within=20.0):
    end = time.monotonic() + within
    while not (found := check()):
        assert time.monotonic() < end, "it did not come about"
        await asyncio.sleep(0.1)
    return found


@pytest_asyncio.fixture(loop_scope="session")
async def desk(guild):
    """The maintainers' channel."""
    channel = guild.add_text_channel("maintainers")
    lobby = guild.add_text_channel("office")
    await guild.owner.slash("settings maintainers", {"channel": channel}, channel=lobby)
    return channel


@pytest.fixture
def watched(guild):
    return guild.add_text_channel("help")


async def ask(guild, watched, word, people=SPEEDS):
    for speed in people:
        await guild.add_member(f"{word}-{speed}").send(watched, flux(word, speed))


async def answer(person, form, word):
    return await person.submit(
        form,
        {
            "Title": f"The {word} capacitor is crooked",
            "What happened": "Somebody bumped into it.",
            "What to do, one step a line": "Straighten it.\nSend again.",
        },
        within=20,
    )


async def test_the_whole_loop(world, bot, guild, desk, tmp_path):
    watched = guild.add_text_channel("help")
    await ask(guild, watched, "ruby")
    note = await world.wait_message(desk, within=15)
    assert "ruby capacitor" in note.text
    await eventually(lambda: "3 pastes by 3 people" in note.text, within=45)
    assert len([message for message in desk.messages.values() if "Unknown error" in message.text]) == 1

    mei = guild.add_member("mei")
    shown = await mei.slash("report-new", channel=watched)
    filed = await mei.submit(shown.modal, {"Error text": flux("ruby", 5)})
    assert "came before" in filed.content

    form = (await guild.owner.click(note, "Write an answer")).modal
    draft = await answer(guild.owner, form, "ruby")
    assert "Ready" in draft.text
    assert "%{INT:int}" in draft.text
    form = (await guild.owner.click(draft.message, "中文")).modal
    words = {"Title": "电容歪了", "What happened": "有人碰到了。", "What to do, one step a line": "扶正它。"}
    await guild.owner.submit(form, words, within=20)
    approved = await guild.owner.click(draft.message, "Approve", within=20)
    await eventually(lambda: "Live since" in draft.message.text)
    assert approved.updated

    reply = await world.wait_reply(to=await guild.add_member("late").send(watched, flux("ruby", 41)))
    assert title(reply) == "The ruby capacitor is crooked"
    await eventually(lambda: "Answered by" in note.text)
    rows = await stored(bot, "SELECT action FROM audit WHERE detail LIKE '%ruby%'", count=2)
    assert ("approve",) in rows
    direct = await eventually(lambda: [m for m in direct_messages(mei) if "is known now" in m.text])
    assert len(direct) == 1

    shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")
    (tmp_path / "corpus").mkdir()
    folder = ("--knowledge", str(tmp_path / "knowledge"))
    said = await errata(bot, "kb", "publish", "--corpus", str(tmp_path / "corpus"), *folder)
    assert "418-temporal-ruby" in said
    row = yaml.safe_load((tmp_path / "corpus" / "community.yaml").read_text("utf-8"))[0]
    assert "ruby capacitor" in row["text"]
    assert [fault for fault in await faults(bot, tmp_path / "knowledge") if "ruby" in fault] == []
    assert row["expect"][0] in await errata(bot, "ask", flux("ruby", 99), "--json", *folder)


async def test_only_maintainers_may(guild, desk, watched, world):
    await guild.add_member("zoe").send(watched, "WarpError: the dilithium opal chamber refused to open its inner hatch")
    note = await world.wait_message(desk, within=15)
    lin = guild.add_member("lin")
    assert "Only maintainers" in (await lin.click(note, "Write an answer")).content
    assert "Only maintainers" in (await lin.slash("unmatched list", channel=desk)).content
    keeper = guild.add_member("keeper", permissions=Permission.MANAGE_GUILD)
    assert "dilithium opal" in (await keeper.slash("unmatched list", channel=desk)).text


async def test_many_people_with_one_upstream_error_get_one_notice(world, guild):
    place = guild.add_text_channel("help-down")
    for number in range(16):
        await guild.add_member(f"victim{number}").send(place, OVERLOADED)
    notice = await eventually(
        lambda: [message for message in place.messages.values() if "waiting is the fix" in message.content]
    )
    assert len(notice) == 1


async def test_a_maintainers_channel_that_is_gone_loses_nothing(bot, guild, desk):
    watched = guild.add_text_channel("help")
    guild.delete_channel(desk)
    person = guild.add_member("ada")
    await person.send(
        watched,
        'GlueError: upstream returned 418: {"error": {"message": "amber sprocket slipped off its wooden axle"}}',
    )
    rows = await stored(bot, "SELECT text FROM samples WHERE text LIKE '%amber sprocket%'")
    assert len(rows) == 1
    listed = await guild.owner.slash("unmatched list", channel=watched)
    assert "amber sprocket" in listed.text


async def test_decisions_by_command_and_by_button(world, guild, desk):
    watched = guild.add_text_channel("help")
    await guild.add_member("eve").send(
        watched, 'PotError: upstream returned 418: {"error": {"message": "copper kettle whistled itself into a coma"}}'
    )
    note = await world.wait_message(desk, within=15)
    number = int(note.embeds[0]["title"].rpartition("#")[2])
    form = (await guild.owner.click(note, "Ignore")).modal
    assert "Ignored: no API" in (await guild.owner.submit(form, {"Why": "no API"})).content
    again = await guild.owner.slash("unmatched ignore", {"number": number, "reason": "late"}, channel=desk)
    assert "faster" in again.content
    await eventually(lambda: "Ignored: no API" in note.text)
    assert "gone" in (await guild.owner.slash("unmatched show", {"number": 999_999}, channel=desk)).content
    ignored = await guild.owner.slash("unmatched list", {"state": "ignored"}, channel=desk)
    assert f"#{number}" in ignored.text
    stats = await guild.owner.slash("stats", channel=desk, within=15)
    assert "unknown" in stats.text
