from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.normalise import MAX_CHARS, cap, normalise


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("plain ascii stays", "plain ascii stays"),
        ("", ""),
        ("Ｅｒｒｏｒ：４２９（限流）", "Error:429(限流)"),
        ("API\u200b key\ufeff not\u00ad valid", "API key not valid"),
        ("\u202eabc\u202c", "abc"),
        ("\x1b[31mError\x1b[0m: \x1b[1;33mfailed\x1b[m", "Error: failed"),
        ("│ Error │", "  Error  "),
        ('{\\"error\\": {\\"message\\": \\"\\u65e0\\u6548\\"}}', '{"error": {"message": "无效"}}'),
        ('{"m": "{\\\\n  \\\\"code\\\\": 429\\\\n}"}', '{"m": "{\n  "code": 429\n}"}'),
        ("“quoted” and ‘single’", "\"quoted\" and 'single'"),
        ("a\x00b\x07c", "a b c"),
        ("line one\r\nline two", "line one\n\nline two"),
        ("\ud800 lone", " lone"),
    ],
)
def test_tells_the_same_in_plain_form(raw, plain):
    assert normalise(raw) == plain


def test_cap_keeps_head_and_tail():
    text = "H" * 100_000 + "T" * 200_000
    capped = cap(text)
    assert len(capped) == MAX_CHARS
    assert capped.startswith("H")
    assert capped.endswith("T")


@given(st.text(st.characters(codec=None), max_size=400))
def test_never_raises_and_never_leaves_controls(text):
    plain = normalise(text)
    assert not any(ord(char) < 32 and char not in "\n\t" for char in plain)
    assert not any(0xD800 <= ord(char) <= 0xDFFF for char in plain)


@given(st.text(st.sampled_from('abc 一二\n{}":,'), max_size=200))
def test_settled_text_stays(text):
    once = normalise(text)
    assert normalise(once) == once
