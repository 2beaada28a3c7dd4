from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.skeleton import make_grams, make_skeleton
from bot.matching.vocabulary import Vocabulary


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


@given(st.sets(st.integers(0, 2**41), min_size=1, max_size=300), st.lists(st.integers(0, 2**41), max_size=50))
def test_vocabulary_finds_exactly_its_keys(known, asked):
    keys = np.array(sorted(known), dtype=np.int64)
    vocabulary = Vocabulary.build(keys)
    assert list(vocabulary.find(keys)) == list(range(len(keys)))
    for key, found in zip(asked, vocabulary.find(np.array(asked, dtype=np.int64)), strict=True):
        assert (found >= 0) == (key in known)
        assert found < 0 or keys[found] == key
