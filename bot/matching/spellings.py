"""Which messages of an entry are one to matching: they differ only in signs that it does not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.matching.verbatim import read_room

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.knowledge.model import Entry
    from bot.matching.index import Index


class Spellings:
    """Compares the messages of entries by what matching keeps of them, and by nothing else."""

    def __init__(self, index: Index, entries: Sequence[Entry]) -> None:
        """`index` holds the templates of `entries`."""
        self._index = index
        self._messages = {entry.id: entry.messages for entry in entries}
        firsts = np.searchsorted(index.wordings.entry_of, np.arange(len(entries))).tolist()
        self._firsts = dict(zip(self._messages, firsts, strict=True))

    def covers(self, entry_id: str, one: int, other: int) -> bool:
        """Whether message number `one` of an entry is found wherever number `other` is, with the same evidence.

        Not always both ways: the spelling with more signs leaves a paste more room to be that message and nothing else.
        """
        first, messages = self._firsts[entry_id], self._messages[entry_id]
        if not self._index.are_alike(first + one, first + other):
            return False
        rooms = zip(read_room(messages[one]), read_room(messages[other]), strict=True)
        return all(left >= needed for left, needed in rooms)
