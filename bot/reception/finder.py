"""Finds entries while somebody types: by title, alias, id or pinyin initials, forgiving typos."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from bot.reception.pinyin import initials

if TYPE_CHECKING:
    from bot.knowledge.model import Entry, KnowledgeBase, Language

_FLOOR = 60.0


@dataclass(frozen=True, slots=True)
class _Handle:
    entry: Entry
    names: tuple[str, ...]
    initials: str


class EntryFinder:
    """An index over one catalogue, built anew by `learn`."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.learn(knowledge)

    def learn(self, knowledge: KnowledgeBase) -> None:
        """Find in another catalogue from now on."""
        self._handles = tuple(_handle(entry) for entry in knowledge.entries.values())
        self._names = [name for handle in self._handles for name in handle.names]
        self._owners = [number for number, handle in enumerate(self._handles) for _ in handle.names]

    def find(self, query: str, language: Language, limit: int = 25) -> tuple[Entry, ...]:
        """The best entries first, at most `limit`. An empty query gives the first entries of the catalogue."""
        wanted = query.casefold().strip()
        if not wanted:
            return tuple(handle.entry for handle in self._handles[:limit])
        scores: dict[int, float] = {}
        for number, handle in enumerate(self._handles):
            if wanted in handle.names[0] or any(wanted in name for name in handle.names):
                scores[number] = 200.0 - min(len(name) for name in handle.names if wanted in name) / 10
            elif wanted.isascii() and len(wanted) > 1 and wanted in handle.initials:
                scores[number] = 150.0 - handle.initials.index(wanted) / 10
        if len(scores) < limit:
            for name, score, place in process.extract(
                wanted, self._names, scorer=fuzz.token_set_ratio, limit=None, score_cutoff=_FLOOR
            ):
                owner = self._owners[place]
                scores[owner] = max(score - len(name) / 100, scores.get(owner, 0.0))
        best = sorted(scores, key=lambda number: (-scores[number], self._title(number, language)))
        return tuple(self._handles[number].entry for number in best[:limit])

    def _title(self, number: int, language: Language) -> str:
        return self._handles[number].entry.title.in_language(language)


def _handle(entry: Entry) -> _Handle:
    names = (entry.id, entry.title.zh, entry.title.en, *entry.aliases.zh, *entry.aliases.en)
    return _Handle(entry, tuple(name.casefold() for name in names), initials(entry.title.zh))
