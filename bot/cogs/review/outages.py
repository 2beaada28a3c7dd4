"""Says in the channel when many people meet the same trouble of a provider, and when it is over."""

from __future__ import annotations

import logging
from collections import OrderedDict
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import discord

from bot.cogs.review.pauses import Pauses
from bot.cogs.visits import keeps_quiet, place_of
from bot.knowledge.model import Blame
from bot.reception.watch import find_watch
from bot.review.outage import PAST, OutageWatch
from bot.storage.records import OutageNotice
from bot.ui.delivery import Fate
from bot.ui.outages import say_outage

if TYPE_CHECKING:
    from bot.review.outage import Outage
    from bot.services import Services
    from bot.storage.records import Lookup
    from bot.ui.client import DeskClient

    Key = tuple[int, str]

TICKS = 2.5
"""Between two looks at the outages."""

_log = logging.getLogger(__name__)
_MAX_BEGUN = 500
_MAX_PAST = 50_000
_GROWN = 1.5
_RETRY_TICKS = 30
_FORGOTTEN = timedelta(days=1)


class OutageBoard:
    """One notice an outage, in the watched channel where most people just met it.

    Where they met it in none, or only in quiet hours, it waits until that changes: the bot speaks unasked nowhere else.
    Both the past that a rate is judged by and the notices that stand come out of the store, so that a restart neither
    rings a false bell nor leaves a notice behind. An edit that fails is made later: until then a notice that is over
    stays in the store, though nobody is pointed to it any more.
    """

    def __init__(self, client: DeskClient, services: Services) -> None:
        self._client = client
        self._services = services
        self._watch = OutageWatch()
        self._running = services.reception.outages
        self._begun: OrderedDict[Key, Lookup] = OrderedDict()
        self._ending: dict[Key, tuple[OutageNotice, int]] = {}
        self._held: Pauses[Key] = Pauses(_RETRY_TICKS * services.settings.tick_seconds)
        self._waiting: list[Lookup] | None = []
        self._restoring = False

    def note(self, lookup: Lookup) -> None:
        """Somebody got an answer. Only the provider's own trouble counts, in servers."""
        if self._waiting is not None:
            # Times may not go back, so what is new waits until the past is read.
            self._waiting.append(lookup)
            return
        key = self._key(lookup)
        if key is not None and self._watch.note(key, lookup.user, lookup.at, lookup.channel_id) is not None:
            self._begin(key, lookup)

    async def tick(self) -> None:
        """Post what began, amend what grew or ended. Raises StorageError."""
        if not self._client.is_ready() or self._restoring:
            return
        await self.restore()
        for key, lookup in list(self._begun.items()):
            if (outage := self._watch.current(key)) is None:
                # It ended before there was a place to tell of it.
                self._begun.pop(key, None)
            elif (channel := await self._find_channel(key[0], outage)) is not None:
                self._begun.pop(key, None)
                await self._post(key, outage, lookup.language, channel)
        ended = {outage.key: outage for outage in self._watch.end_calm(self._services.now())}
        for notice in self._running.all():
            key = (notice.guild_id, notice.entry)
            current = self._watch.current(key)
            if self._client.get_guild(notice.guild_id) is None:
                # The bot was sent away meanwhile.
                await self._drop(notice)
            elif current is None:
                self._end(notice, ended.get(key))
            elif current.people > notice.people * _GROWN:
                await self._amend(replace(notice, people=current.people), current)
        for key, (notice, minutes) in list(self._ending.items()):
            await self._finish(key, notice, minutes)

    async def forget(self, message_id: int) -> None:
        """Somebody deleted a notice: nobody is pointed to it any more. Raises StorageError."""
        if (notice := self._running.shown_by(message_id)) is not None:
            await self._drop(notice)

    async def restore(self) -> None:
        """Read the notices that stand and the past of every upstream error, once. Raises StorageError."""
        if self._waiting is None or self._restoring:
            return
        self._restoring = True
        try:
            await self._read_past()
        finally:
            self._restoring = False

    async def _read_past(self) -> None:
        now = self._services.now()
        for notice in await self._services.store.outages.list():
            if self._client.get_guild(notice.guild_id) is not None:
                self._running.put(notice)
            elif notice.since < now - _FORGOTTEN:
                # No process has this guild any more.
                await self._services.store.outages.drop(notice.guild_id, notice.entry)
        upstream = [one.id for one in self._services.desk.knowledge.entries.values() if one.blame is Blame.UPSTREAM]
        past = await self._services.store.lookups.recent(upstream, now - PAST, limit=_MAX_PAST)
        waiting, self._waiting = self._waiting or [], None
        if standing := self._running.all():
            _log.info("outages that go on: %d", len(standing))
        known = set(past)
        last: dict[Key, Lookup] = {}
        begun = self._watch.replay(
            (key, lookup.user, lookup.at, lookup.channel_id)
            for lookup in [*past, *(one for one in waiting if one not in known)]
            if (key := self._key(lookup)) is not None and last.update({key: lookup}) is None
        )
        for outage in begun:
            key = outage.key
            if key in last and self._running.covering(key[0], (key[1],)) is None:
                self._begin(key, last[key])

    def _key(self, lookup: Lookup) -> Key | None:
        entry = self._services.desk.knowledge.entries.get(lookup.entry or "")
        if entry is None or entry.blame is not Blame.UPSTREAM or lookup.guild_id is None:
            return None
        return (lookup.guild_id, entry.id) if self._client.get_guild(lookup.guild_id) is not None else None

    def _begin(self, key: Key, lookup: Lookup) -> None:
        self._begun[key] = lookup
        while len(self._begun) > _MAX_BEGUN:
            self._begun.popitem(last=False)

    async def _find_channel(self, guild_id: int, outage: Outage) -> Any:
        """The busiest channel in which the bot may speak unasked now, None if there is none. Raises StorageError."""
        services, now = self._services, self._services.now()
        watched = (await services.guilds.view(guild_id)).channels
        for channel_id in outage.places:
            channel = self._client.get_channel(channel_id)
            place = place_of(channel)
            if place is None or find_watch(place, watched, services.settings.watch_channels) is None:
                continue
            if isinstance(channel, discord.abc.Messageable) and not await keeps_quiet(services, channel, now):
                return channel
        return None

    async def _post(self, key: Key, outage: Outage, language: str, channel: Any) -> None:
        guild_id, entry = key
        notice = OutageNotice(guild_id, entry, channel.id, 0, language, outage.since, people=outage.people)
        content = {
            "content": await self._say(notice, outage.minutes, over=False),
            "allowed_mentions": discord.AllowedMentions.none(),
        }
        sent = await self._client.courier.send(channel, notice.channel_id, content)
        if sent is not None:
            notice = replace(notice, message_id=sent.id)
            self._ending.pop(key, None)
            self._running.put(notice)
            await self._services.store.outages.put(notice)

    async def _amend(self, notice: OutageNotice, outage: Outage) -> None:
        match await self._edit(notice, outage.minutes, over=False):
            case Fate.DONE:
                self._running.put(notice)
                await self._services.store.outages.put(notice)
            case Fate.GONE:
                await self._drop(notice)
            case Fate.FAILED:
                pass

    def _end(self, notice: OutageNotice, outage: Outage | None) -> None:
        self._running.drop(notice)
        past = self._services.now() - notice.since
        minutes = outage.minutes if outage else max(1, round(past.total_seconds() / 60))
        shown = replace(notice, people=max(notice.people, outage.people if outage else 0))
        self._ending[notice.guild_id, notice.entry] = (shown, minutes)

    async def _finish(self, key: Key, notice: OutageNotice, minutes: int) -> None:
        """Writes under a notice that it is over; only then the store forgets it."""
        is_away = self._client.get_guild(notice.guild_id) is None
        if is_away or await self._edit(notice, minutes, over=True) is not Fate.FAILED:
            self._ending.pop(key, None)
            await self._drop(notice)

    async def _drop(self, notice: OutageNotice) -> None:
        self._running.drop(notice)
        await self._services.store.outages.drop(notice.guild_id, notice.entry)

    async def _edit(self, notice: OutageNotice, minutes: int, *, over: bool) -> Fate:
        """Rewrites a notice. One that could not be rewritten is left alone for a while."""
        key = (notice.guild_id, notice.entry)
        if key in self._held:
            return Fate.FAILED
        channel = self._client.get_partial_messageable(notice.channel_id, guild_id=notice.guild_id)
        part = channel.get_partial_message(notice.message_id)
        text = await self._say(notice, minutes, over=over)
        fate = await self._client.courier.edit(part, {"content": text})
        if fate is Fate.FAILED:
            self._held.begin(key)
        else:
            self._held.end(key)
        return fate

    async def _say(self, notice: OutageNotice, minutes: int, *, over: bool) -> str:
        tongue = await self._services.reception.tongue_of(guild_id=notice.guild_id, guild_locale=notice.language)
        return say_outage(notice, minutes, self._services.desk.knowledge, tongue, self._services.texts, over=over)
