"""The client itself: listeners, background work, and an end in order."""

from __future__ import annotations

import asyncio
import logging
import secrets
from time import monotonic, perf_counter
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.client.lifeline import Lifeline
from bot.client.login import proxy_arguments
from bot.cogs.commands import build_commands
from bot.cogs.presses.buttons import ButtonPresses
from bot.cogs.review.board import Board
from bot.cogs.review.digests import TICKS as DIGEST_TICKS
from bot.cogs.review.digests import DigestBoard
from bot.cogs.review.outages import TICKS as OUTAGE_TICKS
from bot.cogs.review.outages import OutageBoard
from bot.cogs.review.presses import MaintainerPresses
from bot.cogs.review.sweeping import TICKS as SWEEP_TICKS
from bot.cogs.review.sweeping import Sweeper
from bot.cogs.strays import answer_stray
from bot.cogs.tree import DeskTree, sync_commands
from bot.cogs.watch import Watcher
from bot.cogs.welcome import welcome
from bot.errors import ErrataError
from bot.ui.buttons import BUTTONS
from bot.ui.client import DeskClient
from bot.ui.delivery import Courier
from bot.ui.menus import MENUS
from bot.ui.panel.items import PANEL
from bot.ui.patience import Patience
from bot.ui.queue_items import REVIEW_ITEMS
from bot.ui.standing import Standing
from bot.ui.translator import CommandTranslator

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from bot.config import Settings
    from bot.services import Services

CLOSE_SECONDS = 5.0
"""How long work under way may take to finish when the bot stops."""

SHELF_SECONDS = 60.0
"""How long an entry that another process approved may take to be served."""

_FIRST_CHORE_SECONDS = 60.0
_HANDLER_NAMES = ("CommandTree-invoker", "discord-ui-")
_log = logging.getLogger(__name__)


class ErrataClient(DeskClient):
    """Listens, answers and stops in order."""

    def __init__(self, services: Services, *, started: float) -> None:
        settings = services.settings
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True, message_content=True, dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            max_ratelimit_timeout=30.0,
            **_shards(settings),
            **proxy_arguments(settings),
        )
        self.boot = secrets.token_hex(4)
        self.services = services
        self.presses = ButtonPresses(services)
        self.maintainers = MaintainerPresses()
        self.tree = DeskTree(
            self,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self.courier = Courier()
        self.patience = Patience()
        self.standing = Standing(self)
        self.lifeline = Lifeline(monotonic)
        self._watcher = Watcher(services, self)
        self._outages = OutageBoard(self, services)
        self._chores: set[asyncio.Task[None]] = set()
        self._work: set[asyncio.Task[None]] = set()
        self._closing = False
        self._started = started

    def spawn(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Runs work in the background; it is awaited when the client closes and refused from then on."""
        if self._closing:
            work.close()
            return
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._work.add(task)
        task.add_done_callback(self._finish)

    def repeat(self, work: Callable[[], Awaitable[None]], seconds: float, name: str) -> None:
        """Does periodic work from now until the client closes. A fault is logged and the next turn comes."""
        self._chores.add(asyncio.get_running_loop().create_task(_repeat(work, seconds, name), name=name))

    async def setup_hook(self) -> None:
        """Once, after the login and before the gateway."""
        self.add_dynamic_items(*BUTTONS, *MENUS, *PANEL, *REVIEW_ITEMS)
        await self.tree.set_translator(CommandTranslator(self.services.texts))
        tick = self.services.settings.tick_seconds
        self.repeat(Board(self, self.services).tick, tick, "queue")
        self.services.store.observe_lookups(self._outages.note)
        self.repeat(self._outages.tick, OUTAGE_TICKS * tick, "outages")
        if self.services.settings.holds_first_shard:
            self.repeat(DigestBoard(self, self.services).tick, DIGEST_TICKS * tick, "digests")
            self.repeat(Sweeper(self, self.services).tick, SWEEP_TICKS * tick, "leftovers")
        self.spawn(self._keep_shelf(), "shelf")
        self.repeat(self._keep_shelf, SHELF_SECONDS, "shelf")
        self.spawn(self.services.collector.load(), "clusters")
        for command in build_commands(self.services):
            self.tree.add_command(command)
        if self.services.settings.holds_first_shard and self.application_id is not None:
            await sync_commands(self.tree, self.services.store, self.application_id, self.services.settings.sync)

    async def _keep_shelf(self) -> None:
        """Serves what was approved before this start, or in another process since."""
        await self.services.shelf.refresh()

    async def _take_back(self, message_id: int, channel_id: int) -> None:
        await self._outages.forget(message_id)
        await self._watcher.withdraw(message_id, channel_id)

    async def on_ready(self) -> None:
        self.lifeline.settle()
        seconds = perf_counter() - self._started
        _log.info("ready as %s in %d servers after %.2f s", self.user, len(self.guilds), seconds)
        self.spawn(self._outages.restore(), "outages")

    async def on_shard_connect(self, shard_id: int) -> None:
        self.lifeline.find(shard_id)
        self.standing.restart()

    async def on_shard_resumed(self, shard_id: int) -> None:
        self.lifeline.find(shard_id)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        self.lifeline.lose(shard_id)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        self.spawn(welcome(guild, self), "welcome")

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        await answer_stray(interaction)

    async def on_message(self, message: discord.Message) -> None:
        if self._watcher.wants(message):
            self.spawn(self._watcher.read(message), f"message {message.id}")

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        if self._watcher.wants_edit(payload):
            self.spawn(self._watcher.read_again(payload.message), f"edit {payload.message_id}")

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        self.spawn(self._take_back(payload.message_id, payload.channel_id), f"delete {payload.message_id}")

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        for message_id in payload.message_ids:
            self.spawn(self._take_back(message_id, payload.channel_id), f"delete {message_id}")

    async def close(self) -> None:
        """Lets work under way finish, for CLOSE_SECONDS at most, and leaves Discord."""
        if not self._closing:
            self._closing = True
            for chore in self._chores:
                chore.cancel()
            await self._finish_work()
            await self.services.screenshots.close()
        await super().close()

    async def _finish_work(self) -> None:
        mine = asyncio.current_task()
        handlers = {task for task in asyncio.all_tasks() if task.get_name().startswith(_HANDLER_NAMES)}
        under_way = {task for task in self._work | handlers if task is not mine and not task.done()}
        if not under_way:
            return
        _, late = await asyncio.wait(under_way, timeout=CLOSE_SECONDS)
        for task in late:
            _log.warning("stopped before it finished: %s", task.get_name())
            task.cancel()

    def _finish(self, task: asyncio.Task[None]) -> None:
        self._work.discard(task)
        if task.cancelled() or (error := task.exception()) is None:
            return
        if isinstance(error, ErrataError):
            _log.error("%s failed: %s", task.get_name(), error)
        else:
            _log.error("%s failed", task.get_name(), exc_info=error)


async def _repeat(work: Callable[[], Awaitable[None]], seconds: float, name: str) -> None:
    await asyncio.sleep(min(seconds, _FIRST_CHORE_SECONDS))
    while True:
        try:
            await work()
        except ErrataError as error:
            _log.error("%s: %s", name, error)
        except Exception:  # noqa: BLE001  # logged just below
            # Whatever went wrong this time, work that nobody starts again must not end with it.
            _log.exception("%s failed", name)
        await asyncio.sleep(seconds)


def _shards(settings: Settings) -> dict[str, Any]:
    if settings.shard_count is None:
        return {}
    shards: dict[str, Any] = {"shard_count": settings.shard_count}
    if settings.shard_ids:
        shards["shard_ids"] = list(settings.shard_ids)
    return shards
