"""What a paste reminds of: which entries were right for the pastes that are nearest to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.matching.memory import Recollection

_OFTEN = 3


class Reminder(NamedTuple):
    """How much an entry is called to mind, each 0..1.

    nearest: the likeness of its nearest paste. often: the mean of its three nearest ones. home: the share of its system
    among all that is near.
    """

    nearest: float = 0.0
    often: float = 0.0
    home: float = 0.0


class Reminders:
    """What a paste reminds of, by entry."""

    def __init__(self, recalled: Iterable[Recollection]) -> None:
        self._by_entry: dict[str, list[float]] = {}
        self._by_home: dict[str, float] = {}
        for entries, likeness in recalled:
            for entry in entries:
                self._by_entry.setdefault(entry, []).append(likeness)
            homes = {entry.partition("/")[0] for entry in entries}
            for home in homes:
                self._by_home[home] = self._by_home.get(home, 0.0) + likeness / len(homes)
        self._whole = sum(self._by_home.values())

    def of(self, entry: str, home: str) -> Reminder:
        """What speaks for an entry whose system is `home`."""
        found = self._by_entry.get(entry, (0.0,))
        share = self._by_home.get(home, 0.0) / self._whole if self._whole else 0.0
        return Reminder(nearest=min(1.0, found[0]), often=min(1.0, sum(found[:_OFTEN]) / _OFTEN), home=share)
