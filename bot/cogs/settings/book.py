"""What managers of a server decide, read and changed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.cogs.permissions import check_channels, missing_permissions
from bot.cogs.systems import read_system
from bot.cogs.visits import place_of, places_in
from bot.reception.panel import PanelChoice, PanelDesk
from bot.reception.quiet import NO_HOURS, is_quiet, with_hours, write_hours
from bot.reception.watch import mode_to_watch
from bot.reception.zones import read_zone, suggest_zones
from bot.storage.records import ChannelSettings
from bot.ui.faults import answer_privately
from bot.ui.safe import code_value
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
        self._desk = PanelDesk(services.guilds, services.settings.watch_channels)

    async def watch(
        self,
        interaction: Interaction,
        channel: Watchable | None,
        mode: ChannelMode | None,
        system: str | None,
        hours: str | None,
    ) -> None:
        """Sets up a channel, this one if none is named, and says which permissions are still missing there.

        What is left out stays as it was; with nothing but a channel it is watched.
        """
        place = channel or interaction.channel
        guild_id = _guild_id(interaction)
        tongue = await house_tongue(interaction)
        named = read_system(self._services, system) if system is not None else None
        if system is not None and named is None:
            await answer_privately(interaction, self._say("settings-no-system", tongue))
            return
        if not isinstance(place, Watchable):
            await answer_privately(interaction, self._say("settings-no-channel", tongue))
            return
        view = await self._services.guilds.view(guild_id)
        before = view.channels.get(place.id)
        known = before or ChannelSettings(guild_id, place.id)
        mode = mode_to_watch(before, mode, alone=system is None and hours is None)
        setting = with_hours(known, hours) if hours is not None else known
        if setting is None:
            await answer_privately(interaction, self._say("settings-bad-quiet", tongue, text=code_value(hours or "")))
            return
        setting = replace(setting, mode=mode, system=named or known.system)
        await self._services.guilds.put_channel(setting)
        content = self._say(f"settings-watching-{mode}", tongue, channel=place.mention)
        if (written := write_hours(setting)) != NO_HOURS:
            content += "\n" + self._say("settings-quiet", tongue, hours=written, zone=view.settings.time_zone)
        elif hours is not None:
            content += "\n" + self._say("settings-no-quiet", tongue)
        if guild := interaction.guild:
            missing = missing_permissions(place, guild.me, view.settings)
            if missing:
                names = ", ".join(self._say(f"permission-{name}", tongue) for name in missing)
                content += "\n" + self._say("settings-missing", tongue, permissions=names)
        await answer_privately(interaction, content)

    async def unwatch(self, interaction: Interaction, channel: Watchable | None) -> None:
        """Forgets the settings of a channel and reads along there no more, even where the operator watches it."""
        wanted = channel or interaction.channel
        tongue = await house_tongue(interaction)
        place = place_of(wanted)
        if not isinstance(wanted, Watchable) or place is None:
            await answer_privately(interaction, self._say("settings-no-channel", tongue))
            return
        patterns = self._services.settings.watch_channels
        left = await self._services.guilds.leave(_guild_id(interaction), place, patterns)
        key = "settings-unwatched" if left else "settings-not-watched"
        await answer_privately(interaction, self._say(key, tongue, channel=wanted.mention))

    async def choose(self, interaction: Interaction, field: str, value: object) -> None:
        """Changes one setting, named as on the panel, and shows them all."""
        said = ("on" if value else "off") if isinstance(value, bool) else str(value)
        systems = self._services.desk.knowledge.systems
        choice, places = PanelChoice(field, (said,)), places_in(interaction.guild)
        if await self._desk.apply(_guild_id(interaction), choice, systems, places):
            await self.show(interaction)
        else:
            await answer_privately(interaction, self._say("fault-too-old", await house_tongue(interaction)))

    async def set_zone(self, interaction: Interaction, text: str) -> None:
        """Changes the time zone in which quiet hours are counted; says which names are like one that is none."""
        # The first look reads the table of zones off the disk.
        zone = await asyncio.to_thread(read_zone, text)
        if zone is not None:
            await self._services.guilds.change(_guild_id(interaction), time_zone=zone)
            await self.show(interaction)
            return
        tongue = await house_tongue(interaction)
        content = self._say("settings-no-zone", tongue, name=code_value(text))
        if near := suggest_zones(text, 3):
            content += " " + self._say("settings-zone-near", tongue, names=", ".join(map(code_value, near)))
        await answer_privately(interaction, content)

    async def set_maintainers(
        self, interaction: Interaction, channel: discord.abc.Snowflake | None, role: discord.Role | None
    ) -> None:
        """Changes where reports go or who may write answers; with neither both are switched off."""
        chosen = {"maintainers_channel_id": channel, "maintainers_role_id": role}
        is_off = channel is None and role is None
        changes = {name: one.id if one else None for name, one in chosen.items() if one is not None or is_off}
        await self._services.guilds.change(_guild_id(interaction), **changes)
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
        now, zone = self._services.now(), view.settings.time_zone
        quiet = [one for one in view.channels.values() if is_quiet(one.quiet_from, one.quiet_until, zone, now)]
        embed = check_embed(lacks, quiet, zone, tongue, self._services.texts)
        await answer_privately(interaction, embed=embed)

    def _say(self, key: str, tongue: Tongue, **values: str) -> str:
        return self._services.texts.say(key, tongue, **values)


def _guild_id(interaction: Interaction) -> int:
    if interaction.guild_id is None:
        raise app_commands.NoPrivateMessage
    return interaction.guild_id
