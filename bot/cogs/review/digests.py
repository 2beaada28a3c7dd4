"""Digests in the maintainers' channels, each in its guild's rhythm."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import discord

from bot.cogs.review.acting import actor_of, scope_of, tongue_of
from bot.review.chart import can_draw, draw_statistics
from bot.review.digest import SPANS, gather_digest
from bot.ui.delivery import with_picture
from bot.ui.statistics import PICTURE, chart_words, digest_embed

if TYPE_CHECKING:
    from datetime import timedelta

    from bot.reception.tongue import Tongue
    from bot.review.digest import Digest
    from bot.services import Services
    from bot.storage.records import GuildSettings
    from bot.ui.client import DeskClient, Interaction

TICKS = 10
"""Between two looks at which digests are due."""

_ALL_GUILDS = 0
"""Under this number the operator's digest, which is of every guild, keeps its clock."""


class DigestBoard:
    """Posts what is due. Belongs into the one process that holds the first shard."""

    def __init__(self, client: DeskClient, services: Services) -> None:
        self._client = client
        self._services = services

    async def tick(self) -> None:
        """Post every digest that is due. Raises StorageError."""
        if not self._client.is_ready():
            return
        now = self._services.now()
        operators = self._services.settings.maintainers_channel
        if operators is not None and await self._services.store.digests.claim(_ALL_GUILDS, now, SPANS["weekly"]):
            await self._post(operators, None, SPANS["weekly"])
        for settings in await self._services.store.digests.due(now, SPANS):
            channel_id, every = settings.maintainers_channel_id, SPANS[settings.digest]
            if channel_id is None or channel_id == operators:
                continue
            if await self._services.store.digests.claim(settings.guild_id, now, every):
                await self._post(channel_id, settings, every)

    async def _post(self, channel_id: int, settings: GuildSettings | None, every: timedelta) -> None:
        """Posts one guild's digest; without `settings` the operator's, of every guild."""
        guild_id = settings.guild_id if settings else None
        until = self._services.now()
        knowledge = self._services.desk.knowledge
        digest = await gather_digest(self._services.store, knowledge, until - every, until, guild_id)
        if digest.is_empty:
            return
        # The guild may live on another process's shard; its channel can be written to all the same.
        channel = self._client.get_partial_messageable(channel_id, guild_id=guild_id)
        guild = getattr(self._client.get_channel(channel_id), "guild", None)
        # What is remembered of a guild that another process holds may have changed there.
        tongue = self._services.reception.tongue_by(
            settings.language if settings else "auto", guild_locale=str(guild.preferred_locale) if guild else None
        )
        home = guild_id or (guild.id if guild else None)
        content = await render_digest(self._services, digest, tongue, scope=guild_id, place=(home, channel_id))
        sent = await self._client.courier.send(channel, channel_id, content)
        if sent is not None and digest.top:
            await self._services.store.digests.quote(channel_id, sent.id, [cluster.id for cluster in digest.top])


async def show_digest(interaction: Interaction) -> None:
    """The last week's digest, now and for the maintainer alone. Raises ReviewError, StorageError."""
    actor = await actor_of(interaction)
    services, tongue = interaction.client.services, await tongue_of(interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    until = services.now()
    scope = scope_of(interaction.client, actor.guild_id)
    digest = await gather_digest(services.store, services.desk.knowledge, until - SPANS["weekly"], until, scope)
    view = await services.guilds.view(actor.guild_id)
    place = (actor.guild_id, view.reports_channel_id if scope is None else view.settings.maintainers_channel_id)
    content = await render_digest(services, digest, tongue, scope=scope, place=place)
    await interaction.followup.send(**with_picture(content), ephemeral=True)


async def render_digest(
    services: Services, digest: Digest, tongue: Tongue, *, scope: int | None, place: tuple[int | None, int | None]
) -> dict[str, Any]:
    """The message: numbers, the top ten and the chart where one is drawn.

    `place` is the guild and channel whose queue messages the top ten lead to.
    """
    guild_id, channel_id = place
    links: dict[int, str] = {}
    for cluster in digest.top:
        for message in await services.store.queue.list(cluster.id):
            if message.channel_id == channel_id and guild_id is not None:
                address = f"{guild_id}/{message.channel_id}/{message.message_id}"
                links[cluster.id] = f"https://discord.com/channels/{address}"
    embed = digest_embed(digest, links, scope, tongue, services.texts)
    content: dict[str, Any] = {"embed": embed, "allowed_mentions": discord.AllowedMentions.none()}
    if digest.history.asked and can_draw():
        labels, english = chart_words(tongue, services.texts), chart_words("en", services.texts)
        picture = await asyncio.to_thread(draw_statistics, digest.history, labels, english)
        content["picture"] = (PICTURE, picture)
        embed.set_image(url=f"attachment://{PICTURE}")
    return content
