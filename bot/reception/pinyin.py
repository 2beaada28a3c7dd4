"""Pinyin initials of common Chinese characters, so that `ccxz` finds a title with 超出限制 in it.

GB 2312 lists its 3,755 most common characters in the order of their pinyin; the first character of each initial is
therefore all one needs to know. Rarer characters, sorted by radical there, have no initial here.
"""

from __future__ import annotations

from bisect import bisect_right

_STARTS = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"), (0xB8C1, "g"),
    (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"), (0xC4C3, "n"), (0xC5B6, "o"),
    (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"), (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"),
    (0xD1B9, "y"), (0xD4D1, "z"),
)  # fmt: skip
_FIRST, _LAST = 0xB0A1, 0xD7F9
_CODES = tuple(code for code, _ in _STARTS)


def initials(text: str) -> str:
    """The initials of the Chinese characters and the letters and digits of `text`, in lower case, nothing else."""
    return "".join(filter(None, map(_initial, text.lower())))


def _initial(char: str) -> str:
    if char.isascii():
        return char if char.isalnum() else ""
    try:
        raw = char.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    code = int.from_bytes(raw, "big")
    return _STARTS[bisect_right(_CODES, code) - 1][1] if len(raw) == 2 and _FIRST <= code <= _LAST else ""
