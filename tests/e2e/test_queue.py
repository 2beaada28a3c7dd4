"""Working through the queue: pages and filters, splitting, two maintainers at once, what changes under open forms."""

from __future__ import annotations

import asyncio

import pytest_asyncio

from tests.e2e.looking import prefilled, stored
from tests.e2e.pastes import title
from tests.e2e.reviewing import answer, ask, eventually, give_maintainers_channel, number_of, strange
from tests.standin import Permission

KEEPER = Permission.MANAGE_GUILD


@pytest_asyncio.fixture(loop_scope="session")
async def desk(guild):
    """The maintainers' channel."""
    return await give_maintainers_channel(guild)


async def queued(world, guild, desk, words, numbers=(88, 12)):
    """An unknown error and the message that shows it."""
    channel = guild.add_text_channel(f"help-{words.split()[0]}")
    await ask(guild, channel, words, numbers)
    return await world.wait_message(desk, within=20, where=lambda one: words.split()[1] in one.text), channel


async def test_pages_and_filters(world, bot, guild, desk):
    channel = guild.add_text_channel("help-many")
    person = guild.add_member("many")
    animals = ["otter", "heron", "badger", "lynx", "gecko", "walrus", "puffin", "marmot", "osprey", "ferret", "tapir"]
    for number, animal in enumerate(animals):
        await person.send(channel, strange(f"{animal} number{number} hid its {animal[::-1]} beneath a {animal}fold"))
    people = ("SELECT 1 FROM samples WHERE guild_id = ?", guild.id)
    assert len(await stored(bot, *people, count=len(animals), within=15)) == len(animals)
    first = await guild.owner.slash("unmatched list", channel=desk)
    assert "Page 1 of 2" in first.text
    second = await guild.owner.click(first.message, "More")
    assert second.updated
    assert "Page 2 of 2" in first.message.text
    await guild.owner.click(first.message, "Back")
    assert "Page 1 of 2" in first.message.text
    found = await guild.owner.slash("unmatched list", {"search": "WALRUS", "order": "newest"}, channel=desk)
    assert "walrus" in found.text
    assert "otter" not in found.text
    number = int(found.text.partition("#")[2].partition("**")[0])
    shown = await guild.owner.slash("unmatched show", {"number": number}, channel=desk)
    await guild.owner.click(shown.message, "Mine")
    mine = await guild.owner.slash("unmatched list", {"mine": True, "state": "all"}, channel=desk)
    assert "walrus" in mine.text
    assert "otter" not in mine.text
    assert "Nothing here" in (await guild.owner.slash("unmatched list", {"search": "zzz"}, channel=desk)).text
    typed = await guild.owner.slash("unmatched list", {"system": "no-such-system"}, channel=desk)
    assert "no such system" in typed.content
    stranger = guild.add_member("stranger")
    assert "Only maintainers" in (await stranger.press_custom_id(first.message, "e1:qp:o00:2::")).content


async def test_who_did_what_is_for_maintainers_alone(world, guild, desk):
    words = "plaid lantern argued about its own shadow"
    note, _ = await queued(world, guild, desk, words)
    number = number_of(note)
    keeper = guild.add_member("<@1> kee*per", permissions=KEEPER)
    await keeper.click(note, "Mine")
    form = (await guild.owner.click(note, "Ignore")).modal
    await guild.owner.submit(form, {"Why": "@everyone calm down"})
    for _ in range(5):
        opened = (await guild.owner.slash("unmatched show", {"number": number}, channel=desk)).message
        await guild.owner.click(opened, "Open again")
        await guild.owner.slash("unmatched ignore", {"number": number, "reason": "again"}, channel=desk)
    shown = await guild.owner.slash("unmatched audit", {"number": number}, channel=desk)
    assert shown.ephemeral
    assert "Page 1 of 2" in shown.text
    assert shown.text.count("opened it again") == 5
    await guild.owner.click(shown.message, "More")
    assert "Page 2 of 2" in shown.message.text
    assert "took it" in shown.message.text
    assert "<@1>" not in shown.message.text
    assert "@everyone" not in shown.message.text
    mine = await keeper.slash("unmatched audit", {"person": keeper.user, "number": number}, channel=desk)
    assert "took it" in mine.text
    assert "ignored it" not in mine.text
    none = await keeper.slash("unmatched audit", {"entry": "relay/never-written"}, channel=desk)
    assert "Nothing here" in none.text
    lin = guild.add_member("lin")
    assert "Only maintainers" in (await lin.slash("unmatched audit", channel=desk)).content
    assert "Only maintainers" in (await lin.press_custom_id(shown.message, f"e1:au:1:{number}::")).content
    # Another guild's maintainers see nothing of it.
    other = world.add_guild()
    elsewhere = await other.owner.slash("unmatched audit", channel=other.add_text_channel("office"))
    assert "Nothing here" in elsewhere.text


async def test_a_sample_of_another_error_is_split_off(world, guild, desk):
    words = "silver trombone melted over a cardboard piano"
    note, channel = await queued(world, guild, desk, words, (88,))
    other = strange(words).replace("SilverError:", "Retry 3 failed, giving up: SilverError:")
    await guild.add_member("retry").send(channel, other)
    await eventually(lambda: "Pastes: 2" in note.text, within=45)
    await eventually(lambda: any(node.label == "Split" for node in buttons(note)), within=30)
    menu = await guild.owner.click(note, "Split")
    (option,) = [one["label"] for one in options(menu.message) if "Retry" in one["description"]]
    done = await guild.owner.select(menu.message, option)
    assert "Taken out" in done.content
    await eventually(lambda: len(notes(desk)) == 2, within=20)
    await eventually(lambda: "Pastes: 1" in note.text, within=45)
    again = await guild.owner.slash("unmatched split", {"number": number_of(note)}, channel=desk)
    assert "at least one sample has to stay" in again.content


async def test_of_two_who_approve_at_once_one_is_told(world, guild, desk):
    note, channel = await queued(world, guild, desk, "velvet compass pointed at yesterday again")
    form = (await guild.owner.click(note, "Write an answer")).modal
    draft = await answer(guild.owner, form, "The velvet compass is off")
    keeper = guild.add_member("keeper", permissions=KEEPER)
    both = await asyncio.gather(
        guild.owner.click(draft.message, "Approve", within=30), keeper.click(draft.message, "Approve", within=30)
    )
    said = [message.content for shown in both for message in shown.interaction.touched]
    assert len([one for one in said if "faster" in one]) == 1
    # It is this guild's own: elsewhere nobody comes upon it.
    other = world.add_guild()
    office = other.add_text_channel("office")
    assert (
        "velvet" not in (await other.owner.slash("entry", {"query": "The velvet compass is off"}, channel=office)).text
    )
    offered = await other.owner.autocomplete("entry", "query", "velvet compass", channel=office)
    assert not any("velvet" in one["name"] for one in offered)
    paste = await guild.add_member("late").send(channel, strange("velvet compass pointed at yesterday again", 7))
    assert title(await world.wait_reply(to=paste)) == "The velvet compass is off"


async def test_of_two_drafts_for_one_error_both_are_kept_and_one_answers(world, guild, desk):
    words = "crimson gazebo swallowed its seventh gardener"
    note, _ = await queued(world, guild, desk, words)
    keeper = guild.add_member("keeper", permissions=KEEPER)
    opened = [await person.click(note, "Write an answer") for person in (guild.owner, keeper)]
    drafts = await asyncio.gather(
        answer(guild.owner, opened[0].modal, "The gazebo is hungry"),
        answer(keeper, opened[1].modal, "The gazebo bites"),
    )
    # Whoever came second reads of the other draft; approving both at once puts one of them live.
    assert sum("has a draft for the same error" in draft.text for draft in drafts) >= 1
    kept = await guild.owner.slash("unmatched answers", channel=desk)
    assert kept.text.count("crimson-gazebo") == 2
    both = await asyncio.gather(
        guild.owner.click(drafts[0].message, "Approve", within=30),
        keeper.click(drafts[1].message, "Approve", within=30),
    )
    said = [message.content for shown in both for message in shown.interaction.touched]
    assert len([one for one in said if "There is a live entry" in one or "still has faults" in one]) == 1
    await eventually(lambda: "Answered by" in note.text)
    paste = await guild.add_member("late").send(guild.add_text_channel("help-gazebo"), strange(words, 7))
    assert "gazebo" in title(await world.wait_reply(to=paste))
    left = (await guild.owner.slash("unmatched answers", channel=desk)).text
    assert (left.count("· live ·"), left.count("· draft ·")) == (1, 1)


async def test_a_form_outlives_a_merge(world, guild, desk):
    first, _ = await queued(world, guild, desk, "marble escalator refused every seventh passenger", (1,))
    second, channel = await queued(world, guild, desk, "paper submarine drifted beyond the kitchen", (1,))
    form = (await guild.owner.click(first, "Write an answer")).modal
    numbers = {"number": number_of(first), "target": number_of(second)}
    merged = await guild.owner.slash("unmatched merge", numbers, channel=desk)
    assert f"part of #{number_of(second)}" in merged.content
    draft = await answer(guild.owner, form, "The escalator is moody")
    assert "Ready" in draft.text
    await guild.owner.click(draft.message, "Approve", within=25)
    await eventually(lambda: "Answered by" in second.text)
    paste = await guild.add_member("late").send(channel, strange("marble escalator refused every seventh passenger", 7))
    assert title(await world.wait_reply(to=paste)) == "The escalator is moody"


async def test_a_live_answer_is_changed_and_withdrawn(world, guild, desk):
    words = "tin volcano whispered to the wrong librarian"
    note, channel = await queued(world, guild, desk, words)
    form = (await guild.owner.click(note, "Write an answer")).modal
    draft = await answer(guild.owner, form, "The tin volcano whispers")
    await guild.owner.click(draft.message, "Approve", within=25)
    await eventually(lambda: "Live since" in draft.message.text)
    kept = await guild.owner.slash("unmatched answers", channel=desk)
    assert "tin-volcano" in kept.text
    (choice,) = [one["label"] for one in options(kept.message) if "tin-volcano" in one["label"]]
    opened = await guild.owner.select(kept.message, choice, within=25)
    form = (await guild.owner.click(opened.message, "Edit")).modal
    change = await guild.owner.submit(form, {"Title": "The tin volcano mutters"}, within=25)
    change = next(message for message in change.followups if "takes the place" in message.text)
    paste = await guild.add_member("between").send(channel, strange(words, 5))
    assert title(await world.wait_reply(to=paste)) == "The tin volcano whispers"
    await guild.owner.click(change, "Approve", within=25)
    await eventually(lambda: "Live since" in change.text)
    place = guild.add_text_channel("help-volcano")
    paste = await guild.add_member("after").send(place, strange(words, 6))
    assert title(await world.wait_reply(to=paste)) == "The tin volcano mutters"
    await guild.owner.click(change, "Withdraw", within=25)
    await eventually(lambda: "Withdrawn" in change.text)
    asked = await guild.add_member("last").slash("error", {"text": strange(words, 8)}, channel=place)
    assert "mutters" not in asked.text


async def test_a_draft_that_takes_a_known_paste_away_is_not_ready(world, guild, desk):
    note, _ = await queued(world, guild, desk, "glass octopus juggled the last thermometer")
    form = (await guild.owner.click(note, "Write an answer")).modal
    taken = {"What it prints, one message a line": "API key not valid. Please pass a valid API key."}
    draft = await answer(guild.owner, form, "Not its own", **taken)
    assert "Not ready yet" in draft.text
    assert not any(node.label == "Approve" for node in buttons(draft.message))
    await guild.owner.click(draft.message, "Withdraw", within=25)
    await eventually(lambda: "Withdrawn" in draft.message.text)


async def test_a_draft_of_an_unknown_system_loses_nothing_and_is_mended(world, guild, desk):
    words = "wicker parliament adjourned itself into a teapot"
    note, _ = await queued(world, guild, desk, words)
    draft = await answer(guild.owner, (await guild.owner.click(note, "Write an answer")).modal, "The parliament is out")
    form = (await guild.owner.click(draft.message, "Details")).modal
    await guild.owner.submit(form, {"Name: system/short-name": "opnai/418-parliament"}, within=25)
    assert "I don't know the system opnai" in draft.message.text
    assert "`openai`" in draft.message.text
    assert not any(node.label == "Approve" for node in buttons(draft.message))
    kept = await guild.owner.slash("unmatched answers", channel=desk)
    assert "opnai/418-parliament" in kept.text
    form = (await guild.owner.click(draft.message, "Edit")).modal
    assert prefilled(form, "Title") == "The parliament is out"
    assert "wicker parliament" in prefilled(form, "What it prints, one message a line")
    # By its name, and spelt as people spell it.
    form = (await guild.owner.click(draft.message, "Details")).modal
    await guild.owner.submit(form, {"Name: system/short-name": "SillyTavern/418 Parliament"}, within=25)
    assert "Ready" in draft.message.text
    await guild.owner.click(draft.message, "Approve", within=25)
    await eventually(lambda: "`sillytavern/418-parliament`" in note.text)
    paste = await guild.add_member("late").send(guild.add_text_channel("help-parliament"), strange(words, 7))
    assert title(await world.wait_reply(to=paste)) == "The parliament is out"


async def test_the_evidence_beside_the_nearest_entries_follows_the_catalogue(world, guild, desk):
    first, _ = await queued(world, guild, desk, "cobalt lighthouse sang anthems for a drowned village", (1,))
    other, _ = await queued(world, guild, desk, "raspberry windows of a cobalt lighthouse were painted shut", (1,))
    form = (await guild.owner.click(first, "Write an answer")).modal
    draft = await answer(guild.owner, form, "The lighthouse sings")
    await guild.owner.click(draft.message, "Approve", within=25)
    near = await eventually(lambda: evidence_for(other, "The lighthouse sings"), within=30)
    assert "%" in near[0]
    assert near[1].startswith("for: ")
    assert near[2].startswith("against: ")
    shown = await guild.owner.slash("unmatched show", {"number": number_of(other)}, channel=desk)
    assert evidence_for(shown.message, "The lighthouse sings") == near


async def test_a_broken_connection_while_telling_people_ends_nothing(world, guild, desk):
    words = "woollen elevator dreamed about a sideways basement"
    note, _ = await queued(world, guild, desk, words, (88,))
    asker = guild.add_member("asker")
    unknown = await asker.slash("error", {"text": strange(words, 6)}, channel=desk)
    await asker.click(unknown.message, "Tell me when it is known")
    world.faults.drop("POST", "/users/@me/channels")
    link = {"number": number_of(note), "entry": "openai/429-insufficient-quota"}
    await guild.owner.slash("unmatched link", link, channel=desk, within=60)
    await eventually(lambda: any("known now" in message.text for message in asker.dm.messages.values()))
    await eventually(lambda: "It is" in note.text)


async def test_what_somebody_has_deleted_leaves_the_queue_too(world, guild, desk):
    words = "ivory metronome ticked itself into a different century"
    person = guild.add_member("ivory")
    await person.send(guild.add_text_channel("help-ivory"), strange(words))
    note = await world.wait_message(desk, within=20)
    assert "ivory metronome" in note.text
    sure = await person.slash("privacy delete", channel=desk)
    await person.click(sure.message, "Delete everything")
    await eventually(lambda: "ivory metronome" not in note.text, within=30)


def evidence_for(message, entry_title):
    """What a message says of one of the nearest entries: its name, what speaks for it, what against."""
    fields = message.embeds[0].get("fields", [])
    lines = next((field["value"].splitlines() for field in fields if field["name"] == "Nearest known"), [])
    at = next((place for place, line in enumerate(lines) if entry_title in line), None)
    return None if at is None else lines[at : at + 3]


def notes(desk):
    return [message for message in desk.messages.values() if "Unknown error" in message.text]


def buttons(message):
    return message.buttons


def options(message):
    """What a message's menu offers."""
    rows = [node for row in message.components for node in row.get("components", [])]
    return next(node["options"] for node in rows if node["type"] == 3)
