"""How long Discord has been out of reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_START = -1


class Lifeline:
    """Since when which shard has no connection to the gateway; `now` tells seconds that never go back.

    Until all shards came up once, it is the time since the last of them did.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._since: dict[int, float] = {_START: now()}

    def find(self, shard_id: int) -> None:
        """A shard is connected."""
        self._since.pop(shard_id, None)
        if _START in self._since:
            self._since[_START] = self._now()

    def settle(self) -> None:
        """All shards came up."""
        self._since.pop(_START, None)

    def lose(self, shard_id: int) -> None:
        """A shard has no connection, maybe since an earlier try already."""
        self._since.setdefault(shard_id, self._now())

    def measure(self) -> float:
        """Seconds since the shard was lost that is longest away; 0 where none is."""
        return self._now() - min(self._since.values()) if self._since else 0.0
