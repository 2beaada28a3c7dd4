"""An unknown error that several servers meet: what one of them answers for itself, and what is shared with all."""

from __future__ import annotations

from tests.e2e.pastes import title
from tests.e2e.reviewing import answer, eventually, give_maintainers_channel, strange

WORDS = "teal dirigible swallowed its own compass"


def labels(message):
    return [button.label for button in message.buttons]


def news(person):
    return [message for message in person.dm.messages.values() if "known now" in message.text]


async def asked_for_news(guild, name, number):
    """Somebody who wants to hear when it is known."""
    person = guild.add_member(name)
    unknown = await person.slash("error", {"text": strange(WORDS, number)}, channel=guild.add_text_channel("general"))
    await person.click(unknown.message, "Tell me when it is known")
    return person


async def test_an_answer_for_one_server_and_then_for_all(own_world, start_bot):
    operators, first, second = (own_world.add_guild(name) for name in ("operators", "first", "second"))
    head_desk = operators.add_text_channel("desk")
    await start_bot(env={"ERRATA_WATCH_CHANNELS": "help*", "ERRATA_MAINTAINERS_CHANNEL": str(head_desk.id)})
    desks = [await give_maintainers_channel(guild) for guild in (first, second)]
    ann, bea = await asked_for_news(first, "ann", 1), await asked_for_news(second, "bea", 2)
    head, mine, theirs = [await own_world.wait_message(desk, within=20) for desk in (head_desk, *desks)]

    form = (await first.owner.click(mine, "Write an answer", within=25)).modal
    draft = await answer(first.owner, form, "The dirigible needs its compass")
    assert "For this server" in draft.text
    await first.owner.click(draft.message, "Approve", within=25)
    await eventually(lambda: news(ann))
    await eventually(lambda: "in this server" in mine.text)
    assert labels(mine) == ["Show the answer"]
    # The operator's people see that somebody has an answer; to the other server it is an open error like any other.
    await eventually(lambda: "Answered in one server alone" in head.text)
    assert "Write an answer" in labels(head)
    await second.add_member("cid").send(second.add_text_channel("help"), strange(WORDS, 3))
    await eventually(lambda: "people: 3" in theirs.text, within=45)
    assert "Answered" not in theirs.text
    assert "Write an answer" in labels(theirs)
    assert not news(bea)
    listed = [
        await guild.owner.slash("unmatched list", channel=desk)
        for guild, desk in zip((first, second), desks, strict=True)
    ]
    assert ["dirigible" in shown.text for shown in listed] == [False, True]

    kept = await operators.owner.slash("unmatched answers", channel=head_desk, within=15)
    (option,) = kept.message.selects[0]["options"]
    opened = await operators.owner.select(kept.message, str(option["value"]), within=25)
    await operators.owner.click(opened.message, "For all servers", within=25)
    await eventually(lambda: news(bea))
    await eventually(lambda: "Answered by" in theirs.text and "Answered by" in head.text)
    paste = await second.add_member("dan").send(second.add_text_channel("help-2"), strange(WORDS, 4))
    assert title(await own_world.wait_reply(to=paste)) == "The dirigible needs its compass"

    # Whoever has no say in it reads it; those who wrote it may change it, and the operator's people approve that.
    shown = await second.owner.click(theirs, "Show the answer", within=25)
    assert "written in another server" in shown.text
    assert labels(shown.message) == []
    shown = await first.owner.click(mine, "Show the answer", within=25)
    assert labels(shown.message) == ["Edit", "Details", "中文", "English", "Withdraw"]
    form = (await first.owner.click(shown.message, "Edit", within=25)).modal
    change = await first.owner.submit(form, {"Title": "The dirigible is lost"}, within=25)
    change = next(message for message in change.followups if "takes the place" in message.text)
    assert "have to approve it" in change.text
    assert "Approve" not in labels(change)
    kept = await operators.owner.slash("unmatched answers", channel=head_desk, within=15)
    (value,) = [one["value"] for one in kept.message.selects[0]["options"] if "draft" in one["description"]]
    opened = await operators.owner.select(kept.message, str(value), within=25)
    await operators.owner.click(opened.message, "Approve", within=25)
    paste = await second.add_member("eve").send(second.add_text_channel("help-3"), strange(WORDS, 5))
    assert title(await own_world.wait_reply(to=paste)) == "The dirigible is lost"
