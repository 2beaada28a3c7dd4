"""Whether answers that others would be pointed to still stand in their channels."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from typing import TYPE_CHECKING

import discord

from bot.ui.delivery import PASSING

if TYPE_CHECKING:
    from bot.storage.records import Reply

_UNKNOWN_MESSAGE = 10008
_PATIENCE_SECONDS = 1.0
_REMEMBERED = 1_000
_log = logging.getLogger(__name__)


class Standing:
    """Asks Discord once a session for each message: from then on deletions come as events."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._seen: OrderedDict[int, None] = OrderedDict()

    def restart(self) -> None:
        """Trusts nothing that was seen before: a new session doesn't tell what happened since the last one."""
        self._seen.clear()

    async def is_gone(self, reply: Reply) -> bool:
        """Whether an answer was deleted. Where Discord doesn't say so in time, it stands."""
        message_id = reply.reply_message_id
        if message_id in self._seen:
            return False
        channel = self._client.get_partial_messageable(reply.channel_id, guild_id=reply.guild_id)
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                await channel.get_partial_message(message_id).fetch()
        except discord.NotFound as error:
            return error.code == _UNKNOWN_MESSAGE
        except (*PASSING, discord.HTTPException, discord.RateLimited, TimeoutError) as error:
            _log.info("whether an answer still stands is not known: %s", error)
            return False
        self._seen[message_id] = None
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return False
