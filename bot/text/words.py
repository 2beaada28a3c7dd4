"""Words of a text: Latin words and numbers, and pairs of ideographs."""

from __future__ import annotations

import re

_LATIN = re.compile(r"[a-z][a-z0-9]*(?:['_][a-z0-9]+)*|\d+(?:\.\d+)*")
_IDEOGRAPHS = re.compile(r"[\u3400-\u9fff]+")


def split_words(text: str) -> list[str]:
    """Lower-cased Latin words, numbers (dotted ones in one piece) and ideograph pairs, with repetitions.

    `snake_case` gives the whole and its parts, a lone ideograph gives itself.
    """
    lowered = text.lower()
    words = _LATIN.findall(lowered)
    for word in [word for word in words if "_" in word]:
        words.extend(part for part in word.split("_") if part)
    if not text.isascii():
        for run in _IDEOGRAPHS.findall(lowered):
            words.extend([run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)])
    return words


def first_word(text: str) -> str | None:
    """The first of what `split_words` gives, None where a text has no word."""
    lowered = text.lower()
    if word := _LATIN.search(lowered):
        return word.group()
    run = _IDEOGRAPHS.search(lowered)
    return run.group()[:2] if run else None
