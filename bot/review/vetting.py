"""Looks a draft over before anybody approves it: the catalogue's rules, its sample, and what it would take away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.desk import Desk, Paste
from bot.knowledge.lint.identity import example_of
from bot.knowledge.lint.run import RULES
from bot.knowledge.lint.texts import verified_by
from bot.knowledge.model import KnowledgeBase
from bot.matching.matcher import Matcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from bot.knowledge.model import Entry
    from bot.matching.weights import Weights

_NEIGHBOURS = 25
_MOST = 12


@dataclass(frozen=True, slots=True)
class Complaint:
    """A fault of a draft. `lead`: its message or sample doesn't lead to it. `steal`: it takes what is another's."""

    kind: Literal["rule", "lead", "steal"]
    text: str


@dataclass(frozen=True, slots=True)
class Vetting:
    """What a look at a draft found. `knowledge` and `matcher` serve it together with everything else."""

    complaints: tuple[Complaint, ...]
    desk: Desk


def vet_entry(
    entry: Entry, knowledge: KnowledgeBase, weights: Weights, *, samples: Iterable[str], today: date
) -> Vetting:
    """Check an entry beside the catalogue, with the same rules as `errata kb check`.

    Builds an index over everything: about a second, so not for the event loop.
    """
    before = Desk(knowledge, Matcher(knowledge, weights))
    joined = KnowledgeBase(
        entries={**knowledge.entries, entry.id: entry},
        systems=knowledge.systems,
        foreign=knowledge.foreign,
        digest=f"{knowledge.digest}+{entry.id}",
    )
    after = Desk(joined, Matcher(joined, weights))
    complaints = [*_broken_rules(entry, joined, today), *_leads(entry, after, samples), *_steals(entry, before, after)]
    return Vetting(tuple(complaints[:_MOST]), after)


def _broken_rules(entry: Entry, knowledge: KnowledgeBase, today: date) -> Iterator[Complaint]:
    for rule in (*RULES, verified_by(today)):
        for finding in rule(knowledge):
            if finding.subject == entry.id and not _only_untranslated(entry, finding.message):
                yield Complaint("rule", f"{'.'.join(map(str, finding.place))}: {finding.message}".removeprefix(": "))


def _only_untranslated(entry: Entry, message: str) -> bool:
    """A missing language is for `kb publish` to ask for; in Discord the other one is shown meanwhile."""
    return entry.title.zh == entry.title.en and message.endswith("translate it")


def _leads(entry: Entry, desk: Desk, samples: Iterable[str]) -> Iterator[Complaint]:
    for number, message in enumerate(entry.messages, start=1):
        if (found := _answer(desk, example_of(message), entry.home)) != entry.id:
            yield Complaint("lead", f"message {number} leads to {found or 'nothing'}")
    for sample in samples:
        if (found := _answer(desk, sample, None)) != entry.id:
            yield Complaint("lead", f"the sample leads to {found or 'nothing'}")


def _steals(entry: Entry, before: Desk, after: Desk) -> Iterator[Complaint]:
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
                yield Complaint("steal", f"takes `{message[:80]}` away from {other_id}")


def _neighbours(desk: Desk, text: str) -> list[Entry]:
    reading = desk.read(Paste(text))
    return [desk.matcher.entries[scored.candidate.entry] for scored in reading.decision.ranked]


def _answer(desk: Desk, text: str, system: str | None) -> str | None:
    diagnosis = desk.diagnose(Paste(text, system=system))
    shown = [match.entry.id for match in diagnosis.matches] + [choice.entry.id for choice in diagnosis.choices]
    return shown[0] if shown else None
