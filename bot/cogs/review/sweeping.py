"""Deletes the messages whose unknown error or report is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cogs.review.pauses import Pauses
from bot.ui.delivery import Fate

if TYPE_CHECKING:
    from bot.services import Services
    from bot.ui.client import DeskClient

TICKS = 5
"""Between two looks at what is left over."""

_AT_ONCE = 20
_HELD_TICKS = 300


class Sweeper:
    """Belongs into the one process that holds the first shard; messages of every guild can be deleted from there."""

    def __init__(self, client: DeskClient, services: Services) -> None:
        self._client = client
        self._leftovers = services.store.leftovers
        self._held = Pauses[int](_HELD_TICKS * services.settings.tick_seconds)

    async def tick(self) -> None:
        """Delete some of them. A channel where that fails is left alone for a while. Raises StorageError."""
        if not self._client.is_ready():
            return
        for leftover in await self._leftovers.list(_AT_ONCE, without=self._held.list()):
            if leftover.channel_id in self._held:
                continue
            channel = self._client.get_partial_messageable(leftover.channel_id)
            part = channel.get_partial_message(leftover.message_id)
            if await self._client.courier.delete(part) is Fate.FAILED:
                self._held.begin(leftover.channel_id)
                await self._leftovers.put_off(leftover.message_id)
            else:
                await self._leftovers.drop(leftover.message_id)
