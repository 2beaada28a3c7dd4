from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bot.matching.matcher import Matcher
from bot.matching.memory import Memory, Remembered
from bot.matching.nearness import Nearness, NearnessReader, read_entries
from bot.matching.weights import Weights
from bot.text.words import split_words
from tests.matching.test_meanings import MEANINGS


def remembered(thread: int, entry: str, text: str) -> Remembered:
    words = tuple(split_words(text))
    return Remembered(thread, (entry,), words, meaning=MEANINGS.read(words))


MEMORY = Memory.of(
    [
        remembered(1, "beta/400-bad-key", "cat"),
        Remembered(2, (), ("talk",), is_error=False),
        remembered(3, "beta/400-bad-key", "oven"),
        remembered(4, "alpha/400-bad-key", "error"),
        remembered(5, "somewhere/unknown", "dog"),
    ]
)


@pytest.fixture(scope="module")
def reader(small_base):
    entries = tuple(small_base.entries.values())
    return NearnessReader(entries, read_entries(entries, MEANINGS), MEMORY)


@pytest.fixture(scope="module")
def numbers(small_base):
    return {entry: number for number, entry in enumerate(small_base.entries)}


def test_the_texts_that_had_an_entry_speak_for_it(reader, numbers):
    beta, alpha = reader.compare(
        MEANINGS.read(["cat"]), [numbers["beta/400-bad-key"], numbers["alpha/400-bad-key"]], None
    )
    assert beta.nearest == pytest.approx(1.0, abs=0.01)
    assert beta.often == pytest.approx(1 / 3, abs=0.01)
    assert beta.behind == 0.0
    assert alpha.nearest == 0.0
    assert alpha.behind == pytest.approx(beta.nearest)


def test_texts_of_the_thread_that_is_judged_do_not(reader, numbers):
    candidates = [numbers["beta/400-bad-key"]]
    assert reader.compare(MEANINGS.read(["cat"]), candidates, 1)[0].nearest == 0.0
    assert reader.compare(MEANINGS.read(["cat"]), candidates, 3)[0].nearest > 0.9


def test_what_an_entry_says_of_itself_speaks_for_it(small_base, numbers):
    entries = tuple(small_base.entries.values())
    said = np.zeros((len(entries), 2, MEANINGS.size), dtype=np.int8)
    said[numbers["alpha/400-bad-key"], 1] = [127, 0, 0]
    reader = NearnessReader(entries, said, Memory.of())
    alpha, beta = reader.compare(
        MEANINGS.read(["cat"]), [numbers["alpha/400-bad-key"], numbers["beta/400-bad-key"]], None
    )
    assert alpha == pytest.approx(Nearness(words=1.0))
    assert beta == pytest.approx(Nearness(outworded=1.0))


@pytest.mark.parametrize("words", [[], ["nobody"]])
def test_a_text_that_means_nothing_is_near_to_nothing(reader, words):
    assert reader.compare(MEANINGS.read(words), [0, 1, 2], None) == [Nearness()] * 3
    assert reader.compare(MEANINGS.read(words), [], None) == []


def test_every_value_lies_between_nothing_and_sameness(reader, small_base):
    for words in (["cat", "dog"], ["error"], ["oven", "error", "nobody"]):
        for near in reader.compare(MEANINGS.read(words), range(len(small_base.entries)), None):
            assert all(0.0 <= value <= 1.02 for value in near)


def test_texts_remembered_without_meanings_count_for_nothing(small_base, numbers):
    entries = tuple(small_base.entries.values())
    plain = Memory.of([Remembered(1, ("beta/400-bad-key",), ("cat",))])
    reader = NearnessReader(entries, read_entries(entries, MEANINGS), plain)
    assert reader.compare(MEANINGS.read(["cat"]), [numbers["beta/400-bad-key"]], None)[0].nearest == 0.0


def test_a_paste_that_says_it_in_other_words_is_nearer_in_meaning(small_base):
    weights = Weights.load()
    words = ("回复", "复说", "说到", "到一", "一半", "半就", "就断", "断了")
    told = Remembered(7, ("beta/400-bad-key",), words, meaning=weights.meanings.read(words))
    matcher = Matcher(small_base, replace(weights, memory=Memory.of([told])))

    def ask(text: str) -> float:
        survey = matcher.survey(f"beta API key not valid {text}")
        return next(
            one.evidence.meaning_nearest
            for one in survey.candidates
            if matcher.entries[one.entry].id == "beta/400-bad-key"
        )

    assert ask("the reply breaks off halfway") > ask("my parcel has not arrived from the shop")
