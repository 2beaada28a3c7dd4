from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.slots import Placeholder, fill, placeholders


@pytest.mark.parametrize(
    ("text", "captures", "filled"),
    [
        ("The limit is {limit}.", {"limit": "20"}, "The limit is 20."),
        ("The limit is {limit|reached}.", {}, "The limit is reached."),
        ("The limit is {limit|reached}.", {"limit": ""}, "The limit is reached."),
        ("Wait {retry|} and retry.", {}, "Wait and retry."),
        ("Wait {retry|}.", {}, "Wait."),
        ("上限为{limit|套餐规定的次数}。", {"limit": "20"}, "上限为20。"),
        ("Quota is used up. It was {limit}. Wait.", {}, "Quota is used up. Wait."),
        ("额度用完。上限是 {limit} 次。请等待。", {}, "额度用完。请等待。"),
        ("额度用完；上限是 {limit} 次；请等待。", {}, "额度用完；请等待。"),
        ("One line.\nUses {model}.", {}, "One line."),
        ("Only {limit}.", {}, ""),
        ('Send {"type": "disabled"} or {{user}}.', {}, 'Send {"type": "disabled"} or {{user}}.'),
        ("{Limit} and {} stay", {}, "{Limit} and {} stay"),
        ("Uses {model}.", {"model": "{limit}"}, "Uses {limit}."),
    ],
)
def test_answers_quote_the_paste_or_do_without(text, captures, filled):
    assert fill(text, captures) == filled


def test_captures_come_before_what_the_whole_paste_tells():
    assert fill("{model} {status}", {"model": "a"}, {"model": "b", "status": "429"}) == "a 429"


def test_placeholders_are_listed_in_order():
    assert placeholders("{a|x} {{b}} {c}") == (Placeholder("a", "x"), Placeholder("c", None))


@pytest.mark.parametrize("text", ["{a|。}", "{a|。{b}。}", "{a|x. y}"])
def test_ends_of_sentences_within_a_placeholder_are_none(text):
    assert placeholders(fill(text, {})) == ()


@given(st.text(alphabet="ab{}|. 。", max_size=40), st.dictionaries(st.sampled_from("ab"), st.text("xyz", min_size=1)))
def test_no_placeholder_is_ever_shown(text, captures):
    assert placeholders(fill(text, captures)) == ()
