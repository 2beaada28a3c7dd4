"""Which pastes are one error."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path

import pytest

from bot.evaluation.corpus import load_rows
from bot.review.index import ClusterIndex
from bot.review.likeness import is_alike, read_likeness
from tests.review.variants import make_variants

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
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


def test_different_errors_of_the_corpus_stay_apart():
    rows = [row for row in load_rows(sorted(CORPUS.glob("negatives-*.yaml"))) if row.want == "unmatched"]
    index = ClusterIndex()
    wrong = 0
    for number, row in enumerate(rows):
        found = index.find(row.text)
        wrong += found is not None and not print_one_sentence(row.text, rows[found].text)
        index.learn(number, row.text)
    assert wrong / len(rows) <= 0.03


def print_one_sentence(one, other):
    """Whether the same 20 letters in a row stand in both: the corpus holds several pastes of some errors."""
    letters = ["".join(char for char in text.lower() if char.isalpha()) for text in (one, other)]
    return SequenceMatcher(None, *letters, autojunk=False).find_longest_match().size >= 20
