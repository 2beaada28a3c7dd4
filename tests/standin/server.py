"""The stand-in itself: one server on loopback, and the words in which scenarios speak to it."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Self

from aiohttp import web

from tests.standin.driver.guilds import GuildDriver
from tests.standin.driver.people import Person
from tests.standin.errors import UnexpectedNoiseError
from tests.standin.intents import PRIVILEGED, Intents
from tests.standin.messages import Message
from tests.standin.model import Channel, Guild, Member, Role, User
from tests.standin.permissions import BOT_INVITATION, EVERYONE_DEFAULT, Permission
from tests.standin.records import Effect, EffectKind, Log, Request
from tests.standin.rest.application import ApplicationRoutes
from tests.standin.rest.guilds import GuildRoutes
from tests.standin.rest.interactions import InteractionRoutes
from tests.standin.rest.messages import MessageRoutes
from tests.standin.rest.router import Router
from tests.standin.world import World

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.standin.faults import Faults
    from tests.standin.gateway import Gateway

TOKEN = "MTE0NDQ0NDQ0NDQ0NDQ0NDQ0.GaTeWa.standin-standin-standin-standin-st"
MAX_BODY_BYTES = 64 * 1024 * 1024


class Standin:
    """A Discord on 127.0.0.1. Use it as `async with Standin() as world:`.

    `privileged` are the intents switched on in the portal; `shards` is what `/gateway/bot` recommends.
    """

    def __init__(self, *, token: str = TOKEN, privileged: Intents = PRIVILEGED, shards: int = 1) -> None:
        self.world = World(token=token, privileged=privileged)
        self.world.recommended_shards = shards
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Listen on a free port."""
        router = Router(self.world)
        for part in (ApplicationRoutes, GuildRoutes, MessageRoutes, InteractionRoutes):
            part(self.world, router)
        app = web.Application(client_max_size=MAX_BODY_BYTES)
        app.router.add_get("/gateway", self.world.gateway.handle)
        app.router.add_get("/gateway/", self.world.gateway.handle)
        for folder in ("attachments", "ephemeral-attachments"):
            app.router.add_get(f"/{folder}/{{tail:.*}}", self.world.cdn.serve)
        app.router.add_route("*", "/{tail:.*}", router.serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.world.url = f"http://127.0.0.1:{port}"

    async def stop(self) -> None:
        """Close all connections and stop listening."""
        self.world.stopping.set()
        await self.world.gateway.drop(resumable=False, code=1001)
        if self._runner is not None:
            await self._runner.cleanup()

    # What the server knows

    @property
    def url(self) -> str:
        return self.world.url

    @property
    def token(self) -> str:
        return self.world.token

    @property
    def bot(self) -> User:
        return self.world.bot

    @property
    def log(self) -> Log:
        return self.world.log

    @property
    def requests(self) -> list[Request]:
        return self.world.log.requests

    @property
    def effects(self) -> list[Effect]:
        return self.world.log.effects

    @property
    def unknown_routes(self) -> list[str]:
        return self.world.log.unknown_routes

    @property
    def gateway(self) -> Gateway:
        """The sessions, and how to drop them."""
        return self.world.gateway

    @property
    def faults(self) -> Faults:
        """Planned trouble for REST calls."""
        return self.world.faults

    def advance(self, seconds: float) -> None:
        """Put the stand-in's clock forward: interaction tokens age, links expire."""
        self.world.clock.advance(seconds)

    # Building

    def add_guild(
        self,
        name: str = "酒馆互助",
        *,
        locale: str = "en-US",
        bot: bool = True,
        permissions: Permission = BOT_INVITATION,
        shard: tuple[int, int] | None = None,
    ) -> GuildDriver:
        """A new guild with an owner; with `bot` it has the bot from the start, or the bot joins now if it runs.

        `shard=(1, 2)` makes the guild live on shard 1 of 2.
        """
        world = self.world
        guild_id = world.snowflakes.next_on_shard(*(shard or (0, 1)))
        owner = world.add_user("keeper-of-" + name)
        guild = Guild(guild_id, name, locale, owner, created_at=world.clock.stamp())
        guild.roles[guild_id] = Role(guild_id, "@everyone", EVERYONE_DEFAULT, 0)
        guild.members[owner.id] = Member(owner, guild.created_at)
        world.guilds[guild_id] = guild
        driver = GuildDriver(world, guild)
        if bot:
            driver.invite_bot(permissions)
        return driver

    def add_user(
        self, name: str, *, locale: str = "en-US", installed_app: bool = False, accepts_dms: bool = True
    ) -> Person:
        """A person outside all guilds. `installed_app` means the bot was added to their account."""
        user = self.world.add_user(name, locale=locale)
        user.installed_app, user.accepts_dms = installed_app, accepts_dms
        return Person(self.world, user)

    # Waiting

    async def wait_reply(self, to: Message, *, within: float = 5.0) -> Message:
        """The bot's public reply to a message."""

        def find() -> Message | None:
            return next(iter(self.replies(to)), None)

        return _seen(await self.world.until(find, within, f"reply to {to.content[:60]!r}"))

    def replies(self, to: Message) -> list[Message]:
        """The bot's replies to a message that exist now."""
        return [
            one
            for one in to.channel.messages.values()
            if one.author is self.bot and one.reference_id == to.id and not one.deleted and one.private_to is None
        ]

    async def wait_message(
        self, channel: Channel, *, within: float = 5.0, where: Callable[[Message], bool] | None = None
    ) -> Message:
        """The first message that the bot posted in the channel after a person acted there last."""

        def find() -> Message | None:
            posts = [one.message for one in self.world.since_mark(channel) if one.kind is EffectKind.POST]
            return next((one for one in posts if one and not one.deleted and (where is None or where(one))), None)

        return _seen(await self.world.until(find, within, f"message in #{channel.name}"))

    async def wait_edit(self, message: Message, *, within: float = 5.0) -> Message:
        """The next change of a message after what this scenario has seen of it."""
        before = message.seen_revision
        found = await self.world.until(
            lambda: message if message.revision > before and not message.deleted else None,
            within,
            f"edit of {message.text[:60]!r}",
        )
        return _seen(found)

    async def wait_deleted(self, message: Message, *, within: float = 5.0) -> None:
        """Until a message is gone."""
        await self.world.until(lambda: message.deleted, within, f"deletion of {message.text[:60]!r}")

    async def wait_reaction(self, message: Message, *, within: float = 5.0) -> str:
        """Until the bot has reacted; returns the emoji."""
        return await self.world.until(
            lambda: next((emoji for emoji, who in message.reactions.items() if self.bot.id in who), None),
            within,
            "reaction",
        )

    async def expect_silence(self, place: Channel | Message, *, seconds: float = 0.3) -> None:
        """Assert that the bot does nothing visible in a channel from a person's last act there until `seconds` on."""
        channel = place.channel if isinstance(place, Message) else place
        end = time.monotonic() + seconds
        while True:
            noise = [one for one in self.world.since_mark(channel) if one.kind is not EffectKind.ACKNOWLEDGE]
            if noise:
                raise UnexpectedNoiseError(f"{noise[0].kind.name} in #{channel.name}: {noise[0].content[:200]!r}")
            left = end - time.monotonic()
            if left <= 0:
                return
            await asyncio.sleep(min(left, 0.02))


def _seen(message: Message) -> Message:
    message.seen_revision = message.revision
    return message
