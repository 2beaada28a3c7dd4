"""What the panel shows: channels, answers, maintainers and data, each in the state that holds now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord
from discord.ui import Container, LayoutView, Separator, TextDisplay

from bot.reception.panel import COOLDOWN_MINUTES, MAX_CHANNELS, NO_SYSTEM, RETENTION_DAYS, watched
from bot.reception.quiet import NO_HOURS, USUAL_HOURS, write_hours
from bot.ui.cards import Colour
from bot.ui.embeds import SHADES
from bot.ui.menus import MAX_OPTION, MAX_OPTIONS
from bot.ui.panel.widgets import Widgets
from bot.ui.safe import cut
from bot.ui.settings import DIGESTS, channel_line, say_minutes, switches

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.knowledge.model import System
    from bot.reception.guilds import GuildView
    from bot.reception.tongue import Tongue
    from bot.storage.records import ChannelSettings
    from bot.ui.texts import Texts

_WATCHABLE = [
    discord.ChannelType.text,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
    discord.ChannelType.public_thread,
]
_WRITABLE = [discord.ChannelType.text, discord.ChannelType.public_thread, discord.ChannelType.private_thread]
_MODES = ("answer", "sure", "commands")
_LANGUAGES = ("auto", "zh-CN", "zh-TW", "en")
_TASTES = ("quiet", "normal", "eager")


@dataclass(frozen=True, slots=True)
class Panel:
    """What the panel shows. `names` are those of the channels with settings, `focus` the one that is being set up."""

    view: GuildView
    systems: Sequence[System]
    names: Mapping[int, str]
    focus: int | None = None


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
        self._widgets = Widgets(tongue, texts)
        self._say = self._widgets.say

    def paint(self) -> list[discord.ui.Item[Any]]:
        return [
            TextDisplay(self._top()),
            *self._channels(),
            Separator(),
            *self._answers(),
            Separator(),
            *self._maintainers(),
            Separator(),
            *self._data(),
        ]

    def _top(self) -> str:
        """Title, heading and channels as one text: of parts a message has forty, and the panel uses them all."""
        channels, say = self._panel.view.channels, self._say
        known = {system.id: system for system in self._panel.systems}
        lines = [channel_line(channel, known, self._tongue, self._texts) for channel in channels.values()]
        head = ["## " + say("settings-title"), "-# " + say("panel-note"), "**" + say("panel-channels") + "**"]
        return "\n".join([*head, *lines[:MAX_CHANNELS]])

    def _channels(self) -> Iterable[discord.ui.Item[Any]]:
        channels, widgets = self._panel.view.channels, self._widgets
        chosen = watched(channels)[:MAX_CHANNELS]
        yield widgets.channels("watch", _WATCHABLE, chosen, "panel-watch-none", MAX_CHANNELS)
        if not channels:
            return
        focus = channels.get(self._panel.focus or 0) or next(iter(channels.values()))
        yield widgets.menu("channel", self._channel_options(focus.channel_id))
        modes = {mode: self._say(f"mode-{mode}") for mode in _MODES}
        yield widgets.menu("mode", widgets.options("panel-mode", modes, focus.mode), focus.channel_id)
        yield widgets.menu("system", self._system_options(focus), focus.channel_id)
        yield widgets.menu("quiet", self._quiet_options(focus), focus.channel_id)

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
        return self._widgets.options("panel-system", labels, focus.system or NO_SYSTEM)

    def _quiet_options(self, focus: ChannelSettings) -> list[discord.SelectOption]:
        now = write_hours(focus)
        labels = {hours: hours for hours in (NO_HOURS, *USUAL_HOURS, now)} | {NO_HOURS: self._say("panel-no-quiet")}
        return self._widgets.options("panel-quiet", labels, now)

    def _answers(self) -> Iterable[discord.ui.Item[Any]]:
        settings, widgets = self._settings, self._widgets
        yield widgets.heading("panel-answers")
        languages = {value: self._say(f"language-{value.lower()}") for value in _LANGUAGES}
        yield widgets.menu("language", widgets.options("settings-field-language", languages, settings.language))
        tastes = {value: self._say(f"taste-{value}") for value in _TASTES}
        yield widgets.menu("taste", widgets.options("settings-field-taste", tastes, settings.sensitivity))
        now = settings.cooldown_seconds // 60
        minutes = {
            str(count): say_minutes(count, self._tongue, self._texts) for count in sorted({*COOLDOWN_MINUTES, now})
        }
        yield widgets.menu("cooldown", widgets.options("settings-field-cooldown", minutes, str(now)))
        yield self._switches("ocr", "react", "solved")

    def _maintainers(self) -> Iterable[discord.ui.Item[Any]]:
        settings, widgets = self._settings, self._widgets
        yield widgets.heading("panel-maintainers")
        channel, role = settings.maintainers_channel_id, settings.maintainers_role_id
        yield widgets.channels("maintainers", _WRITABLE, [channel] if channel else [], "panel-maintainers-none", 1)
        yield widgets.role("role", [role] if role else [], "panel-role-none")
        rhythms = {rhythm: self._say(key) for rhythm, key in DIGESTS.items()}
        yield widgets.menu("digest", widgets.options("settings-field-digest", rhythms, settings.digest))
        yield self._switches("reviewers")

    def _data(self) -> Iterable[discord.ui.Item[Any]]:
        now, widgets = self._settings.retention_days, self._widgets
        yield widgets.heading("panel-data")
        days = {str(count): self._say("settings-days", count=count) for count in sorted({*RETENTION_DAYS, now})}
        yield widgets.menu("retention", widgets.options("settings-field-retention", days, str(now)))
        yield self._switches("secrets")

    def _switches(self, *fields: str) -> discord.ui.Item[Any]:
        states = switches(self._settings)
        return self._widgets.switches({field: states[field] for field in fields})
