"""The truth of the stand-in: what exists, what happened, and who has to be told."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, TypeVar

from tests.standin.cdn import Cdn
from tests.standin.commands import CommandBook
from tests.standin.errors import NoAnswerError, unknown_channel
from tests.standin.faults import Faults
from tests.standin.gateway import Gateway
from tests.standin.intents import PRIVILEGED, Intents
from tests.standin.model import Channel, ChannelKind, Guild, User
from tests.standin.patience import PATIENCE
from tests.standin.payloads import message_payload
from tests.standin.records import Effect, EffectKind, Log
from tests.standin.snowflakes import Clock, Snowflakes

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.standin.interactions import Interaction
    from tests.standin.messages import Message, Pings

Json = dict[str, Any]
T = TypeVar("T")

FLAG_MESSAGE_CONTENT = 1 << 18
"""The application flag that tells a verified or permitted bot that the portal's switch is on."""


class World:
    """Everything that both the server's routes and the scenario's drivers work on."""

    def __init__(self, *, token: str, privileged: Intents = PRIVILEGED) -> None:
        self.token = token
        self.privileged = privileged
        self.recommended_shards = 1
        self.url = ""
        self.clock = Clock()
        self.snowflakes = Snowflakes()
        self.log = Log()
        self.faults = Faults()
        self.commands = CommandBook()
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.interactions: dict[int, Interaction] = {}
        self.bot = self.add_user("errata", bot=True)
        self.app_owner = self.add_user("keeper")
        self.privacy_policy_url: str | None = None
        self.application_id = self.snowflakes.next()
        self.gateway = Gateway(self)
        self.cdn = Cdn(self)
        self.stopping = asyncio.Event()
        self.marks: dict[int, int] = {}
        self._waiting: set[asyncio.Future[None]] = set()

    @property
    def gateway_url(self) -> str:
        return self.url.replace("http://", "ws://") + "/gateway"

    @property
    def application_flags(self) -> int:
        return FLAG_MESSAGE_CONTENT if self.privileged & Intents.MESSAGE_CONTENT else 0

    # Waiting

    def pulse(self) -> None:
        """Let everybody who waits look again: something has happened."""
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
        self._waiting.clear()

    async def until(self, look: Callable[[], T | None], within: float, what: str) -> T:
        """Wait until `look` finds something; NoAnswerError after `within` seconds, naming the latest refusals."""
        deadline = time.monotonic() + within * PATIENCE
        while not (found := look()):
            left = deadline - time.monotonic()
            if left <= 0:
                refused = "; ".join(str(request) for request in self.log.refused()[-3:])
                hint = f"; refused lately: {refused}" if refused else ""
                raise NoAnswerError(f"no {what} within {within} s{hint}")
            waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.add(waiter)
            await asyncio.wait([waiter], timeout=left)
            self._waiting.discard(waiter)
        return found

    # What exists

    def add_user(self, name: str, *, locale: str = "en-US", bot: bool = False) -> User:
        user = User(self.snowflakes.next(), name, locale, display_name=None if bot else name, bot=bot)
        self.users[user.id] = user
        return user

    def channel(self, channel_id: int) -> Channel:
        """The channel, or 10003."""
        channel = self.channels.get(channel_id)
        if channel is None or channel.deleted:
            raise unknown_channel()
        return channel

    def dm_between(self, user: User, other: User) -> Channel:
        """The direct channel of two users, opened when there is none yet."""
        for channel in self.channels.values():
            if channel.kind is ChannelKind.DM and set(channel.recipients) == {user, other}:
                return channel
        channel = Channel(self.snowflakes.next(), ChannelKind.DM, user.name, recipients=[user, other])
        self.channels[channel.id] = channel
        return channel

    def bot_sees(self, channel: Channel) -> bool:
        """Whether the bot gets the events of a channel: VIEW_CHANNEL, membership in private threads, its own DMs."""
        if channel.guild is None:
            return self.bot in channel.recipients
        return channel.guild.has_bot and bool(channel.guild.permissions_of(self.bot, channel))

    # What happens

    def tell(
        self, event: str, payload: Json | Callable[[Intents], Json], *, guild: Guild | None, needs: Intents
    ) -> float:
        """Dispatch an event to the bot; returns when, in `time.perf_counter()` seconds."""
        at = time.perf_counter()
        if guild is None or guild.has_bot:
            self.gateway.announce(event, payload, guild_id=guild.id if guild else None, needs=needs)
        return at

    def tell_of_message(self, event: str, message: Message) -> float | None:
        """MESSAGE_CREATE or MESSAGE_UPDATE, if the bot may know: never of ephemeral messages."""
        if message.private_to is not None or not self.bot_sees(message.channel):
            return None
        needs = Intents.GUILD_MESSAGES if message.guild else Intents.DIRECT_MESSAGES
        return self.tell(
            event,
            lambda intents: message_payload(message, bot=self.bot, intents=intents, in_event=True),
            guild=message.guild,
            needs=needs,
        )

    def publish(self, message: Message) -> Message:
        """Put a new message into its channel and tell the bot of it."""
        message.sent_at = self.clock.now()
        message.channel.messages[message.id] = message
        message.dispatched_at = self.tell_of_message("MESSAGE_CREATE", message)
        self.pulse()
        return message

    def amend(self, message: Message, *, by_author: bool = True) -> None:
        """Tell of a changed message. Without `by_author` it was Discord itself (a link's preview came in)."""
        message.revision += 1
        if by_author:
            message.edited_at = self.clock.now()
        at = self.tell_of_message("MESSAGE_UPDATE", message)
        if message.author is not self.bot:
            message.dispatched_at = at
        self.pulse()

    def retract(self, message: Message) -> None:
        """Delete a message; it stays in the channel's records, marked."""
        message.deleted = True
        message.revision += 1
        if message.private_to is None and self.bot_sees(message.channel):
            payload: Json = {"id": str(message.id), "channel_id": str(message.channel.id)}
            if message.guild is not None:
                payload["guild_id"] = str(message.guild.id)
            needs = Intents.GUILD_MESSAGES if message.guild else Intents.DIRECT_MESSAGES
            self.tell("MESSAGE_DELETE", payload, guild=message.guild, needs=needs)
        self.pulse()

    def mark(self, channel: Channel) -> None:
        """Remember that a person acted here now: what the bot does from now on may answer it."""
        self.marks[channel.id] = len(self.log.effects)

    def since_mark(self, channel: Channel) -> list[Effect]:
        """What the bot has done in a channel since a person acted there last."""
        return [one for one in self.log.effects[self.marks.get(channel.id, 0) :] if one.channel is channel]

    def note(
        self,
        kind: EffectKind,
        at: float,
        channel: Channel,
        *,
        message: Message | None = None,
        interaction: Interaction | None = None,
        detail: str = "",
    ) -> None:
        """Record something that the bot did."""
        content = message.text if message else ""
        self.log.effects.append(Effect(kind, at, channel, message, interaction, detail, content))
        self.pulse()

    def mentioned(self, pings: Pings, referenced: Message | None) -> list[User]:
        """Who stands in a message's `mentions`: those pinged in its text, and the author replied to if pinged."""
        people = [self.users[user_id] for user_id in sorted(pings.users) if user_id in self.users]
        if pings.replied and referenced is not None and referenced.author not in people:
            people.append(referenced.author)
        return people
