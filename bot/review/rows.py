"""Texts with a known answer, by which a draft is judged: the corpus that came along, and what is live already."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from bot.evaluation.corpus import CorpusError, default_corpus, load_rows
from bot.knowledge.slots import Literal, parse_message
from bot.text.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from bot.knowledge.model import Entry
    from bot.storage.records import Overlay

_WORD = re.compile(r"[a-z][a-z_']{2,}|\d{3,}|(?=([\u3400-\u9fff]{2}))")
_MAX_CHARS = 8_000
_LEAST_SHARE = 0.27


@dataclass(frozen=True, slots=True)
class KnownPaste:
    """A text and the entries that are right for it; none where it wants silence or nobody knows it. `thread`: where it
    comes from."""

    text: str
    expect: tuple[str, ...]
    silent: bool
    thread: int | None = None


class KnownPastes:
    """Reads the corpus once, when it is first asked for. Usable from any one thread at a time."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` holds the corpus; without it, the one that came along, if there is one."""
        self._folder = folder
        self._rows: tuple[KnownPaste, ...] | None = None
        self._holders: dict[str, set[int]] = {}

    def near(
        self, entry: Entry, overlays: Sequence[Overlay] = (), known: Entry | None = None
    ) -> tuple[KnownPaste, ...] | None:
        """The rows that an entry could be an answer to, as they share words with it; None without a corpus.

        These are the rows that hold 27 % of the words of one of its texts, where a word weighs the more the
        fewer rows have it. Of the corpus' own answers that finds more than 98 %, and to ask all rows again would take
        many seconds. Where the catalogue has the entry, as `known`, only its further texts can change anything. The
        samples of `overlays` count as rows. Takes some seconds the first time, for the corpus is read then.
        """
        rows = self._read()
        if rows is None:
            return None
        old = set(_texts_of(known)) if known is not None else set[str]()
        new = {text for text in _texts_of(entry) if text not in old}
        near = [rows[number] for number in sorted({row for text in new for row in self._holding(text)})]
        samples = [KnownPaste(one.sample, (one.entry,), silent=False) for one in overlays if one.sample]
        return (*near, *samples)

    def _holding(self, text: str) -> Iterator[int]:
        """The rows that hold enough of a text."""
        held = {word: self._holders.get(word, ()) for word in words_of(text)}
        weights = {word: log((len(self._rows or ()) + 1) / (len(rows) + 0.5)) for word, rows in held.items()}
        needed = _LEAST_SHARE * sum(weights.values())
        shared: defaultdict[int, float] = defaultdict(float)
        for word, rows in held.items():
            for row in rows:
                shared[row] += weights[word]
        return (row for row, weight in shared.items() if weight >= needed)

    def _read(self) -> tuple[KnownPaste, ...] | None:
        if self._rows is not None:
            return self._rows
        folder = self._folder or default_corpus()
        try:
            found = load_rows(sorted(folder.glob("*.yaml"))) if folder is not None else ()
        except CorpusError:
            found = ()
        if not found:
            return None
        self._rows = tuple(
            KnownPaste(row.text, row.expect, silent=row.want == "silent", thread=row.thread) for row in found
        )
        holders: defaultdict[str, set[int]] = defaultdict(set)
        for number, row in enumerate(self._rows):
            for word in words_of(row.text):
                holders[word].add(number)
        self._holders = dict(holders)
        return self._rows


def words_of(text: str) -> set[str]:
    """Words, numbers of three digits and more, and pairs of Chinese characters."""
    plain = normalise(text)[:_MAX_CHARS].lower()
    return {found[0] or found[1] or "" for found in _WORD.finditer(plain)} - {""}


def _texts_of(entry: Entry) -> Iterable[str]:
    for message in entry.messages:
        yield " ".join(piece.text for piece in parse_message(message) if isinstance(piece, Literal))
    for aliases in (entry.aliases.zh, entry.aliases.en):
        yield from aliases
    yield from entry.codes
