"""Who acts, whether they may, and what they hear when it can't be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.review.acting import Actor, ReviewError
from bot.ui.faults import answer_privately
from bot.ui.safe import code_value

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from bot.reception.tongue import Tongue
    from bot.services import Services
    from bot.ui.client import DeskClient, Interaction

_FAULTS = {
    "maintainers": "queue-fault-maintainers",
    "gone": "queue-fault-gone",
    "decided": "queue-fault-decided",
    "same": "queue-fault-same",
    "no-entry": "queue-fault-no-entry",
    "changed": "queue-fault-changed",
    "faulty": "queue-fault-faulty",
    "second": "queue-fault-second",
    "taken": "queue-fault-taken",
    "broken": "queue-fault-broken",
    "whole": "queue-fault-whole",
    "alike": "queue-fault-alike",
    "operators": "queue-fault-operators",
    "elsewhere": "draft-elsewhere",
    "everywhere": "draft-everywhere",
}


async def actor_of(interaction: Interaction) -> Actor:
    """The maintainer behind an interaction. Raises ReviewError for anybody else."""
    services = interaction.client.services
    user = interaction.user
    if interaction.guild_id is None or not isinstance(user, discord.Member):
        raise ReviewError("maintainers")
    role_id = (await services.guilds.view(interaction.guild_id)).settings.maintainers_role_id
    allowed = interaction.permissions.manage_guild or (role_id is not None and user.get_role(role_id) is not None)
    if not allowed:
        raise ReviewError("maintainers")
    return Actor(user.id, user.display_name, interaction.guild_id, scope_of(interaction.client, interaction.guild_id))


def scope_of(client: DeskClient, guild_id: int) -> int | None:
    """Whose pastes a guild's maintainers see: their own guild's, or all where the operator's channel lies."""
    channel_id = client.services.settings.maintainers_channel
    channel = client.get_channel(channel_id) if channel_id is not None else None
    guild = getattr(channel, "guild", None)
    return None if isinstance(guild, discord.Guild) and guild.id == guild_id else guild_id


async def tongue_of(interaction: discord.Interaction[Any]) -> Tongue:
    """The language of a maintainer: their own."""
    services: Services = interaction.client.services
    return await services.reception.tongue_of(guild_id=None, user_locale=str(interaction.locale))


async def told(interaction: Interaction, work: Awaitable[None]) -> None:
    """Awaits `work`; what can't be done is said privately."""
    try:
        await work
    except ReviewError as error:
        texts, tongue = interaction.client.services.texts, await tongue_of(interaction)
        key = _FAULTS[error.reason]
        values = {"detail": code_value(error.detail)} if "detail" in texts.variables(key, tongue) else {}
        await answer_privately(interaction, texts.say(key, tongue, **values))
