"""A text with its disguises taken off, and the way back to the original offsets.

A key may be written with full-width letters, with invisible characters inside, as `\\u0073k-...`, as `%73k-...`, or
with a line break in the middle of its first letters. People and machines do all of these by accident. The searches run
on the plain view; what they find is masked in the text as it was sent.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
_WIDE = "\uff0b\uff0d-\uff19\uff20-\uff3a\uff3c\uff3f\uff41-\uff5a\u2010-\u2013\u2212\U0001d400-\U0001d7ff"
_DISGUISED = re.compile(f"[{_INVISIBLE}{_WIDE}]+")
_UNSEEN = re.compile(f"[{_INVISIBLE}]+")
_ESCAPES = (
    ("\\u00", re.compile(r"\\u00([2-7][0-9a-fA-F])")),
    ("\\x", re.compile(r"\\x([2-7][0-9a-fA-F])")),
    ("%", re.compile(r"%([2-7][0-9a-fA-F])")),
)
_DELETE = 0x7F
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-")


@dataclass(frozen=True, slots=True)
class View:
    """What the searches read. `text` is plain; `original` tells where a part of it stands in the text as sent."""

    text: str
    _at: tuple[int, ...] = ()
    _from: tuple[int, ...] = ()
    _width: tuple[int, ...] = ()

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the sent text of the non-empty part `start` to `end` of the view."""
        if not self._at:
            return start, end
        return self._begin(start), self._finish(end - 1)

    def _begin(self, offset: int) -> int:
        index = bisect_right(self._at, offset) - 1
        return self._from[index] + (0 if self._width[index] else offset - self._at[index])

    def _finish(self, offset: int) -> int:
        index = bisect_right(self._at, offset) - 1
        width = self._width[index]
        return self._from[index] + (width or offset - self._at[index] + 1)


def unfold(text: str, breaks: Iterable[tuple[int, int]] = ()) -> View:
    """The plain view of `text`. `breaks` are parts to leave out beside what this function finds itself."""
    cuts = [(start, end, "") for start, end in breaks]
    for mark, pattern in _ESCAPES:
        if mark in text:
            cuts += [_unescape(text, escape) for escape in pattern.finditer(text)]
    if not text.isascii():
        for run in _DISGUISED.finditer(text):
            cuts += _undress(run)
    if not cuts:
        return View(text)
    cuts.sort()
    return _assemble(text, cuts)


def _unescape(text: str, escape: re.Match[str]) -> tuple[int, int, str]:
    start = escape.start()
    while text[start] == "\\" and start and text[start - 1] == "\\":
        start -= 1
    code = int(escape[1], 16)
    return start, escape.end(), " " if code == _DELETE else chr(code)


def _undress(run: re.Match[str]) -> list[tuple[int, int, str]]:
    if _UNSEEN.fullmatch(run[0]):
        return [(run.start(), run.end(), "")]
    plain = unicodedata.normalize("NFKC", run[0]).translate(_DASHES)
    if len(plain) == len(run[0]) and not _UNSEEN.search(run[0]):
        return [(run.start(), run.end(), plain)]
    return [
        (at, at + 1, "" if _UNSEEN.match(char) else unicodedata.normalize("NFKC", char).translate(_DASHES))
        for at, char in enumerate(run[0], run.start())
    ]


def _assemble(text: str, cuts: list[tuple[int, int, str]]) -> View:
    parts: list[str] = []
    at: list[int] = []
    origin: list[int] = []
    width: list[int] = []
    length = done = 0

    def add(part: str, start: int, taken: int) -> None:
        nonlocal length
        if part:
            parts.append(part)
            at.append(length)
            origin.append(start)
            width.append(taken)
            length += len(part)

    for start, end, plain in cuts:
        if start < done:
            continue
        add(text[done:start], done, 0)
        # A part that keeps its length maps letter by letter; `0` says so.
        add(plain, start, 0 if len(plain) == end - start else end - start)
        done = end
    add(text[done:], done, 0)
    return View("".join(parts), tuple(at), tuple(origin), tuple(width))
