"""The settings panel: one message on which managers change everything, and see it at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import discord
from discord.ui import (
    ActionRow,
    Button,
    ChannelSelect,
    Container,
    LayoutView,
    RoleSelect,
    Select,
    Separator,
    TextDisplay,
)

from bot.reception.panel import COOLDOWN_MINUTES, MAX_CHANNELS, NO_SYSTEM, RETENTION_DAYS, PanelChoice, watched
from bot.ui import ids
from bot.ui.cards import Colour
from bot.ui.components import walk_ids
from bot.ui.embeds import SHADES
from bot.ui.menus import MAX_OPTION, MAX_OPTIONS
from bot.ui.safe import cut
from bot.ui.settings import DIGESTS, channel_line, say_minutes, say_switch, switches
from bot.ui.stored import Stored

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterable, Mapping, Sequence

    from bot.knowledge.model import System
    from bot.reception.guilds import GuildView
    from bot.reception.tongue import Tongue
    from bot.storage.records import ChannelSettings
    from bot.ui.client import Interaction
    from bot.ui.texts import Texts

WATCHABLE = [
    discord.ChannelType.text,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
    discord.ChannelType.public_thread,
]
_MODES = ("answer", "sure", "commands")
_LANGUAGES = ("auto", "zh-CN", "zh-TW", "en")
_TASTES = ("quiet", "normal", "eager")


class PanelItem(Stored["Select[Any] | ChannelSelect[Any] | RoleSelect[Any] | Button[Any]"], template=ids.PANEL):
    """Anything on the panel: what it changes and what it is about stand in its id."""

    def work(self, interaction: Interaction) -> Awaitable[None]:
        about = self.meaning["channel"]
        choice = PanelChoice(self.meaning["field"], self._values(), int(about) if about else None)
        return interaction.client.presses.change_setting(interaction, choice)

    def _values(self) -> tuple[str, ...]:
        match self.item:
            case ChannelSelect() | RoleSelect():
                return tuple(str(one.id) for one in self.item.values)
            case Select():
                return tuple(self.item.values)
            case _:
                return (self.meaning["to"],)


PANEL = (PanelItem,)


@dataclass(frozen=True, slots=True)
class Panel:
    """What the panel shows. `names` are those of the channels with settings, `focus` the one that is being set up."""

    view: GuildView
    systems: Sequence[System]
    names: Mapping[int, str]
    focus: int | None = None


def find_focus(message: discord.Message | None) -> int | None:
    """The channel that a panel was last about."""
    for _, custom_id in walk_ids(message):
        if (found := ids.PANEL_ABOUT.fullmatch(custom_id)) is not None:
            return int(found["channel"])
    return None


def panel_view(panel: Panel, tongue: Tongue, texts: Texts) -> LayoutView:
    """Menus and switches in the state that holds now."""
    view = LayoutView(timeout=None)
    view.add_item(Container(*_Painter(panel, tongue, texts).paint(), accent_colour=SHADES[Colour.BLUE]))
    return view


class _Painter:
    """Draws one panel in one language."""

    def __init__(self, panel: Panel, tongue: Tongue, texts: Texts) -> None:
        self._panel = panel
        self._settings = panel.view.settings
        self._tongue: Tongue = tongue
        self._texts = texts

    def paint(self) -> list[discord.ui.Item[Any]]:
        return [
            TextDisplay("## " + self._say("settings-title") + "\n-# " + self._say("panel-note")),
            *self._channels(),
            Separator(),
            *self._answers(),
            Separator(),
            *self._maintainers(),
            Separator(),
            *self._data(),
        ]

    def _channels(self) -> Iterable[discord.ui.Item[Any]]:
        channels = self._panel.view.channels
        yield self._heading("panel-channels")
        yield self._places("watch", WATCHABLE, watched(channels)[:MAX_CHANNELS], "panel-watch-none", MAX_CHANNELS)
        if not channels:
            return
        focus = channels.get(self._panel.focus or 0) or next(iter(channels.values()))
        known = {system.id: system for system in self._panel.systems}
        lines = [channel_line(channel, known, self._tongue, self._texts) for channel in channels.values()]
        yield TextDisplay("\n".join(lines[:MAX_CHANNELS]))
        yield self._menu("channel", self._channel_options(focus.channel_id))
        modes = {mode: self._say(f"mode-{mode}") for mode in _MODES}
        yield self._menu("mode", self._options("panel-mode", modes, focus.mode), focus.channel_id)
        yield self._menu("system", self._system_options(focus), focus.channel_id)

    def _channel_options(self, focus: int) -> list[discord.SelectOption]:
        chosen = list(self._panel.view.channels)[:MAX_OPTIONS]
        if focus not in chosen:
            chosen = [focus, *chosen[: MAX_OPTIONS - 1]]
        return [
            discord.SelectOption(
                label=cut(self._say("panel-channel", channel=self._panel.names.get(channel_id, "?")), MAX_OPTION),
                value=str(channel_id),
                default=channel_id == focus,
            )
            for channel_id in chosen
        ]

    def _system_options(self, focus: ChannelSettings) -> list[discord.SelectOption]:
        names = {system.id: self._texts.read(system.name, self._tongue) for system in self._panel.systems}
        shown = [NO_SYSTEM, *list(names)[: MAX_OPTIONS - 1]]
        if focus.system and focus.system not in shown:
            shown[-1] = focus.system
        labels = {value: names.get(value, value) for value in shown} | {NO_SYSTEM: self._say("panel-no-system")}
        return self._options("panel-system", labels, focus.system or NO_SYSTEM)

    def _answers(self) -> Iterable[discord.ui.Item[Any]]:
        settings = self._settings
        yield self._heading("panel-answers")
        languages = {value: self._say(f"language-{value.lower()}") for value in _LANGUAGES}
        yield self._menu("language", self._options("settings-field-language", languages, settings.language))
        tastes = {value: self._say(f"taste-{value}") for value in _TASTES}
        yield self._menu("taste", self._options("settings-field-taste", tastes, settings.sensitivity))
        now = settings.cooldown_seconds // 60
        minutes = {
            str(count): say_minutes(count, self._tongue, self._texts) for count in sorted({*COOLDOWN_MINUTES, now})
        }
        yield self._menu("cooldown", self._options("settings-field-cooldown", minutes, str(now)))
        yield self._switches("ocr", "react", "solved")

    def _maintainers(self) -> Iterable[discord.ui.Item[Any]]:
        settings = self._settings
        yield self._heading("panel-maintainers")
        channels = [settings.maintainers_channel_id] if settings.maintainers_channel_id else []
        kinds = [discord.ChannelType.text, discord.ChannelType.public_thread, discord.ChannelType.private_thread]
        yield self._places("maintainers", kinds, channels, "panel-maintainers-none", 1)
        roles = [settings.maintainers_role_id] if settings.maintainers_role_id else []
        select: RoleSelect[Any] = RoleSelect(
            custom_id=ids.panel_id("role"),
            placeholder=self._say("panel-role-none"),
            min_values=0,
            max_values=1,
            required=False,
            default_values=[
                discord.SelectDefaultValue(id=role_id, type=discord.SelectDefaultValueType.role) for role_id in roles
            ],
        )
        yield _row(PanelItem(select))
        rhythms = {rhythm: self._say(key) for rhythm, key in DIGESTS.items()}
        yield self._menu("digest", self._options("settings-field-digest", rhythms, settings.digest))
        yield self._switches("reviewers")

    def _data(self) -> Iterable[discord.ui.Item[Any]]:
        now = self._settings.retention_days
        yield self._heading("panel-data")
        days = {str(count): self._say("settings-days", count=count) for count in sorted({*RETENTION_DAYS, now})}
        yield self._menu("retention", self._options("settings-field-retention", days, str(now)))
        yield self._switches("secrets")

    def _heading(self, key: str) -> TextDisplay[Any]:
        return TextDisplay(f"**{self._say(key)}**")

    def _places(
        self, field: str, kinds: list[discord.ChannelType], chosen: list[int], placeholder: str, most: int
    ) -> ActionRow[LayoutView]:
        select: ChannelSelect[Any] = ChannelSelect(
            custom_id=ids.panel_id(field),
            channel_types=kinds,
            placeholder=self._say(placeholder),
            min_values=0,
            max_values=most,
            required=False,
            default_values=[
                discord.SelectDefaultValue(id=channel_id, type=discord.SelectDefaultValueType.channel)
                for channel_id in chosen
            ],
        )
        return _row(PanelItem(select))

    def _options(self, heading: str, labels: Mapping[str, str], chosen: str) -> list[discord.SelectOption]:
        return [
            discord.SelectOption(
                label=cut(self._say("named-value", name=self._say(heading), value=label), MAX_OPTION),
                value=value,
                default=value == chosen,
            )
            for value, label in labels.items()
        ]

    def _menu(self, field: str, options: list[discord.SelectOption], about: int | None = None) -> ActionRow[LayoutView]:
        return _row(PanelItem(Select(custom_id=ids.panel_id(field, about), options=options, required=False)))

    def _switches(self, *fields: str) -> ActionRow[LayoutView]:
        states = switches(self._settings)
        return _row(*(self._switch(field, on=states[field]) for field in fields))

    def _switch(self, field: str, *, on: bool) -> PanelItem:
        label = self._say(
            "named-value",
            name=self._say(f"settings-field-{field}"),
            value=say_switch(self._tongue, self._texts, on=on),
        )
        style = discord.ButtonStyle.success if on else discord.ButtonStyle.secondary
        to = "off" if on else "on"
        return PanelItem(Button(label=label, style=style, custom_id=ids.panel_id(field, to=to)))

    def _say(self, key: str, **values: str | int) -> str:
        return self._texts.say(key, self._tongue, **values)


def _row(*items: PanelItem) -> ActionRow[LayoutView]:
    # The library's types know stored items only of either kind of view.
    return ActionRow(*(cast("discord.ui.Item[LayoutView]", item) for item in items))
