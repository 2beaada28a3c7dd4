"""From an error that nobody knows to an answer that everybody gets."""

from __future__ import annotations

import pytest
import pytest_asyncio
import yaml

from tests.catalogues import copy_part
from tests.e2e.looking import stored
from tests.e2e.pastes import title
from tests.e2e.reviewing import (
    PORTHOLE_ENTRY,
    answer,
    ask,
    errata,
    eventually,
    give_maintainers_channel,
    number_of,
    strange,
)
from tests.standin import Permission

PORTHOLE = "brass porthole steams over whenever it rains"
SPROCKET = "ruby sprocket tumbled out of its velvet casing"

UPSTREAM = PORTHOLE_ENTRY.replace("418-porthole", "418-sprocket")


def direct_messages(person):
    return person.dm.messages.values()


async def faults(bot, folder):
    """What `kb check` finds in a catalogue."""
    said = await errata(bot, "kb", "check", "--knowledge", str(folder), codes=(0, 1))
    return [line for line in said.splitlines() if ".yaml:" in line]


@pytest_asyncio.fixture(loop_scope="session")
async def desk(guild):
    """The maintainers' channel."""
    return await give_maintainers_channel(guild)


@pytest.fixture
def watched(guild):
    return guild.add_text_channel("help")


async def test_the_whole_loop(own_world, start_bot, tmp_path):
    world, guild = own_world, own_world.add_guild()
    watched, office = guild.add_text_channel("help"), guild.add_text_channel("office")
    catalogue = copy_part(tmp_path / "knowledge")
    env = {"ERRATA_WATCH_CHANNELS": "help*", "ERRATA_KNOWLEDGE_DIR": str(catalogue)}
    bot = await start_bot(env=env)
    desk = await give_maintainers_channel(guild)
    await ask(guild, watched, SPROCKET)
    note = await world.wait_message(desk, within=15)
    assert "ruby sprocket" in note.text
    await eventually(lambda: "Pastes: 3 · people: 3" in note.text, within=45)
    assert len([message for message in desk.messages.values() if "Unknown error" in message.text]) == 1

    mei = guild.add_member("mei")
    shown = await mei.slash("report-new", channel=watched)
    filed = await mei.submit(shown.modal, {"Error text": strange(SPROCKET, 5)})
    assert "came before" in filed.content
    asker = guild.add_member("asker")
    unknown = await asker.slash("error", {"text": strange(SPROCKET, 6)}, channel=office)

    form = (await guild.owner.click(note, "Write an answer")).modal
    draft = await answer(guild.owner, form, "The ruby sprocket is out")
    assert "Ready" in draft.text
    assert "%{INT:int}" in draft.text
    form = (await guild.owner.click(draft.message, "中文")).modal
    words = {"Title": "齿轮掉了", "What happened": "有人碰到了。", "What to do, one step a line": "装回去。"}
    await guild.owner.submit(form, words, within=25)

    # "Tell me" works on an answer of a process that is gone, and people are told by the next one.
    await bot.stop()
    bot = await start_bot(env=env)
    told = await asker.click(unknown.message, "Tell me when it is known")
    assert f"#{number_of(note)}" in told.content
    approved = await guild.owner.click(draft.message, "Approve", within=25)
    await eventually(lambda: "Live since" in draft.message.text)
    assert approved.updated

    reply = await world.wait_reply(to=await guild.add_member("late").send(watched, strange(SPROCKET, 41)))
    assert title(reply) == "The ruby sprocket is out"
    await eventually(lambda: "Answered by" in note.text)
    rows = await stored(bot, "SELECT action FROM audit WHERE detail LIKE '%ruby%'", count=2)
    assert ("approve",) in rows
    for person in (mei, asker):
        direct = await eventually(lambda person=person: [m for m in direct_messages(person) if "known now" in m.text])
        assert len(direct) == 1

    (tmp_path / "corpus").mkdir()
    folder = ("--knowledge", str(catalogue))
    publish = ("kb", "publish", "--corpus", str(tmp_path / "corpus"), *folder)
    assert "418-ruby-sprocket" in await errata(bot, *publish)
    row = yaml.safe_load((tmp_path / "corpus" / "community.yaml").read_text("utf-8"))[0]
    assert "ruby sprocket" in row["text"]
    assert [fault for fault in await faults(bot, catalogue) if "ruby" in fault] == []
    assert row["expect"][0] in await errata(bot, "ask", strange(SPROCKET, 99), "--json", *folder)

    # The catalogue comes back with the entry: the overlay has done its work.
    await bot.stop()
    bot = await start_bot(env=env)
    assert await stored(bot, "SELECT 1 FROM overlays WHERE state = 'published'", within=15)
    paste = await guild.add_member("later").send(guild.add_text_channel("help-again"), strange(SPROCKET, 42))
    assert title(await world.wait_reply(to=paste)) == "The ruby sprocket is out"
    assert "nothing to publish" in await errata(bot, *publish)


async def test_an_answer_whose_name_the_catalogue_gives_to_another_error(own_world, start_bot, tmp_path):
    world, guild = own_world, own_world.add_guild()
    watched = guild.add_text_channel("help")
    catalogue = copy_part(tmp_path / "knowledge")
    env = {"ERRATA_WATCH_CHANNELS": "help*", "ERRATA_KNOWLEDGE_DIR": str(catalogue)}
    bot = await start_bot(env=env)
    desk = await give_maintainers_channel(guild)
    await ask(guild, watched, SPROCKET)
    note = await world.wait_message(desk, within=15)
    draft = await answer(guild.owner, (await guild.owner.click(note, "Write an answer")).modal, "The sprocket is out")
    form = (await guild.owner.click(draft.message, "Details")).modal
    await guild.owner.submit(form, {"Name: system/short-name": "relay/418-sprocket"}, within=25)
    await guild.owner.click(draft.message, "Approve", within=25)
    await eventually(lambda: "Answered by `relay/418-sprocket`" in note.text)

    await bot.stop()
    upstream = catalogue / "relay" / "418-sprocket.yaml"
    upstream.write_text(UPSTREAM, "utf-8")
    bot = await start_bot(env=env)
    # The maintainers see the error as an open one again, and why.
    await eventually(lambda: "Answered by" not in note.text, within=30)
    assert await stored(bot, "SELECT 1 FROM audit WHERE action = 'clash' AND detail = 'relay/418-sprocket'")
    again = (await guild.owner.click(note, "Write an answer", within=25)).message
    assert "The catalogue has an entry `relay/418-sprocket` of its own" in again.text
    assert not any(node.label == "Approve" for node in again.buttons)
    other = await guild.add_member("other").send(watched, strange(PORTHOLE))
    assert title(await world.wait_reply(to=other)) == "The porthole is steamed"

    form = (await guild.owner.click(again, "Details")).modal
    await guild.owner.submit(form, {"Name: system/short-name": "relay/418-ruby-sprocket"}, within=25)
    assert "Ready" in again.text
    await guild.owner.click(again, "Approve", within=25)
    await eventually(lambda: "Answered by `relay/418-ruby-sprocket`" in note.text, within=30)
    paste = await guild.add_member("late").send(guild.add_text_channel("help-late"), strange(SPROCKET, 7))
    assert title(await world.wait_reply(to=paste)) == "The sprocket is out"


async def test_only_maintainers_may(guild, desk, watched, world):
    await guild.add_member("zoe").send(watched, "WarpError: the dilithium opal chamber refused to open its inner hatch")
    note = await world.wait_message(desk, within=15)
    lin = guild.add_member("lin")
    assert "Only maintainers" in (await lin.click(note, "Write an answer")).content
    assert "Only maintainers" in (await lin.slash("unmatched list", channel=desk)).content
    keeper = guild.add_member("keeper", permissions=Permission.MANAGE_GUILD)
    assert "dilithium opal" in (await keeper.slash("unmatched list", channel=desk)).text


async def test_a_maintainers_channel_that_is_gone_loses_nothing(world, bot, guild, desk):
    watched = guild.add_text_channel("help")
    guild.delete_channel(desk)
    await guild.add_member("ada").send(watched, strange("amber axle slipped off its wooden hinge"))
    rows = await stored(bot, "SELECT text FROM samples WHERE text LIKE '%amber axle%'")
    assert len(rows) == 1
    listed = await guild.owner.slash("unmatched list", channel=watched)
    assert "amber axle" in listed.text
    # Another channel takes over with the next paste.
    new = await give_maintainers_channel(guild, "maintainers-2")
    await guild.add_member("bea").send(watched, strange("amber axle slipped off its wooden hinge", 2))
    assert "amber axle" in (await world.wait_message(new, within=25)).text


async def test_decisions_by_command_and_by_button(world, guild, desk, watched):
    await guild.add_member("eve").send(watched, strange("copper kettle whistled itself into a coma"))
    note = await world.wait_message(desk, within=15)
    number = number_of(note)
    form = (await guild.owner.click(note, "Ignore")).modal
    assert "Ignored: no API" in (await guild.owner.submit(form, {"Why": "no API"})).content
    again = await guild.owner.slash("unmatched ignore", {"number": number, "reason": "late"}, channel=desk)
    assert "faster" in again.content
    await eventually(lambda: "Ignored: no API" in note.text)
    assert "gone" in (await guild.owner.slash("unmatched show", {"number": 999_999}, channel=desk)).content
    typed = {"number": number, "entry": "*no* @here " * 500}
    assert (
        "I don't know the entry `*no* @here" in (await guild.owner.slash("unmatched link", typed, channel=desk)).content
    )
    ignored = await guild.owner.slash("unmatched list", {"state": "ignored"}, channel=desk)
    assert f"#{number}" in ignored.text
    stats = await guild.owner.slash("stats", channel=desk, within=15)
    assert "unknown" in stats.text


async def test_the_operators_queue_holds_what_another_process_gathers(own_world, start_bot):
    home, other = own_world.add_guild(shard=(0, 2)), own_world.add_guild(shard=(1, 2))
    desk = home.add_text_channel("operators")
    watched = other.add_text_channel("help")
    env = {"ERRATA_WATCH_CHANNELS": "help", "ERRATA_SHARD_COUNT": "2", "ERRATA_MAINTAINERS_CHANNEL": str(desk.id)}
    await start_bot(env=env | {"ERRATA_SHARD_IDS": "0"})
    second = await start_bot(env=env | {"ERRATA_SHARD_IDS": "1"})
    await ask(other, watched, "pewter windmill forgot which way was up", (1,))
    note = await own_world.wait_message(desk, within=45)
    assert "pewter windmill" in note.text
    shown = await other.owner.slash("report-new", channel=watched)
    await other.owner.submit(shown.modal, {"Error text": strange("nickel gondola sank into a puddle of jam")})
    await eventually(lambda: any("nickel gondola" in one.text for one in desk.messages.values()))
    # The number is the operator's to decide; people of the other guild may, too, and the message follows.
    ignored = {"number": number_of(note), "reason": "no API"}
    await other.owner.slash("unmatched ignore", ignored, channel=watched)
    await eventually(lambda: "Ignored: no API" in note.text, within=45)
    checked = await other.owner.slash("settings check", channel=watched)
    assert str(desk.id) not in checked.text
    assert second.troubles() == []
