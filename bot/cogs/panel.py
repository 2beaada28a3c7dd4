"""`/settings panel`: all that matters on one message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from discord import app_commands

from bot.storage.records import ChannelSettings
from bot.ui.faults import answer_privately
from bot.ui.panel import MAX_WATCHED, panel_view
from bot.ui.settings import settings_embed

if TYPE_CHECKING:
    from bot.services import Services
    from bot.storage.records import GuildLanguage, Sensitivity
    from bot.ui.client import Interaction


_SWITCHES = {"secrets": "remove_secrets", "ocr": "ocr", "react": "react_unmatched", "solved": "solved_tag"}


class SettingsPanel:
    """Opens the panel and does what is chosen on it."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def open(self, interaction: Interaction) -> None:
        """Shows the panel to the manager who asked."""
        await answer_privately(interaction, **await self._render(interaction))

    async def change(self, interaction: Interaction, field: str, values: list[str]) -> None:
        """Stores what was chosen and shows it. Raises MissingPermissions for anybody but a manager, StorageError."""
        if interaction.guild_id is None or not interaction.permissions.manage_guild:
            raise app_commands.MissingPermissions(["manage_guild"])
        guilds, guild_id = self._services.guilds, interaction.guild_id
        match field:
            case "watch":
                await self._watch(guild_id, {int(value) for value in values})
            case "maintainers":
                await guilds.change(guild_id, maintainers_channel_id=int(values[0]) if values else None)
            case "language" if values:
                await guilds.change(guild_id, language=cast("GuildLanguage", values[0]))
            case "taste" if values:
                await guilds.change(guild_id, sensitivity=cast("Sensitivity", values[0]))
            case _ if field in _SWITCHES:
                await guilds.change(guild_id, **{_SWITCHES[field]: values == ["on"]})
            case _:
                pass
        await interaction.response.edit_message(**await self._render(interaction))

    async def _watch(self, guild_id: int, chosen: set[int]) -> None:
        """Watches the chosen channels and leaves those that the menu showed and that are no longer chosen."""
        guilds = self._services.guilds
        known = (await guilds.view(guild_id)).channels
        shown = [channel.channel_id for channel in known.values() if channel.mode != "commands"][:MAX_WATCHED]
        for channel_id in shown:
            if channel_id not in chosen:
                await guilds.drop_channel(guild_id, channel_id)
        for channel_id in chosen - set(shown):
            system = known[channel_id].system if channel_id in known else None
            await guilds.put_channel(ChannelSettings(guild_id, channel_id, "answer", system))

    async def _render(self, interaction: Interaction) -> dict[str, Any]:
        view = await self._services.guilds.view(interaction.guild_id)
        tongue = await self._services.reception.tongue_of(
            guild_id=interaction.guild_id,
            user_locale=str(interaction.locale),
            guild_locale=str(interaction.guild_locale) if interaction.guild_locale else None,
        )
        texts = self._services.texts
        embed = settings_embed(view, self._services.settings.watch_channels, tongue, texts)
        return {"embed": embed, "view": panel_view(view, tongue, texts)}
