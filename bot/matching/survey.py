"""From a paste to its candidates with their evidence. No decision is made here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bot.matching.align import Aligner, Alignment
from bot.matching.context import Context, ContextReader
from bot.matching.evidence import Candidate, PasteFacts, weigh
from bot.matching.index import GramQuery, Index
from bot.matching.index_file import index_key, read_index, write_index
from bot.matching.shape import Shape, read_shape
from bot.matching.templates import make_templates, name_numbers
from bot.matching.vocabulary import Numbering
from bot.text.normalise import cap, normalise
from bot.text.signals import Signals, read_signals
from bot.text.window import focus
from bot.text.words import split_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.knowledge.model import Entry, KnowledgeBase

_TEMPLATES_KEPT = 28
_TEMPLATES_SURE = 8
_FAINT = 0.1
_MESSAGES_ALIGNED = 3
_WORDINGS_ALIGNED = 2
_WORD_ENTRIES_KEPT = 8
_CODE_ENTRIES_KEPT = 6
_WORD_SMOOTHING = 6.0
_NUMBER = re.compile(r"(?<![A-Za-z0-9_.])\d{1,6}(?![A-Za-z0-9_])|(?<=[a-zA-Z_])\d{3}(?!\d)")
# Compounds of letters, `_` and `:`, looked for from the beginning of a run only, and plain words.
_CODE_WORD = re.compile(r"(?:(?<![a-z0-9])|(?<=[_:]))\d*+([a-z][a-z0-9]*+(?:[_:][a-z0-9]++)++)|([a-z]{4,})")


@dataclass(frozen=True, slots=True)
class Survey:
    """All that the decision needs: the prepared text, what was read off it, and the candidates in no order.

    `parts` are the surveys of its stretches where several errors stand apart in it.
    """

    text: str
    query: GramQuery
    signals: Signals
    shape: Shape
    context: Context
    candidates: tuple[Candidate, ...]
    parts: tuple[Survey, ...] = ()


class Surveyor:
    """Finds and weighs candidates over one knowledge base. Built once; surveys change nothing but scratch space."""

    def __init__(self, knowledge: KnowledgeBase, cache: Path | None = None) -> None:
        self.entries: tuple[Entry, ...] = tuple(knowledge.entries.values())
        self.index = _make_index(knowledge, cache)
        self._words = {word: number for number, word in enumerate(self.index.wordings.vocabulary)}
        self._numbering = Numbering(len(self.index.grams))
        self._aligner = Aligner(self.index, self._numbering)
        self._is_message = self.index.wordings.is_message.tobytes()
        self._context = ContextReader(knowledge.systems.values(), knowledge.foreign)
        self._codes = _entries_by_code(self.entries)
        self._code_weights = {
            code: float(np.log1p(len(self.entries) / len(owners))) for code, owners in self._codes.items()
        }
        numbers = {entry.id: number for number, entry in enumerate(self.entries)}
        self._yields_to = tuple(
            frozenset(numbers[other] for other in entry.yields_to if other in numbers) for entry in self.entries
        )
        self._by_status = _wrappers_by_status(self.entries)

    def template_text(self, template: int) -> str:
        """The fixed words of a template; made anew, for only explanations ask for it."""
        number = int(self.index.wordings.entry_of[template])
        first = int(np.searchsorted(self.index.wordings.entry_of, number))
        return next(islice(make_templates(number, self.entries[number]), template - first, None)).text

    def survey(self, paste: str, system: str | None = None, channel_system: str | None = None) -> Survey:
        """Survey a redacted paste; `system` is the asker's choice, `channel_system` the channel's default."""
        text = normalise(focus(cap(paste)))
        lowered = text.lower()
        word_list = split_words(text)
        words = frozenset(word_list)
        signals = read_signals(text)
        context = self._context.read(lowered, words, signals, system, channel_system)
        query = self.index.ask(text)
        known, terms = self._numbering.renumber(query.known)
        mass = float(self.index.gram_postings.weights[known].sum(dtype=np.float64))
        numbers = frozenset(_NUMBER.findall(text)) | {str(status) for status in signals.status} | name_numbers(text)
        codes = frozenset(compound or word for compound, word in _CODE_WORD.findall(lowered)) | numbers
        facts = PasteFacts(words=words, numbers=numbers, codes=codes, signals=signals, context=context, mass=mass)
        vocabulary = self._score_words(words)
        chosen = self._choose(known, mass, vocabulary, facts)
        return Survey(
            text=text,
            query=query,
            signals=signals,
            shape=read_shape(text, words, len(signals.status)),
            context=context,
            candidates=tuple(self._weigh(query, terms, chosen, vocabulary, facts)),
        )

    def _score_words(self, words: frozenset[str]) -> npt.NDArray[np.float64]:
        """For each entry the share (0..1) of the paste's known word weight that its texts hold."""
        known = [self._words[word] for word in words if word in self._words]
        if not known:
            return np.zeros(len(self.entries))
        known.sort()
        terms = np.array(known, dtype=np.int32)
        postings = self.index.word_postings
        scores = postings.score(terms, len(self.entries))
        scores /= float(postings.weights[terms].sum(dtype=np.float64)) + _WORD_SMOOTHING
        return scores

    def _choose(
        self,
        known: npt.NDArray[np.int32],
        mass: float,
        vocabulary: npt.NDArray[np.float64],
        facts: PasteFacts,
    ) -> dict[int, list[int]]:
        """Entry number -> its templates worth aligning, best first."""
        found = self.index.gram_postings.score(known, len(self.index.wordings))
        touched = (found > 0).nonzero()[0]
        found = found[touched]
        rank = found * np.maximum(found / self.index.gram_mass[touched], 0.85 / max(mass, 20.0) * found)
        best = _largest(rank, _TEMPLATES_KEPT)
        best = best[rank[best] >= _FAINT * rank[best[:1]]] if len(best) > _TEMPLATES_SURE else best
        kept = touched[best]
        chosen: dict[int, list[int]] = {}
        for entry, template in zip(self.index.wordings.entry_of[kept].tolist(), kept.tolist(), strict=True):
            chosen.setdefault(entry, []).append(template)
        for entry in _largest(vocabulary, _WORD_ENTRIES_KEPT).tolist():
            chosen.setdefault(entry, [])
        by_code = (entry for code in facts.codes if code in self._codes for entry in self._rare_owners(code))
        for entry in _first(by_code, _CODE_ENTRIES_KEPT):
            chosen.setdefault(entry, [])
        for status in facts.signals.status or [int(number) for number in facts.numbers if len(number) == 3]:
            for entry in self._by_status.get(status, ()):
                chosen.setdefault(entry, [])
        return chosen

    def _rare_owners(self, code: str) -> tuple[int, ...]:
        owners = self._codes[code]
        return owners if len(owners) <= _CODE_ENTRIES_KEPT else ()

    def _weigh(
        self,
        query: GramQuery,
        terms: npt.NDArray[np.int32],
        chosen: dict[int, list[int]],
        vocabulary: npt.NDArray[np.float64],
        facts: PasteFacts,
    ) -> Iterable[Candidate]:
        worth_aligning = {number: self._best_of_each_kind(templates) for number, templates in chosen.items()}
        flat = [template for templates in worth_aligning.values() for template in templates]
        alignments = iter(self._aligner.align(query, terms, flat))
        for number, templates in worth_aligning.items():
            aligned = [found for found in islice(alignments, len(templates)) if found is not None]
            messages = [found for found in aligned if self._is_message[found.template]]
            wordings = [found for found in aligned if not self._is_message[found.template]]
            message = max(messages, key=lambda found: _worth(found) * (1.0 - self._missing(found, facts)), default=None)
            alias = max(wordings, key=_worth, default=None)
            evidence = weigh(
                self.entries[number],
                self.index.wordings,
                message=message,
                alias=alias,
                vocabulary=float(vocabulary[number]),
                code_weights=self._code_weights,
                facts=facts,
            )
            entry = self.entries[number]
            yield Candidate(
                entry=number,
                yields_to=self._yields_to[number],
                generic=entry.is_bare_status,
                first_status=facts.signals.status[:1] == entry.status[:1],
                message=message,
                alias=alias,
                evidence=evidence,
            )

    def _best_of_each_kind(self, templates: list[int]) -> list[int]:
        messages = [template for template in templates if self._is_message[template]]
        wordings = [template for template in templates if not self._is_message[template]]
        return messages[:_MESSAGES_ALIGNED] + wordings[:_WORDINGS_ALIGNED]

    def _missing(self, alignment: Alignment, facts: PasteFacts) -> float:
        """0..0.5: of two wordings that differ in a number, the one whose number stands in the paste is taken."""
        needed = self.index.wordings.numbers_of(alignment.template)
        return 0.5 * len(needed - facts.numbers) / len(needed) if needed else 0.0


def _make_index(knowledge: KnowledgeBase, cache: Path | None) -> Index:
    """The index over a catalogue, from the folder `cache` if it lies there, else built and put there."""
    key = index_key(knowledge.digest) if cache is not None else None
    if cache is not None and key is not None and (kept := read_index(cache, key)) is not None:
        return kept
    entries = knowledge.entries.values()
    templates = (made for number, entry in enumerate(entries) for made in make_templates(number, entry))
    index = Index.build(templates, max(1, len(entries)))
    if cache is not None and key is not None:
        write_index(cache, key, index)
    return index


def _worth(alignment: Alignment) -> float:
    return (alignment.coverage + alignment.likeness) * alignment.mass / (alignment.mass + 30.0)


def _largest(values: npt.NDArray[np.float64], count: int) -> npt.NDArray[np.intp]:
    """Indices of the largest positive values, largest first; of equal ones those that come last in the catalogue."""
    places = (values > 0).nonzero()[0][::-1]
    if len(places) > count:
        found = values[places]
        bar = np.partition(found, len(found) - count)[len(found) - count]
        places = places[found >= bar]
    order = np.argsort(-values[places], kind="stable")
    return places[order[:count]]


def _first(values: Iterable[int], most: int) -> list[int]:
    return sorted(set(values))[:most]


def _entries_by_code(entries: tuple[Entry, ...]) -> dict[str, tuple[int, ...]]:
    owners: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        for code in dict.fromkeys(code.lower() for code in entry.codes):
            owners.setdefault(code, []).append(number)
    return {code: tuple(numbers) for code, numbers in owners.items()}


def _wrappers_by_status(entries: tuple[Entry, ...]) -> dict[int, tuple[int, ...]]:
    """Entries that say no more than one status, by that status."""
    found: dict[int, list[int]] = {}
    for number, entry in enumerate(entries):
        if entry.is_bare_status:
            found.setdefault(entry.status[0], []).append(number)
    return {status: tuple(numbers) for status, numbers in found.items()}
