"""The skeleton of a text: its letters and ideographs only, folded so that OCR, wrapping and punctuation vanish."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Sequence

Codes = npt.NDArray[np.uint16]
Positions = npt.NDArray[np.int32]
Keys = npt.NDArray[np.int32]

LATIN_GRAM = 5
_IDEOGRAPH_GRAM = 2
_LETTERS = 27
_IDEOGRAPH = 0x80
_BLOCKS = ((0x3040, 0x3100), (0x3400, 0x4DC0), (0x4E00, 0xA000), (0xAC00, 0xD7A4), (0x0400, 0x0530))
_RUN = re.compile("[a-z" + "".join(f"{chr(start)}-{chr(end - 1)}" for start, end in _BLOCKS) + "]+")
_IDEOGRAPHS = sum(end - start for start, end in _BLOCKS)
_FIRST_PAIR = _LETTERS**LATIN_GRAM  # pairs of ideographs are numbered behind the Latin grams; all fit 31 bits


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Folded codes and, for each, its position in the text it was made of."""

    codes: Codes
    positions: Positions

    def __len__(self) -> int:
        return len(self.codes)

    def ends(self, start: int, end: int) -> tuple[int, int]:
        """Where the first and the last letter of the codes from `start` to `end` (exclusive) stand in the text."""
        return int(self.positions[start]), int(self.positions[min(end, len(self)) - 1])

    def middle(self, start: int, end: int) -> int:
        """Where the letter in the middle of these codes stands in the text."""
        return int(self.positions[(start + min(end, len(self)) - 1) // 2])

    def text(self, start: int = 0, end: int | None = None) -> str:
        """The folded codes as a string for aligning; only comparable with other skeletons."""
        return self.codes[start:end].tobytes().decode("utf-16-le", "replace")


@dataclass(frozen=True, slots=True)
class Grams:
    """Every gram of a skeleton: its key and the skeleton index where it starts, in order of appearance."""

    keys: Keys
    starts: Positions


def _fold_table() -> Codes:
    """Code point (BMP) to folded code: a-z become 1-26, ideographs and kana `_IDEOGRAPH` onwards, all else 0 (dropped).

    No folded code is a surrogate, so that codes can be read as UTF-16.
    """
    table = np.zeros(0x10000, dtype=np.uint16)
    for offset in range(26):
        table[ord("a") + offset] = table[ord("A") + offset] = offset + 1
    code = _IDEOGRAPH
    for start, end in _BLOCKS:
        table[start:end] = np.arange(code, code + end - start, dtype=np.uint16)
        code += end - start
    looks_like_l = table[ord("l")]
    for twin in "iI|":
        table[ord(twin)] = looks_like_l
    return table


_FOLD = _fold_table()
_ASCII_FOLD = _FOLD[:128].astype(np.uint8).tobytes().ljust(256, b"\0")


def _unfold_table() -> npt.NDArray[np.uint16]:
    """Folded code to a letter that has it: of several the last, which is the lower case, and l."""
    table = np.zeros(0x10000, dtype=np.uint16)
    points = _FOLD.nonzero()[0].astype(np.uint16)
    points = points[points != ord("|")]
    table[_FOLD[points]] = points
    return table


def _digit_letters() -> npt.NDArray[np.uint8]:
    letters = np.zeros(128, dtype=np.uint8)
    for digit, letter in (("0", "o"), ("1", "l"), ("5", "s"), ("8", "b")):
        letters[ord(digit)] = _FOLD[ord(letter)]
    return letters


_DIGIT_LETTERS = _digit_letters()
_IS_DIGIT = np.array([48 <= code <= 57 for code in range(128)])


def make_skeleton(text: str) -> Skeleton:
    """Fold a normalised text. Punctuation, white space and digits are dropped, except digits between letters that
    OCR puts there for letters; i, l and | become one letter."""
    if text.isascii():
        data = text.encode("ascii")
        points = np.frombuffer(data, dtype=np.uint8)
        folded = np.frombuffer(data.translate(_ASCII_FOLD), dtype=np.uint8).astype(np.uint16)
    else:
        wide = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32)
        folded = _FOLD[np.where(wide > 0xFFFF, 0, wide)]
        points = np.minimum(wide, 127).astype(np.uint8)
    _fold_digits(points, folded)
    kept = folded.nonzero()[0]
    return Skeleton(codes=folded[kept], positions=kept.astype(np.int32))


def _fold_digits(points: npt.NDArray[np.uint8], folded: Codes) -> None:
    """Read a lone 0, 1, 5 or 8 beside a Latin letter as the letter it looks like."""
    look = _DIGIT_LETTERS[points]
    places = look.nonzero()[0]
    if len(places) == 0:
        return
    after, before = np.minimum(places + 1, len(points) - 1), np.maximum(places - 1, 0)
    # Unsigned: 0, which stands for no letter, becomes the largest number.
    letter_before, letter_after = folded[before] - 1 < _IDEOGRAPH - 1, folded[after] - 1 < _IDEOGRAPH - 1
    digit_before, digit_after = _IS_DIGIT[points[before]], _IS_DIGIT[points[after]]
    inside = places[(letter_before & ~digit_after) | (letter_after & ~digit_before)]
    folded[inside] = look[inside]


def unfold(letters: str) -> str:
    """Folded text as letters that can be read: lower case, with l for i."""
    codes = np.frombuffer(letters.encode("utf-16-le"), dtype=np.uint16)
    return _unfold_table()[codes].tobytes().decode("utf-16-le")


def read_letters(lowered: str) -> str:
    """What `unfold` would give for a lower-cased text, digits that look like letters left out."""
    return "".join(_RUN.findall(lowered)).replace("i", "l")


def gram_end(skeleton: Skeleton, start: int) -> int:
    """Where the gram that starts at a skeleton index ends."""
    return start + (_IDEOGRAPH_GRAM if skeleton.codes[start] >= _IDEOGRAPH else LATIN_GRAM)


def make_grams(skeleton: Skeleton) -> Grams:
    """Latin 5-grams and ideograph 2-grams; grams never mix scripts."""
    return _gram(skeleton.codes, None)


@dataclass(frozen=True, slots=True)
class PieceGrams:
    """The grams of many pieces at once. `owners[i]` is the number of the piece that gram `i` lies in, ascending.

    `letters` is the folded text of all pieces, one behind the other; piece `p` begins at `starts[p]`.
    """

    keys: Keys
    owners: npt.NDArray[np.int64]
    letters: str
    starts: Positions


def gram_pieces(pieces: Sequence[str]) -> PieceGrams:
    """The grams of each piece, none spanning two pieces: one pass over all of them together."""
    skeleton = make_skeleton("\n".join(pieces))
    ends = np.cumsum([len(piece) + 1 for piece in pieces], dtype=np.int64)
    owners = np.searchsorted(ends, skeleton.positions, side="right")
    grams = _gram(skeleton.codes, owners)
    starts = np.searchsorted(owners, np.arange(len(pieces) + 1)).astype(np.int32)
    return PieceGrams(keys=grams.keys, owners=owners[grams.starts], letters=skeleton.text(), starts=starts)


def _gram(codes: Codes, owners: npt.NDArray[np.int64] | None) -> Grams:
    wide = codes.astype(np.int32)
    ideograph = codes >= _IDEOGRAPH
    has_ideographs = bool(ideograph.any())
    keys, starts = _latin_grams(wide, ideograph if has_ideographs else None, owners)
    if has_ideographs:
        together = ideograph[:-1] & ideograph[1:]
        if owners is not None:
            together &= owners[:-1] == owners[1:]
        pair = together.nonzero()[0]
        pair_keys = _FIRST_PAIR + (wide[pair] - _IDEOGRAPH) * _IDEOGRAPHS + (wide[pair + 1] - _IDEOGRAPH)
        keys = np.concatenate((keys, pair_keys))
        starts = np.concatenate((starts, pair))
        order = np.argsort(starts, kind="stable")
        keys, starts = keys[order], starts[order]
    return Grams(keys=keys, starts=starts.astype(np.int32))


def _latin_grams(
    codes: Keys, ideograph: npt.NDArray[np.bool_] | None, owners: npt.NDArray[np.int64] | None
) -> tuple[Keys, npt.NDArray[np.int64]]:
    count = len(codes) - LATIN_GRAM + 1
    if count <= 0:
        return np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int64)
    if ideograph is not None:
        codes = np.where(ideograph, 0, codes)
    keys = codes[:count].copy()
    for offset in range(1, LATIN_GRAM):
        keys *= _LETTERS
        keys += codes[offset : offset + count]
    if ideograph is None and owners is None:
        return keys, np.arange(count)
    whole = np.ones(count, dtype=bool)
    if ideograph is not None:
        for offset in range(LATIN_GRAM):
            whole &= ~ideograph[offset : offset + count]
    if owners is not None:
        whole &= owners[:count] == owners[LATIN_GRAM - 1 :]
    starts = whole.nonzero()[0]
    return keys[starts], starts
