"""Records that nobody waits for. They are kept in memory while the database is away and written when it is back."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.errors import StorageError
from bot.storage.faults import TransientStorageError
from bot.storage.records import Lookup, UnmatchedPaste, Vote

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

_log = logging.getLogger(__name__)

Record = Lookup | UnmatchedPaste | Vote

CAPACITY = 25_000
"""Room for a flood of 10,000 pastes, each with its look-up, while the database is away."""

AT_ONCE = 100
"""Records a transaction: one alone costs more than the rows in it, and nobody should wait long for its end."""

FIRST_DELAY_SECONDS = 0.5
LONGEST_DELAY_SECONDS = 30.0
CLOSE_SECONDS = 5.0


class Outbox:
    """A bounded queue in front of `write`, which gets up to AT_ONCE records of one kind and stores all or none.

    Records of a kind keep their order; kinds have nothing to do with each other. A write that fails with
    TransientStorageError is tried again, first after `first_delay` seconds, then ever more seldom. One that fails
    otherwise is done again record by record; what fails then is dropped and counted in `refused`. Beyond `capacity` the
    oldest record gives way and is counted in `dropped`. All methods belong to one event loop.
    """

    def __init__(
        self,
        write: Callable[[Sequence[Record]], Awaitable[object]],
        *,
        capacity: int = CAPACITY,
        first_delay: float = FIRST_DELAY_SECONDS,
    ) -> None:
        self._write = write
        self._first_delay = first_delay
        self._queue: deque[Record] = deque()
        self._capacity = capacity
        self._writing: list[Record] = []
        self._worker: asyncio.Task[None] | None = None
        self._hurry = asyncio.Event()
        self._at_rest = asyncio.Event()
        self._closed = False
        self.dropped = 0
        self.refused = 0

    @property
    def pending(self) -> int:
        """How many records are not written yet."""
        return len(self._queue) + len(self._writing)

    def put(self, record: Record) -> None:
        """Take a record and return at once. After `close` it is dropped."""
        if self._closed:
            self._drop("the store is closed")
            return
        if len(self._queue) >= self._capacity:
            self._queue.popleft()
            self._drop("too many are waiting for the database")
        self._queue.append(record)
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._drain(), name="storage outbox")

    async def discard(self, user: str) -> int:
        """Take back every waiting record of one hashed user; return how many.

        Waits for an attempt that is under way, so that nothing of theirs is stored later.
        """
        discarded = self._take_back(user)
        if self._writing:
            await self._at_rest.wait()
            discarded += self._take_back(user)
        return discarded

    async def flush(self, within_seconds: float) -> int:
        """Try now, for at most `within_seconds`; return how many records still wait."""
        self._hurry.set()
        if self._worker is not None:
            await asyncio.wait([self._worker], timeout=within_seconds)
        return self.pending

    async def close(self, within_seconds: float = CLOSE_SECONDS) -> int:
        """Write what waits, for at most `within_seconds`, then stop; return how many records are lost."""
        self._closed = True
        lost = await self.flush(within_seconds)
        if self._worker is not None and not self._worker.done():
            self._worker.cancel()
            await asyncio.wait([self._worker])
        self._queue.clear()
        if lost:
            _log.error("%d records could not be written before the end", lost)
        return lost

    async def _drain(self) -> None:
        delay = self._first_delay
        while self._queue:
            self._hurry.clear()
            if await self._write_next():
                delay = self._first_delay
            else:
                await self._pause(delay)
                delay = min(2 * delay, LONGEST_DELAY_SECONDS)

    async def _write_next(self) -> bool:
        """Write the oldest record and others of its kind; False if some went back into the queue."""
        waiting = self._writing = self._take()
        self._at_rest.clear()
        size = len(waiting)
        try:
            while waiting:
                part = waiting[:size]
                try:
                    await self._write(part)
                except TransientStorageError as error:
                    self._queue.extendleft(reversed(waiting))
                    _log.warning("%s; %d records wait", error, len(self._queue))
                    return False
                except Exception as error:  # noqa: BLE001 - logged just below
                    # One record that can't be stored must not take the others with it, nor hold up those behind it.
                    if size > 1:
                        size = 1
                        continue
                    self._refuse(part[0], error)
                del waiting[: len(part)]
        finally:
            self._writing = []
            self._at_rest.set()
        return True

    def _take(self) -> list[Record]:
        """Take the oldest record and those behind it that are of its kind out of the queue, AT_ONCE at most."""
        kind = type(self._queue[0])
        taken: list[Record] = []
        passed: list[Record] = []
        while self._queue and len(taken) < AT_ONCE:
            record = self._queue.popleft()
            (taken if type(record) is kind else passed).append(record)
        self._queue.extendleft(reversed(passed))
        return taken

    def _take_back(self, user: str) -> int:
        kept = [record for record in self._queue if record.user != user]
        discarded = len(self._queue) - len(kept)
        self._queue = deque(kept)
        return discarded

    def _refuse(self, record: Record, error: Exception) -> None:
        self.refused += 1
        # A fault of the database is a line; anything else is a mistake of ours and wants its trace.
        trace = None if isinstance(error, StorageError) else error
        _log.error("a record of the kind %s is not stored: %s", type(record).__name__, error, exc_info=trace)

    async def _pause(self, seconds: float) -> None:
        if self._closed:
            # Nobody waits long for the end: knock again soon, until close runs out of time.
            await asyncio.sleep(min(seconds, self._first_delay))
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._hurry.wait()

    def _drop(self, why: str) -> None:
        self.dropped += 1
        if self.dropped.bit_count() == 1:
            # At 1, 2, 4, 8 ...: a flood is to be seen in the log, not to fill it.
            _log.error("%s: %d records dropped so far", why, self.dropped)
