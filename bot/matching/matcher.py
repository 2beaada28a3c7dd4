"""The face of the engine: a paste in, a decision out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.matching.decide import Decision, Door, decide
from bot.matching.gate import Gate
from bot.matching.parts import Parts
from bot.matching.survey import Survey, Surveyor
from bot.matching.symptoms import SymptomReader

if TYPE_CHECKING:
    from pathlib import Path

    from bot.knowledge.model import Entry, KnowledgeBase
    from bot.matching.index import Index
    from bot.matching.weights import Weights


class Matcher:
    """Matches pastes against one knowledge base. Not thread-safe: alignment uses scratch space."""

    def __init__(self, knowledge: KnowledgeBase, weights: Weights, cache: Path | None = None) -> None:
        """`cache` is a folder that keeps the index between two starts; the digest of `knowledge` must then name its
        content."""
        self._weights = weights
        symptoms = SymptomReader(knowledge.symptoms, knowledge.expressions)
        self._surveyor = Surveyor(knowledge, weights.memory, weights.meanings, symptoms, cache)
        self._gate = Gate(self._surveyor.index, symptoms)

    @property
    def gate(self) -> Gate:
        """What decides whether a text seen in a channel deserves a look-up."""
        return self._gate

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries by their number in candidates."""
        return self._surveyor.entries

    @property
    def index(self) -> Index:
        """The wordings of the entries, as pastes are compared with them."""
        return self._surveyor.index

    @property
    def weights(self) -> Weights:
        """The weights that decide."""
        return self._weights

    def template_text(self, template: int) -> str:
        """The fixed words of a template, for explaining."""
        return self._surveyor.template_text(template)

    def survey(
        self,
        paste: str,
        system: str | None = None,
        channel_system: str | None = None,
        hidden: frozenset[int] = frozenset(),
        thread: int | None = None,
    ) -> Survey:
        """The candidates of a redacted paste with their evidence, and of its parts where it holds several errors.

        Entries of the numbers `hidden` are no candidates; nothing that was pasted in `thread` is remembered.
        """
        whole = self._surveyor.survey(paste, system, channel_system, hidden=hidden, thread=thread)

        def survey_piece(piece: str) -> Survey:
            return self._surveyor.survey(piece, system, whole=whole, hidden=hidden, thread=thread)

        return replace(whole, parts=Parts(whole, survey_piece))

    def decide(self, survey: Survey, door: Door, *, eager: bool = False) -> Decision:
        """The decision on a survey for a door; `eager` as of `decide.decide`."""
        return decide(survey, self._weights, door, eager=eager)
