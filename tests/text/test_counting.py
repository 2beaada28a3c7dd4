"""Numbers of things, as people say them."""

from __future__ import annotations

import pytest

from bot.text.counting import count


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (count(1, "file"), "1 file"),
        (count(0, "file"), "0 files"),
        (count(2, "file"), "2 files"),
        (count(1, "entry", "entries"), "1 entry"),
        (count(3, "entry", "entries"), "3 entries"),
        (count(1, "person", "people"), "1 person"),
    ],
)
def test_one_is_no_plural(said: str, expected: str) -> None:
    assert said == expected
