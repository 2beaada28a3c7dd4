"""What a rule finds, before its place in a file is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.knowledge.document import Place
from bot.knowledge.model import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem of one entry or system, at a path inside it (`("fix", "zh", 2)`).

    `message` is for people with the files at hand. Whoever words it otherwise does so by `key` and `values`; what a
    draft written in Discord can't run into has none.
    """

    subject: str
    place: Place
    message: str
    key: str = "text"
    values: Mapping[str, str | int] = field(default_factory=dict[str, str | int])


Rule = Callable[[KnowledgeBase], Iterator[Finding]]
