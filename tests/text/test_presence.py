from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.text.presence import find_words, prepare_words

WORDS = ("sk-", "ya29", "r8_", "错误", "密", "time out")
LINES = st.lists(
    st.one_of(st.text(max_size=20), st.sampled_from([*WORDS, "s1k-", "ya", "r_8", "\ud800错误", "0错1误"]))
)


@given(LINES, st.integers(min_value=1, max_value=4))
def test_finds_the_words_that_stand_in_a_text(lines: list[str], times: int) -> None:
    text = "\n".join(lines * times)
    assert list(find_words(text, prepare_words(WORDS))) == [word for word in WORDS if word in text]
    assert list(find_words(f"{text}\n" * 9, prepare_words(WORDS))) == [word for word in WORDS if word in text]


def test_a_word_with_digits_is_told_from_one_with_others() -> None:
    log = "\n".join(f"12:{second:02d} GET /ya{second} 200" for second in range(60))
    assert list(find_words(log, prepare_words(["ya29", "ya61", "GET /ya0 200"]))) == ["ya29", "GET /ya0 200"]
