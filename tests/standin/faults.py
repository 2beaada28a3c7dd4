"""Planned trouble: rate limits, server errors, lost answers, slow answers."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field
from enum import Enum, auto


class Trouble(Enum):
    """What happens to a request."""

    RATE_LIMIT = auto()  # 429 with Via, as Discord itself answers: the library waits and tries again
    BAN = auto()  # 429 without Via and JSON, as Cloudflare answers
    STATUS = auto()  # a 5xx instead of an answer
    LOST = auto()  # the request takes effect, but the answer is a 5xx
    DROP = auto()  # the connection breaks, nothing happens
    DELAY = auto()  # the answer comes late


@dataclass(slots=True)
class Fault:
    """Trouble for the next `times` requests of a route. An empty `route` or `method` fits all."""

    trouble: Trouble
    method: str
    route: str
    times: int
    status: int = 500
    seconds: float = 0.0
    is_global: bool = False
    hits: int = 0


@dataclass(slots=True)
class Bucket:
    """A rate limit of `limit` requests in `window` seconds for one route and each of its major parameters."""

    method: str
    route: str
    limit: int
    window: float
    uses: dict[str, deque[float]] = field(default_factory=dict)

    def take(self, major: str) -> tuple[float, dict[str, str]]:
        """Use the bucket once; returns seconds to wait (0 when allowed) and the headers that Discord sends."""
        now = time.monotonic()
        uses = self.uses.setdefault(major, deque())
        while uses and now - uses[0] >= self.window:
            uses.popleft()
        wait = 0.0
        if len(uses) >= self.limit:
            wait = self.window - (now - uses[0])
        else:
            uses.append(now)
        reset = self.window - (now - uses[0])
        return wait, {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.limit - len(uses)),
            "X-RateLimit-Reset": f"{time.time() + reset:.3f}",
            "X-RateLimit-Reset-After": f"{reset:.3f}",
            "X-RateLimit-Bucket": f"{abs(hash((self.method, self.route))):x}",
        }


class Faults:
    """The troubles that a scenario has planned. Routes are templates: `/channels/{channel}/messages`."""

    def __init__(self) -> None:
        self._planned: list[Fault] = []
        self._buckets: list[Bucket] = []

    def rate_limit(
        self, method: str, route: str, *, retry_after: float = 0.1, times: int = 1, is_global: bool = False
    ) -> Fault:
        """429 with `Via` and `Retry-After`: the library waits `retry_after` seconds and tries again."""
        return self._plan(Fault(Trouble.RATE_LIMIT, method, route, times, seconds=retry_after, is_global=is_global))

    def ban(self, method: str, route: str, *, times: int = 1) -> Fault:
        """429 in HTML without `Via`, as Cloudflare answers: the library raises at once."""
        return self._plan(Fault(Trouble.BAN, method, route, times))

    def fail(self, method: str, route: str, *, status: int = 500, times: int = 1) -> Fault:
        """A 5xx; the library tries 500, 502, 504 and 524 again after 1 s, 3 s, 5 s ..., but not 503."""
        return self._plan(Fault(Trouble.STATUS, method, route, times, status=status))

    def lose_answer(self, method: str, route: str, *, status: int = 502, times: int = 1) -> Fault:
        """The request takes effect, yet the bot is told of a failure: a retry may double it."""
        return self._plan(Fault(Trouble.LOST, method, route, times, status=status))

    def drop(self, method: str, route: str, *, times: int = 1) -> Fault:
        """The connection breaks before anything happens."""
        return self._plan(Fault(Trouble.DROP, method, route, times))

    def delay(self, method: str, route: str, *, seconds: float, times: int = 1) -> Fault:
        """The request waits `seconds` before it is looked at."""
        return self._plan(Fault(Trouble.DELAY, method, route, times, seconds=seconds))

    def limit(self, method: str, route: str, *, limit: int, window: float) -> Bucket:
        """A real rate limit with its headers, for each channel, guild or webhook apart."""
        bucket = Bucket(method, route, limit, window)
        self._buckets.append(bucket)
        return bucket

    def clear(self) -> None:
        """Forget all plans; scenarios that share a stand-in do so at their end."""
        self._planned.clear()
        self._buckets.clear()

    def _plan(self, fault: Fault) -> Fault:
        self._planned.append(fault)
        return fault

    def strike(self, method: str, route: str) -> Fault | None:
        """The trouble for this request, if any is left; counts it."""
        for fault in self._planned:
            if fault.hits < fault.times and fault.method in {"", method} and fault.route in {"", route}:
                fault.hits += 1
                return fault
        return None

    def bucket(self, method: str, route: str) -> Bucket | None:
        return next((one for one in self._buckets if one.method == method and one.route == route), None)
