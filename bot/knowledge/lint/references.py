"""Rules about what an entry refers to: systems, other entries, sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches

from bot.knowledge.lint.finding import Finding
from bot.knowledge.model import KnowledgeBase


def known_systems(knowledge: KnowledgeBase) -> Iterator[Finding]:
    """Every system that an entry names, and the one it lives in, must be defined."""
    for entry in knowledge.entries.values():
        named = [(("systems", i), system) for i, system in enumerate(entry.systems)]
        for place, system in [*named, (("id",), entry.home)]:
            if system not in knowledge.systems:
                hint = _nearest(system, list(knowledge.systems), "define it in systems.yaml")
                yield Finding(entry.id, place, f"the system `{system}` is unknown: {hint}")


def home_among_systems(knowledge: KnowledgeBase) -> Iterator[Finding]:
    """An entry must list the system whose folder it lives in."""
    for entry in knowledge.entries.values():
        if entry.home not in entry.systems:
            yield Finding(entry.id, ("systems",), f"the entry lives in `{entry.home}` but does not list it: add it")


def known_symptoms(knowledge: KnowledgeBase) -> Iterator[Finding]:
    """Every symptom that an entry names is defined, and every one that is defined leads to an entry."""
    known = [symptom.id for symptom in knowledge.symptoms]
    led = {name for entry in knowledge.entries.values() for name in entry.symptoms}
    for entry in knowledge.entries.values():
        for i, name in enumerate(entry.symptoms):
            if name not in known:
                hint = _nearest(name, known, "define it in symptoms.yaml")
                yield Finding(entry.id, ("symptoms", i), f"the symptom `{name}` is unknown: {hint}")
    for name in known:
        if name not in led:
            yield Finding(name, ("id",), "no entry has this symptom: give it to the one that answers, or drop it")


def known_expressions(knowledge: KnowledgeBase) -> Iterator[Finding]:
    """Every group of expressions by which a symptom is told is defined."""
    known = [group.id for group in knowledge.expressions]
    for symptom in knowledge.symptoms:
        for i, way in enumerate(symptom.told):
            for name in way.split():
                if name not in known:
                    hint = _nearest(name, known, "define it in expressions.yaml")
                    yield Finding(symptom.id, ("told", i), f"the group `{name}` is unknown: {hint}")


def known_neighbours(unread: frozenset[str] = frozenset()) -> Callable[[KnowledgeBase], Iterator[Finding]]:
    """The rule that `tell_apart` names other entries that exist, each once.

    `unread` are ids whose files hold faults: they exist, and their own faults are told.
    """

    def know_neighbours(knowledge: KnowledgeBase) -> Iterator[Finding]:
        for entry in knowledge.entries.values():
            seen: set[str] = set()
            for i, note in enumerate(entry.tell_apart):
                place = ("tell_apart", i, "with")
                if note.other == entry.id:
                    yield Finding(entry.id, place, "an entry can't be told apart from itself: name the other one")
                elif note.other in seen:
                    yield Finding(entry.id, place, f"`{note.other}` stands twice in tell_apart: join the two sentences")
                elif note.other not in knowledge.entries and note.other not in unread:
                    hint = _nearest(note.other, list(knowledge.entries), "write the id of an entry that exists")
                    yield Finding(entry.id, place, f"the entry `{note.other}` does not exist: {hint}")
                seen.add(note.other)

    return know_neighbours


def mutual_neighbours(knowledge: KnowledgeBase) -> Iterator[Finding]:
    """Whoever reads either of two entries must learn how to tell them apart."""
    for entry in knowledge.entries.values():
        for note in entry.tell_apart:
            other = knowledge.entries.get(note.other)
            if other is not None and other is not entry and all(back.other != entry.id for back in other.tell_apart):
                yield Finding(
                    other.id, ("tell_apart",), f"`{entry.id}` tells itself apart from this entry: add the same here"
                )


def secure_links(knowledge: KnowledgeBase) -> Iterator[Finding]:
    """Every link is https."""
    told = "the link is not https: write the https address, or drop the link"
    for entry in knowledge.entries.values():
        for i, source in enumerate(entry.sources):
            if source.url is not None and source.url.scheme != "https":
                yield Finding(entry.id, ("sources", i, "url"), told, "not-https")
    for system in knowledge.systems.values():
        for i, link in enumerate(system.links):
            if link.url.scheme != "https":
                yield Finding(system.id, ("links", i, "url"), told)


def _nearest(given: str, known: list[str], otherwise: str) -> str:
    near = get_close_matches(given, known, n=1, cutoff=0.75)
    return f"did you mean `{near[0]}`?" if near else otherwise
