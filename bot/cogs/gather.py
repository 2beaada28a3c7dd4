"""Messages and files of Discord, handed to the intake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.errors import IntakeError
from bot.intake.attachments import pick_readable, read_attachments
from bot.intake.message import compose_paste

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.intake.decoding import Decoder
    from bot.intake.screenshots import Screenshots


def has_readable(message: discord.Message) -> bool:
    """Whether a message holds anything that could be read."""
    return bool(message.content or message.attachments or message.message_snapshots or message.embeds)


def title_of(message: discord.Message) -> str:
    """A forum post's title is part of what its first message says; empty for any other message."""
    channel = message.channel
    return channel.name if isinstance(channel, discord.Thread) and channel.id == message.id else ""


def files_of(message: discord.Message) -> list[discord.Attachment]:
    """The files of a message and of those that it forwards."""
    return [*message.attachments, *(file for snapshot in message.message_snapshots for file in snapshot.attachments)]


async def read_message(
    message: discord.Message, decoder: Decoder, screenshots: Screenshots | None, *, strict: bool
) -> str:
    """Everything that a message says: title of a forum post, text, cards, forwarded and attached text and pictures.

    Without `screenshots` pictures are left alone.

    With `strict` somebody asked: a message that says nothing, or nothing but files that can't be read, raises
    IntakeError. Otherwise the empty text means that there is nothing.
    """
    title = title_of(message)
    files = files_of(message)
    wanted = pick_readable(files, pictures=screenshots is not None and screenshots.is_available)
    if strict and not wanted and not compose_paste(message, title=title):
        wanted = files
    attached = await read_attachments(wanted, decoder, screenshots)
    text = compose_paste(message, title=title, attached=attached.texts)
    if strict and not text:
        raise attached.refusals[0] if attached.refusals else IntakeError("empty")
    return text


async def read_form(text: str, files: Sequence[discord.Attachment], decoder: Decoder, screenshots: Screenshots) -> str:
    """What somebody typed and the files and pictures that they chose; empty where it is nothing.

    Raises IntakeError for the first file that can't be read.
    """
    attached = await read_attachments(files, decoder, screenshots)
    if attached.refusals:
        raise attached.refusals[0]
    return "\n".join(part for part in (text.strip(), *attached.texts) if part)
