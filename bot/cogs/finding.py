"""Which messages are for the bot, and by which door they come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot.cogs.gather import has_readable
from bot.cogs.visits import channel_system, keeps_quiet, place_of
from bot.desk import Paste
from bot.intake.message import compose_paste
from bot.matching.decide import Door, Verdict
from bot.reception.visits import Visit
from bot.reception.watch import Watch, find_watch

if TYPE_CHECKING:
    from bot.intake.screenshots import Screenshots
    from bot.services import Services
    from bot.ui.client import DeskClient

_PATIENCE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """A message that is to be read. `paste` is the message with the error, `asker` the one to answer."""

    paste: discord.Message
    asker: discord.Message
    way: str
    watch: Watch | None = None

    @property
    def is_watch(self) -> bool:
        """Whether nobody asked."""
        return self.way == "watch"

    @property
    def door(self) -> Door:
        return Door.WATCH if self.is_watch else Door.COMMAND


class Finder:
    """Sorts messages by door."""

    def __init__(self, services: Services, client: DeskClient) -> None:
        self._services = services
        self._client = client

    async def find(self, message: discord.Message) -> Found | None:
        """By which door a message comes in, if by any. Raises StorageError."""
        if message.guild is None:
            return Found(message, message, "dm")
        if self._client.user is not None and self._client.user.id in message.raw_mentions:
            paste = await self._paste_of(message)
            if paste is not None:
                return Found(paste, message, "mention")
        place = place_of(message.channel)
        if place is None or not has_readable(message):
            return None
        view = await self._services.guilds.view(message.guild.id)
        watch = find_watch(place, view.channels, self._services.settings.watch_channels)
        return Found(message, message, "watch", watch) if watch is not None else None

    async def find_edited(self, message: discord.Message) -> Found | None:
        """The same for an edited message, and for any that was answered before. Raises StorageError.

        Somebody who changes the words around their mention changes nothing of the paste that they replied to.
        """
        found = await self.find(message)
        if found is not None:
            return found if found.paste is message else None
        # The answer may be on its way at this moment.
        await self._services.reception.turns.settled(message.channel.id, _PATIENCE_SECONDS)
        answered = await self._services.reception.replies.to_revise(message.id) is not None
        return Found(message, message, "edit") if answered else None

    async def _paste_of(self, message: discord.Message) -> discord.Message | None:
        """What a mention is about: the message that it replies to, unless only its own words speak of an error.

        None for thanks and the like: what the bot said itself is no paste.
        """
        referenced = await _referenced(message)
        if referenced is not None and referenced.author == self._client.user:
            return message if self._speaks_of_error(message) else None
        if referenced is None or (not self._speaks_of_error(referenced) and self._speaks_of_error(message)):
            return message
        return referenced

    def _speaks_of_error(self, message: discord.Message) -> bool:
        if message.attachments:
            return True
        paste = Paste(compose_paste(message), Door.WATCH)
        return self._services.desk.diagnose(paste).verdict is not Verdict.SILENT

    async def eyes(self, found: Found) -> Screenshots | None:
        """Pictures are read for whoever asks; unasked only where the guild wants it. Raises StorageError."""
        guild = found.paste.guild
        unwanted = (
            found.is_watch and guild is not None and not (await self._services.guilds.view(guild.id)).settings.ocr
        )
        return None if unwanted else self._services.screenshots

    async def visit(self, found: Found) -> Visit:
        """The visit behind a message, with what its channel is mostly about. Raises StorageError."""
        message, paste, guild = found.asker, found.paste, found.asker.guild
        at = message.edited_at or message.created_at
        return Visit(
            way=found.way,
            door=found.door,
            user_id=message.author.id,
            paste_id=paste.id,
            at=at,
            guild_id=guild.id if guild else None,
            channel_id=message.channel.id,
            place_id=message.channel.id,
            mode=found.watch.mode if found.watch else "answer",
            quiet=found.is_watch and await keeps_quiet(self._services, message.channel, at),
            channel_system=found.watch.system if found.watch else await channel_system(self._services, message.channel),
            guild_locale=str(guild.preferred_locale) if guild else None,
            pasted_at=None if paste is message else paste.edited_at or paste.created_at,
        )


async def _referenced(message: discord.Message) -> discord.Message | None:
    """The message that a mention replies to. Discord sends it along; it is fetched only where it didn't."""
    reference = message.reference
    if reference is None or reference.message_id is None or reference.type is discord.MessageReferenceType.forward:
        return None
    if isinstance(reference.resolved, discord.Message):
        return reference.resolved
    if isinstance(reference.resolved, discord.DeletedReferencedMessage):
        return None
    try:
        return await message.channel.fetch_message(reference.message_id)
    except discord.HTTPException:
        return None
