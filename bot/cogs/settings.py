"""`/settings`: what managers of a server decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import discord
from discord import app_commands

from bot.cogs.panel import SettingsPanel
from bot.cogs.permissions import check_channels, missing_permissions
from bot.cogs.systems import suggest_systems
from bot.storage.records import ChannelSettings
from bot.ui.faults import answer_privately
from bot.ui.settings import check_embed, settings_embed
from bot.ui.tongues import house_tongue

if TYPE_CHECKING:
    from bot.reception.tongue import Tongue
    from bot.services import Services
    from bot.storage.records import ChannelMode
    from bot.ui.client import Interaction
    from bot.ui.translator import CommandWords

Watchable = discord.TextChannel | discord.ForumChannel | discord.Thread | discord.VoiceChannel


def settings_group(services: Services, words: CommandWords) -> app_commands.Group:
    """The whole group; only who may manage the server sees and uses it."""
    group = app_commands.Group(
        name=words("settings-name"),
        description=words("settings"),
        default_permissions=discord.Permissions(manage_guild=True),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )
    book = _SettingsBook(services)
    _add_watching(group, book, services, words)
    _add_talking(group, book, words)
    _add_looking(group, book, words)
    return group


def _add_watching(group: app_commands.Group, book: _SettingsBook, services: Services, words: CommandWords) -> None:
    modes = [
        app_commands.Choice(name=words(f"settings-mode-{mode}"), value=mode) for mode in ("answer", "sure", "commands")
    ]

    @group.command(name=words("settings-watch-name"), description=words("settings-watch"))
    @app_commands.describe(
        channel=words("settings-watch-channel"),
        mode=words("settings-watch-mode"),
        system=words("settings-watch-system"),
    )
    @app_commands.choices(mode=modes)
    @app_commands.checks.has_permissions(manage_guild=True)
    async def watch(
        interaction: discord.Interaction[Any],
        channel: Watchable | None = None,
        mode: str = "answer",
        system: str | None = None,
    ) -> None:
        await book.watch(interaction, channel, cast("ChannelMode", mode), system)

    watch.autocomplete("system")(suggest_systems(services))

    @group.command(name=words("settings-unwatch-name"), description=words("settings-unwatch"))
    @app_commands.describe(channel=words("settings-watch-channel"))
    @app_commands.checks.has_permissions(manage_guild=True)
    async def unwatch(interaction: discord.Interaction[Any], channel: Watchable | None = None) -> None:
        await book.unwatch(interaction, channel)

    @group.command(name=words("settings-taste-name"), description=words("settings-taste"))
    @app_commands.describe(level=words("settings-taste-level"))
    @app_commands.choices(
        level=[
            app_commands.Choice(name=words(f"settings-taste-{name}"), value=name)
            for name in ("quiet", "normal", "eager")
        ]
    )
    @app_commands.checks.has_permissions(manage_guild=True)
    async def sensitivity(interaction: discord.Interaction[Any], level: str) -> None:
        await book.change(interaction, sensitivity=level)

    @group.command(name=words("settings-cooldown-name"), description=words("settings-cooldown"))
    @app_commands.describe(minutes=words("settings-cooldown-minutes"))
    @app_commands.checks.has_permissions(manage_guild=True)
    async def cooldown(interaction: discord.Interaction[Any], minutes: app_commands.Range[int, 0, 1440]) -> None:
        await book.change(interaction, cooldown_seconds=minutes * 60)


def _add_talking(group: app_commands.Group, book: _SettingsBook, words: CommandWords) -> None:
    @group.command(name=words("settings-language-name"), description=words("settings-language"))
    @app_commands.describe(language=words("settings-language-language"))
    @app_commands.choices(
        language=[
            app_commands.Choice(name=words("settings-language-auto"), value="auto"),
            app_commands.Choice(name="简体中文", value="zh-CN"),
            app_commands.Choice(name="繁體中文", value="zh-TW"),
            app_commands.Choice(name="English", value="en"),
        ]
    )
    @app_commands.checks.has_permissions(manage_guild=True)
    async def language(interaction: discord.Interaction[Any], language: str) -> None:
        await book.change(interaction, language=language)

    @group.command(name=words("settings-maintainers-name"), description=words("settings-maintainers"))
    @app_commands.describe(channel=words("settings-maintainers-channel"), role=words("settings-maintainers-role"))
    @app_commands.checks.has_permissions(manage_guild=True)
    async def maintainers(
        interaction: discord.Interaction[Any],
        channel: discord.TextChannel | discord.Thread | None = None,
        role: discord.Role | None = None,
    ) -> None:
        await book.change(
            interaction,
            maintainers_channel_id=channel.id if channel else None,
            maintainers_role_id=role.id if role else None,
        )

    @group.command(name=words("settings-digest-name"), description=words("settings-digest"))
    @app_commands.describe(rhythm=words("settings-digest-rhythm"))
    @app_commands.choices(
        rhythm=[
            app_commands.Choice(name=words(f"settings-digest-{name}"), value=name)
            for name in ("off", "daily", "weekly")
        ]
    )
    @app_commands.checks.has_permissions(manage_guild=True)
    async def digest(interaction: discord.Interaction[Any], rhythm: str) -> None:
        await book.change(interaction, digest=rhythm)

    @group.command(name=words("settings-secrets-name"), description=words("settings-secrets"))
    @app_commands.describe(remove=words("settings-secrets-remove"))
    @app_commands.checks.has_permissions(manage_guild=True)
    async def secrets(interaction: discord.Interaction[Any], remove: bool) -> None:  # noqa: FBT001  # an option
        await book.change(interaction, remove_secrets=remove)

    @group.command(name=words("settings-retention-name"), description=words("settings-retention"))
    @app_commands.describe(days=words("settings-retention-days"))
    @app_commands.checks.has_permissions(manage_guild=True)
    async def retention(interaction: discord.Interaction[Any], days: app_commands.Range[int, 1, 3650]) -> None:
        await book.change(interaction, retention_days=days)


def _add_looking(group: app_commands.Group, book: _SettingsBook, words: CommandWords) -> None:
    @group.command(name=words("settings-panel-name"), description=words("settings-panel"))
    @app_commands.checks.has_permissions(manage_guild=True)
    async def panel(interaction: discord.Interaction[Any]) -> None:
        await book.panel(interaction)

    @group.command(name=words("settings-show-name"), description=words("settings-show"))
    @app_commands.checks.has_permissions(manage_guild=True)
    async def show(interaction: discord.Interaction[Any]) -> None:
        await book.show(interaction)

    @group.command(name=words("settings-check-name"), description=words("settings-check"))
    @app_commands.checks.has_permissions(manage_guild=True)
    async def check(interaction: discord.Interaction[Any]) -> None:
        await book.check(interaction)


class _SettingsBook:
    """Reads and changes settings for the commands; each change is shown at once, to the person alone."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def watch(
        self,
        interaction: Interaction,
        channel: Watchable | None,
        mode: ChannelMode,
        system: str | None,
    ) -> None:
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
        place = channel or interaction.channel
        tongue = await house_tongue(interaction)
        if not isinstance(place, Watchable):
            await answer_privately(interaction, self._say("settings-no-channel", tongue))
            return
        known = await self._services.guilds.drop_channel(_guild_id(interaction), place.id)
        key = "settings-unwatched" if known else "settings-not-watched"
        await answer_privately(interaction, self._say(key, tongue, channel=place.mention))

    async def change(self, interaction: Interaction, **changes: object) -> None:
        await self._services.guilds.change(_guild_id(interaction), **changes)
        await self.show(interaction)

    async def panel(self, interaction: Interaction) -> None:
        await SettingsPanel(self._services).open(interaction)

    async def show(self, interaction: Interaction) -> None:
        guild_id = _guild_id(interaction)
        tongue = await house_tongue(interaction)
        view = await self._services.guilds.view(guild_id)
        services = self._services
        patterns, systems = services.settings.watch_channels, services.desk.knowledge.systems
        embed = settings_embed(view, patterns, systems, tongue, services.texts)
        await answer_privately(interaction, embed=embed)

    async def check(self, interaction: Interaction) -> None:
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
