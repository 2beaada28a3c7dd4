"""Notices when many different people suddenly meet the same upstream error, against that error's own past.

For each entry the watch keeps how many different people met it in each quarter of an hour of the last week. The usual
rate is the median of the busier half of them, so that neither quiet nights nor one earlier outage shifts it. An
outage begins where the present number would be very unlikely (Poisson) at that rate, and ends when it is usual again.
"""

from __future__ import annotations

import math
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

WINDOW = timedelta(minutes=15)
PAST = timedelta(days=7)
PAST_WINDOWS = PAST // WINDOW
LEAST_PEOPLE = 5
_ALARM = 1e-6
_CALM = 0.05
_FLOOR_RATE = 0.25
_LITTLE_PAST = 8
_UNKNOWN_RATE = 2.0
_PRECISION = 1e-12
_MAX_KEYS = 2_000
_MAX_PEOPLE = 500


@dataclass(frozen=True, slots=True)
class Outage:
    """An outage that began or goes on: so many different people within `minutes`.

    `places` are where they met it of late, most people first; what nobody else saw has none.
    """

    key: Any
    people: int
    minutes: int
    since: datetime
    places: tuple[Any, ...] = ()


@dataclass(slots=True)
class _Track:
    seen: deque[tuple[datetime, str, Any]] = field(default_factory=deque[tuple[datetime, str, Any]])
    window_start: datetime | None = None
    window_people: set[str] = field(default_factory=set[str])
    past: deque[int] = field(default_factory=lambda: deque[int](maxlen=PAST_WINDOWS))
    outage_since: datetime | None = None
    peak: int = 0


class OutageWatch:
    """One watch a guild, or one for all. `key` is what people meet: an entry, or a guild and an entry. Bounded."""

    def __init__(self) -> None:
        self._tracks: dict[Hashable, _Track] = {}

    def note(self, key: Hashable, person: str, at: datetime, place: Hashable = None) -> Outage | None:
        """Somebody met an error; the outage, if it begins with them. Times may not go back.

        `place` is None where nobody else saw it: they count, and no place does for them.
        """
        # What was met last stands last, so that what nobody has met for longest gives way.
        track = self._tracks[key] = self._tracks.pop(key, None) or _Track()
        if len(self._tracks) > _MAX_KEYS:
            self._tracks.pop(next(iter(self._tracks)))
        self._roll(track, at)
        if len(track.window_people) < _MAX_PEOPLE:
            track.window_people.add(person)
        track.seen.append((at, person, place))
        while len(track.seen) > _MAX_PEOPLE or track.seen[0][0] <= at - WINDOW:
            track.seen.popleft()
        people = _count(track)
        track.peak = max(track.peak, people)
        if track.outage_since is not None or people < LEAST_PEOPLE or tail(people, usual_rate(track.past)) > _ALARM:
            return None
        track.outage_since = track.seen[0][0]
        return self._describe(key, track)

    def replay(self, past: Iterable[tuple[Hashable, str, datetime, Hashable]]) -> tuple[Outage, ...]:
        """Let what was noted before happen again, in order of time; the outages that go on at its end."""
        checked: datetime | None = None
        for key, person, at, place in past:
            if checked is None or at - checked >= WINDOW / 3:
                self.end_calm(at)
                checked = at
            self.note(key, person, at, place)
        return tuple(self._describe(key, track) for key, track in self._tracks.items() if track.outage_since)

    def current(self, key: Hashable) -> Outage | None:
        """The outage that goes on, if any."""
        track = self._tracks.get(key)
        return None if track is None or track.outage_since is None else self._describe(key, track)

    def end_calm(self, now: datetime) -> tuple[Outage, ...]:
        """The outages that ended: the number of people is usual again."""
        ended: list[Outage] = []
        for key, track in self._tracks.items():
            while track.seen and track.seen[0][0] <= now - WINDOW:
                track.seen.popleft()
            if track.outage_since is None:
                continue
            people = _count(track)
            if people == 0 or (people < LEAST_PEOPLE and tail(people, usual_rate(track.past)) > _CALM):
                outage = self._describe(key, track)
                ended.append(Outage(key, track.peak, outage.minutes, outage.since))
                track.outage_since, track.peak = None, 0
        return tuple(ended)

    def _roll(self, track: _Track, at: datetime) -> None:
        """Close windows that are over. Those of an outage count as usual ones do: the median passes over them."""
        if track.window_start is None:
            track.window_start = at
            return
        passed = int((at - track.window_start) / WINDOW)
        if passed <= 0:
            return
        track.past.append(len(track.window_people))
        track.past.extend([0] * min(passed - 1, PAST_WINDOWS))
        track.window_people = set()
        track.window_start += passed * WINDOW

    def _describe(self, key: Hashable, track: _Track) -> Outage:
        since = track.outage_since or track.seen[0][0]
        last = track.seen[-1][0] if track.seen else since
        minutes = max(1, math.ceil((last - since).total_seconds() / 60))
        return Outage(key, _count(track), minutes, since, _places(track))


def usual_rate(past: deque[int]) -> float:
    """People a window as usual. Of an error with little past nobody knows, so it is taken for a frequent one."""
    busier = sorted(past)[len(past) // 2 :]
    if len(past) < _LITTLE_PAST:
        return max(_UNKNOWN_RATE, *busier) if busier else _UNKNOWN_RATE
    return max(_FLOOR_RATE, float(median(busier)))


def tail(count: int, rate: float) -> float:
    """The probability that a Poisson variable with this rate reaches `count`."""
    if count <= 0:
        return 1.0
    term = math.exp(count * math.log(rate) - rate - math.lgamma(count + 1))
    total, number = 0.0, count
    # Summed upwards, as one minus nearly one would lose what matters.
    while term > total * _PRECISION:
        total += term
        number += 1
        term *= rate / number
    return min(1.0, total)


def _count(track: _Track) -> int:
    return len({person for _, person, _ in track.seen})


def _places(track: _Track) -> tuple[Any, ...]:
    people = Counter(place for place, _ in {(place, person) for _, person, place in track.seen if place is not None})
    last = {place: at for at, _, place in track.seen}
    return tuple(sorted(people, key=lambda place: (people[place], last[place]), reverse=True))
