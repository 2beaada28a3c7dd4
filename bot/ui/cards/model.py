"""What a diagnosis looks like, whatever shows it: Discord, a terminal or a picture."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.knowledge.model import Blame

if TYPE_CHECKING:
    from bot.ui.facts import Fact


class CardKind(StrEnum):
    """What a card says."""

    ANSWER = "answer"
    CHOICE = "choice"
    UNMATCHED = "unmatched"
    SILENT = "silent"


class Colour(StrEnum):
    """Colours by name; each surface has its own shade of them."""

    AMBER = "amber"
    ORANGE = "orange"
    PURPLE = "purple"
    RED = "red"
    TEAL = "teal"
    BLUE = "blue"
    GREY = "grey"


BLAME_COLOURS = {
    Blame.USER: Colour.AMBER,
    Blame.ACCOUNT: Colour.ORANGE,
    Blame.CHANNEL: Colour.PURPLE,
    Blame.UPSTREAM: Colour.RED,
    Blame.RELAY: Colour.TEAL,
    Blame.NETWORK: Colour.BLUE,
    Blame.CLIENT: Colour.GREY,
}


@dataclass(frozen=True, slots=True)
class Section:
    """A headed list. `numbered` where the order matters."""

    title: str
    lines: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class CardField:
    """A short named value, shown beside its neighbours where there is room."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Who says so; `url` is None where the page has no public address."""

    title: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Card:
    """One answer. Texts may hold inline code marks; values from the paste have been quoted already."""

    kind: CardKind
    title: str
    body: str
    colour: Colour
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    fields: tuple[CardField, ...] = ()
    references: tuple[Reference, ...] = ()
    footer: str = ""
    entry_id: str | None = None
