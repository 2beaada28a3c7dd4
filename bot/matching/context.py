"""Which systems a paste speaks of, by the traces that `systems.yaml` lists and by what the door knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.text.presence import find_apart
from bot.text.words import first_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.knowledge.model import Foreign, System
    from bot.matching.traits import EntryTraits
    from bot.text.signals import Signals

CHOSEN = 1.0
HOST = 1.0
TAG = 0.9
TOOL = 0.7
DEFAULT = 0.5
MODEL = 0.4
NAME = 0.3
FOREIGN = -1.0
_ADDITIONAL = 0.75


@dataclass(frozen=True, slots=True)
class Context:
    """How strongly (0..1) a paste speaks of each system; systems that are not named are absent.

    `foreign` names the services outside the catalogue that the paste speaks of.
    """

    strengths: Mapping[str, float] = field(default_factory=dict[str, float])
    foreign: tuple[str, ...] = ()
    carriers: frozenset[str] = frozenset()

    def compare(self, entry: EntryTraits) -> tuple[float, float]:
        """How strongly (0..1) the systems of the entry are spoken of, and how much more strongly any other.

        The entry's home counts in full, its further systems less; carrying systems speak against nobody.
        """
        if not self.strengths:
            return 0.0, 0.0
        own = against = 0.0
        for system, strength in self.strengths.items():
            if system in entry.systems:
                own = max(own, strength)
            elif system not in self.carriers:
                against = max(against, strength)
        return max(self.strengths.get(entry.home, 0.0), _ADDITIONAL * own), max(0.0, against - own)


@dataclass(frozen=True, slots=True)
class _Trace:
    text: str
    system: str
    strength: float
    bounded: bool


class ContextReader:
    """Finds the traces of systems in a paste; built once from the catalogue's systems."""

    def __init__(self, systems: Iterable[System], foreign: Iterable[Foreign]) -> None:
        self._by_first_word: dict[str, list[_Trace]] = {}
        self._ports: dict[int, str] = {}
        self._models: list[tuple[str, str]] = []
        carriers: set[str] = set()
        for system in systems:
            if system.carrier:
                carriers.add(system.id)
            traces = system.recognise
            for texts, strength, bounded in (
                (traces.hosts, HOST, False),
                (traces.tags, TAG, True),
                (traces.tools, TOOL, True),
                (traces.names, NAME, True),
            ):
                for text in texts:
                    self._add(_Trace(text.lower(), system.id, strength, bounded=bounded))
            self._ports |= dict.fromkeys(traces.ports, system.id)
            self._models += [(model.lower(), system.id) for model in traces.models]
        self._carriers = frozenset(carriers)
        for service in foreign:
            for text in service.traces:
                self._add(_Trace(text.lower(), service.name, FOREIGN, bounded=True))

    def _add(self, trace: _Trace) -> None:
        first = first_word(trace.text)
        if first is not None:
            self._by_first_word.setdefault(first, []).append(trace)

    def read(
        self, lowered: str, words: Iterable[str], signals: Signals, chosen: str | None, default: str | None
    ) -> Context:
        """The context of a lower-cased, normalised text. `chosen` is what the asker said, `default` the channel's."""
        standing = [trace for word in words for trace in self._by_first_word.get(word, ()) if _stands(trace, lowered)]
        spoken = [(trace.system, trace.strength) for trace in standing if trace.strength != FOREIGN]
        spoken += self._read_signals(signals)
        if default is not None:
            spoken.append((default, DEFAULT))
        strengths: dict[str, float] = {}
        for system, strength in spoken:
            strengths[system] = max(strengths.get(system, 0.0), strength)
        foreign = dict.fromkeys(trace.system for trace in standing if trace.strength == FOREIGN)
        if chosen is not None:
            strengths = {system: strength / 2 for system, strength in strengths.items()}
            strengths[chosen] = CHOSEN
        return Context(strengths=strengths, foreign=tuple(foreign), carriers=self._carriers)

    def _read_signals(self, signals: Signals) -> Iterator[tuple[str, float]]:
        """Systems that local ports and the model's name speak for."""
        for host in signals.hosts:
            port = host.rpartition(":")[2]
            if port.isdigit() and int(port) in self._ports:
                yield self._ports[int(port)], TOOL
        if signals.model is not None:
            model = signals.model.lower()
            for prefix, system in self._models:
                if model.startswith(prefix):
                    yield system, MODEL


def _stands(trace: _Trace, lowered: str) -> bool:
    if not trace.bounded:
        return trace.text in lowered
    # By hand: a catalogue has more traces than `re` keeps patterns.
    return any(True for _ in find_apart(lowered, trace.text))
