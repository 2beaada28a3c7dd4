"""What managers of a server decide, read and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.cogs.permissions import check_channels, missing_permissions
from bot.reception.panel import PanelChoice, PanelDesk
from bot.storage.records import ChannelSettings
from bot.ui.faults import answer_privately
from bot.ui.settings import check_embed, settings_embed
from bot.ui.tongues import house_tongue

if TYPE_CHECKING:
    from bot.reception.tongue import Tongue
    from bot.services import Services
    from bot.storage.records import ChannelMode
    from bot.ui.client import Interaction

Watchable = discord.TextChannel | discord.ForumChannel | discord.Thread | discord.VoiceChannel


class SettingsBook:
    """Reads and changes settings for the commands; each change is shown at once, to the person alone."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._desk = PanelDesk(services.guilds)

    async def watch(
        self,
        interaction: Interaction,
        channel: Watchable | None,
        mode: ChannelMode,
        system: str | None,
    ) -> None:
        """Sets up a channel, this one if none is named, and says which permissions are still missing there."""
        place = channel or interaction.channel
        guild_id = _guild_id(interaction)
        tongue = await house_tongue(interaction)
        if system is not None and system not in self._services.desk.knowledge.systems:
            await answer_privately(interaction, self._say("settings-no-system", tongue))
            return
        if not isinstance(place, Watchable):
            await answer_privately(interaction, self._say("settings-no-channel", tongue))
            return
        known = (await self._services.guilds.view(guild_id)).channels.get(place.id)
        setting = ChannelSettings(guild_id, place.id, mode, system or (known.system if known else None))
        await self._services.guilds.put_channel(setting)
        content = self._say(f"settings-watching-{mode}", tongue, channel=place.mention)
        if guild := interaction.guild:
            settings = (await self._services.guilds.view(guild_id)).settings
            missing = missing_permissions(place, guild.me, settings)
            if missing:
                names = ", ".join(self._say(f"permission-{name}", tongue) for name in missing)
                content += "\n" + self._say("settings-missing", tongue, permissions=names)
        await answer_privately(interaction, content)

    async def unwatch(self, interaction: Interaction, channel: Watchable | None) -> None:
        """Forgets the settings of a channel."""
        place = channel or interaction.channel
        tongue = await house_tongue(interaction)
        if not isinstance(place, Watchable):
            await answer_privately(interaction, self._say("settings-no-channel", tongue))
            return
        known = await self._services.guilds.drop_channel(_guild_id(interaction), place.id)
        key = "settings-unwatched" if known else "settings-not-watched"
        await answer_privately(interaction, self._say(key, tongue, channel=place.mention))

    async def choose(self, interaction: Interaction, field: str, value: object) -> None:
        """Changes one setting, named as on the panel, and shows them all."""
        said = ("on" if value else "off") if isinstance(value, bool) else str(value)
        systems = self._services.desk.knowledge.systems
        if await self._desk.apply(_guild_id(interaction), PanelChoice(field, (said,)), systems):
            await self.show(interaction)
        else:
            await answer_privately(interaction, self._say("fault-too-old", await house_tongue(interaction)))

    async def set_maintainers(
        self, interaction: Interaction, channel: discord.abc.Snowflake | None, role: discord.Role | None
    ) -> None:
        """Changes where reports go and who may write answers; what is left out is switched off."""
        await self._services.guilds.change(
            _guild_id(interaction),
            maintainers_channel_id=channel.id if channel else None,
            maintainers_role_id=role.id if role else None,
        )
        await self.show(interaction)

    async def show(self, interaction: Interaction) -> None:
        """Shows every setting."""
        guild_id = _guild_id(interaction)
        tongue = await house_tongue(interaction)
        view = await self._services.guilds.view(guild_id)
        services = self._services
        patterns, systems = services.settings.watch_channels, services.desk.knowledge.systems
        embed = settings_embed(view, patterns, systems, tongue, services.texts)
        await answer_privately(interaction, embed=embed)

    async def check(self, interaction: Interaction) -> None:
        """Shows which permissions are missing where."""
        tongue = await house_tongue(interaction)
        guild = interaction.guild
        view = await self._services.guilds.view(_guild_id(interaction))
        if guild is None:
            raise app_commands.NoPrivateMessage
        lacks = check_channels(guild, view, self._services.settings.watch_channels)
        await answer_privately(interaction, embed=check_embed(lacks, tongue, self._services.texts))

    def _say(self, key: str, tongue: Tongue, **values: str) -> str:
        return self._services.texts.say(key, tongue, **values)


def _guild_id(interaction: Interaction) -> int:
    if interaction.guild_id is None:
        raise app_commands.NoPrivateMessage
    return interaction.guild_id
