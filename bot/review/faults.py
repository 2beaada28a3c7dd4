"""What keeps a draft from becoming an entry of this catalogue, in keys that the interface words."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.knowledge.model import KnowledgeBase, System
    from bot.review.drafts import Draft

_SUGGESTED = 3
_NEAR_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Fault:
    """`no-system`: it names a system nobody knows, those in `near` come close. `taken`: the catalogue has its id.

    `no-entry`: what it is a message of is gone. `text`: the catalogue's own words in `detail`.
    """

    reason: Literal["no-system", "taken", "no-entry", "text"]
    detail: str
    near: tuple[str, ...] = ()


def find_faults(draft: Draft, catalogue: KnowledgeBase) -> tuple[Fault, ...]:
    """What is wrong with the names in a draft of a new entry."""
    unknown = (system for system in draft.systems if system not in catalogue.systems)
    faults = [Fault("no-system", system, suggest_systems(system, catalogue.systems.values())) for system in unknown]
    if draft.id in catalogue.entries:
        faults.append(Fault("taken", draft.id))
    return tuple(faults)


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
