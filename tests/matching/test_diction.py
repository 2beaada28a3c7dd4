from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.diction import Diction, list_terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("HTTP 429", {"\n", "http", "0", "\n http", "http 0", "0 \n"}),
        ("报错", {"\n", "报", "错", "\n 报", "报 错", "错 \n"}),
        ("KeyError:", {"\n", "key", "error", ":", "\n key", "key error", "error :", ": \n"}),
        ("HTTPError", {"\n", "http", "error", "\n http", "http error", "error \n"}),
        ("", {"\n", "\n \n"}),
    ],
)
def test_terms_are_words_and_pairs_of_neighbours(text, terms):
    assert list_terms(text) == terms


def test_only_the_head_of_a_text_is_read():
    assert "tail" not in list_terms("a " * 2_000 + "tail")


def test_a_score_adds_what_each_term_speaks_for():
    diction = Diction({"err": 2.0, "lol": -1.0, "no err": 3.0})
    assert diction.score("ERR") == pytest.approx(2.0)
    assert diction.score("err err err") == pytest.approx(2.0), "a term counts once"
    assert diction.score("err lol") == pytest.approx(1.0 / 2**0.5)
    assert diction.score("no err") == pytest.approx(5.0 / 2**0.5)
    assert diction.score("nothing of it") == 0.0
    assert diction.score("") == 0.0


def test_an_empty_diction_says_nothing():
    assert Diction({}).score("Traceback (most recent call last)") == 0.0


@given(st.text(max_size=400))
def test_the_score_agrees_with_the_terms(text):
    """What fitting counts is what the score looks up, whatever the text holds."""
    terms = list_terms(text)
    assert Diction(dict.fromkeys(terms, 1.0)).score(text) == pytest.approx(len(terms) ** 0.5)
