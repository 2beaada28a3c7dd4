"""Lines found on a picture, put back into the order and the length in which they were written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_OPENS_LINE = re.compile(r"[{}\[\]\"“•·*>#-]|\d+(?:[.):]?\s|[:/-]\d)|at\s")
_HOLDS_ON = re.compile(r"[-/_=&?%@]$")
_TOKEN = re.compile(r"(?=\S*\d)\S{12,}")


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of text and where it stands, in pixels from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def compose_text(lines: Iterable[Line]) -> str:
    """The text of a picture: blocks from top to bottom, what the screen wrapped on one line again."""
    rows = _join_rows(sorted((line for line in lines if line.text.strip()), key=lambda line: line.middle))
    blocks: list[list[Line]] = []
    for row in rows:
        home = next((block for block in reversed(blocks) if _continues(block[-1], row)), None)
        if home is None:
            blocks.append([row])
        else:
            home.append(row)
    blocks.sort(key=lambda block: (block[0].top, block[0].left))
    return "\n".join(_unwrap(block) for block in blocks)


def _join_rows(lines: Sequence[Line]) -> list[Line]:
    """Pieces that stand next to one another become one; what stands in another column stays apart."""
    rows: list[Line] = []
    for line in lines:
        for index, row in enumerate(rows):
            if _is_beside(row, line):
                first, second = sorted((row, line), key=lambda piece: piece.left)
                rows[index] = Line(
                    f"{first.text.rstrip()} {second.text.lstrip()}",
                    first.left,
                    min(first.top, second.top),
                    max(first.right, second.right),
                    max(first.bottom, second.bottom),
                )
                break
        else:
            rows.append(line)
    return rows


def _is_beside(one: Line, other: Line) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    gap = max(one.left, other.left) - min(one.right, other.right)
    low = min(one.height, other.height)
    return shared > 0.5 * low and -0.5 * low < gap < 2 * low


def _continues(last: Line, line: Line) -> bool:
    """Whether a line is the next of the block that ends with `last`: below it, of its size, with nothing between."""
    high, low = max(last.height, line.height), min(last.height, line.height)
    return (
        low > 0.6 * high
        and line.top - last.bottom < high
        and line.top > last.middle
        and min(last.right, line.right) > max(last.left, line.left)
    )


def _unwrap(block: Sequence[Line]) -> str:
    edge = max(line.right for line in block)
    wraps = [_is_wrapped(one, two, edge) for one, two in pairwise(block)]
    full = [edge - line.right < 1.2 * _cell(line) for line, wrapped in zip(block, wraps, strict=False) if wrapped]
    # Consoles break wherever the line is full, other text at spaces, which leave a ragged edge.
    by_letter = len(full) > 1 and all(full)
    text = block[0].text.strip()
    for line, wrapped in zip(block[1:], wraps, strict=True):
        text += (_joint(text, line.text.strip(), by_letter=by_letter) if wrapped else "\n") + line.text.strip()
    return text


def _is_wrapped(one: Line, two: Line, edge: float) -> bool:
    """Whether the next line's first word had found no room any more on this one."""
    start = two.text.lstrip()
    if _OPENS_LINE.match(start):
        return False
    word = start[:1] if _is_wide(start[0]) else re.split(r"\s|(?<=[-/])", start, maxsplit=1)[0]
    return edge - one.right < _cell(two) * (_columns(word) + 1)


def _joint(before: str, after: str, *, by_letter: bool) -> str:
    if by_letter or _is_wide(before[-1]) or _is_wide(after[0]) or _HOLDS_ON.search(before):
        return ""
    # A key cut in two would no longer be seen as one, and not be masked.
    return "" if _TOKEN.fullmatch(before.rsplit(maxsplit=1)[-1]) and re.match(r"\w", after) else " "


def _cell(line: Line) -> float:
    """Width of one letter; an ideograph takes two."""
    return (line.right - line.left) / max(1, _columns(line.text))


def _columns(text: str) -> int:
    return sum(2 if _is_wide(char) else 1 for char in text)


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in {"W", "F"}
