"""What the evidence needs to know of each entry, prepared once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log1p
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.knowledge.model import Entry


@dataclass(frozen=True, slots=True)
class EntryTraits:
    """Facts of one entry. `codes`: lower-cased, each with how telling it is; `systems`: with its home.

    `status`: the first of `statuses`, None for an entry without. `generic`: it says no more than that status.
    """

    home: str
    systems: frozenset[str]
    statuses: frozenset[int]
    status: int | None
    codes: tuple[tuple[str, float], ...]
    wrapper: bool
    generic: bool
    yields_to: frozenset[int]


def read_traits(entries: Sequence[Entry]) -> tuple[EntryTraits, ...]:
    """The traits of every entry, in their order; a code tells the more the fewer entries have it."""
    owners = Counter(code for entry in entries for code in {code.lower() for code in entry.codes})
    numbers = {entry.id: number for number, entry in enumerate(entries)}
    return tuple(
        EntryTraits(
            home=entry.home,
            systems=frozenset((entry.home, *entry.systems)),
            statuses=frozenset(entry.status),
            status=entry.status[0] if entry.status else None,
            codes=tuple(
                (code, log1p(len(entries) / owners[code])) for code in dict.fromkeys(map(str.lower, entry.codes))
            ),
            wrapper=entry.wrapper,
            generic=entry.is_bare_status,
            yields_to=frozenset(numbers[other] for other in entry.yields_to if other in numbers),
        )
        for entry in entries
    )
