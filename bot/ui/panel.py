"""The settings panel: one message on which managers change what holds, and see it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, cast

import discord
from discord.ui import Button, ChannelSelect, DynamicItem, Item, Select

from bot.ui import ids
from bot.ui.faults import guarded
from bot.ui.settings import switches

if TYPE_CHECKING:
    import re

    from bot.reception.guilds import GuildView
    from bot.reception.tongue import Tongue
    from bot.ui.texts import Texts

AnyChannelSelect = ChannelSelect[Any]
AnySelect = Select[Any]
AnyButton = Button[Any]

MAX_WATCHED = 25
WATCHABLE = [discord.ChannelType.text, discord.ChannelType.forum, discord.ChannelType.voice]
_LANGUAGES = ("auto", "zh-CN", "zh-TW", "en")
_TASTES = ("quiet", "normal", "eager")


class PanelChannels(DynamicItem[AnyChannelSelect], template=ids.PANEL_CHANNELS):
    """Which channels are watched, or which one the maintainers read."""

    def __init__(self, field: str, select: AnyChannelSelect) -> None:
        self._field = field
        super().__init__(select)

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["field"], cast("AnyChannelSelect", item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        values = [str(channel.id) for channel in self.item.values]
        await guarded(interaction, interaction.client.presses.change_setting(interaction, self._field, values))


class PanelMenu(DynamicItem[AnySelect], template=ids.PANEL_MENU):
    """A setting with a few values."""

    def __init__(self, field: str, select: AnySelect) -> None:
        self._field = field
        super().__init__(select)

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["field"], cast("AnySelect", item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        values = self.item.values
        await guarded(interaction, interaction.client.presses.change_setting(interaction, self._field, values))


class PanelSwitch(DynamicItem[AnyButton], template=ids.PANEL_SWITCH):
    """A setting that is on or off; `to` is what pressing makes of it."""

    def __init__(self, field: str, to: str, button: AnyButton) -> None:
        self._field = field
        self._to = to
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["field"], match["to"], cast("AnyButton", item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await guarded(interaction, interaction.client.presses.change_setting(interaction, self._field, [self._to]))


PANEL = (PanelChannels, PanelMenu, PanelSwitch)


def panel_view(view: GuildView, tongue: Tongue, texts: Texts) -> discord.ui.View:
    """Menus and switches in the state that holds now."""
    settings = view.settings
    watched = [channel.channel_id for channel in view.channels.values() if channel.mode != "commands"]
    maintainers = [settings.maintainers_channel_id] if settings.maintainers_channel_id else []
    panel = discord.ui.View(timeout=None)
    panel.add_item(_channels("watch", texts.say("settings-field-channels", tongue), watched[:MAX_WATCHED], MAX_WATCHED))
    panel.add_item(
        _menu(
            "language", {value: f"language-{value.lower()}" for value in _LANGUAGES}, settings.language, tongue, texts
        )
    )
    panel.add_item(_menu("taste", {value: f"taste-{value}" for value in _TASTES}, settings.sensitivity, tongue, texts))
    panel.add_item(_channels("maintainers", texts.say("settings-field-maintainers", tongue), maintainers, 1))
    for field, on in switches(settings).items():
        panel.add_item(_switch(field, f"settings-field-{field}", on, tongue, texts))
    return panel


def _channels(field: str, placeholder: str, chosen: list[int], most: int) -> PanelChannels:
    select: AnyChannelSelect = ChannelSelect(
        custom_id=ids.panel_channels_id(field),
        channel_types=WATCHABLE if field == "watch" else [discord.ChannelType.text],
        placeholder=placeholder,
        min_values=0,
        max_values=most,
        required=False,
        default_values=[
            discord.SelectDefaultValue(id=channel_id, type=discord.SelectDefaultValueType.channel)
            for channel_id in chosen
        ],
    )
    return PanelChannels(field, select)


def _menu(field: str, keys: dict[str, str], chosen: str, tongue: Tongue, texts: Texts) -> PanelMenu:
    heading = texts.say(f"settings-field-{field}", tongue)
    options = [
        discord.SelectOption(label=f"{heading}: {texts.say(key, tongue)}", value=value, default=value == chosen)
        for value, key in keys.items()
    ]
    return PanelMenu(field, Select(custom_id=ids.panel_menu_id(field), options=options, required=False))


def _switch(field: str, key: str, on: bool, tongue: Tongue, texts: Texts) -> PanelSwitch:  # noqa: FBT001  # the state
    state = texts.say("settings-on" if on else "settings-off", tongue)
    to = "off" if on else "on"
    button: AnyButton = Button(
        label=f"{texts.say(key, tongue)}: {state}",
        style=discord.ButtonStyle.success if on else discord.ButtonStyle.secondary,
        custom_id=ids.panel_switch_id(field, to),
    )
    return PanelSwitch(field, to, button)
