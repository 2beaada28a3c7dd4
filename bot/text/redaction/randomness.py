"""Whether characters were drawn by a machine, or are words, a version, an example."""

from __future__ import annotations

import re

_PIECES = re.compile(r"[^A-Za-z0-9]+")
_WORDS = re.compile(r"(?:[A-Z]?[a-z]{2,}+|[A-Z]++)++[0-9]{0,4}+[a-z]?")
_WORD = re.compile(r"[A-Z]?[a-z]{2,}+|[A-Z]++|[0-9]++")
_HEXADECIMAL = re.compile(r"(?=[a-f]*[0-9])[0-9a-f]{24,}", re.IGNORECASE)
_LONG_RUN = re.compile(r"(.)\1{7}")
_COUNTED = ("abcdefgh", "12345678", "01234567", "87654321")


def is_example(text: str) -> bool:
    """True for what documentation prints in place of a secret: `xxxxx`, `12345678...`, `...EXAMPLE`, `0000000000`."""
    lowered = text.lower()
    return (
        "xxxxx" in lowered
        or ("xxx" in lowered and lowered.count("x") * 3 >= len(lowered))
        or "example" in lowered
        or len(set(lowered)) <= 4
        or any(run in lowered for run in _COUNTED)
        or _LONG_RUN.search(lowered) is not None
    )


def looks_drawn(text: str, least: int) -> bool:
    """True if `text` has at least `least` characters and a part of it can't be read as words or a number."""
    if len(text) < least or is_example(text):
        return False
    if _HEXADECIMAL.fullmatch(text):
        return True
    return any(len(piece) > 5 and not _is_wordlike(piece) for piece in _PIECES.split(text))


def _is_wordlike(piece: str) -> bool:
    """True for words in any case, joined or not, with a short number behind; for numbers and dates."""
    if piece.isdecimal():
        return len(piece) <= 16
    if not _WORDS.fullmatch(piece):
        return False
    words = len(_WORD.findall(piece))
    return len(piece) >= words * (4 if len(piece) > 8 else 2.5)
