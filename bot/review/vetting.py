"""Looks a draft over before anybody approves it: the catalogue's rules, its sample, and what it would take away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.desk import Desk, Paste
from bot.knowledge.lint.identity import example_of
from bot.knowledge.lint.references import known_neighbours
from bot.knowledge.lint.run import RULES
from bot.knowledge.lint.texts import verified_by
from bot.knowledge.model import KnowledgeBase
from bot.matching.decide import Door
from bot.matching.matcher import Matcher
from bot.review.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from bot.knowledge.model import Entry
    from bot.matching.weights import Weights
    from bot.review.rows import KnownPaste

_NEIGHBOURS = 25
_MOST = 12
_QUOTED = 120


@dataclass(frozen=True, slots=True)
class Change:
    """A test row without a right answer so far that would lead to the draft; `before` is where it led."""

    text: str
    before: str | None


@dataclass(frozen=True, slots=True)
class Vetting:
    """What a look at a draft found.

    `changes` are no faults, but worth a look. `compared`: how many test rows were asked, None where there are none.
    """

    faults: tuple[Fault, ...]
    changes: tuple[Change, ...] = ()
    compared: int | None = None


def vet_entry(
    entry: Entry,
    knowledge: KnowledgeBase,
    weights: Weights,
    *,
    samples: Iterable[str],
    today: date,
    rows: Sequence[KnownPaste] | None = None,
) -> Vetting:
    """Check an entry beside the catalogue, with the same rules as `errata kb check`, and against test rows.

    Builds two indexes over everything and asks hundreds of rows: some two seconds, so not for the event loop.
    """
    before = Desk(knowledge, Matcher(knowledge, weights))
    entries = {**knowledge.entries, entry.id: entry}
    joined = knowledge.model_copy(update={"entries": entries, "digest": f"{knowledge.digest}+{entry.id}"})
    after = Desk(joined, Matcher(joined, weights))
    faults = [*_broken_rules(entry, joined, today), *_leads(entry, after, samples), *_steals(entry, before, after)]
    changes: list[Change] = []
    for row in rows or ():
        found = _compare(entry, row, before, after)
        if isinstance(found, Fault):
            faults.append(found)
        elif found is not None:
            changes.append(found)
    return Vetting(tuple(faults[:_MOST]), tuple(changes[:_MOST]), None if rows is None else len(rows))


def _broken_rules(entry: Entry, knowledge: KnowledgeBase, today: date) -> Iterator[Fault]:
    for rule in (*RULES, known_neighbours(), verified_by(today)):
        for finding in rule(knowledge):
            if finding.subject == entry.id and not _only_untranslated(entry, finding.key):
                values = finding.values if finding.key != "text" else {"text": finding.message}
                yield Fault(finding.key, values, finding.place)


def _only_untranslated(entry: Entry, key: str) -> bool:
    """A missing language is for `kb publish` to ask for; in Discord the other one is shown meanwhile."""
    return entry.title.zh == entry.title.en and key in {"no-chinese", "chinese"}


def _leads(entry: Entry, desk: Desk, samples: Iterable[str]) -> Iterator[Fault]:
    for number, message in enumerate(entry.messages, start=1):
        if (found := _answer(desk, example_of(message), entry.home)) != entry.id:
            yield Fault("lead-message", {"number": number, "found": found or ""})
    for sample in samples:
        if (found := _answer(desk, sample, None)) != entry.id:
            yield Fault("lead-sample", {"found": found or ""})


def _steals(entry: Entry, before: Desk, after: Desk) -> Iterator[Fault]:
    """Messages of neighbours that led home before and don't any more."""
    near = dict.fromkeys(
        other.id
        for message in entry.messages
        for other in _neighbours(before, example_of(message))
        if other.id != entry.id
    )
    for other_id in list(near)[:_NEIGHBOURS]:
        other = before.knowledge.entries[other_id]
        for message in other.messages:
            text = example_of(message)
            if any(
                _answer(before, text, system) == other_id != _answer(after, text, system)
                for system in (other.home, None)
            ):
                yield Fault("steal-message", {"text": message[:_QUOTED], "entry": other_id})


def _compare(entry: Entry, row: KnownPaste, before: Desk, after: Desk) -> Fault | Change | None:
    """What the entry does to a row of the corpus."""
    if entry.id in row.expect:
        return None
    text = " ".join(row.text.split())[:_QUOTED]
    if row.silent:
        paste = Paste(row.text, Door.WATCH, thread=row.thread)
        if _is_shown(entry, after, paste) and not _is_shown(entry, before, paste):
            return Fault("noise", {"text": text})
        return None
    new = _answer(after, row.text, None, row.thread)
    if new != entry.id:
        return None
    old = _answer(before, row.text, None, row.thread)
    if old in row.expect:
        return Fault("steal-row", {"text": text, "entry": old})
    return Change(text, old) if old != new else None


def _is_shown(entry: Entry, desk: Desk, paste: Paste) -> bool:
    return any(one.id == entry.id for one in desk.find(paste))


def _neighbours(desk: Desk, text: str) -> list[Entry]:
    reading = desk.read(Paste(text))
    return [desk.matcher.entries[scored.candidate.entry] for scored in reading.decision.ranked]


def _answer(desk: Desk, text: str, system: str | None, thread: int | None = None) -> str | None:
    return next((entry.id for entry in desk.find(Paste(text, system=system, thread=thread))), None)
