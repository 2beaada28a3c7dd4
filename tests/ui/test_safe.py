"""Text from people, made safe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ui.facts import MAX_VALUE, plain_value, say_duration
from bot.ui.pen import Pen
from bot.ui.safe import code_block, code_value, cut, cut_middle, escape
from bot.ui.texts import Texts


@given(st.text())
def test_a_value_stays_one_short_plain_line(text):
    value = plain_value(text)
    assert len(value) <= MAX_VALUE
    assert "\n" not in value
    assert "\u202e" not in value


@given(st.text(min_size=1))
def test_inline_code_can_not_be_left(text):
    value = code_value(text)
    assert value == "…" or (value[0] == value[-1] == "`" and "`" not in value[1:-1])


@given(st.text(), st.integers(20, 400))
def test_a_block_keeps_its_room_and_its_fence(text, limit):
    block = code_block(text, limit)
    assert len(block) <= limit
    assert block.count("```") == 2


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("@everyone", "@\u200beveryone"),
        ("<@123456789012345678>", "\\<@\u200b123456789012345678\\>"),
        ("**x** `y`", "\\*\\*x\\*\\* \\`y\\`"),
        ("[a](https://b)", "\\[a\\]\\(https://b\\)"),
        ("# head", "\\# head"),
    ],
)
def test_no_mark_keeps_its_meaning(text, safe):
    assert escape(text) == safe


@given(st.text(), st.integers(1, 50))
def test_cuts_keep_the_limit(text, limit):
    assert len(cut(text, limit)) <= limit
    assert len(cut_middle(text, limit + 5)) <= limit + 5


def test_a_cut_in_the_middle_keeps_both_ends():
    text = cut_middle("begin" + "x" * 100 + "end", 40)
    assert text.startswith("begin")
    assert text.endswith("end")


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0.2, "1 s"), (38.5, "39 s"), (60, "1 min"), (3661, "1 h 1 min"), (90000, "1 day 1 h"), (172_800, "2 days")],
)
def test_durations(seconds, expected):
    assert say_duration(seconds, Pen("en", Texts.load())) == expected


def test_what_is_escaped_keeps_its_length():
    told = "pressed send, waited, pressed send again and then restarted the whole program twice before supper"
    assert escape(told) == told
