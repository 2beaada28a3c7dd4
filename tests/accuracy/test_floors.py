"""Accuracy is a test too: no change of catalogue or engine may make it worse unnoticed.

The floors lie a little below what was measured when they were set; raise them with the engine, never lower them to
let a change pass. Figures of today: `errata eval tests/corpus/*.yaml`.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from bot.assembly import build_desk
from bot.desk import Paste
from bot.evaluation.corpus import load_rows
from bot.evaluation.judge import judge_rows
from bot.evaluation.measure import calibrate, score_negatives, score_pastes
from bot.knowledge.lint.identity import example_of
from bot.matching.decide import Door

CORPUS = Path(__file__).resolve().parents[1] / "corpus"

TOP_BY_FILE = {
    "dev-pastes": 0.98,
    "dev-field": 0.97,
    "field": 0.98,
    "field-more": 0.97,
    "field-fresh": 0.96,
    "field-late": 0.89,
    "field-newest": 0.96,
    "field-broad": 0.90,
    "field-spoken": 0.91,
    "field-latest": 0.94,
    "field-last": 0.93,
    "field-round5": 0.92,
    "field-round6": 0.97,
    "field-round7": 0.96,
    "field-round8": 0.94,
    "field-round9": 0.97,
    "field-round10": 0.96,
    "field-round12": 0.90,
    "field-round13": 0.90,
    "field-round14": 0.86,
    "field-round16": 0.75,
    "field-round17": 0.70,
    "field-round18": 0.46,
    "field-round19": 0.85,
    "harvest-clients": 0.97,
    "harvest-upstreams": 0.97,
    "blind-field": 0.94,
    "blind-late-field": 0.89,
    "blind-round15-field": 0.84,
    "blind-round17-field": 0.90,
    "blind-round18-field": 0.48,
    "blind-round20-field": 0.85,
    "blind-round21-field": 0.82,
    "blind-round22-field": 0.90,
    "clients": 0.99,
    "upstreams": 0.97,
}
TOP_BY_FORM = {
    "json": 0.97,
    "log": 0.96,
    "sentence": 0.97,
    "toast": 0.95,
    "partial": 0.945,
    "traceback": 0.95,
    "chat": 0.9,
    "multi": 0.95,
}
TOP_BY_LANGUAGE = {"zh": 0.96, "en": 0.97}
TOP_OF_THE_LATEST_BY_LANGUAGE = {"zh": 0.94, "en": 0.96}
NEWEST = frozenset({"field-round12", "field-round13", "field-round14", "field-round16", "field-round19"})
TOLD = frozenset({"field-round17", "field-round18", "blind-round18-field"})
TOP_BY_SYSTEM = 0.88
SYSTEM_ROWS = 8


def round_of(outcome) -> str:
    """In which of the groups that have floors of their own a row came.

    When the latest came, most wordings of those before had been listed. Half of the newest was sought out for being
    hard: told in words, among code. The told ones are told in words only. The blind ones are natural mixes that
    nothing has learned from.
    """
    file = outcome.row.file
    if file in NEWEST:
        return "newest"
    if file in TOLD:
        return "told"
    if file.startswith(("blind-round15", "blind-round17", "blind-round20", "blind-round21", "blind-round22")):
        return "blind"
    return "latest" if file.startswith("field-round") else "early"


@pytest.fixture(scope="module")
def desk():
    return build_desk().desk


@pytest.fixture(scope="module")
def outcomes(desk):
    return judge_rows(desk, load_rows(sorted(CORPUS.glob("*.yaml"))))


@pytest.fixture(scope="module")
def pastes(outcomes):
    return [outcome for outcome in outcomes if outcome.row.expect and outcome.row.sure]


@pytest.mark.parametrize(("file", "floor"), TOP_BY_FILE.items())
def test_top_answer_by_file(pastes, file, floor):
    assert score_pastes(outcome for outcome in pastes if outcome.row.file == file).top >= floor


@pytest.mark.parametrize(("form", "floor"), TOP_BY_FORM.items())
def test_top_answer_by_form(pastes, form, floor):
    rows = [outcome for outcome in pastes if outcome.row.form == form and round_of(outcome) == "early"]
    assert score_pastes(rows).top >= floor


@pytest.mark.parametrize(("language", "floor"), TOP_BY_LANGUAGE.items())
def test_top_answer_by_language(pastes, language, floor):
    rows = [outcome for outcome in pastes if outcome.row.lang == language and round_of(outcome) == "early"]
    assert score_pastes(rows).top >= floor


@pytest.mark.parametrize(("language", "floor"), TOP_OF_THE_LATEST_BY_LANGUAGE.items())
def test_top_answer_to_the_latest_pastes_by_language(pastes, language, floor):
    rows = [outcome for outcome in pastes if outcome.row.lang == language and round_of(outcome) == "latest"]
    assert score_pastes(rows).top >= floor


def test_top_answer_by_system(pastes):
    by_system = defaultdict(list)
    for outcome in pastes:
        if round_of(outcome) == "told":
            continue
        by_system[outcome.row.expect[0].partition("/")[0]].append(outcome)
    weak = {
        system: score_pastes(rows).top
        for system, rows in by_system.items()
        if len(rows) >= SYSTEM_ROWS and score_pastes(rows).top < TOP_BY_SYSTEM
    }
    assert weak == {}


def test_rows_that_never_took_part_in_fitting(pastes):
    score = score_pastes(outcome for outcome in pastes if outcome.row.held_back and round_of(outcome) == "early")
    assert score.count >= 80
    assert score.top >= 0.94
    assert score.direct >= 0.98


@pytest.mark.parametrize(
    ("group", "count", "floors"),
    [("early", 1, (0.98, 0.99, 0.965)), ("latest", 700, (0.97, 0.98, 0.97)), ("newest", 600, (0.955, 0.965, 0.865))],
)
def test_what_is_shown_is_right(pastes, group, count, floors):
    shown, direct, answered = floors
    score = score_pastes(outcome for outcome in pastes if round_of(outcome) == group)
    assert score.count >= count
    assert score.shown >= shown
    assert score.direct >= direct
    assert score.answered >= answered


def test_several_causes_are_found(pastes):
    assert score_pastes(pastes).causes >= 0.79


def test_silence_is_kept(outcomes):
    silent = score_negatives(outcome for outcome in outcomes if outcome.row.want == "silent")
    assert silent.count >= 3_000
    assert silent.false_replies <= 0.003
    assert silent.logged <= 0.015


def test_silence_is_kept_on_texts_that_never_took_part_in_fitting(outcomes):
    unseen = [outcome for outcome in outcomes if outcome.row.file.startswith("blind-")]
    silent = score_negatives(outcome for outcome in unseen if outcome.row.want == "silent")
    assert silent.count >= 200
    assert silent.false_replies <= 0.015
    assert silent.logged <= 0.046


@pytest.mark.parametrize(("kind", "most"), [("foreign", 0.006), ("nearmiss", 0.016)])
def test_other_software_gets_no_wrong_fix(outcomes, kind, most):
    assert score_negatives(outcome for outcome in outcomes if outcome.row.form == kind).false_replies <= most


def test_unknown_errors_reach_the_maintainers(outcomes):
    foreign = score_negatives(outcome for outcome in outcomes if outcome.row.form == "foreign" and not outcome.row.weak)
    assert foreign.logged >= 0.885


def test_what_the_catalogue_says_is_answered_when_it_stands_alone(desk):
    """Every fourth message, seen in a channel, and every eighth saying, asked; `common` ones need their system."""
    entries = desk.knowledge.entries.values()
    messages = [(example_of(text), entry.id) for entry in entries if not entry.common for text in entry.messages]
    sayings = [(text, entry.id) for entry in entries for text in (*entry.aliases.zh, *entry.aliases.en)]
    for rows, door, floor in ((messages[::4], Door.WATCH, 0.96), (sayings[::8], Door.COMMAND, 0.99)):
        answered = [found in [entry.id for entry in desk.find(Paste(text, door=door))] for text, found in rows]
        assert sum(answered) / len(rows) >= floor


def test_promises_are_kept(outcomes):
    _, error = calibrate(outcomes)
    assert error <= 0.032
