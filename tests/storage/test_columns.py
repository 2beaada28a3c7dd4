from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.columns import REPLACEMENT, clean_text

ANY_TEXT = st.text(alphabet=st.characters(categories=None, max_codepoint=0x10FFFF), max_size=60)
HALVES = st.text(alphabet=st.characters(min_codepoint=0xD800, max_codepoint=0xDFFF), max_size=8)


@given(st.lists(st.one_of(ANY_TEXT, HALVES, st.just("\0"))).map("".join), st.none() | st.integers(0, 40))
def test_clean_text_can_be_stored_anywhere(text, limit):
    cleaned = clean_text(text, limit)
    cleaned.encode()
    assert "\0" not in cleaned
    assert limit is None or len(cleaned) <= limit
    assert clean_text(cleaned, limit) == cleaned


@given(st.text().filter(lambda text: "\0" not in text))
def test_sound_text_stays_as_it_is(text):
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\0b", f"a{REPLACEMENT}b"),
        ("\ud83d\ude00", "\N{GRINNING FACE}"),
        ("\ud83d x", f"{REPLACEMENT} x"),
        ("错\ude00", f"错{REPLACEMENT}"),
        ("\ude00\ud83d", 2 * REPLACEMENT),
    ],
)
def test_what_no_database_takes_is_replaced(text, cleaned):
    assert clean_text(text) == cleaned


def test_a_pair_counts_as_one_character():
    assert clean_text("\ud83d\ude00" * 3, 2) == "\N{GRINNING FACE}" * 2
