"""What strangers wrote reaches a terminal as text: nothing of it steers the terminal or is read as markup."""

from __future__ import annotations

import asyncio
import json
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.safe import dump_json, on_one_line, visible
from bot.storage.records import AuditEvent, UnmatchedPaste
from bot.storage.store import Store

TERMINAL = {"FORCE_COLOR": "1", "TERM": "dumb", "COLUMNS": "140"}
"""As behind a terminal, one that knows no colours: whatever escape sequence comes out stood in a text."""

ATTACK = "\x1b]0;PWNED\x07\x1b[2J\x1b]52;c;ZXZpbA==\x07\x9b31m\x7f\u202e :bug: [/b] [bold]"
STEERING = [*map(chr, (*range(9), *range(11, 32), *range(127, 160))), "\u202e", "\u2066", "\u2028"]
TEXTS = st.text() | st.text(STEERING)


def steers(text):
    return any(unicodedata.category(char) == "Cc" and char not in "\n\t" for char in text) or "\u202e" in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("429 报错\t👩\u200d💻\n", "429 报错\t👩\u200d💻\n"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("\x1b]0;title\x07", "␛]0;title␇"),
        ("a\r\nb\rc", "a\nb␍c"),
        ("\x00\x7f\x9b2J", "␀␡\\u009b2J"),
        ("moc\u202egpj", "moc\\u202egpj"),
    ],
)
def test_what_steers_is_shown(text, shown):
    assert visible(text) == shown


@given(TEXTS)
def test_nothing_that_steers_is_left(text):
    assert not steers(visible(text))
    assert not steers(on_one_line(text))
    assert "\n" not in on_one_line(text)


@given(st.dictionaries(TEXTS, TEXTS | st.lists(TEXTS)))
def test_json_loses_nothing_and_steers_nothing(value):
    for written in (dump_json(value), dump_json(value, indent=2)):
        assert json.loads(written) == value
        assert not steers(written)
    assert len(dump_json(value).splitlines()) == 1


@pytest.fixture
def database(tmp_path):
    """What strangers left in the queue and in the list of deeds."""
    address = f"sqlite:///{tmp_path}/errata.db"
    now = datetime.now(UTC)

    async def fill():
        async with await Store.open(address) as store:
            await store.unmatched.add(
                UnmatchedPaste(now, "f1", f"FluxError {ATTACK} capacitor", 1, 2, 3, "u", "en", (ATTACK,))
            )
            await store.audit.add(AuditEvent(now, 1, "u", "ignore", "cluster:1", f"see [/docs] {ATTACK}", "mal [bold]"))

    asyncio.run(fill())
    return {"DATABASE_URL": address}


@pytest.mark.parametrize("where", [TERMINAL, {}], ids=["terminal", "pipe"])
@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("unmatched", "list"), ("FluxError ␛]0;PWNED", ":bug: [/b] [bold]")),
        (("unmatched", "show", "1"), ("FluxError ␛]0;PWNED", ":bug: [/b] [bold]", "nearest: ␛]0;PWNED")),
        (("unmatched", "export"), (r"FluxError \u001b]0;PWNED\u0007", ":bug: [/b] [bold]")),
        (("audit",), ("[/docs]", "mal [bold]", "␛[2J", ":bug: [/b]")),
        (("audit", "--json"), ("see [/docs] ", "mal [bold]", r"\u009b31m")),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_stored_texts_are_shown_as_they_are(errata, database, command, told, where):
    done = errata(*command, env=database | where)
    assert (done.returncode, done.stderr) == (0, "")
    assert not steers(done.stdout)
    # A cell of a table breaks where it is full.
    shown = " ".join("".join(char for char in done.stdout if char not in "│┃").split())
    for text in told:
        assert text in done.stdout or text.split()[0] in shown


@pytest.mark.parametrize(
    "command",
    [
        ("ask", "--lang", "en"),
        ("ask", "--explain"),
        ("ask", "--json"),
        ("try", "--lang", "en"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize(
    "paste", ["429 RESOURCE_EXHAUSTED limit: 0, model: {}", "FluxError: cannot {} EFLUX"], ids=["known", "unknown"]
)
def test_pasted_texts_are_answered_without_what_steers(errata, command, paste):
    # Among a few lines of a log, so that it isn't taken for a binary file.
    stdin = paste.format(ATTACK) + "\n    at reticulate (/srv/frob.js:12:5)" * 10
    done = errata(*command, stdin=stdin, env=TERMINAL)
    assert done.returncode in {0, 1}
    assert not steers(done.stdout)
    assert "Traceback" not in done.stderr


def test_the_catalogue_is_shown_as_it_is_written(errata, tmp_path):
    folder = tmp_path / "knowledge"
    (folder / "openai").mkdir(parents=True)
    (folder / "systems.yaml").write_text(
        "- {id: openai, name: {zh: 'A [/b]', en: 'A [/b]'}, what: {zh: x, en: 'x [bold]'}, official: true}\n", "utf-8"
    )
    (folder / "openai" / "flanges.yaml").write_text(
        """\
id: openai/flanges
title: {zh: '[/法兰]', en: 'No [/flanges] [bold] :bug:'}
systems: [openai]
messages: ['The flange cabinet [/x] of this workspace is empty, refill the flange cabinet']
blame: account
retry: after-fix
cause: {zh: 没有法兰。, en: 'No [/flanges].'}
fix: {zh: [补货。], en: ['Refill [/it].']}
sources: [{title: 'The [/manual]', url: 'https://flanges.example/manual', supports: message}]
verified: 2026-11
""",
        "utf-8",
    )
    at = ("--knowledge", str(folder), "--lang", "en")
    listed = errata("kb", "list", *at, env=TERMINAL)
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "No [/flanges] [bold] :bug:" in listed.stdout
    shown = errata("kb", "show", "openai/flanges", *at, env=TERMINAL).stdout
    assert all(text in shown for text in ("[/flanges] [bold]", "Refill [/it]", "The [/manual]"))
    systems = errata("systems", *at, env=TERMINAL).stdout
    assert "A [/b]" in systems
    assert "x [bold]" in systems
