"""What people do without the bot: write, reply, forward, edit, delete, react, open threads and posts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from tests.standin.errors import ClientRefusalError
from tests.standin.intents import Intents
from tests.standin.mentions import find_pings
from tests.standin.messages import KIND_REPLY, Message
from tests.standin.model import WRITABLE, Channel, ChannelKind, ThreadState, User
from tests.standin.payloads import channel_payload
from tests.standin.permissions import EVERYTHING, Permission
from tests.standin.rest.reactions import tell_of_reaction

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.standin.cdn import Upload
    from tests.standin.world import World

Json = dict[str, Any]

MAX_CONTENT = 2000
MAX_CONTENT_NITRO = 4000
MAX_ATTACHMENTS = 10


class Writing:
    """A person's hands. Permissions are checked as Discord's client and API do: ClientRefusalError."""

    def __init__(self, world: World, user: User) -> None:
        self._world = world
        self.user = user

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def mention(self) -> str:
        return self.user.mention

    @property
    def dm(self) -> Channel:
        """The direct channel with the bot."""
        return self._world.dm_between(self.user, self._world.bot)

    def dm_with(self, other: Writing) -> Channel:
        """A direct channel with another person, where the bot is present only as a user-installed app."""
        return self._world.dm_between(self.user, other.user)

    def granted(self, channel: Channel) -> Permission:
        """What this person may do in the channel."""
        if channel.guild is None:
            return EVERYTHING if self.user in channel.recipients else Permission.NONE
        return channel.guild.permissions_of(self.user, channel)

    async def send(
        self,
        channel: Channel,
        content: str = "",
        *,
        attachments: Sequence[Upload] = (),
        reply_to: Message | None = None,
        ping: bool = True,
        embeds: Sequence[Json] = (),
        nitro: bool = False,
    ) -> Message:
        """Write a message. `ping=False` replies without notifying; `nitro` allows 4000 characters.

        `embeds` are the previews that Discord itself adds to links.
        """
        self._require_writing(channel, len(attachments))
        if len(content) > (MAX_CONTENT_NITRO if nitro else MAX_CONTENT):
            raise ClientRefusalError("too long; Discord's client offers to send it as message.txt")
        if not content.strip() and not attachments:
            raise ClientRefusalError("empty message")
        message = self._compose(channel, content, attachments)
        message.embeds = list(embeds)
        if reply_to is not None:
            self._require_sight(reply_to)
            message.kind, message.referenced, message.reference_id = KIND_REPLY, reply_to, reply_to.id
        self._notify(message, ping=ping)
        return await self._publish(message)

    async def forward(self, message: Message, to: Channel) -> Message:
        """Forward a message: the new one is empty itself and carries a snapshot."""
        self._require_sight(message)
        self._require_writing(to)
        copy = self._compose(to, "", ())
        copy.snapshots = [message]
        return await self._publish(copy)

    async def edit(self, message: Message, content: str) -> Message:
        """Change one's own message."""
        if message.author is not self.user or message.deleted:
            raise ClientRefusalError("only one's own messages can be edited")
        message.content = content
        self._notify(message, ping=message.pings.replied)
        self._world.mark(message.channel)
        self._world.amend(message)
        await asyncio.sleep(0)
        return message

    async def delete(self, message: Message) -> None:
        """Delete a message: one's own, or others' with MANAGE_MESSAGES."""
        own = message.author is self.user or message.private_to is self.user
        if message.deleted or not (own or self.granted(message.channel) & Permission.MANAGE_MESSAGES):
            raise ClientRefusalError("may not delete that")
        self._world.mark(message.channel)
        self._world.retract(message)
        await asyncio.sleep(0)

    async def purge(self, messages: Sequence[Message]) -> None:
        """Delete several messages of one channel at once, as moderation bots do (MESSAGE_DELETE_BULK)."""
        channel = messages[0].channel
        if channel.guild is None or not self.granted(channel) & Permission.MANAGE_MESSAGES:
            raise ClientRefusalError("may not purge")
        for message in messages:
            message.deleted = True
            message.revision += 1
        self._world.mark(channel)
        if self._world.bot_sees(channel):
            ids = [str(message.id) for message in messages]
            payload: Json = {"ids": ids, "channel_id": str(channel.id), "guild_id": str(channel.guild.id)}
            self._world.tell("MESSAGE_DELETE_BULK", payload, guild=channel.guild, needs=Intents.GUILD_MESSAGES)
        self._world.pulse()
        await asyncio.sleep(0)

    async def react(self, message: Message, emoji: str) -> None:
        """Add a reaction: a Unicode emoji or `name:id`."""
        self._require_sight(message)
        if emoji not in message.reactions and not self.granted(message.channel) & Permission.ADD_REACTIONS:
            raise ClientRefusalError("may not add reactions")
        message.reactions.setdefault(emoji, set()).add(self.user.id)
        self._world.mark(message.channel)
        tell_of_reaction(self._world, "MESSAGE_REACTION_ADD", message, emoji, self.user)
        await asyncio.sleep(0)

    async def post(
        self,
        forum: Channel,
        title: str,
        content: str,
        *,
        attachments: Sequence[Upload] = (),
        tags: Iterable[str] = (),
    ) -> Message:
        """Open a forum post; returns its starter message, whose `channel` is the new thread with the same id."""
        if forum.kind is not ChannelKind.FORUM:
            raise ClientRefusalError(f"#{forum.name} is no forum")
        if not self.granted(forum) & Permission.SEND_MESSAGES:
            raise ClientRefusalError(f"{self.user.name} may not post in #{forum.name}")
        thread = self._open_thread(forum, title, ChannelKind.PUBLIC_THREAD)
        if thread.thread is not None:
            by_name = {tag.name: tag.id for tag in forum.tags}
            thread.thread.applied_tags = [by_name[tag] for tag in tags]
        self._tell_of_thread(thread)
        starter = self._compose(thread, content, attachments)
        starter.id = thread.id
        self._notify(starter, ping=False)
        return await self._publish(starter)

    async def start_thread(self, channel: Channel, name: str, *, private: bool = False) -> Channel:
        """Open a thread in a text channel; the bot isn't a member of a private one until it is added."""
        needed = Permission.CREATE_PRIVATE_THREADS if private else Permission.CREATE_PUBLIC_THREADS
        if not self.granted(channel) & needed:
            raise ClientRefusalError(f"{self.user.name} may not open threads in #{channel.name}")
        kind = ChannelKind.PRIVATE_THREAD if private else ChannelKind.PUBLIC_THREAD
        thread = self._open_thread(channel, name, kind)
        self._tell_of_thread(thread)
        await asyncio.sleep(0)
        return thread

    async def add_to_thread(self, thread: Channel, other: User) -> None:
        """Add somebody to a thread; the bot learns of a private thread by a THREAD_CREATE."""
        if thread.thread is None or self.user.id not in thread.thread.members:
            raise ClientRefusalError("not a member of that thread")
        thread.thread.members.add(other.id)
        if other is self._world.bot:
            payload = channel_payload(thread)
            self._world.tell("THREAD_CREATE", payload, guild=thread.guild, needs=Intents.GUILDS)
        await asyncio.sleep(0)

    # What the above share

    def _compose(self, channel: Channel, content: str, attachments: Sequence[Upload]) -> Message:
        message = Message(self._world.snowflakes.next(), channel, self.user, content=content.strip())
        message.attachments = [self._world.cdn.store(upload, channel.id) for upload in attachments]
        return message

    def _notify(self, message: Message, *, ping: bool) -> None:
        referenced = message.referenced
        replied = referenced.author.id if referenced is not None and ping else None
        message.pings = find_pings(message.content, None, replied)
        message.mentions = self._world.mentioned(message.pings, referenced)
        may = self.granted(message.channel) & Permission.MENTION_EVERYONE
        message.mention_everyone = message.pings.everyone and bool(may)

    async def _publish(self, message: Message) -> Message:
        self._world.mark(message.channel)
        thread = message.channel.thread
        if thread is not None:
            thread.members.add(self.user.id)
        self._world.publish(message)
        await asyncio.sleep(0)
        return message

    def _open_thread(self, parent: Channel, name: str, kind: ChannelKind) -> Channel:
        thread = Channel(self._world.snowflakes.next(), kind, name, guild=parent.guild, parent=parent)
        thread.thread = ThreadState(self.user, members={self.user.id}, created_at=self._world.clock.stamp())
        self._world.channels[thread.id] = thread
        if parent.guild is not None:
            parent.guild.channels[thread.id] = thread
        return thread

    def _tell_of_thread(self, thread: Channel) -> None:
        """THREAD_CREATE comes before the first message."""
        if self._world.bot_sees(thread):
            payload = channel_payload(thread) | {"newly_created": True}
            self._world.tell("THREAD_CREATE", payload, guild=thread.guild, needs=Intents.GUILDS)

    def _require_presence(self, channel: Channel) -> None:
        if not self.granted(channel):
            raise ClientRefusalError(f"{self.user.name} doesn't see #{channel.name}")

    def _require_sight(self, message: Message) -> None:
        if not message.visible_to(self.user):
            raise ClientRefusalError(f"{self.user.name} doesn't see that message")

    def _require_writing(self, channel: Channel, files: int = 0) -> None:
        if channel.kind not in WRITABLE:
            raise ClientRefusalError(f"nobody can write straight into #{channel.name}")
        if files > MAX_ATTACHMENTS:
            raise ClientRefusalError("at most ten attachments")
        needed = Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
        if files:
            needed |= Permission.ATTACH_FILES
        if self.granted(channel) & needed != needed:
            raise ClientRefusalError(f"{self.user.name} may not write that in #{channel.name}")
