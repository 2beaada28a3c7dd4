"""`/report-new`: from the form to the maintainers."""

from __future__ import annotations

import pytest

from tests.e2e.looking import stored
from tests.e2e.pastes import FAKE_KEY, INVALID_EN, KEY_INVALID, title
from tests.standin import Upload


def unknown(word):
    message = f"the {word} capacitor is misaligned, request aborted"
    return f'FluxError: {{"error": {{"type": "flux_{word}", "message": "{message}"}}}}'


@pytest.fixture
def channel(guild):
    return guild.add_text_channel("general")


@pytest.fixture
def report(channel, lin):
    async def fill(**values):
        shown = await lin.slash("report-new", channel=channel)
        return await lin.submit(shown.modal, {name.replace("_", " "): value for name, value in values.items()})

    return fill


async def test_a_report_gets_a_number_and_is_kept(bot, report):
    shown = await report(Error_text=unknown("violet"), Program_and_version="SillyTavern 1.13")
    assert shown.ephemeral
    number = int("".join(filter(str.isdigit, shown.content.splitlines()[0])))
    rows = await stored(bot, "SELECT text, client FROM reports WHERE number = ?", number)
    assert rows == [(unknown("violet"), "SillyTavern 1.13")]


async def test_the_maintainers_see_it(world, guild, channel, report):
    desk = guild.add_text_channel("maintainers")
    await guild.owner.slash("settings maintainers", {"channel": desk}, channel=channel)
    await report(Error_text=f"{unknown('green')} @everyone ``` {FAKE_KEY}", Program_and_version="**x** @here")
    note = await world.wait_message(desk)
    assert "green capacitor" in note.text
    assert FAKE_KEY not in note.text
    assert not note.pings


async def test_a_field_of_signs_that_nobody_sees_costs_the_maintainers_nothing(world, guild, channel, report):
    desk = guild.add_text_channel("maintainers")
    await guild.owner.slash("settings maintainers", {"channel": desk}, channel=channel)
    await report(Error_text=unknown("khaki"), Program_and_version="\u200b\u2060")
    note = await world.wait_message(desk)
    assert "khaki capacitor" in note.text


@pytest.mark.parametrize(
    ("field", "word"), [("Program_and_version", "scarlet"), ("What_did_you_do_before_it_came?", "maroon")]
)
async def test_a_key_in_any_field_is_masked_and_warned_of(bot, report, field, word):
    shown = await report(Error_text=unknown(word), **{field: f"1.13 with {FAKE_KEY} in it"})
    assert "revoke it all the same" in shown.content
    rows = await stored(bot, f"SELECT client, actions FROM reports WHERE text LIKE '%{word}%'")
    assert sorted(value for value in rows[0] if value) == ["1.13 with [redacted:openai-key] in it"]


async def test_the_next_report_of_the_same_error_hears_of_it(report):
    assert "came before" not in (await report(Error_text=unknown("amber"))).content
    assert "came before" in (await report(Error_text=unknown("amber"))).content


async def test_a_known_error_is_answered_at_once(report):
    shown = await report(Error_text=KEY_INVALID)
    assert "is known" in shown.content
    assert title(shown) == INVALID_EN


async def test_a_system_and_a_log_file_come_along(bot, channel, lin):
    shown = await lin.slash("report-new", channel=channel)
    assert shown.modal.labels[0] == "Error text"
    filed = await lin.submit(
        shown.modal,
        {
            "Error text": unknown("teal"),
            "Where does it come from?": "kiro",
            "What did you do before it came?": "pressed send",
            "Log file": [Upload("log.txt", b"line one\nthe teal log\n")],
        },
    )
    assert "number" in filed.content
    rows = await stored(bot, "SELECT text, system, actions FROM reports WHERE text LIKE '%the teal log%'")
    assert [row[1:] for row in rows] == [("kiro", "pressed send")]


async def test_a_broken_file_is_refused_and_nothing_is_filed(bot, channel, lin):
    shown = await lin.slash("report-new", channel=channel)
    refused = await lin.submit(
        shown.modal, {"Error text": unknown("black"), "Log file": [Upload("x.log", b"\0\1\2\3" * 50)]}
    )
    assert "isn't text" in refused.content
    assert await stored(bot, "SELECT 1 FROM reports WHERE text LIKE '%black%'", within=0.3) == []


async def test_a_maintainers_channel_that_is_gone_loses_nothing(world, guild, channel, report):
    desk = guild.add_text_channel("maintainers")
    await guild.owner.slash("settings maintainers", {"channel": desk}, channel=channel)
    guild.delete_channel(desk)
    assert "number" in (await report(Error_text=unknown("grey"))).content


async def test_unknown_pastes_are_gathered_in_silence(world, bot, guild, lin):
    watched = guild.add_text_channel("help")
    for number in range(3):
        await lin.send(watched, f"{unknown('crimson')} id {number}")
    rows = await stored(bot, "SELECT count FROM clusters WHERE count = 3")
    assert (3,) in rows
    await world.expect_silence(watched)


async def test_what_a_channel_is_about_is_kept_with_its_pastes(bot, guild, lin):
    watched = guild.add_text_channel("kiro-help")
    await guild.owner.slash("settings watch", {"channel": watched, "system": "kiro"}, channel=watched)
    await lin.send(watched, unknown("ochre"))
    await lin.slash("error", {"text": unknown("umber")}, channel=watched)
    rows = await stored(bot, "SELECT text, system FROM samples WHERE guild_id = ?", guild.id, count=2)
    assert {system for _, system in rows} == {"kiro"}
