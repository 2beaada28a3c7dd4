"""Numbers of things, as people say them."""

from __future__ import annotations


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 file`, `2 files`; `many` for a word whose plural has more to it than an `s`."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
