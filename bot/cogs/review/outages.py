"""Says in the channel when many people meet the same trouble of a provider, and when it is over."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import discord

from bot.knowledge.model import Blame
from bot.reception.tongue import catalogue_language
from bot.review.outage import OutageWatch
from bot.ui.safe import escape

if TYPE_CHECKING:
    from collections.abc import Hashable

    from bot.review.outage import Outage
    from bot.services import Services
    from bot.storage.records import Lookup
    from bot.ui.client import DeskClient

TICK_SECONDS = 5.0
_MAX_NOTICES = 500


class OutageBoard:
    """One notice an outage, in the channel where most people just met it. Notices are forgotten with the process."""

    def __init__(self, client: DeskClient, services: Services) -> None:
        self._client = client
        self._services = services
        self._watch = OutageWatch()
        self._begun: OrderedDict[Hashable, tuple[Outage, Lookup]] = OrderedDict()
        self._notices: OrderedDict[Hashable, tuple[discord.Message, Lookup]] = OrderedDict()

    def note(self, lookup: Lookup) -> None:
        """Somebody got an answer. Only the provider's own trouble counts, in servers."""
        entry = self._services.desk.knowledge.entries.get(lookup.entry or "")
        if entry is None or entry.blame is not Blame.UPSTREAM or lookup.guild_id is None or lookup.channel_id is None:
            return
        key = (lookup.guild_id, entry.id)
        if (outage := self._watch.note(key, lookup.user, lookup.at)) is not None:
            self._begun[key] = (outage, lookup)
            while len(self._begun) > _MAX_NOTICES:
                self._begun.popitem(last=False)

    async def tick(self) -> None:
        """Post what began, amend what ended."""
        while self._begun:
            key, (outage, lookup) = self._begun.popitem(last=False)
            await self._post(key, outage, lookup)
        for outage in self._watch.end_calm(self._services.now()):
            if (notice := self._notices.pop(outage.key, None)) is not None:
                message, lookup = notice
                text = await self._say(outage, lookup, over=True)
                part = self._client.get_partial_messageable(message.channel.id).get_partial_message(message.id)
                await self._client.courier.edit(part, {"content": text})

    async def _post(self, key: Hashable, outage: Outage, lookup: Lookup) -> None:
        channel: Any = self._client.get_channel(lookup.channel_id or 0)
        if not isinstance(channel, discord.abc.Messageable):
            return
        content = {
            "content": await self._say(outage, lookup, over=False),
            "allowed_mentions": discord.AllowedMentions.none(),
        }
        sent = await self._client.courier.send(channel, lookup.channel_id or 0, content)
        if sent is not None:
            self._notices[key] = (sent, lookup)
            while len(self._notices) > _MAX_NOTICES:
                self._notices.popitem(last=False)

    async def _say(self, outage: Outage, lookup: Lookup, *, over: bool) -> str:
        tongue = await self._services.reception.tongue_of(guild_id=lookup.guild_id, guild_locale=lookup.language)
        entry = self._services.desk.knowledge.entries.get(lookup.entry or "")
        system = self._services.desk.knowledge.systems.get(entry.home) if entry else None
        language = catalogue_language(tongue)
        title = escape(entry.title.in_language(language)) if entry else ""
        name = escape(system.name.in_language(language)) if system else ""
        text = self._services.texts.say(
            "outage-over" if over else "outage-notice",
            tongue,
            people=outage.people,
            minutes=outage.minutes,
            title=title,
            system=name,
        )
        status = [link for link in system.links if "status" in str(link.url)] if system else []
        return "\n".join([text, *(f"<{link.url}>" for link in status[:1])])
