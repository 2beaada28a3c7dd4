from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.skeleton import gram_pieces, make_grams, make_skeleton, read_letters, unfold
from bot.matching.vocabulary import Numbering, Vocabulary


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Invalid API key", "lnvaIid  APl-key"),
        ("The model is overloaded", "The mode1 is over1oaded"),
        ("thought_signature", "thought signa\nture"),
        ("无可用渠道", "无 可用\n渠道"),
        ("rate limit: 20", "RATE LIMIT 4711"),
    ],
)
def test_ocr_wrapping_case_and_digits_vanish(one, other):
    assert make_skeleton(one).text() == make_skeleton(other).text()


def test_positions_lead_back_to_the_text():
    text = "a-1 无b"
    skeleton = make_skeleton(text)
    assert [text[place] for place in skeleton.positions] == ["a", "无", "b"]


def test_grams_never_mix_scripts():
    grams = make_grams(make_skeleton("abcde渠道fghij"))
    assert list(grams.starts) == [0, 5, 7]


@pytest.mark.parametrize("text", ["", "a", "abcd", "无", "123 !?"])
def test_too_short_for_grams(text):
    assert len(make_grams(make_skeleton(text)).keys) == 0


@given(st.text(max_size=300))
def test_any_text_has_a_skeleton(text):
    skeleton = make_skeleton(text)
    grams = make_grams(skeleton)
    assert len(skeleton) <= len(text)
    assert len(grams.keys) == len(grams.starts)
    assert (np.diff(grams.starts) >= 0).all()


@given(st.sets(st.integers(0, 2**31 - 1), max_size=300), st.lists(st.integers(0, 2**31 - 1), max_size=50))
def test_vocabulary_finds_exactly_its_keys(known, asked):
    keys = np.array(sorted(known), dtype=np.int32)
    vocabulary = Vocabulary.build(keys)
    assert len(vocabulary) == len(known)
    assert sorted(vocabulary.find(keys)) == list(range(len(keys)))
    for key, found in zip(asked, vocabulary.find(np.array(asked, dtype=np.int32)), strict=True):
        assert (found >= 0) == (key in known)
        assert found < 0 or vocabulary.keys[found] == key


@given(st.lists(st.lists(st.integers(0, 99), max_size=40), min_size=1, max_size=4))
def test_numbering_forgets_the_paste_before(pastes):
    numbering = Numbering(100)
    for paste in pastes:
        terms = np.array(paste, dtype=np.int32)
        distinct, numbers = numbering.renumber(terms)
        assert sorted(distinct) == sorted(set(paste))
        assert list(distinct[numbers]) == paste
        others = np.array(sorted(set(range(100)) - set(paste)), dtype=np.int32)
        assert (numbering.find(others) == -1).all()


@given(st.lists(st.text(alphabet="ab無可用渠道хорошо한국 l-", max_size=30), min_size=1, max_size=8))
def test_grams_of_pieces_are_those_of_each_alone(pieces):
    together = gram_pieces(pieces)
    for number, piece in enumerate(pieces):
        alone = make_grams(make_skeleton(f"\n{piece}\n"))
        assert list(together.keys[together.owners == number]) == list(alone.keys)
        assert (
            together.letters[together.starts[number] : together.starts[number + 1]]
            == make_skeleton(f"\n{piece}\n").text()
        )


@given(st.text(alphabet="abcIiLlZ .,!-请求失败한글дщかカ"))
def test_letters_are_read_as_they_are_unfolded(text):
    assert read_letters(text.lower()) == unfold(make_skeleton(text).text())
