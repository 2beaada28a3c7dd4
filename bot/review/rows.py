"""Texts with a known answer, by which a draft is judged: the corpus that came along, and what is live already."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.evaluation.corpus import CorpusError, default_corpus, load_rows
from bot.knowledge.slots import Literal, parse_message
from bot.text.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from bot.knowledge.model import Entry
    from bot.storage.records import Overlay

_WORD = re.compile(r"[a-z][a-z_']{2,}|\d{3,}|(?=([\u3400-\u9fff]{2}))")
_MAX_CHARS = 8_000
_COMMON_SHARE = 0.1
_SHARED = 2


@dataclass(frozen=True, slots=True)
class KnownPaste:
    """A text and the entries that are right for it; none where it wants silence or nobody knows it."""

    text: str
    expect: tuple[str, ...]
    silent: bool


class KnownPastes:
    """Reads the corpus once, when it is first asked for. Usable from any one thread at a time."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` holds the corpus; without it, the one that came along, if there is one."""
        self._folder = folder
        self._rows: tuple[KnownPaste, ...] | None = None
        self._holders: dict[str, set[int]] = {}

    def near(self, entry: Entry, overlays: Sequence[Overlay] = ()) -> tuple[KnownPaste, ...] | None:
        """The rows that an entry could be an answer to, as they share words with it; None without a corpus.

        A row that shares no telling word with an entry's messages can't be taken away by it, and asking all of them
        again would take many seconds. The samples of `overlays` count as rows. Takes half a second the first time.
        """
        rows = self._read()
        if rows is None:
            return None
        words = {word for text in _texts_of(entry) for word in words_of(text)}
        shared = Counter(row for word in words for row in self._holders.get(word, ()))
        common = len(rows) * _COMMON_SHARE
        telling = {row for word in words if len(held := self._holders.get(word, ())) <= common for row in held}
        near = [rows[number] for number in sorted(telling) if shared[number] >= _SHARED]
        samples = [KnownPaste(one.sample, (one.entry,), silent=False) for one in overlays if one.sample]
        return (*near, *samples)

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
        self._rows = tuple(KnownPaste(row.text, row.expect, silent=row.want == "silent") for row in found)
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
