"""Which language an interaction is answered in, where no paste decides it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.reception.tongue import choose_tongue

if TYPE_CHECKING:
    import discord

    from bot.reception.tongue import Tongue
    from bot.services import Services
    from bot.ui.client import Interaction


def own_tongue(interaction: Interaction) -> Tongue:
    """The person's own language, for what nobody else reads."""
    return choose_tongue("auto", user_locale=str(interaction.locale), guild_locale=_guild_locale(interaction))


async def house_tongue(interaction: Interaction) -> Tongue:
    """The language that the guild has set, else the person's own. Raises StorageError."""
    return await interaction.client.services.reception.tongue_of(
        guild_id=interaction.guild_id, user_locale=str(interaction.locale), guild_locale=_guild_locale(interaction)
    )


async def house_chinese(interaction: Interaction) -> Tongue:
    """The Chinese that the guild has set, else the person's own. Raises StorageError."""
    return await interaction.client.services.reception.chinese_of(
        guild_id=interaction.guild_id, user_locale=str(interaction.locale), guild_locale=_guild_locale(interaction)
    )


async def guild_tongue(services: Services, guild: discord.Guild | None) -> Tongue:
    """The language of what a whole guild reads. Raises StorageError."""
    return await services.reception.tongue_of(
        guild_id=guild.id if guild else None, guild_locale=str(guild.preferred_locale) if guild else None
    )


def _guild_locale(interaction: Interaction) -> str | None:
    return str(interaction.guild_locale) if interaction.guild_locale else None
