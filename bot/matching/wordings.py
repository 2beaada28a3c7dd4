"""The templates of an index, without an object for each: arrays and one long string."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bot.matching.templates import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.matching.templates import Template

Ints = npt.NDArray[np.int32]

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wordings:
    """Everything but the grams of `len(self)` templates; template `t` is the wording of entry `entry_of[t]`.

    `letters` holds the folded texts of all, one behind the other; that of template `t` begins at `letter_starts[t]`.
    `word_ids` lists in the same way the words of messages as numbers in `vocabulary`; of other templates nobody asks.
    """

    entry_of: Ints
    slots: Ints
    is_message: npt.NDArray[np.bool_]
    letters: str
    letter_starts: Ints
    vocabulary: tuple[str, ...]
    word_ids: Ints
    word_starts: Ints
    numbers: Mapping[int, frozenset[str]]

    def __len__(self) -> int:
        return len(self.entry_of)

    def words_of(self, template: int) -> list[int]:
        """The distinct words of a message, as numbers in `vocabulary`."""
        return self.word_ids[self.word_starts[template] : self.word_starts[template + 1]].tolist()

    def numbers_of(self, template: int) -> frozenset[str]:
        """The numbers that a paste must hold to be told in this wording."""
        return self.numbers.get(template, _NONE)

    def needle(self, template: int) -> str:
        """The folded text of a template, its pieces in order."""
        return self.letters[self.letter_starts[template] : self.letter_starts[template + 1]]

    def are_alike(self, one: int, other: int) -> bool:
        """Whether the same is kept here of two messages."""
        return (
            self.needle(one) == self.needle(other)
            and bool(self.entry_of[one] == self.entry_of[other])
            and bool(self.slots[one] == self.slots[other])
            and set(self.words_of(one)) == set(self.words_of(other))
            and self.numbers_of(one) == self.numbers_of(other)
        )


class WordingsBuilder:
    """Takes templates one by one, and keeps of each only what `Wordings` and the index need."""

    def __init__(self) -> None:
        self._words: dict[str, int] = {}
        self._entries, self._slots, self._is_message = array("i"), array("i"), array("b")
        self._word_ids, self._word_starts = array("i"), array("i", [0])
        self._entry_words, self._word_entries = array("i"), array("i")
        self._numbers: dict[int, frozenset[str]] = {}

    def add(self, template: Template) -> None:
        """Take the next template."""
        words = self._words
        ids = array("i", [words.setdefault(word, len(words)) for word in sorted(template.words)])
        self._entry_words.extend(ids)
        self._word_entries.extend([template.entry] * len(ids))
        if template.numbers:
            self._numbers[len(self._entries)] = template.numbers
        self._entries.append(template.entry)
        self._slots.append(template.slots)
        self._is_message.append(template.kind is Kind.MESSAGE)
        if template.kind is Kind.MESSAGE:
            self._word_ids.extend(ids)
        self._word_starts.append(len(self._word_ids))

    def entry_words(self) -> tuple[Ints, Ints]:
        """Numbers of words and, beside each, an entry that holds it; with repetitions."""
        return _ints(self._entry_words), _ints(self._word_entries)

    def build(self, letters: str, letter_starts: Ints) -> Wordings:
        """The templates so far; their folded texts are made elsewhere, for all at once."""
        return Wordings(
            entry_of=_ints(self._entries),
            slots=_ints(self._slots),
            is_message=np.array(self._is_message, dtype=bool),
            letters=letters,
            letter_starts=letter_starts,
            vocabulary=tuple(self._words),
            word_ids=_ints(self._word_ids),
            word_starts=_ints(self._word_starts),
            numbers=self._numbers,
        )


def _ints(values: array[int]) -> Ints:
    return np.array(values, dtype=np.int32)
