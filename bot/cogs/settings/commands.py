"""The commands of `/settings`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import discord
from discord import app_commands

from bot.cogs.groups import make_group
from bot.cogs.settings.book import SettingsBook, Watchable
from bot.cogs.settings.panel import SettingsPanel
from bot.cogs.systems import suggest_systems
from bot.cogs.times import suggest_hours, suggest_time_zones
from bot.reception.panel import MAX_COOLDOWN_MINUTES
from bot.storage.records import MAX_RETENTION_DAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable

    from bot.services import Services
    from bot.storage.records import ChannelMode
    from bot.ui.translator import CommandWords

    AnyCommand = app_commands.Command[Any, ..., Any]
    Callback = Callable[..., Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class _Setting:
    """A command that changes one setting of the panel by one option. `values` are what it offers."""

    field: str
    option: str
    kind: Any = str
    values: tuple[str, ...] = ()


_SETTINGS = (
    _Setting("taste", "level", values=("quiet", "normal", "eager")),
    _Setting("cooldown", "minutes", app_commands.Range[int, 0, MAX_COOLDOWN_MINUTES]),
    _Setting("language", "language", values=("auto", "zh-CN", "zh-TW", "en")),
    _Setting("digest", "rhythm", values=("off", "daily", "weekly")),
    _Setting("secrets", "remove", bool),
    _Setting("retention", "days", app_commands.Range[int, 1, MAX_RETENTION_DAYS]),
)
_MODES = ("answer", "sure", "commands")
_OWN_NAMES = {"zh-CN": "简体中文", "zh-TW": "繁體中文", "en": "English"}


def settings_group(services: Services, words: CommandWords) -> app_commands.Group:
    """The whole group; only who may manage the server sees and uses it."""
    group = make_group(words, "settings", discord.Permissions(manage_guild=True))
    book = SettingsBook(services)
    commands = _Commands(group, words)
    _add_watching(commands, book, services)
    for setting in _SETTINGS:
        _add_setting(commands, book, setting)
    _add_zone(commands, book)
    _add_maintainers(commands, book)
    _add_looking(commands, book, SettingsPanel(services))
    return group


class _Commands:
    """Adds commands to the group, with their words and the check that everything here shares."""

    def __init__(self, group: app_commands.Group, words: CommandWords) -> None:
        self._group = group
        self._words = words

    def add(self, name: str, callback: Callback, **options: str) -> AnyCommand:
        """A command of managers. `options` name the words that describe each."""
        command: AnyCommand = app_commands.Command(
            name=self._words(f"settings-{name}-name"), description=self._words(f"settings-{name}"), callback=callback
        )
        app_commands.describe(**{option: self._words(f"settings-{key}") for option, key in options.items()})(command)
        # A server may show the group to others; that alone lets nobody change anything.
        app_commands.checks.has_permissions(manage_guild=True)(command)
        self._group.add_command(command)
        return command

    def offer(self, command: AnyCommand, option: str, key: str, values: Iterable[str]) -> None:
        """Lets people choose between `values`. A language has its own name in every language."""
        choices = [
            app_commands.Choice(name=_OWN_NAMES.get(value) or self._words(f"settings-{key}-{value}"), value=value)
            for value in values
        ]
        app_commands.choices(**{option: choices})(command)


def _add_setting(commands: _Commands, book: SettingsBook, setting: _Setting) -> None:
    async def change(interaction: discord.Interaction[Any], value: Any) -> None:
        await book.choose(interaction, setting.field, value)

    # The library reads the kind of an option off the annotation.
    change.__annotations__["value"] = setting.kind
    app_commands.rename(value=setting.option)(change)
    command = commands.add(setting.field, change, value=f"{setting.field}-{setting.option}")
    if setting.values:
        commands.offer(command, "value", setting.field, setting.values)


def _add_watching(commands: _Commands, book: SettingsBook, services: Services) -> None:
    async def watch(
        interaction: discord.Interaction[Any],
        channel: Watchable | None = None,
        mode: str | None = None,
        system: str | None = None,
        quiet: str | None = None,
    ) -> None:
        await book.watch(interaction, channel, cast("ChannelMode | None", mode), system, quiet)

    async def unwatch(interaction: discord.Interaction[Any], channel: Watchable | None = None) -> None:
        await book.unwatch(interaction, channel)

    command = commands.add(
        "watch", watch, channel="watch-channel", mode="watch-mode", system="watch-system", quiet="watch-quiet"
    )
    commands.offer(command, "mode", "mode", _MODES)
    command.autocomplete("system")(suggest_systems(services))
    command.autocomplete("quiet")(suggest_hours(services))
    commands.add("unwatch", unwatch, channel="watch-channel")


def _add_zone(commands: _Commands, book: SettingsBook) -> None:
    async def change(interaction: discord.Interaction[Any], zone: str) -> None:
        await book.set_zone(interaction, zone)

    commands.add("zone", change, zone="zone-zone").autocomplete("zone")(suggest_time_zones)


def _add_maintainers(commands: _Commands, book: SettingsBook) -> None:
    async def maintainers(
        interaction: discord.Interaction[Any],
        channel: discord.TextChannel | discord.Thread | None = None,
        role: discord.Role | None = None,
    ) -> None:
        await book.set_maintainers(interaction, channel, role)

    commands.add("maintainers", maintainers, channel="maintainers-channel", role="maintainers-role")


def _add_looking(commands: _Commands, book: SettingsBook, panel: SettingsPanel) -> None:
    async def open_panel(interaction: discord.Interaction[Any]) -> None:
        await panel.open(interaction)

    async def show(interaction: discord.Interaction[Any]) -> None:
        await book.show(interaction)

    async def check(interaction: discord.Interaction[Any]) -> None:
        await book.check(interaction)

    commands.add("panel", open_panel)
    commands.add("show", show)
    commands.add("check", check)
