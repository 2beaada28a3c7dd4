"""Which pastes are one error."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.corpus import load_rows
from bot.review.index import ClusterIndex
from bot.review.likeness import is_alike, read_likeness
from tests.review.labels import JUDGED, are_one_error
from tests.review.variants import make_variants

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
CORPUS_FILES = sorted(path for path in CORPUS.glob("*.yaml") if not path.name.startswith("blind-"))
FLUX = 'FluxError 418: {"error": {"type": "flux", "message": "temporal flux capacitor misaligned at 88 mph"}}'


def alike(one, other):
    return is_alike(read_likeness(one), read_likeness(other))


@pytest.mark.parametrize(
    "other",
    [
        'FluxError 418: {"error": {"type": "flux", "message": "temporal flux capacitor misaligned at 12 mph"}}',
        "求助，酒馆突然这样\ntemporal flux capacitor misaligned at 3 mph",
        "[2026-11-02 10:11:12] [ERROR] upstream said: temporal flux capacitor misaligned at 88 mph, giving up",
    ],
)
def test_values_and_wrapping_do_not_count(other):
    assert alike(FLUX, other)


@pytest.mark.parametrize(
    "other",
    [
        'FluxError 418: {"error": {"type": "flux", "message": "the warp core was ejected without permission"}}',
        'FluxError 502: {"error": {"type": "flux", "message": "temporal flux capacitor misaligned at 88 mph"}}',
        "error: request failed, please try again later",
        "",
    ],
)
def test_other_errors_stay_apart(other):
    assert not alike(FLUX, other)


def test_a_line_that_many_errors_hold_says_nothing():
    index = ClusterIndex()
    for number, what in enumerate(
        ("disk exploded badly", "tape got eaten", "lamp went dark", "mouse ran away", "sun set")
    ):
        index.learn(number, f"plugin loader could not finish its startup sequence\nfatal error: {what}")
    assert (
        index.find("plugin loader could not finish its startup sequence\nfatal error: whole cheese was stolen") is None
    )


def test_the_index_is_bounded_and_forgets():
    index = ClusterIndex(capacity=10)
    for number in range(50):
        index.learn(
            number, f"Error: the {chr(97 + number % 26) * 5}{'xyz'[number % 3] * 4} sprocket failed to engage {number}"
        )
    assert len(index) == 10
    for number in range(50):
        index.forget(number)
    assert len(index) == 0
    assert index.find("Error: the sprocket failed to engage") is None


def test_variants_of_the_corpus_come_together():
    rows = [row for row in load_rows(sorted(CORPUS.glob("negatives-*.yaml"))) if row.want == "unmatched"][::4]
    index = ClusterIndex()
    for number, row in enumerate(rows):
        index.learn(number, row.text)
    asked = [(number, text) for number, row in enumerate(rows) for text in make_variants(row.text, 2, number)]
    right = sum(index.find(text) == number for number, text in asked)
    assert right / len(asked) >= 0.93


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [
        # Errors that no entry explains: 3 of 393 are put to another one; entries explain the rest by now.
        (lambda row: row.want == "unmatched" and row.file in JUDGED, 380, 0.0125),
        # Pastes around catalogued errors, as if nobody knew any of them: 171 of 4,012, most of them siblings that one
        # word or number tells apart, such as the quotas of a day and of a minute.
        (lambda row: row.expect and row.form not in {"multi", "chat"}, 1_400, 0.05),
    ],
    ids=["unknown", "known"],
)
def test_different_errors_of_the_corpus_stay_apart(kind, least, most):
    """Of the pastes that come, how many are put to one of another error; what that is, `labels` says."""
    rows = [row for row in load_rows(CORPUS_FILES) if kind(row)]
    index = ClusterIndex()
    wrong = 0
    for number, row in enumerate(rows):
        found = index.find(row.text)
        wrong += found is not None and not are_one_error(row, rows[found])
        index.learn(number, row.text)
    assert len(rows) >= least
    assert wrong / len(rows) <= most
