"""Turns: of two pastes with one error only one is the first, so that answers come one after the other."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from bot.reception.locks import KeyedLocks

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from contextlib import AbstractAsyncContextManager

    from bot.reception.visits import Visit


class Turns:
    """Lets one answer at a time into a channel, and one at a time to a person in a guild, in the order of asking."""

    def __init__(self) -> None:
        self._channels = KeyedLocks()
        self._people = KeyedLocks()

    @asynccontextmanager
    async def hold(self, visit: Visit) -> AsyncGenerator[None]:
        """The turn of a visit: settle, send and record within the block."""
        # Always in this order, so that no two visits wait for one another.
        async with self._people.hold(_person(visit)), self._channels.hold(visit.channel_id):
            yield

    def hold_channel(self, channel_id: int | None) -> AbstractAsyncContextManager[None]:
        """Keeps answers out of a channel while something there changes."""
        return self._channels.hold(channel_id)

    def waiting(self, visit: Visit) -> int:
        """How many answers have or await their turn before a visit."""
        return max(self._people.waiting(_person(visit)), self._channels.waiting(visit.channel_id))

    async def passed(self, visit: Visit, within_seconds: float) -> None:
        """Waits until a visit's turn would come, but no longer than `within_seconds`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within_seconds), self.hold(visit):
                pass

    async def settled(self, channel_id: int | None, within_seconds: float) -> None:
        """Waits until answers under way in a channel are recorded, but no longer than `within_seconds`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within_seconds), self.hold_channel(channel_id):
                pass


def _person(visit: Visit) -> tuple[int | None, int]:
    return visit.guild_id, visit.user_id
