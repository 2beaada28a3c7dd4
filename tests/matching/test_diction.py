from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.diction import Diction, list_triples


def test_triples_are_folded():
    assert list_triples("HTTP\n\t 429") == {"htt", "ttp", "tp ", "p 0", " 00", "000"}
    assert list_triples("报错了") == {"报错了"}
    assert list_triples("ab") == set()


def test_a_score_adds_what_each_triple_speaks_for():
    diction = Diction.build({"err": 2.0, "lol": -1.0})
    assert diction.score("ERR") == pytest.approx(2.0)
    assert diction.score("err err err") == pytest.approx(2.0), "a triple counts once"
    assert diction.score("err lol") == pytest.approx(1.0 / 2**0.5)
    assert diction.score("nothing of it") == 0.0
    assert diction.score("") == 0.0


def test_an_empty_diction_says_nothing():
    assert Diction.build({}).score("Traceback (most recent call last)") == 0.0


@pytest.mark.parametrize("key", ["", "ab", "abcd"])
def test_what_is_no_triple_is_refused(key):
    with pytest.raises(ValueError, match="no letter triple"):
        Diction.build({key: 1.0})


@given(st.text(max_size=400))
def test_the_score_agrees_with_the_triples(text):
    """What fitting counts is what the score looks up, whatever the text holds."""
    triples = sorted(list_triples(text))
    diction = Diction.build(dict.fromkeys(triples, 1.0))
    assert diction.score(text) == pytest.approx(len(triples) ** 0.5)
