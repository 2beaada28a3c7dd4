"""Files of arrays, whole and broken."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.arrays import decode_text, encode_text, open_arrays


def pack(**parts) -> bytes:
    content = io.BytesIO()
    np.savez_compressed(content, **parts)
    return content.getvalue()


WHOLE = pack(counts=np.arange(1_000, dtype=np.int32))


def test_arrays_are_read_by_their_names():
    with open_arrays(WHOLE) as parts:
        assert parts["counts"].tolist() == [*range(1_000)]


@pytest.mark.parametrize("at", [60, 200, len(WHOLE) // 2])
def test_a_damaged_part_is_one_error(at):
    spoilt = WHOLE[:at] + b"\xff" * 40 + WHOLE[at + 40 :]
    with pytest.raises(ValueError, match=r"."), open_arrays(spoilt) as parts:
        parts["counts"]


@pytest.mark.parametrize("content", [b"", b"PK", b"\x00" * 100, pack(other=np.zeros(1)), pack(counts=np.array([{}]))])
def test_what_is_no_such_file_is_one_error(content):
    with pytest.raises(ValueError, match=r"."), open_arrays(content) as parts:
        parts["counts"]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_is_read_back(text):
    assert decode_text(encode_text(text)) == text
