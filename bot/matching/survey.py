"""From a paste to its candidates with their evidence. No decision is made here."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bot.matching.align import Aligner, Alignment
from bot.matching.choosing import Chooser, Chosen
from bot.matching.context import Context, ContextReader
from bot.matching.evidence import Candidate, PasteFacts, compare_messages, weigh
from bot.matching.index import GramQuery, Index
from bot.matching.index_file import index_key, read_index, write_index
from bot.matching.meanings import Meanings
from bot.matching.memory import Memory, list_remembered
from bot.matching.nearness import NearnessReader, read_entries
from bot.matching.reminders import Reminders
from bot.matching.shape import Shape, read_shape
from bot.matching.surroundings import read_surroundings
from bot.matching.symptoms import SymptomReader
from bot.matching.templates import make_templates, name_numbers
from bot.matching.traits import read_traits
from bot.matching.verbatim import Sayings, is_whole, may_be_whole
from bot.matching.vocabulary import Numbering
from bot.text.normalise import cap, normalise
from bot.text.signals import Signals, read_signals
from bot.text.window import focus
from bot.text.words import split_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from bot.knowledge.model import Entry, KnowledgeBase
    from bot.matching.nearness import Nearness
    from bot.matching.parts import Parts

_TEMPLATES_KEPT = 28
_TEMPLATES_OF_A_PART = 12
_MESSAGES_ALIGNED = 3
_WORDINGS_ALIGNED = 2
_STATUS_DIGITS = 3
_MEANT_CHARS = 3_000
_LABEL = re.compile(r"\W*(?:[\w .()\[\]-]{1,40}[:：]\W*)?")
_LETTERS = re.compile(r"[^\W\d_]{3}")
# Begins with its digit and looks back from there: so the search leaps to digits.
_NUMBER = re.compile(r"\d(?:(?<![A-Za-z0-9_.]\d)\d{0,5}(?![A-Za-z0-9_])|(?<=[a-zA-Z_]\d)\d\d(?!\d))")
# Compounds of letters, `_` and `:`, looked for from the beginning of a run only, and plain words.
_CODE_WORD = re.compile(r"(?:(?<![a-z0-9])|(?<=[_:]))\d*+([a-z][a-z0-9]*+(?:[_:][a-z0-9]++)+)|([a-z]{4,})")


@dataclass(frozen=True, slots=True)
class Survey:
    """All that the decision needs: the prepared text, what was read off it, and the candidates in no order.

    `symptoms`: ids of those that it tells of.
    `echo` (0..1) is how much of what is remembered near it reports an error, `around` what stands around a known
    message, None where there is none.
    `parts` are the surveys of its stretches where several errors stand apart in it; none for a stretch itself.
    """

    text: str
    query: GramQuery
    signals: Signals
    shape: Shape
    context: Context
    candidates: tuple[Candidate, ...]
    echo: float
    around: str | None
    symptoms: frozenset[str]
    parts: Parts | None = None


class Surveyor:
    """Finds and weighs candidates over one knowledge base. Built once; surveys change nothing but scratch space."""

    def __init__(
        self,
        knowledge: KnowledgeBase,
        memory: Memory,
        meanings: Meanings,
        symptoms: SymptomReader,
        cache: Path | None = None,
    ) -> None:
        self._memory = memory
        self._meanings = meanings
        self._symptoms = symptoms
        self.entries: tuple[Entry, ...] = tuple(knowledge.entries.values())
        self.index = _make_index(knowledge, meanings, cache)
        self._nearness = NearnessReader(self.entries, self.index.said, memory)
        self._traits = read_traits(self.entries, knowledge.foreign)
        self._chooser = Chooser(self.index, self._traits)
        self._numbering = Numbering(len(self.index.grams))
        self._aligner = Aligner(self.index, self._numbering)
        self._sayings = Sayings(self.entries)
        self._is_message = self.index.wordings.is_message.tobytes()
        self._context = ContextReader(knowledge.systems.values(), knowledge.foreign)

    def template_text(self, template: int) -> str:
        """The fixed words of a template; made anew, for only explanations ask for it."""
        number = int(self.index.wordings.entry_of[template])
        first = int(np.searchsorted(self.index.wordings.entry_of, number))
        return next(islice(make_templates(number, self.entries[number]), template - first, None)).text

    def survey(
        self,
        paste: str,
        system: str | None = None,
        channel_system: str | None = None,
        *,
        whole: Survey | None = None,
        hidden: frozenset[int] = frozenset(),
        thread: int | None = None,
    ) -> Survey:
        """Survey a redacted paste; `system` is the asker's choice, `channel_system` the channel's default, `hidden` the
        numbers of entries that don't answer here, `thread` one of which nothing is remembered.

        A part of a `whole` that speaks of no system itself is read as speaking of those that the whole speaks of, and
        the statuses of the whole are its statuses where they stand in it.
        """
        text = prepare(paste)
        lowered = text.lower()
        written = split_words(text)
        words = frozenset(written)
        signals = read_signals(text)
        context = self._context.read(lowered, words, signals, system, channel_system)
        if whole is not None:
            signals = _inherit(signals, whole.signals, text)
            if not context.strengths and not context.foreign:
                context = whole.context
        query = self.index.ask(text)
        known, terms = self._numbering.renumber(query.known)
        mass = float(self.index.gram_postings.weights[known].sum(dtype=np.float64))
        numbers = frozenset(_NUMBER.findall(text)) | {str(status) for status in signals.status} | name_numbers(text)
        codes = frozenset(compound or word for compound, word in _CODE_WORD.findall(lowered)) | numbers
        statuses = frozenset(int(number) for number in numbers if len(number) == _STATUS_DIGITS and number.isdecimal())
        symptoms = self._symptoms.read(lowered, words)
        known_words = self._chooser.number_words(words)
        facts = PasteFacts(
            words=frozenset(known_words),
            numbers=numbers,
            statuses=statuses,
            codes=codes,
            signals=signals,
            context=context,
            mass=mass,
            symptoms=symptoms,
        )
        recalled = self._memory.recall(list_remembered(written), thread)
        reminders = Reminders(recalled.pastes)
        chosen = self._chooser.choose(
            known,
            mass,
            known_words,
            codes=codes,
            statuses=signals.status or statuses,
            symptoms=sorted(symptoms),
            most=_TEMPLATES_KEPT if whole is None else _TEMPLATES_OF_A_PART,
        )
        meaning = self._meanings.read(list_meant(text, written))
        nearness = self._nearness.compare(meaning, tuple(chosen.templates), thread)
        weighed = self._weigh(
            text, query=query, terms=terms, chosen=chosen, reminders=reminders, nearness=nearness, facts=facts
        )
        candidates = tuple(compare_messages([one for one in weighed if one.entry not in hidden]))
        return Survey(
            text=text,
            query=query,
            signals=signals,
            shape=read_shape(text, words, len(signals.status), len(symptoms)),
            context=context,
            candidates=candidates,
            echo=recalled.echo,
            around=read_surroundings(text, query, candidates),
            symptoms=symptoms,
        )

    def _weigh(
        self,
        text: str,
        *,
        query: GramQuery,
        terms: npt.NDArray[np.int32],
        chosen: Chosen,
        reminders: Reminders,
        nearness: Sequence[Nearness],
        facts: PasteFacts,
    ) -> Iterable[Candidate]:
        worth_aligning = {
            number: self._best_of_each_kind(found) if found else () for number, found in chosen.templates.items()
        }
        flat = [template for templates in worth_aligning.values() for template in templates]
        alignments = iter(self._aligner.align(query, terms, flat))
        said = self._sayings.find(text, tuple(worth_aligning))
        vocabulary = chosen.vocabulary[[*worth_aligning]].tolist()
        for share, near, (number, templates) in zip(vocabulary, nearness, worth_aligning.items(), strict=True):
            message = alias = None
            whole: list[Alignment] = []
            if templates:
                aligned = [found for found in islice(alignments, len(templates)) if found is not None]
                messages = [found for found in aligned if self._is_message[found.template]]
                wordings = [found for found in aligned if not self._is_message[found.template]]
                whole = [found for found in messages if self._is_whole(found, number, query, facts)]
                message = self._take_best(whole or messages, facts)
                alias = max(wordings, key=_worth, default=None)
            traits = self._traits[number]
            evidence = weigh(
                traits,
                self.index.wordings,
                message=message,
                alias=alias,
                vocabulary=share,
                reminder=reminders.of(self.entries[number].id, traits.home),
                nearness=near,
                facts=facts,
            )
            yield Candidate(
                entry=number,
                yields_to=traits.yields_to,
                statuses=traits.statuses,
                generic=traits.generic,
                first_status=facts.signals.status[:1] == (traits.status,),
                foreign=not traits.guests.issuperset(facts.context.foreign),
                borrowed=traits.common and not evidence.system_agrees,
                own_line=message is not None and _has_own_line(text, query, message),
                whole=bool(whole),
                said=number in said,
                message=message,
                alias=alias,
                evidence=evidence,
            )

    def _best_of_each_kind(self, templates: Sequence[int]) -> list[int]:
        messages = [template for template in templates if self._is_message[template]]
        wordings = [template for template in templates if not self._is_message[template]]
        return messages[:_MESSAGES_ALIGNED] + wordings[:_WORDINGS_ALIGNED]

    def _is_whole(self, found: Alignment, entry: int, query: GramQuery, facts: PasteFacts) -> bool:
        if not may_be_whole(found) or not self.index.wordings.numbers_of(found.template) <= facts.numbers:
            return False
        first = int(self.index.wordings.entry_of.searchsorted(entry))
        return is_whole(found, self.entries[entry].messages[found.template - first], query.skeleton)

    def _take_best(self, messages: Sequence[Alignment], facts: PasteFacts) -> Alignment | None:
        if len(messages) <= 1:
            return messages[0] if messages else None
        return max(messages, key=lambda found: _worth(found) * (1.0 - self._missing(found, facts)))

    def _missing(self, alignment: Alignment, facts: PasteFacts) -> float:
        """0..0.5: of two wordings that differ in a number, the one whose number stands in the paste is taken."""
        needed = self.index.wordings.numbers_of(alignment.template)
        return 0.5 * len(needed - facts.numbers) / len(needed) if needed else 0.0


def prepare(paste: str) -> str:
    """The text of a redacted paste as it is surveyed."""
    return normalise(focus(cap(paste)))


def list_meant(text: str, written: Sequence[str]) -> Sequence[str]:
    """The words that a prepared text is taken to mean: those of its beginning. `written` are all of them."""
    return written if len(text) <= _MEANT_CHARS else split_words(text[:_MEANT_CHARS])


def _make_index(knowledge: KnowledgeBase, meanings: Meanings, cache: Path | None) -> Index:
    """The index over a catalogue, from the folder `cache` if it lies there, else built and put there."""
    key = index_key(f"{knowledge.digest} {meanings.digest}") if cache is not None else None
    if cache is not None and key is not None and (kept := read_index(cache, key)) is not None:
        return kept
    entries = tuple(knowledge.entries.values())
    templates = (made for number, entry in enumerate(entries) for made in make_templates(number, entry))
    index = replace(Index.build(templates, max(1, len(entries))), said=read_entries(entries, meanings))
    if cache is not None and key is not None:
        write_index(cache, key, index)
    return index


def _inherit(signals: Signals, whole: Signals, part: str) -> Signals:
    named = [status for status in whole.status if status not in signals.status and str(status) in part]
    return replace(signals, status=(*signals.status, *named)) if named else signals


def _has_own_line(text: str, query: GramQuery, found: Alignment) -> bool:
    """Whether nothing but a label (`Error:`) stands before a message on its line, and nothing behind it."""
    first, last = query.skeleton.ends(found.start, found.end)
    before = text[text.rfind("\n", 0, first) + 1 : first]
    stop = text.find("\n", last + 1)
    behind = text[last + 1 : stop if stop >= 0 else len(text)]
    return _LABEL.fullmatch(before) is not None and _LETTERS.search(behind) is None


def _worth(alignment: Alignment) -> float:
    return (alignment.coverage + alignment.likeness) * alignment.mass / (alignment.mass + 30.0)
