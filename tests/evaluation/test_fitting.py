"""The fit is reproducible, keeps its bounds, and learns from a catalogue that lacks wordings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.assembly import build_desk
from bot.evaluation.corpus import load_rows
from bot.evaluation.examples import survey_all, thin_knowledge
from bot.evaluation.fitting import fit_weights
from bot.evaluation.folds import FOLDS, fold_of
from bot.evaluation.wording import Texts, judge_outside
from bot.matching.scale import SCALE_TERMS
from bot.matching.weights import Thresholds
from tests.catalogues import copy_part

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    return build_desk(copy_part(tmp_path_factory.mktemp("part") / "knowledge")).desk


@pytest.fixture(scope="module")
def rows(desk):
    """Every sixteenth row of all kinds that the part answers: enough to fit something, quick enough for a test."""
    known = desk.knowledge.entries.keys()
    return [row for row in load_rows(sorted(CORPUS.glob("*.yaml"))) if known >= set(row.expect)][::16]


@pytest.fixture(scope="module")
def examples(desk, rows):
    return survey_all(desk, rows)


def test_a_thinned_catalogue_keeps_entries_and_loses_messages(desk):
    before, after = desk.knowledge, thin_knowledge(desk.knowledge)
    assert after.entries.keys() == before.entries.keys()
    whole = sum(len(entry.messages) for entry in before.entries.values())
    kept = sum(len(entry.messages) for entry in after.entries.values())
    assert 0.5 * whole < kept < 0.7 * whole
    assert all(set(after.entries[name].messages) <= set(entry.messages) for name, entry in before.entries.items())
    assert all(after.entries[name].aliases == entry.aliases for name, entry in before.entries.items())


def test_only_pastes_are_surveyed_strangely(examples):
    strange = [example for example in examples if example.strange]
    assert strange
    assert all(example.row.expect and not example.row.held_back for example in strange)


def test_every_message_of_the_catalogue_is_an_example(desk, examples):
    own = [example for example in examples if example.own]
    asked = {entry for example in own for entry in example.row.expect}
    assert asked == {entry.id for entry in desk.knowledge.entries.values() if entry.messages}
    assert len({example.row.text for example in own}) == len(own)


def test_the_fit_is_reproducible_and_keeps_its_bounds(desk, examples):
    weights = [fit_weights(desk.matcher, examples, Thresholds(), "2026-11-28") for _ in range(2)]
    assert weights[0] == weights[1]
    named = dict(zip(SCALE_TERMS, weights[0].ranking.weights, strict=True))
    assert named["status_weakly"] >= 0 >= named["numbers_missing"]
    assert named["system_agrees"] >= 1.2
    assert len(weights[0].data) == 16


@pytest.mark.parametrize(
    "read",
    [Texts.of_wordings, lambda examples: Texts.of_wordings(examples).only_around(examples)],
    ids=["all", "around"],
)
def test_what_the_wording_of_a_row_says_comes_from_a_fit_without_its_thread(examples, read):
    """Turning the label of one fold's rows around must not change what is said of that fold."""
    before = judge_outside(read(examples))
    turned = [
        replace(example, row=replace(example.row, want="silent")) if fold_of(example.row) == 0 else example
        for example in examples
    ]
    after = judge_outside(read(turned))
    moved = [
        abs(one - other)
        for one, other, example in zip(before, after, examples, strict=True)
        if fold_of(example.row) == 0
    ]
    assert max(moved) < 1e-6
    assert {fold_of(example.row) for example in examples} == set(range(FOLDS))
