"""What a rule finds, before its place in a file is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.knowledge.document import Place
from bot.knowledge.model import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem of one entry or system, at a path inside it (`("fix", "zh", 2)`)."""

    subject: str
    place: Place
    message: str


Rule = Callable[[KnowledgeBase], Iterator[Finding]]
