"""Whether characters were drawn by a machine, or are words, a number, a placeholder."""

from __future__ import annotations

import re

_PIECES = re.compile(r"[^A-Za-z0-9]+")
_WORD = r"[A-Z]?(?=[a-z]*[aeiouy])[a-z]{2,20}+(?![a-z])|[A-Z]{1,6}(?![a-z])|(?<![A-Za-z0-9])[A-Z]{7,20}+(?![A-Za-z])"
# What a lookahead found stays as it is, as in a possessive group; but that is broken in Python before 3.11.5.
_WORDS = re.compile(rf"(?=((?:{_WORD})+))\1[0-9]{{0,4}}+[a-z]?")
_UNIT = re.compile(rf"{_WORD}|[0-9]++")
_RAGGED = re.compile(r"(?=[^a-z]*[a-z]+[A-Z]).{3,5}")
_MOTLEY = re.compile(r"(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=[^0-9]*[0-9]).{4,5}")
_HEXADECIMAL = re.compile(r"(?=[a-f]*[0-9])[0-9a-f]{24,}", re.IGNORECASE)


def is_example(text: str) -> bool:
    """True for what people put in place of a secret: `AIzaSyxxxx`, `sk-abcdxxxxxxxxxxxx`."""
    lowered = text.lower()
    return "xxxxx" in lowered or ("xxx" in lowered and lowered.count("x") * 3 >= len(lowered))


def looks_drawn(text: str, least: int) -> bool:
    """True if `text` has at least `least` characters and a part of it can't be read as words or a number."""
    if len(text) < least or is_example(text):
        return False
    if _HEXADECIMAL.fullmatch(text):
        return True
    pieces = _PIECES.split(text)
    # A long run may be one piece over and over: each is looked at once.
    distinct = dict.fromkeys(pieces)
    ragged = [piece for piece in distinct if 3 <= len(piece) <= 5 and _RAGGED.fullmatch(piece)]
    if sum(map(pieces.count, ragged)) >= 2:
        return True
    return any((len(piece) > 5 or _MOTLEY.fullmatch(piece)) and not _is_wordlike(piece) for piece in distinct)


def _is_wordlike(piece: str) -> bool:
    """True for words in any case, joined or not, with a short number behind; for numbers and dates."""
    if piece.isdecimal():
        return len(piece) <= 16
    if not _WORDS.fullmatch(piece):
        return False
    words = len(_UNIT.findall(piece))
    return len(piece) >= words * (4 if len(piece) > 8 else 2.5)
