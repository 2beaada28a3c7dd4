"""Sends answers into channels, whatever Discord allows there and however it stumbles."""

from __future__ import annotations

import asyncio
import io
import logging
from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, TypeVar

import aiohttp
import discord

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

PASSING = (discord.DiscordServerError, aiohttp.ClientError, OSError)
"""What goes by: Discord stumbles, or the connection to it breaks."""

_RETRY_SECONDS = (1.0, 3.0)
_INVALID_FORM = 50035
_REMEMBERED = 1_000

Sent = TypeVar("Sent")

_log = logging.getLogger(__name__)


class Fate(Enum):
    """What became of a message that was to be changed or deleted."""

    DONE = auto()
    GONE = auto()  # somebody deleted it, or its channel
    FAILED = auto()  # it still stands as it was: Discord stumbled or refused, which may pass


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the bot may do in a channel. `refer`: reply to a message, which needs its history."""

    write: bool = True
    embed: bool = True
    refer: bool = True
    manage: bool = False
    react: bool = True


def allowed_in(message: discord.Message) -> Allowed:
    """What the bot may do where a message stands."""
    if message.guild is None:
        return Allowed()
    try:
        permissions = message.channel.permissions_for(message.guild.me)
    except discord.ClientException:
        # A thread whose parent isn't known to us: Discord decides when we try.
        return Allowed()
    in_thread = isinstance(message.channel, discord.Thread)
    return Allowed(
        write=permissions.view_channel
        and (permissions.send_messages_in_threads if in_thread else permissions.send_messages),
        embed=permissions.embed_links,
        refer=permissions.read_message_history,
        manage=permissions.manage_messages,
        react=permissions.add_reactions and permissions.read_message_history,
    )


class Courier:
    """Sends, edits and deletes messages. A refusal is logged once a channel and never raised."""

    def __init__(self) -> None:
        self._refused: OrderedDict[tuple[int, str], None] = OrderedDict()

    def note(self, channel_id: int, what: str) -> None:
        """Logs what isn't possible in a channel, the first time."""
        key = (channel_id, what)
        if key in self._refused:
            return
        self._refused[key] = None
        if len(self._refused) > _REMEMBERED:
            self._refused.popitem(last=False)
        _log.warning("channel %s: %s", channel_id, what)

    async def reply(
        self, message: discord.Message, allowed: Allowed, content: dict[str, Any]
    ) -> discord.Message | None:
        """Answers a message; None where that was not possible or the message is gone."""
        if not allowed.write:
            self.note(message.channel.id, "no permission to write")
            return None
        if allowed.refer:
            return await self._try(message.channel.id, lambda: message.reply(mention_author=False, **content))
        return await self._try(message.channel.id, lambda: message.channel.send(**content))

    async def react(self, message: discord.Message, emoji: str) -> None:
        """Puts a reaction under a message where that is possible."""
        if not allowed_in(message).react:
            self.note(message.channel.id, "no permission to add reactions")
            return
        await self._try(message.channel.id, lambda: message.add_reaction(emoji))

    async def tag(self, thread: discord.Thread, tag: discord.ForumTag) -> None:
        """Puts a tag on a forum post where that is possible."""
        await self._try(thread.id, lambda: _tag(thread, tag))

    async def rename(self, thread: discord.Thread, name: str) -> bool:
        """Gives a thread or post another name; whether it has it now."""
        return await self._try(thread.id, lambda: thread.edit(name=name)) is not None

    async def send(
        self, channel: discord.abc.Messageable, channel_id: int, content: dict[str, Any]
    ) -> discord.Message | None:
        """Says something in a channel by itself; None where that was not possible.

        `content` holds what `send` takes, and under `picture` the name and bytes of a file, if there is one.
        """
        return await self._try(channel_id, lambda: channel.send(**with_picture(content)))

    async def edit(self, message: discord.PartialMessage, content: dict[str, Any]) -> Fate:
        """Changes an own message."""
        return await self._finish(message.channel.id, lambda: message.edit(**content))

    async def delete(self, message: discord.PartialMessage | discord.Message) -> Fate:
        """Deletes a message; DONE where it is gone now by our doing."""
        return await self._finish(message.channel.id, message.delete)

    async def _finish(self, channel_id: int, act: Callable[[], Awaitable[object]]) -> Fate:
        async def once() -> Fate:
            try:
                await act()
            except discord.NotFound:
                return Fate.GONE
            return Fate.DONE

        return await self._try(channel_id, once) or Fate.FAILED

    async def _try(self, channel_id: int, act: Callable[[], Awaitable[Sent]]) -> Sent | None:
        for pause in (*_RETRY_SECONDS, None):
            try:
                return await act()
            except PASSING as error:
                if pause is None:
                    self._refuse(channel_id, error)
                else:
                    await asyncio.sleep(pause)
            except (discord.HTTPException, discord.RateLimited) as error:
                self._refuse(channel_id, error)
                break
        return None

    def _refuse(self, channel_id: int, error: Exception) -> None:
        match error:
            case discord.RateLimited():
                self.note(channel_id, f"held back by Discord for {error.retry_after:.0f} s, an answer was dropped")
            case discord.Forbidden():
                self.note(channel_id, f"refused by Discord ({error.code}: {error.text})")
            case discord.NotFound():
                pass
            case discord.HTTPException() if error.code == _INVALID_FORM and "message_reference" in error.text:
                # The paste was deleted meanwhile, so nobody waits for an answer.
                pass
            case _:
                _log.error("channel %s: an answer was lost: %s", channel_id, error)


def with_picture(content: dict[str, Any]) -> dict[str, Any]:
    """`content` with its picture as a file. Sending uses a file up, so each try needs one of its own."""
    if "picture" not in content:
        return content
    name, data = content["picture"]
    rest = {key: value for key, value in content.items() if key != "picture"}
    return rest | {"file": discord.File(io.BytesIO(data), name)}


async def _tag(thread: discord.Thread, tag: discord.ForumTag) -> bool:
    await thread.add_tags(tag)
    return True
