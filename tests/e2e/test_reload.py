"""The catalogue of a running bot: read again when asked, on SIGHUP, when files change; a broken file harms nobody."""

from __future__ import annotations

import shutil
import signal
import time
from pathlib import Path

import pytest

from tests.e2e.pastes import INVALID_EN, INVALID_ZH, KEY_INVALID, title
from tests.e2e.reviewing import PORTHOLE_ENTRY, ROOT, strange
from tests.standin import Permission
from tests.standin.patience import PATIENCE

PORTHOLE = strange("brass porthole steams over whenever it rains")
OFF = {"ERRATA_RELOAD_SECONDS": "0"}


@pytest.fixture
def folder(tmp_path):
    """A catalogue that can be written into."""
    return Path(shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge"))


@pytest.fixture
def home(own_world):
    """The guild in which the operator's channel lies."""
    return own_world.add_guild()


@pytest.fixture
def start(start_bot, folder, home):
    """Starts a bot over the folder; the operator's channel lies in `home`."""
    office = home.add_text_channel("operators")
    env = {"ERRATA_KNOWLEDGE_DIR": str(folder), "ERRATA_MAINTAINERS_CHANNEL": str(office.id)}

    async def begin(**more):
        return await start_bot(env=env | {"ERRATA_WATCH_CHANNELS": "help*"} | more)

    return begin


def add(folder, text=PORTHOLE_ENTRY):
    (folder / "relay" / "418-porthole.yaml").write_text(text, "utf-8")


async def answered(world, guild, text):
    """The title of the answer to a paste in a channel where nobody asked yet."""
    number = len(guild.guild.channels)
    paste = await guild.add_member(f"lin-{number}").send(guild.add_text_channel(f"help-{number}"), text)
    return title(await world.wait_reply(to=paste))


async def test_a_reload_by_hand_and_one_over_a_broken_file(own_world, start, home, folder):
    bot = await start(**OFF)
    office = home.add_text_channel("office")

    async def reload():
        shown = await home.owner.slash("kb reload", channel=office, within=20)
        assert shown.ephemeral
        return shown.text

    assert "Nothing changed" in await reload()
    add(folder)
    assert "Added: 1 · changed: 0 · removed: 0" in await reload()
    assert await answered(own_world, home, PORTHOLE) == "The porthole is steamed"

    add(folder, PORTHOLE_ENTRY.replace("blame: user", "blame: nobody"))
    faulty = await reload()
    assert "last good version" in faulty
    assert "relay/418-porthole.yaml:8:8" in faulty
    assert await answered(own_world, home, PORTHOLE) == "The porthole is steamed"
    assert await answered(own_world, home, KEY_INVALID) == INVALID_EN

    add(folder, PORTHOLE_ENTRY.replace("The porthole is steamed", "The porthole is foggy"))
    assert "Added: 0 · changed: 1 · removed: 0" in await reload()
    assert await answered(own_world, home, PORTHOLE) == "The porthole is foggy"
    assert len([line for line in bot.lines if "knowledge, /kb reload: " in line]) == 4
    assert bot.troubles() == []


async def test_only_the_operators_people_reload(own_world, start, home):
    await start(**OFF)
    other, office = own_world.add_guild(), home.add_text_channel("office")
    theirs = other.add_text_channel("office")
    lin, keeper = home.add_member("lin"), home.add_member("keeper", permissions=Permission.MANAGE_GUILD)
    assert "Only maintainers" in (await lin.slash("kb reload", channel=office)).content
    assert "Only maintainers" in (await lin.slash("kb search", {"query": "key"}, channel=office)).content
    assert "operator's channel" in (await other.owner.slash("kb reload", channel=theirs)).content
    assert "Nothing changed" in (await keeper.slash("kb reload", channel=office, within=20)).text
    found = await other.owner.slash("kb search", {"query": INVALID_EN}, channel=theirs)
    assert INVALID_EN in found.text


async def test_a_hang_up_reads_it_again(own_world, start, home, folder):
    bot = await start(**OFF)
    add(folder)
    bot.signal(signal.SIGHUP)
    await bot.wait_output(r"knowledge, SIGHUP: \d+ entries: 1 added, 0 changed, 0 removed", within=20)
    assert await answered(own_world, home, PORTHOLE) == "The porthole is steamed"
    add(folder, "id: [")
    bot.signal(signal.SIGHUP)
    await bot.wait_output(r"the last good version stays: relay/418-porthole\.yaml:", within=20)
    assert await answered(own_world, home, PORTHOLE) == "The porthole is steamed"
    assert await bot.stop() == 0
    assert bot.troubles() == []


async def test_changed_files_are_noticed(own_world, start, home, folder):
    bot = await start(ERRATA_RELOAD_SECONDS="0.3")
    add(folder)
    await bot.wait_output(r"knowledge, files changed: \d+ entries: 1 added", within=20)
    assert await answered(own_world, home, PORTHOLE) == "The porthole is steamed"
    (folder / "relay" / "418-porthole.yaml").unlink()
    await bot.wait_output(r"knowledge, files changed: \d+ entries: 0 added, 0 changed, 1 removed", within=20)
    assert bot.troubles() == []


async def test_a_search_finds_what_the_autocomplete_does_and_opens_it(world, guild, channel, lin):
    office = guild.add_text_channel("office")
    await world.wait_reply(to=await lin.send(channel, KEY_INVALID))
    query = "Gemini API key is not valid"

    async def search():
        return await guild.owner.slash("kb search", {"query": query}, channel=office)

    end = time.monotonic() + 10 * PATIENCE
    while "answers in 30 days: 1" not in (found := await search()).embeds[0]["description"].splitlines()[1]:
        assert time.monotonic() < end, found.text
    assert found.ephemeral
    assert INVALID_EN in found.embeds[0]["description"].splitlines()[0]
    (menu,) = found.components[0]["components"]
    offered = await guild.owner.autocomplete("kb search", "query", query, channel=office)
    assert [one["value"] for one in menu["options"]] == [one["value"] for one in offered][:10]
    shown = await guild.owner.select(found.message, INVALID_EN)
    assert shown.ephemeral
    assert title(shown) == INVALID_EN


async def test_a_search_speaks_the_maintainers_language_and_says_where_nothing_is_near(guild):
    office = guild.add_text_channel("office")
    mei = guild.add_member("mei", locale="zh-CN", permissions=Permission.MANAGE_GUILD)
    found = await mei.slash("词条库 search", {"query": INVALID_ZH}, channel=office)
    assert INVALID_ZH in found.text
    assert "30 天内回答过" in found.text
    nothing = await mei.slash("词条库 search", {"query": "[qqq](https://zzz.example) @everyone"}, channel=office)
    assert "没有和" in nothing.text
    assert nothing.components == []
