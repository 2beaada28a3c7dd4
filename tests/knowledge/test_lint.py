from __future__ import annotations

import json
from datetime import date

import pytest

from bot.knowledge.lint import lint
from bot.knowledge.lint.identity import example_of
from bot.knowledge.lint.texts import months_since
from bot.knowledge.load import load_knowledge
from bot.matching.index import Index
from bot.matching.spellings import Spellings
from bot.matching.templates import make_templates

TODAY = date(2026, 11, 22)


def run(folder, **options):
    loaded = load_knowledge(folder)
    assert loaded.faults == ()
    return [(f.file, f.line, f.column, f.message) for f in lint(loaded, folder, TODAY, **options)]


def write(folder, text, name="other"):
    """A second entry beside the good one, under its own id and with messages of its own."""
    text = text.replace("id: relay/token-invalid", f"id: relay/{name}")
    text = text.replace("Invalid token, limit", "A wholly different sentence").replace(
        "该令牌无效，请检查", "另一句完全不同的话"
    )
    (folder / "relay" / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_a_good_catalogue_has_no_faults(folder, entry_text):
    write(folder, entry_text)
    assert run(folder) == []


# What is written instead of what -> place of the one fault, and what its message says.
BROKEN = [
    (
        "unknown system",
        "  - relay\n",
        "  - relay\n  - relya\n",
        8,
        5,
        "the system `relya` is unknown: did you mean `relay`?",
    ),
    ("home not listed", "  - relay\n", "  - general\n", 6, 1, "lives in `relay` but does not list it"),
    (
        "unknown neighbour",
        "sources:",
        "tell_apart:\n  - {with: relay/token-invald, zh: 别的。, en: x}\nsources:",
        24,
        12,
        "did you mean `relay/token-invalid`?",
    ),
    (
        "itself as neighbour",
        "sources:",
        "tell_apart:\n  - {with: relay/other, zh: 别的。, en: x}\nsources:",
        24,
        12,
        "told apart from itself",
    ),
    ("http link", "https://github.com", "http://github.com", 26, 10, "is not https"),
    ("message too short", "  - 另一句完全不同的话", "  - 无效", 12, 5, "too short to be known by"),
    ("only slots", "  - 另一句完全不同的话", "  - '%{DATA:all} %{INT:a}'", 12, 5, "too short to be known by"),
    (
        "message twice",
        "  - 另一句完全不同的话",
        "  - 'a wholly  different sentence %{INT:limit}'",
        12,
        5,
        "stands twice in this entry",
    ),
    ("aliases in one language", "blame:", "aliases:\n  zh:\n    - 令牌错\nblame:", 13, 1, "aliases.en is missing"),
    ("no Chinese", "  zh: 令牌无效", "  zh: token invalid", 4, 7, "has no Chinese in it"),
    ("Chinese in English title", "  en: Token invalid", "  en: Token 无效", 5, 7, "has Chinese in it"),
    ("long title", "  en: Token invalid", f"  en: {'x' * 251}", 5, 7, "251 characters, at most 250 fit"),
    ("long cause", "The relay does not know this token.", "x" * 1501, 17, 7, "at most 1500 fit"),
    ("long step", "Copy the token again.", "x" * 501, 22, 7, "at most 500 fit"),
    (
        "long answer",
        "  en:\n    - Copy",
        "  en:\n" + f"    - {'x' * 500}\n" * 11 + "    - Copy",
        2,
        1,
        "at most 5500 fit",
    ),
    ("unknown placeholder", "Copy the token again.", "Copy {token|it}.", 22, 7, "no message captures `token`"),
    (
        "nothing left",
        "Copy the token again.",
        "The limit is {limit}.",
        22,
        7,
        "nothing is left without captured values",
    ),
    ("verified ahead", "verified: 2026-11", "verified: 2026-12", 28, 11, "lies ahead"),
    ("other name", "id: relay/other", "id: relay/another", 2, 5, "should be called relay/another.yaml"),
    ("other folder", "id: relay/other", "id: general/other", 2, 5, "belongs into general/other.yaml"),
]


@pytest.mark.parametrize("case", [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_each_rule_finds_what_it_is_for(folder, entry_text, case):
    good, wrong, line, column, says = case
    write(folder, entry_text)
    file = folder / "relay" / "other.yaml"
    text = file.read_text(encoding="utf-8")
    assert good in text
    file.write_text(text.replace(good, wrong, 1), encoding="utf-8")
    found = run(folder)
    assert [row[:3] for row in found if says in row[3]] == [("relay/other.yaml", line, column)]


def test_an_unknown_home_is_reported_at_the_id(folder, entry_text):
    (folder / "nowhere").mkdir()
    text = entry_text.replace("relay/token-invalid", "nowhere/x").replace("  - relay\n", "  - relay\n  - nowhere\n")
    (folder / "nowhere" / "x.yaml").write_text(
        text.replace("Invalid token,", "Unlike any").replace("该", "那"), encoding="utf-8"
    )
    assert [(row[1], row[2]) for row in run(folder) if "unknown" in row[3]] == [(2, 5), (8, 5)]


def test_tell_apart_must_point_both_ways(folder, entry_text):
    note = "tell_apart:\n  - {with: relay/token-invalid, zh: 写另一句的是那条。, en: Another sentence.}\nsources:"
    write(folder, entry_text.replace("sources:", note))
    (fault,) = run(folder)
    assert fault[0] == "relay/token-invalid.yaml"
    assert "`relay/other` tells itself apart from this entry" in fault[3]


def test_a_neighbour_is_named_once(folder, entry_text):
    note = "  - {with: relay/token-invalid, zh: 写另一句的是那条。, en: Another sentence.}\n"
    write(folder, entry_text.replace("sources:", f"tell_apart:\n{note}{note}sources:"))
    assert [row[:3] for row in run(folder) if "stands twice in tell_apart" in row[3]] == [("relay/other.yaml", 25, 12)]


def test_two_entries_of_a_system_may_not_share_a_message(folder, entry_text):
    write(folder, entry_text)
    file = folder / "relay" / "other.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("另一句完全不同的话", "该令牌无效；请检查！"), encoding="utf-8"
    )
    faults = run(folder)
    assert [row[:3] for row in faults] == [("relay/token-invalid.yaml", 12, 5)]
    assert "the same message stands in `relay/other`" in faults[0][3]


def test_entries_of_different_systems_may_share_a_message(folder, entry_text):
    (folder / "general").mkdir()
    text = entry_text.replace("relay/token-invalid", "general/x").replace("  - relay\n", "  - general\n")
    (folder / "general" / "x.yaml").write_text(text, encoding="utf-8")
    assert run(folder) == []


def test_what_only_a_carrier_passes_on_may_be_shared(folder, entry_text):
    (folder / "relay" / "token-invalid.yaml").unlink()
    systems = folder / "systems.yaml"
    text = systems.read_text(encoding="utf-8")
    relay = text[text.index("- id: relay") :].split("\n- id:")[0]
    for name in ("north", "south"):
        text += "\n" + relay.replace("id: relay", f"id: {name}") + "\n"
        (folder / name).mkdir()
        entry = entry_text.replace("relay/token-invalid", f"{name}/x").replace(
            "  - relay\n", f"  - {name}\n  - relay\n"
        )
        (folder / name / "x.yaml").write_text(entry, encoding="utf-8")
    systems.write_text(text, encoding="utf-8")
    assert "the same message stands in `north/x`" in str(run(folder))
    systems.write_text(text.replace("id: relay\n", "id: relay\n  carrier: true\n", 1), encoding="utf-8")
    assert run(folder) == []


def test_a_sentence_that_yaml_cuts_off_at_a_comment_is_told(folder, entry_text):
    write(folder, entry_text.replace("Copy the token again.", "End the address with # and try again."))
    assert [row[0] for row in run(folder)] == ["relay/other.yaml"]
    assert "put the whole text in single quotes" in run(folder)[0][3]
    write(folder, entry_text.replace("Copy the token again.", "Copy the token again # soon"))
    assert len(run(folder)) == 1
    write(folder, entry_text.replace("Copy the token again.", "Copy the token again. # soon"))
    assert run(folder) == []


SYMPTOMS = """\
- id: mute
  name: {zh: 没有回复, en: No reply}
  told: [reply, reply nothin]
"""


def test_symptoms_lead_to_entries_and_their_expressions_exist(folder, entry_text):
    (folder / "symptoms.yaml").write_text(SYMPTOMS, encoding="utf-8")
    (folder / "expressions.yaml").write_text(
        "- {id: reply, zh: [回复]}\n- {id: nothing, zh: [没有]}\n", encoding="utf-8"
    )
    faults = run(folder)
    assert [row[:3] for row in faults] == [("symptoms.yaml", 1, 7), ("symptoms.yaml", 3, 17)]
    assert "no entry has this symptom" in faults[0][3]
    assert "did you mean `nothing`?" in faults[1][3]
    write(folder, entry_text + "symptoms: [mutee, mute]\n")
    faults = run(folder)
    assert [row[0] for row in faults] == ["relay/other.yaml", "symptoms.yaml"]
    assert "did you mean `mute`?" in faults[0][3]


def test_links_of_systems_are_https(folder):
    file = folder / "systems.yaml"
    text = file.read_text(encoding="utf-8").replace(
        "  official: true", "  official: true\n  links: [{title: x, url: 'http://x.org'}]"
    )
    file.write_text(text, encoding="utf-8")
    assert [row[:3] for row in run(folder)] == [("systems.yaml", 10, 27)]


def test_signals_may_be_quoted_without_a_slot(folder, entry_text):
    write(folder, entry_text.replace("Copy the token again.", "Copy the token again. The status was {status}."))
    assert run(folder) == []


def test_each_message_must_lead_back_to_its_entry(folder):
    asked = []

    def find(text, system):
        asked.append((text, system))
        return "relay/token-invalid" if "limit" in text else None

    (fault,) = run(folder, find=find)
    assert fault[:3] == ("relay/token-invalid.yaml", 12, 5)
    assert "the message gets no answer by itself" in fault[3]
    assert asked[0] == ("Invalid token, limit 20", "relay")


def test_a_message_that_leads_elsewhere_is_named(folder):
    faults = run(folder, find=lambda text, system: "general/x")
    assert ["leads to `general/x`" in row[3] for row in faults] == [True, True]


@pytest.mark.parametrize(("verified", "age"), [("2026-11", 0), ("2025-11", 12), ("2025-12", 11), ("2027-01", -2)])
def test_age_counts_whole_months(verified, age):
    assert months_since(verified, TODAY) == age


@pytest.mark.parametrize(
    ("verified", "strict", "faults"), [("2024-01", False, 0), ("2025-11", True, 0), ("2025-10", True, 1)]
)
def test_old_entries_are_reported_when_asked_for(folder, entry_text, verified, strict, faults):
    (folder / "relay" / "token-invalid.yaml").write_text(entry_text.replace("2026-11", verified), encoding="utf-8")
    assert len(run(folder, strict=strict)) == faults


TOLD_APART = "tell_apart:\n  - {with: relay/token-invalid, zh: 写另一句的是那条。, en: Another sentence.}\nsources:"


@pytest.mark.parametrize(
    ("settled", "message"),
    [
        ("", None),
        ("sources:>yields_to: [relay/token-invalid]\nsources:", None),
        ("sources:>wrapper: true\nsources:", None),
        (f"sources:>{TOLD_APART}", "tells itself apart"),
        ("- relay\n>- general\n", "lives in `relay`"),
    ],
)
def test_a_message_that_stands_whole_in_a_neighbours_is_told(folder, entry_text, settled, message):
    before, _, after = settled.partition(">")
    write(folder, entry_text.replace(before, after, 1) if settled else entry_text)
    file = folder / "relay" / "other.yaml"
    file.write_text(
        file.read_text("utf-8").replace("'A wholly different sentence %{INT:limit}'", "invalid  TOKEN!"), "utf-8"
    )
    whole = "the text stands whole in one of `relay/token-invalid`"
    assert [row[:3] for row in run(folder, strict=True) if whole in row[3]] == (
        [] if settled else [("relay/other.yaml", 11, 5)]
    )
    assert all(message and message in row[3] for row in run(folder))


def spare(folder, entry_text, *messages):
    """The lines of the entry's messages that are told to do nothing that another does not, and what is told of them."""
    listed = "".join(f"  - {json.dumps(message)}\n" for message in messages)
    before, _, rest = entry_text.partition("  - 'Invalid token, limit")
    text = before + listed + rest[rest.index("blame:") :]
    (folder / "relay" / "token-invalid.yaml").write_text(text, encoding="utf-8")
    entries = tuple(load_knowledge(folder).knowledge.entries.values())
    index = Index.build(make_templates(0, entries[0]), len(entries))
    covers = Spellings(index, entries).covers
    assert run(folder, covers=covers) == []
    return {row[1]: row[3] for row in run(folder, strict=True, covers=covers)}


FIRST, SECOND, THIRD = 11, 12, 13


@pytest.mark.parametrize(
    ("messages", "named"),
    [
        (("Invalid token, limit reached!", "invalid TOKEN limit reached"), SECOND),
        (("Invalid token limit reached", "“Invalid token”, limit reached"), FIRST),
        (("Invalid token limit reached", "Token invalid, limit reached", "Invalid token; limit reached"), FIRST),
        (("该令牌无效,请检查", "该令牌无效，请检查"), SECOND),
        (('The model "%{MODEL:model}" is missing', "The model %{MODEL:model} is missing"), SECOND),
        (("The model %{MODEL:model} is missing", 'The model "%{MODEL:model}" is missing'), FIRST),
        (("Token limit: %{INT} reached", "Token limit %{INT} reached"), SECOND),
        (("Token limit %{INT:limit}, reached", "Token limit %{INT} reached"), SECOND),
        # Found alike, but a value would be lost.
        (("Token limit %{INT:limit} reached", "Token limit, %{INT} reached"), None),
        (("Token limit: %{INT:limit} reached", "Token limit=%{INT:limit} reached"), None),
        (("Token limit %{INT:limit} reached", "Token limit %{INT:most} reached"), None),
        (("Token limit %{INT:limit} reached", "Token limit %{WORD:limit} reached"), None),
        # Not found alike.
        (("Invalid token limit reached", "Invalid token limits reached"), None),
        (("sensitive words detected", "sensitive_words_detected"), None),
        (("Invalid token limit reached", "401 Invalid token limit reached"), None),
        (("Invalid token limit reached", "Invalid token limit reached %{WORD}"), None),
        (("Unexpected token . in the answer", "Unexpected token ? in the answer"), None),
    ],
)
def test_a_message_that_does_only_what_another_does_is_told(folder, entry_text, messages, named):
    assert [*spare(folder, entry_text, *messages)] == ([named] if named else [])


def test_it_is_told_which_message_does_the_same(folder, entry_text):
    told = spare(folder, entry_text, "Invalid token", "Invalid: token.", "Invalid token: check")
    assert list(told) == [FIRST]
    assert "reads the message like `Invalid: token.`" in told[FIRST]
    told = spare(folder, entry_text, "Invalid token", "Invalid: token", "Invalid: token.")
    assert list(told) == [FIRST, SECOND]
    assert all("like `Invalid: token.`" in message for message in told.values())


@pytest.mark.parametrize(
    ("between", "named"),
    [
        ("Limit of your token: %{INT:limit}", []),
        ("Limit of your token", [FIRST]),
        ("The 'token limit' %{INT:limit} was reached", [FIRST, THIRD]),
    ],
)
def test_the_first_message_that_captures_a_value_is_not_given_up_for_one_behind_another(
    folder, entry_text, between, named
):
    told = spare(
        folder,
        entry_text,
        "The token limit %{INT:limit} was reached",
        between,
        'The "token limit" %{INT:limit} was reached',
    )
    assert list(told) == named


def test_only_the_messages_of_chosen_entries_are_asked_for(folder, entry_text):
    write(folder, entry_text)
    asked = []
    faults = run(folder, find=lambda text, _: asked.append(text), found={"relay/other"})
    assert len(asked) == 2
    assert {row[0] for row in faults} == {"relay/other.yaml"}


def test_examples_fill_every_slot():
    assert example_of("limit %{INT:limit} of %{MODEL:model}") == "limit 20 of example-model-1"
