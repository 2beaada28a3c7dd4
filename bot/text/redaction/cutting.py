"""How much of a text must be read around a cut, so that a secret that the cut goes through is known for one.

Half a secret has lost what it is known by: its marker, its name, its header. So secrets are looked for before a text is
cut. A short part of it is enough: a secret is unbroken, or quoted, and its name stands right before it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Piece = tuple[int, int]
"""Characters `start` to `end` (exclusive) of a text."""

NAME_CHARS = 100
"""Whatever makes a secret of a value stands within so many characters before it."""

_REACH = 8_192
_NEAR = 512
_BREAK_CHARS = 64
_REST_CHARS = 40
_QUOTED_CHARS = 1_024
# What a secret goes on over: all but quotes and spaces; the space behind the `;` of a cookie; the line breaks and the
# indentation that terminals put in. The second reads backwards.
_RUN = re.compile(r"""(?:[^\s"'`<>]+|(?<=;)[ ]|[ \t]{0,8}\r?\n[ \t]{0,40}(?:[>|│][ ]?)?(?=\S))*""")
_RUN_BACK = re.compile(r"""(?:[^\s"'`<>]+|[ ](?=;)|(?:[ ]?[>|│])?[ \t]{0,40}\n\r?[ \t]{0,8}(?=\S))*""")
_QUOTED = re.compile(r"""[^"'`\\\r\n]*""")
_PRIVATE_KEY = re.compile(r"-----BEGIN (?:[A-Z0-9]{1,16} ){0,3}PRIVATE KEY", re.IGNORECASE)


def widen(text: str, pieces: Iterable[Piece]) -> list[Piece]:
    """The parts of a text, in order and disjoint, in which every secret of some pieces of it can be told."""
    private_keys = [hit.start() for hit in _PRIVATE_KEY.finditer(text)]
    widened: list[Piece] = []
    for start, end in sorted((_begin(text, start, private_keys), _finish(text, end)) for start, end in pieces):
        if widened and start <= widened[-1][1]:
            widened[-1] = (widened[-1][0], max(end, widened[-1][1]))
        else:
            widened.append((start, end))
    return widened


def _begin(text: str, at: int, private_keys: Sequence[int]) -> int:
    behind = text[max(0, at - _NEAR) : at][::-1]
    unbroken = _measure(_RUN_BACK, behind)
    if unbroken > _NEAR - _BREAK_CHARS:  # it may well go on
        unbroken = _measure(_RUN_BACK, text[max(0, at - _REACH) : at][::-1])
    quoted = _measure(_QUOTED, text[max(0, at - _QUOTED_CHARS) : at][::-1])
    begin = max(0, at - max(unbroken, quoted) - NAME_CHARS)
    # A private key may have spaces in it, in the lines that head it.
    first = bisect_right(private_keys, at - _REACH)
    return min([begin, *private_keys[first : first + 1]])


def _finish(text: str, at: int) -> int:
    unbroken = _RUN.match(text, at, at + _REACH)
    return min(len(text), (unbroken.end() if unbroken else at) + _REST_CHARS)


def _measure(run: re.Pattern[str], text: str) -> int:
    found = run.match(text)
    return found.end() if found else 0
