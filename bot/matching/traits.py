"""What the evidence needs to know of each entry, prepared once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log1p
from typing import TYPE_CHECKING

from bot.text.words import split_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.knowledge.model import Entry, Foreign


@dataclass(frozen=True, slots=True)
class EntryTraits:
    """Facts of one entry. `codes`: lower-cased, each with how telling it is; `systems`: with its home.

    `status`: the first of `statuses`, None for an entry without. `generic`: it says no more than that status. `guests`:
    names of services outside the catalogue whose error the entry explains all the same.
    """

    home: str
    systems: frozenset[str]
    statuses: frozenset[int]
    status: int | None
    codes: tuple[tuple[str, float], ...]
    wrapper: bool
    common: bool
    generic: bool
    yields_to: frozenset[int]
    symptoms: frozenset[str]
    guests: frozenset[str]


def read_traits(entries: Sequence[Entry], foreign: Sequence[Foreign]) -> tuple[EntryTraits, ...]:
    """The traits of every entry, in their order; a code tells the more the fewer entries have it."""
    services: dict[str, set[str]] = {}
    for service in foreign:
        for word in _name_words(service.traces):
            services.setdefault(word, set()).add(service.name)
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
            common=entry.common,
            generic=entry.is_bare_status,
            yields_to=frozenset(numbers[other] for other in entry.yields_to if other in numbers),
            symptoms=frozenset(entry.symptoms),
            guests=_find_guests(entry, services),
        )
        for entry in entries
    )


def _find_guests(entry: Entry, services: Mapping[str, set[str]]) -> frozenset[str]:
    """The services (by the words that name them) whose one-word names stand in the title of an entry."""
    words = {*split_words(entry.title.en), *split_words(entry.title.zh)}
    return frozenset(name for word in words & services.keys() for name in services[word])


def _name_words(traces: Sequence[str]) -> frozenset[str]:
    return frozenset(trace.lower() for trace in traces if trace.isalpha())
