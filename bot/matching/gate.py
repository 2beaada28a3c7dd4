"""The gate of watched channels: ordinary talk goes by at the cost of splitting it into words.

It may only say no where the full look-up would stay silent anyway, so it opens at the faintest sign of an error:
digits like a status, machine punctuation, a word or phrase of trouble, most of the rarer words of a known message, or
its first letters with little behind them.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from bot.matching import lexicon
from bot.matching.skeleton import read_letters, unfold
from bot.text.words import split_words

if TYPE_CHECKING:
    from bot.matching.index import Index
    from bot.matching.symptoms import SymptomReader
    from bot.matching.wordings import Wordings

_LONG = 500
_COMMON = 60
_WORDS_NEEDED = 2
_SHARE_NEEDED = 0.5
_HEAD = 60
_BEGINNING = 8
# Characters to a letter, with blanks, digits and punctuation.
_SPACED = 2
_SLOT_ROOM = 40
_TROUBLE = lexicon.ERROR_WORDS | lexicon.SYMPTOM_WORDS | lexicon.FAINT_WORDS
_SIGN = re.compile(
    r"""(?x) (?<![\d.:#$¥])[1-5]\d\d(?![\d:%.]) | [{}<>\\=|] | ["'\])]\s*: | ::| _ | ``` | \b[A-Z]{5,} | \b[A-Z]{2,5}-?\d{3,5}\b | \b[Cc]ode\W{0,3}\d | ^make: | [a-z]\.[A-Z][a-z]{2} | [a-z](?:Error|Exception)\b | //"""
)


class Gate:
    """Decides which texts deserve a look-up. Built once from the index."""

    def __init__(self, index: Index, symptoms: SymptomReader) -> None:
        self._symptoms = symptoms
        wordings = index.wordings
        self._beginnings = _read_beginnings(wordings)
        words, lengths = wordings.word_ids, np.diff(wordings.word_starts)
        rare = np.bincount(words, minlength=len(wordings.vocabulary)) <= _COMMON
        owners = np.repeat(np.arange(len(lengths)), lengths)[rare[words]]
        words = words[rare[words]]
        sizes = np.bincount(owners, minlength=len(lengths))
        telling = sizes[owners] >= _WORDS_NEEDED
        owners, words = owners[telling], words[telling]
        order = np.argsort(words, kind="stable")
        bounds = np.searchsorted(words[order], np.arange(len(wordings.vocabulary) + 1)).tolist()
        self._sizes = array("i", sizes.astype(np.int32).tobytes())
        self._holders = array("i", owners[order].astype(np.int32).tobytes())
        self._bounds = {
            word: bounds[number : number + 2]
            for number, word in enumerate(wordings.vocabulary)
            if bounds[number] < bounds[number + 1]
        }

    def opens(self, text: str) -> bool:
        """Whether a raw text might be an error. Some ten microseconds for a line of chat."""
        if len(text) > _LONG or _SIGN.search(text) is not None:
            return True
        lowered = text.lower()
        if any(map(lowered.__contains__, lexicon.ERROR_PHRASES)):
            return True
        words = frozenset(split_words(text))
        if not words.isdisjoint(_TROUBLE):
            return True
        if self._symptoms.read(lowered, words) or self._begins_message(lowered):
            return True
        known = [self._bounds[word] for word in words if word in self._bounds]
        if len(known) < _WORDS_NEEDED:
            return False
        counts = Counter(chain.from_iterable(self._holders[first:end] for first, end in known))
        return any(
            count >= _WORDS_NEEDED and count >= _SHARE_NEEDED * self._sizes[message]
            for message, count in counts.items()
        )

    def _begins_message(self, lowered: str) -> bool:
        """Whether a text may be a known message and nothing else, as far as its first letters and its length tell."""
        beginning = read_letters(lowered[:_HEAD])[:_BEGINNING]
        return len(lowered) <= self._beginnings.get(beginning, -1)


def _read_beginnings(wordings: Wordings) -> dict[str, int]:
    """The first letters of every message, and how many characters a text that begins so may have."""
    longest: dict[str, int] = {}
    starts, letters = wordings.letter_starts.tolist(), unfold(wordings.letters)
    for template in np.flatnonzero(wordings.is_message).tolist():
        start, end = starts[template], starts[template + 1]
        room = _SPACED * (end - start) + _BEGINNING + _SLOT_ROOM * int(wordings.slots[template])
        beginning = letters[start : min(end, start + _BEGINNING)]
        longest[beginning] = max(longest.get(beginning, 0), room)
    return longest
