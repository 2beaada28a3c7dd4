"""Messages that are one to matching: without the one that is covered, every paste is weighed as before."""

from __future__ import annotations

import pytest

from bot.matching.index import Index
from bot.matching.matcher import Matcher
from bot.matching.spellings import Spellings
from bot.matching.templates import make_templates
from bot.matching.weights import Weights
from tests.matching.conftest import make_entry


def compare(*messages, **fields):
    """Whether the first of two messages of an entry covers the second, and the second the first."""
    entry = make_entry("alpha/x", *messages, **fields)
    spellings = Spellings(Index.build(make_templates(0, entry), 1), (entry,))
    return spellings.covers("alpha/x", 0, 1), spellings.covers("alpha/x", 1, 0)


@pytest.mark.parametrize(
    ("one", "other", "covers"),
    [
        ("Quota used up today", "quota used up TODAY", (True, True)),
        ("Quota used up, today", "Quota used up today", (True, False)),
        ("Quota 'used up' today", "Quota used up, today", (True, False)),
        ("额度已用尽，请充值", "额度已用尽,请充值", (True, True)),
        # Where a slot at an end lets something stand that a number would not be.
        ("Quota used up %{WORD}", "Quota used up %{INT}", (True, False)),
        ("%{WORD} quota used up", "%{INT} quota used up", (True, False)),
        # Slots, words, letters, numbers and where one piece ends are told apart.
        ("Quota used up %{INT} today", "Quota used up today", (False, False)),
        ("quota_used up today", "quota used up today", (False, False)),
        ("Quota used up today", "Quota used up to-day", (False, False)),
        ("Quota used up today", "Quota used up todays", (False, False)),
        ("x%{INT} quota used up", "y%{INT} quota used up", (False, False)),
        ("429 quota used up", "quota used up", (False, False)),
        ("Quota used up: port 127.0.0.1:7890", "Quota used up: port 127.0.0.1:7897", (False, False)),
        ("Quota was %{INT} used up today", "Quota was used %{INT} up today", (False, False)),
    ],
)
def test_a_message_covers_what_the_index_keeps_alike(one, other, covers):
    assert compare(one, other, status=[429]) == covers


def test_entries_are_told_apart():
    entries = [make_entry(f"alpha/{name}", "Quota used up today", "Quota used up, today") for name in "ab"]
    index = Index.build((t for number, entry in enumerate(entries) for t in make_templates(number, entry)), 2)
    first_of_b = int(index.wordings.entry_of.searchsorted(1))
    assert index.are_alike(0, 1)
    assert not index.are_alike(0, first_of_b)
    spellings = Spellings(index, entries)
    assert [spellings.covers(f"alpha/{name}", 1, 0) for name in "ab"] == [True, True]


SPARE = "All channels of group %{WORD:group} are exhausted try later"
KEPT = 'All channels of group "%{WORD:group}" are exhausted, try later!'


@pytest.mark.parametrize(
    "paste",
    [
        "All channels of group vip are exhausted try later",
        'All channels of group "vip" are exhausted, try later!',
        "all channels of group vip",
        "Error: 503 All channels of group vip are now exhausted. Try again later",
        "怎么办 All channels of group vip are exhausted try later 429 Too Many Requests",
        "channels exhausted",
    ],
)
def test_without_a_covered_message_the_evidence_is_the_same(small_base, paste):
    def weigh(*messages):
        entry = make_entry("relay/exhausted", *messages, "No channel is left", status=[503])
        base = small_base.model_copy(update={"entries": {**small_base.entries, entry.id: entry}})
        matcher = Matcher(base, Weights.load())
        found = sorted(matcher.survey(paste).candidates)
        return matcher, [(one.entry, one.evidence, one.whole, one.own_line) for one in found]

    both, before = weigh(KEPT, SPARE)
    assert Spellings(both.index, both.entries).covers("relay/exhausted", 0, 1)
    assert weigh(KEPT)[1] == before
    assert weigh("No channel at all")[1] != before
