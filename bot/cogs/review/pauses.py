"""What failed a moment ago is left alone for a while."""

from __future__ import annotations

from time import monotonic
from typing import Generic, TypeVar

Key = TypeVar("Key")


class Pauses(Generic[Key]):
    """The keys that nothing is tried for now. A pause ends by itself after so many seconds."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._until: dict[Key, float] = {}

    def __contains__(self, key: Key) -> bool:
        return monotonic() < self._until.get(key, 0.0)

    def begin(self, key: Key) -> None:
        """Leave `key` alone from now on."""
        self._until[key] = monotonic() + self._seconds

    def end(self, key: Key) -> None:
        """Try again at once."""
        self._until.pop(key, None)

    def list(self) -> frozenset[Key]:
        """The keys whose pause goes on."""
        now = monotonic()
        self._until = {key: until for key, until in self._until.items() if until > now}
        return frozenset(self._until)
