"""The text of messages and files, in the intake's terms."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.errors import IntakeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAX_FILES = 3
MAX_BYTES = 2_000_000
FETCH_SECONDS = 8.0
_TEXT_SUFFIXES = (".txt", ".log", ".json", ".jsonl", ".md", ".yaml", ".yml", ".csv", ".out", ".err", ".html", ".xml")


def has_readable(message: discord.Message) -> bool:
    """Whether a message holds anything that could be read."""
    return bool(message.content or message.attachments or message.message_snapshots)


async def read_message(message: discord.Message, *, strict: bool) -> str:
    """Title (of a forum post), text, forwarded text and attached text of a message.

    With `strict` somebody asked: nothing to read or a file that can't be read raises IntakeError. Otherwise what can't
    be read is passed over and an empty text means that there is nothing.
    """
    parts = [_title(message), message.content, *(snapshot.content for snapshot in message.message_snapshots)]
    files = [*message.attachments, *(file for snapshot in message.message_snapshots for file in snapshot.attachments)]
    readable = [file for file in files if _looks_like_text(file)]
    for file in (readable or (files if strict and not any(parts) else []))[:MAX_FILES]:
        try:
            parts.append(await _read_file(file))
        except IntakeError:
            if strict and not any(parts):
                raise
    text = "\n".join(part for part in parts if part.strip())
    if strict and not text:
        raise IntakeError("empty")
    return text


async def read_files(files: Sequence[discord.Attachment]) -> str:
    """The text of files that somebody chose for us. Raises IntakeError for the first that can't be read."""
    return "\n".join([await _read_file(file) for file in files[:MAX_FILES]])


def _title(message: discord.Message) -> str:
    """A forum post's title is part of what its first message says."""
    channel = message.channel
    return channel.name if isinstance(channel, discord.Thread) and channel.id == message.id else ""


def _looks_like_text(file: discord.Attachment) -> bool:
    kind = file.content_type or ""
    return kind.startswith("text/") or "json" in kind or file.filename.lower().endswith(_TEXT_SUFFIXES)


async def _read_file(file: discord.Attachment) -> str:
    if file.size > MAX_BYTES:
        raise IntakeError("too-big", f"{file.size} bytes")
    try:
        async with asyncio.timeout(FETCH_SECONDS):
            data = await file.read()
    except (discord.NotFound, discord.Forbidden) as error:
        raise IntakeError("missing", str(error.status)) from error
    except aiohttp.ClientPayloadError as error:
        raise IntakeError("cut-off") from error
    except TimeoutError as error:
        raise IntakeError("timeout") from error
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        raise IntakeError("unreadable", type(error).__name__) from error
    return _decode(data)


def _decode(data: bytes) -> str:
    encodings: Iterable[str] = ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "gb18030")
    if b"\0" in data[:4096] and data[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        raise IntakeError("binary")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise IntakeError("binary")
