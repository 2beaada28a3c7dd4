"""What keeps a draft from becoming an entry of this catalogue, in keys that the interface words."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from bot.knowledge.document import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic_core import ErrorDetails

    from bot.knowledge.model import KnowledgeBase, System
    from bot.review.drafts import Draft

_SUGGESTED = 3
_NEAR_ENOUGH = 0.5


REASONS = frozenset(
    # Its names: a system nobody knows, an id that the catalogue has, an entry to add a message to that is gone.
    {"no-system", "taken", "no-entry", "name-form", "name-long"}
    # What is missing or can't be read: title, cause and steps, messages, slots, an address.
    | {"unwritten", "no-message", "slot", "address"}
    # What the rules of the catalogue say.
    | {"no-chinese", "chinese", "long-text", "long-answer", "no-slot", "only-values", "short", "twice"}
    | {"same-message", "not-https"}
    # What it does to pastes: a message or the sample leads elsewhere, it takes what is another's or wants silence.
    | {"lead-message", "lead-sample", "steal-message", "steal-row", "noise"}
    # Anything else, in the catalogue's own words.
    | {"text"}
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, as one of REASONS with what it speaks of, and where in the entry, such as `("fix", "zh", 2)`.

    `near` are systems that come close to an unknown one.
    """

    reason: str
    values: Mapping[str, str | int] = field(default_factory=dict[str, str | int])
    place: Place = ()
    near: tuple[str, ...] = ()


def find_faults(draft: Draft, catalogue: KnowledgeBase) -> tuple[Fault, ...]:
    """What is wrong with the names in a draft of a new entry."""
    unknown = (system for system in draft.systems if system not in catalogue.systems)
    faults = [
        Fault("no-system", {"name": system}, near=suggest_systems(system, catalogue.systems.values()))
        for system in unknown
    ]
    if draft.id in catalogue.entries:
        faults.append(Fault("taken", {"entry": draft.id}))
    return tuple(faults)


def fault_of_model(error: ErrorDetails, advice: str) -> Fault:
    """What keeps a draft from being an entry at all; in the words of `advice` where nothing better is known."""
    place = tuple(error["loc"])
    match place[:1], error["type"]:
        case ("id",), "string_pattern_mismatch":
            return Fault("name-form", {"name": str(error["input"])})
        case ("id",), "string_too_long":
            return Fault("name-long", {"most": int(error.get("ctx", {})["max_length"])})
        case ("messages",), "too_short":
            return Fault("no-message")
        case ("messages",), "value_error":
            return Fault("slot", place=place)
        case ("sources",), kind if kind.startswith("url"):
            return Fault("address")
        case _:
            return Fault("text", {"text": advice})


def find_system(words: str, systems: Iterable[System]) -> str:
    """The id of the system that somebody names by its id or a part of its name; what they typed where none fits."""
    typed = " ".join(words.casefold().split())
    named = {system.id: _names(system) for system in systems}
    exactly = [system for system, names in named.items() if typed in names]
    in_part = [system for system, names in named.items() if typed and any(typed in name for name in names)]
    for found in (exactly, in_part):
        if len(found) == 1:
            return found[0]
    return typed.replace(" ", "-")


def suggest_systems(words: str, systems: Iterable[System]) -> tuple[str, ...]:
    """Ids of the systems whose id or name comes closest to what somebody typed, the closest first."""
    by_name: Mapping[str, str] = {name: system.id for system in systems for name in _names(system)}
    close = get_close_matches(words.casefold(), list(by_name), n=2 * _SUGGESTED, cutoff=_NEAR_ENOUGH)
    return tuple(dict.fromkeys(by_name[name] for name in close))[:_SUGGESTED]


def _names(system: System) -> tuple[str, ...]:
    # "Relay (new-api, one-api)" is also called "Relay".
    full = [name.casefold() for name in (system.id, system.name.zh, system.name.en)]
    return tuple(dict.fromkeys([*full, *(name.partition(" (")[0] for name in full)]))
