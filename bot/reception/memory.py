"""What the reception remembers for a while and may forget: diagnoses that are shown, what was filed, links."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable
    from datetime import datetime

    from bot.desk import Diagnosis


class RecentDiagnoses:
    """Keeps the latest few in memory only: they hold the redacted text, which is stored nowhere else."""

    def __init__(self, capacity: int = 500) -> None:
        self._capacity = capacity
        self._kept: OrderedDict[int, Diagnosis] = OrderedDict()

    def keep(self, reply_message_id: int, diagnosis: Diagnosis) -> None:
        self._kept[reply_message_id] = diagnosis
        self._kept.move_to_end(reply_message_id)
        while len(self._kept) > self._capacity:
            self._kept.popitem(last=False)

    def find(self, reply_message_id: int) -> Diagnosis | None:
        return self._kept.get(reply_message_id)

    def forget(self, reply_message_id: int) -> None:
        self._kept.pop(reply_message_id, None)


class RecentPicks:
    """What people picked among candidates, entries and systems alike, so that they aren't asked again for a while."""

    def __init__(self, seconds: float = 12 * 3600.0, people: int = 2_000, each: int = 12) -> None:
        self._seconds = seconds
        self._most_people = people
        self._most_each = each
        self._people: OrderedDict[int, OrderedDict[str, datetime]] = OrderedDict()

    def note(self, user_id: int, name: str, at: datetime) -> None:
        """Remembers the id of an entry or a system that somebody picked."""
        picks = self._people.setdefault(user_id, OrderedDict())
        self._people.move_to_end(user_id)
        picks[name] = at
        picks.move_to_end(name)
        while len(picks) > self._most_each:
            picks.popitem(last=False)
        while len(self._people) > self._most_people:
            self._people.popitem(last=False)

    def has(self, user_id: int, name: str, at: datetime) -> bool:
        """Whether somebody picked it not long before `at`."""
        picks = self._people.get(user_id)
        if picks is None or name not in picks:
            return False
        return abs((at - picks[name]).total_seconds()) <= self._seconds

    def forget(self, user_id: int) -> None:
        """Forgets all picks of a person."""
        self._people.pop(user_id, None)


class RecentlyFiled:
    """Which errors that nobody knows were filed from which paste, so that an edit beside them files nothing anew."""

    def __init__(self, capacity: int = 2_000) -> None:
        self._capacity = capacity
        self._filed: OrderedDict[tuple[int, str], None] = OrderedDict()

    def note(self, paste_id: int, fingerprint: str) -> None:
        self._filed[paste_id, fingerprint] = None
        if len(self._filed) > self._capacity:
            self._filed.popitem(last=False)

    def has(self, paste_id: int, fingerprint: str) -> bool:
        return (paste_id, fingerprint) in self._filed


class LinksGiven:
    """Keeps pointers to what was said before from becoming noise: once a person, few for each target."""

    def __init__(self, most: int = 3, capacity: int = 2_000) -> None:
        self._most = most
        self._capacity = capacity
        self._people: OrderedDict[Hashable, set[int]] = OrderedDict()

    def take(self, target: Hashable, user_id: int) -> bool:
        """Whether this person may still be pointed to `target`, such as a message's id; counts it if so."""
        people = self._people.setdefault(target, set())
        self._people.move_to_end(target)
        if len(self._people) > self._capacity:
            self._people.popitem(last=False)
        if user_id in people or len(people) >= self._most:
            return False
        people.add(user_id)
        return True
