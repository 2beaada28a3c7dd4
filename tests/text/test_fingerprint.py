from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.fingerprint import make_fingerprint, mask_lines


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Error 17: widget 9f86d081-884c-4d65-9a2f-eaa0c55ad015 failed",
            "Error 18: widget 1b4f0e98-51ab-4d65-9a2f-eaa0c55ad015 failed",
        ),
        ("failed to GET https://a.example/x?y=1", "failed to GET https://b.example/zzz"),
        ("hello\nERROR disk 3 failed", "good morning\nERROR disk 4 failed"),
        ("cannot open C:\\Users\\me\\card.png", "cannot open C:\\Users\\you\\other.png"),
    ],
)
def test_what_varies_does_not_count(one, other):
    assert make_fingerprint(one) == make_fingerprint(other)


def test_other_errors_have_other_names():
    assert make_fingerprint("ERROR disk failed") != make_fingerprint("ERROR disk is full, failed")


@given(st.text(max_size=500))
def test_sixteen_hexadecimal_digits_for_any_text(text):
    assert len(make_fingerprint(text)) == 16
    assert int(make_fingerprint(text), 16) >= 0
    assert len(mask_lines(text).splitlines()) <= 8 or not text.strip()
