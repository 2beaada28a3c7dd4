"""`/settings panel`: everything on one message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands

from bot.cogs.visits import places_in
from bot.reception.panel import PanelDesk
from bot.ui.faults import answer_privately
from bot.ui.panel.items import find_focus
from bot.ui.panel.view import Panel, panel_view
from bot.ui.pressed import redraw_pressed
from bot.ui.tongues import house_tongue

if TYPE_CHECKING:
    from discord.ui import LayoutView

    from bot.reception.panel import PanelChoice
    from bot.services import Services
    from bot.ui.client import Interaction


class SettingsPanel:
    """Opens the panel and does what is chosen on it."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._desk = PanelDesk(services.guilds, services.settings.watch_channels)

    async def open(self, interaction: Interaction) -> None:
        """Shows the panel to the manager who asked. Raises StorageError."""
        await answer_privately(interaction, view=await self._draw(interaction, None))

    async def change(self, interaction: Interaction, choice: PanelChoice) -> None:
        """Stores what was chosen and shows it. Raises MissingPermissions for anybody but a manager, StorageError."""
        if interaction.guild_id is None or not interaction.permissions.manage_guild:
            raise app_commands.MissingPermissions(["manage_guild"])
        focus = choice.about or find_focus(interaction.message)
        systems, places = self._services.desk.knowledge.systems, places_in(interaction.guild)
        if not await self._desk.apply(interaction.guild_id, choice, systems, places):
            tongue = await house_tongue(interaction)
            await answer_privately(interaction, self._services.texts.say("fault-too-old", tongue))
            return
        await redraw_pressed(interaction, view=await self._draw(interaction, focus))

    async def _draw(self, interaction: Interaction, focus: int | None) -> LayoutView:
        services, guild = self._services, interaction.guild
        view = await services.guilds.view(interaction.guild_id)
        found = {channel_id: guild.get_channel_or_thread(channel_id) if guild else None for channel_id in view.channels}
        names = {channel_id: channel.name for channel_id, channel in found.items() if channel is not None}
        panel = Panel(view, tuple(services.desk.knowledge.systems.values()), names, focus)
        return panel_view(panel, await house_tongue(interaction), services.texts)
