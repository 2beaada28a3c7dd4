"""Ids and time as Discord keeps them."""

from __future__ import annotations

import time
from datetime import UTC, datetime

DISCORD_EPOCH_MS = 1_420_070_400_000


class Clock:
    """The stand-in's wall clock in seconds since 1970, which a scenario may put forward (tokens age, links expire)."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        self._ahead += seconds

    def stamp(self) -> str:
        """The present moment as Discord writes it in payloads."""
        return isoformat(self.now())


class Snowflakes:
    """Ids that rise with time: milliseconds since Discord's epoch in the upper bits, a counter in the lower 22."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> int:
        self._last = max(_present(), self._last + 1)
        return self._last

    def next_on_shard(self, shard: int, count: int) -> int:
        """An id for a guild that lives on `shard` of `count`: `(id >> 22) % count` is Discord's rule."""
        candidate = max(_present(), self._last + (1 << 22))
        while (candidate >> 22) % count != shard:
            candidate += 1 << 22
        self._last = candidate
        return candidate


def isoformat(seconds: float) -> str:
    """A moment in seconds since 1970 as Discord writes it: ISO 8601 in UTC with microseconds."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _present() -> int:
    return (time.time_ns() // 1_000_000 - DISCORD_EPOCH_MS) << 22
