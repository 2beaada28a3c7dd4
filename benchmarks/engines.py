"""The engine and what a user would pick instead, behind one face: build over entries, search a text."""

from __future__ import annotations

import re
import sqlite3
from abc import ABC, abstractmethod
from collections import Counter

import bm25s
import tantivy
from rapidfuzz import fuzz, process

from bot.evaluation.corpus import Row
from bot.knowledge.model import Entry, KnowledgeBase
from bot.matching.decide import Door
from bot.matching.matcher import Matcher
from bot.matching.survey import Survey
from bot.matching.weights import Weights

_WORD = re.compile(r"[a-z0-9_]+|[\u4e00-\u9fff]")
_SLOT = re.compile(r"%\{[A-Z]+:?\w*\}")


def fold(text: str) -> list[str]:
    """Lower-cased words and single ideographs: the analysis every word engine gets."""
    return _WORD.findall(text.lower())


def texts_of(entry: Entry) -> list[str]:
    """What every engine may search: messages, aliases and titles of an entry."""
    return [
        *(_SLOT.sub(" ", message) for message in entry.messages),
        *entry.aliases.zh,
        *entry.aliases.en,
        entry.title.zh,
        entry.title.en,
    ]


class Engine(ABC):
    """Searches entries; `search` gives up to `most` entry ids, best first."""

    name: str

    @abstractmethod
    def build(self, entries: list[Entry]) -> None: ...

    @abstractmethod
    def search(self, text: str, most: int = 3) -> list[str]: ...

    def search_row(self, row: Row) -> list[str]:
        """What is found for a row of the corpus, which an engine must not know beforehand."""
        return self.search(row.text)


class Errata(Engine):
    """The project's engine: a whole look-up as somebody who asks gets it, told by its ranking, whatever the verdict."""

    name = "Errata"

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._knowledge = knowledge

    def build(self, entries: list[Entry]) -> None:
        indexed = self._knowledge.model_copy(update={"entries": {entry.id: entry for entry in entries}})
        self._matcher = Matcher(indexed, Weights.load())

    def search(self, text: str, most: int = 3) -> list[str]:
        return self._rank(self._matcher.survey(text))[:most]

    def search_row(self, row: Row) -> list[str]:
        return self._rank(self._matcher.survey(row.text, thread=row.thread))[:3]

    def _rank(self, survey: Survey) -> list[str]:
        ranked = self._matcher.decide(survey, Door.COMMAND).ranked
        return [self._matcher.entries[one.candidate.entry].id for one in ranked]


class _OneTextEach(Engine):
    """Engines that search one document an entry."""

    def build(self, entries: list[Entry]) -> None:
        self._ids = [entry.id for entry in entries]
        self._index([" ".join(texts_of(entry)) for entry in entries])

    @abstractmethod
    def _index(self, documents: list[str]) -> None: ...


class Bm25s(_OneTextEach):
    name = "bm25s"

    def _index(self, documents: list[str]) -> None:
        self._retriever = bm25s.BM25()
        self._retriever.index([fold(document) for document in documents], show_progress=False)

    def search(self, text: str, most: int = 3) -> list[str]:
        words = fold(text)
        if not words:
            return []
        found, _ = self._retriever.retrieve([words], k=min(most, len(self._ids)), show_progress=False)
        return [self._ids[int(number)] for number in found[0]]


class Tantivy(_OneTextEach):
    name = "tantivy"

    def _index(self, documents: list[str]) -> None:
        schema = tantivy.SchemaBuilder().add_integer_field("number", stored=True).add_text_field("body").build()
        self._search_index = tantivy.Index(schema)
        writer = self._search_index.writer(heap_size=60_000_000)
        for number, document in enumerate(documents):
            writer.add_document(tantivy.Document(number=number, body=" ".join(fold(document))))
        writer.commit()
        writer.wait_merging_threads()
        self._search_index.reload()
        self._searcher = self._search_index.searcher()

    def search(self, text: str, most: int = 3) -> list[str]:
        words = " ".join(dict.fromkeys(fold(text)))
        if not words:
            return []
        query = self._search_index.parse_query(words, ["body"])
        hits = self._searcher.search(query, most).hits
        return [self._ids[self._searcher.doc(address)["number"][0]] for _, address in hits]


class Fts5(_OneTextEach):
    name = "SQLite FTS5"

    def _index(self, documents: list[str]) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE VIRTUAL TABLE entries USING fts5(body, tokenize='unicode61')")
        rows = [(number + 1, " ".join(fold(document))) for number, document in enumerate(documents)]
        self._connection.executemany("INSERT INTO entries(rowid, body) VALUES (?, ?)", rows)

    def search(self, text: str, most: int = 3) -> list[str]:
        words = list(dict.fromkeys(fold(text)))[:400]
        if not words:
            return []
        query = " OR ".join(f'"{word}"' for word in words)
        rows = self._connection.execute(
            "SELECT rowid FROM entries WHERE entries MATCH ? ORDER BY rank LIMIT ?", (query, most)
        )
        return [self._ids[row[0] - 1] for row in rows]


class RapidFuzz(Engine):
    """One rapidfuzz scorer over every single text."""

    def __init__(self, scorer_name: str) -> None:
        self.name = f"rapidfuzz {scorer_name}"
        self._scorer = getattr(fuzz, scorer_name)

    def build(self, entries: list[Entry]) -> None:
        pairs = [(text.lower(), entry.id) for entry in entries for text in texts_of(entry)]
        self._texts = [text for text, _ in pairs]
        self._ids = [entry for _, entry in pairs]

    def search(self, text: str, most: int = 3) -> list[str]:
        found = process.extract(text.lower()[:4000], self._texts, scorer=self._scorer, limit=most * 6)
        return list(dict.fromkeys(self._ids[number] for _, _, number in found))[:most]


class Literals(Engine):
    """The longest message that occurs word for word: what most support bots do."""

    name = "literal substrings"

    def build(self, entries: list[Entry]) -> None:
        pieces = [
            (piece.strip().lower(), entry.id)
            for entry in entries
            for message in entry.messages
            for piece in [max(_SLOT.split(message), key=len)]
            if len(piece.strip()) >= 8
        ]
        self._pieces = sorted(pieces, key=lambda pair: -len(pair[0]))

    def search(self, text: str, most: int = 3) -> list[str]:
        lowered = text.lower()
        found: dict[str, None] = {}
        for piece, entry in self._pieces:
            if piece in lowered:
                found.setdefault(entry)
                if len(found) == most:
                    break
        return list(found)


class StatusOnly(Engine):
    """The first status in the text, answered with the entry that has most messages under it: reading a wiki's table."""

    name = "status only"

    def build(self, entries: list[Entry]) -> None:
        by_status: dict[str, Counter[str]] = {}
        for entry in entries:
            for status in entry.status:
                by_status.setdefault(str(status), Counter())[entry.id] = len(entry.messages)
        self._by_status = {
            status: [entry for entry, _ in counts.most_common(3)] for status, counts in by_status.items()
        }

    def search(self, text: str, most: int = 3) -> list[str]:
        for found in re.findall(r"(?<!\d)[45]\d\d(?!\d)", text):
            if found in self._by_status:
                return self._by_status[found][:most]
        return []


def all_engines(knowledge: KnowledgeBase) -> list[Engine]:
    """Every engine of the comparison, ours first, which knows the systems and symptoms of the catalogue."""
    return [
        Errata(knowledge), Tantivy(), Bm25s(), Fts5(), RapidFuzz("partial_ratio"), RapidFuzz("token_set_ratio"), RapidFuzz("WRatio"),
        Literals(), StatusOnly(),
    ]  # fmt: skip
