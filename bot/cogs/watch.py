"""Reads along where it was asked to: watched channels, mentions, direct messages; edits and deletions follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cogs.finding import Finder
from bot.cogs.gather import read_message
from bot.cogs.replying import Replier
from bot.errors import IntakeError
from bot.reception.locks import KeyedLocks

if TYPE_CHECKING:
    import discord

    from bot.services import Services
    from bot.ui.client import DeskClient


class Watcher:
    """Listens for the client. Every method handles its own faults or leaves them to the client's log."""

    def __init__(self, services: Services, client: DeskClient) -> None:
        self._finder = Finder(services, client)
        self._replier = Replier(services, client)
        self._decoder = services.decoder
        self._locks = KeyedLocks()

    def wants(self, message: discord.Message) -> bool:
        """Whether a message could be for us at all: from a person, and more than a system notice."""
        return not (message.author.bot or message.webhook_id is not None or message.is_system())

    def wants_edit(self, payload: discord.RawMessageUpdateEvent) -> bool:
        """Discord reports link previews as edits too; only what a person changed counts."""
        return payload.message.edited_at is not None and self.wants(payload.message)

    async def read(self, message: discord.Message) -> None:
        """Answers a new message where that is wanted."""
        # An edit or a deletion that comes while this is under way waits for its end.
        async with self._locks.hold(message.id):
            found = await self._finder.find(message)
            if found is None:
                return
            try:
                eyes = await self._finder.eyes(found)
                text = await read_message(found.paste, self._decoder, eyes, strict=not found.is_watch)
            except IntakeError as error:
                await self._replier.refuse(found, error)
                return
            await self._replier.answer(found, await self._finder.visit(found), text)

    async def read_again(self, message: discord.Message) -> None:
        """Brings the answer to an edited message up to date."""
        async with self._locks.hold(message.id):
            found = await self._finder.find_edited(message)
            if found is None:
                return
            try:
                eyes = await self._finder.eyes(found)
                text = await read_message(found.paste, self._decoder, eyes, strict=False)
            except IntakeError:
                text = ""
            await self._replier.revise(found, await self._finder.visit(found), text)

    async def withdraw(self, message_id: int, channel_id: int) -> None:
        """Takes the answer to a deleted message away; a deleted answer is neither given again nor pointed to."""
        async with self._locks.hold(message_id):
            await self._replier.withdraw(message_id, channel_id)
