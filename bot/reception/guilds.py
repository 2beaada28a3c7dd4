"""Guild settings as the rest of the bot asks for them: out of memory, with the operator's defaults filled in."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.reception.locks import KeyedLocks
from bot.reception.watch import find_watch
from bot.storage.records import ChannelSettings, GuildSettings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.reception.watch import Place
    from bot.storage.store import Store

_DEFAULT_COOLDOWN = GuildSettings(0).cooldown_seconds


@dataclass(frozen=True, slots=True)
class GuildView:
    """One guild's settings and its channels' by id.

    `reports_channel_id`: where its reports go, to its own maintainers or else to the operator's.
    """

    settings: GuildSettings
    channels: Mapping[int, ChannelSettings]
    reports_channel_id: int | None = None


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the operator decides for guilds that decided nothing."""

    maintainers_channel_id: int | None = None
    cooldown_seconds: int | None = None


class Guilds:
    """Reads through a bounded memory and writes to the store first.

    A guild lives on one shard, so one process alone changes its settings and the memory can't grow stale.
    """

    def __init__(self, store: Store, defaults: Defaults, *, capacity: int = 2_000) -> None:
        self._store = store
        self._defaults = defaults
        self._capacity = capacity
        self._views: OrderedDict[int, GuildView] = OrderedDict()
        self._turns = KeyedLocks()
        self._changes = 0

    async def view(self, guild_id: int | None) -> GuildView:
        """What holds in a guild; direct messages (None) get the defaults."""
        if guild_id is None:
            return self._view(GuildSettings(0), ())
        if (known := self._views.get(guild_id)) is not None:
            self._views.move_to_end(guild_id)
            return known
        changes = self._changes
        settings = await self._store.guilds.get(guild_id)
        channels = await self._store.guilds.channels(guild_id)
        view = self._view(settings, channels)
        if changes == self._changes:
            self._views[guild_id] = view
        while len(self._views) > self._capacity:
            self._views.popitem(last=False)
        return view

    async def change(self, guild_id: int, **changes: object) -> GuildSettings:
        """Stores changed fields of GuildSettings and returns the whole. Raises ValueError for a value out of range."""
        # Two changes at once must not undo one another.
        async with self._turns.hold(guild_id):
            stored = await self._store.guilds.get(guild_id)
            changed = replace(stored, **changes)  # pyright: ignore[reportArgumentType]  # the callers' to get right
            await self._store.guilds.put(changed)
            self._forget(guild_id)
        return changed

    async def put_channel(self, channel: ChannelSettings) -> None:
        """Stores how a channel is treated."""
        await self._store.guilds.put_channel(channel)
        self._forget(channel.guild_id)

    async def drop_channel(self, guild_id: int, channel_id: int) -> bool:
        """Forgets a channel's settings; tells whether there were any."""
        known = channel_id in (await self.view(guild_id)).channels
        await self._store.guilds.drop_channel(guild_id, channel_id)
        self._forget(guild_id)
        return known

    async def leave(self, guild_id: int, place: Place, patterns: tuple[str, ...]) -> bool:
        """Forgets a channel's settings and reads along there no more, whatever else watches it.

        Where its parent or the operator's `patterns` would, it is kept as one that speaks only when asked. Tells
        whether there was anything to leave.
        """
        channels = dict((await self.view(guild_id)).channels)
        channels.pop(place.channel_id, None)
        if find_watch(place, channels, patterns) is None:
            return await self.drop_channel(guild_id, place.channel_id)
        await self.put_channel(ChannelSettings(guild_id, place.channel_id, "commands"))
        return True

    def _forget(self, guild_id: int) -> None:
        """Drops the memory of a guild; a reading under way may not refill it with what it read before."""
        self._changes += 1
        self._views.pop(guild_id, None)

    def _view(self, settings: GuildSettings, channels: Iterable[ChannelSettings]) -> GuildView:
        cooldown = self._defaults.cooldown_seconds
        if cooldown is None or settings.cooldown_seconds != _DEFAULT_COOLDOWN:
            cooldown = settings.cooldown_seconds
        return GuildView(
            replace(settings, cooldown_seconds=cooldown),
            {channel.channel_id: channel for channel in channels},
            settings.maintainers_channel_id or self._defaults.maintainers_channel_id,
        )
