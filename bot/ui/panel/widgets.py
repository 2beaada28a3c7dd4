"""The menus and switches that the panel is made of, a row each, in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import discord
from discord.ui import ActionRow, Button, ChannelSelect, LayoutView, RoleSelect, Select, TextDisplay

from bot.ui import ids
from bot.ui.menus import MAX_OPTION
from bot.ui.panel.items import PanelItem
from bot.ui.safe import cut
from bot.ui.settings import say_switch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.reception.tongue import Tongue
    from bot.ui.texts import Texts

    Row = ActionRow[LayoutView]


class Widgets:
    """Makes rows whose ids name the `field` that they change."""

    def __init__(self, tongue: Tongue, texts: Texts) -> None:
        self._tongue: Tongue = tongue
        self._texts = texts

    def say(self, key: str, **values: str | int) -> str:
        """A text in the panel's language."""
        return self._texts.say(key, self._tongue, **values)

    def heading(self, key: str) -> TextDisplay[Any]:
        """What stands above a group of rows."""
        return TextDisplay(f"**{self.say(key)}**")

    def menu(self, field: str, options: list[discord.SelectOption], about: int | None = None) -> Row:
        """A menu of one choice; `about` is the channel that it is for."""
        return _row(PanelItem(Select(custom_id=ids.panel_id(field, about), options=options, required=False)))

    def options(self, heading: str, labels: Mapping[str, str], chosen: str) -> list[discord.SelectOption]:
        """An option a label. A menu has no heading of its own, so each option begins with it."""
        return [
            discord.SelectOption(
                label=cut(self.say("named-value", name=self.say(heading), value=label), MAX_OPTION),
                value=value,
                default=value == chosen,
            )
            for value, label in labels.items()
        ]

    def channels(
        self, field: str, kinds: list[discord.ChannelType], chosen: Iterable[int], placeholder: str, most: int
    ) -> Row:
        """A menu of the guild's channels of some kinds."""
        select: ChannelSelect[Any] = ChannelSelect(
            custom_id=ids.panel_id(field),
            channel_types=kinds,
            placeholder=self.say(placeholder),
            min_values=0,
            max_values=most,
            required=False,
            default_values=_defaults(chosen, discord.SelectDefaultValueType.channel),
        )
        return _row(PanelItem(select))

    def role(self, field: str, chosen: Iterable[int], placeholder: str) -> Row:
        """A menu of the guild's roles, of which one or none is chosen."""
        select: RoleSelect[Any] = RoleSelect(
            custom_id=ids.panel_id(field),
            placeholder=self.say(placeholder),
            min_values=0,
            max_values=1,
            required=False,
            default_values=_defaults(chosen, discord.SelectDefaultValueType.role),
        )
        return _row(PanelItem(select))

    def switches(self, states: Mapping[str, bool]) -> Row:
        """Buttons that turn each field to the other state."""
        return _row(*(self._switch(field, on=on) for field, on in states.items()))

    def _switch(self, field: str, *, on: bool) -> PanelItem:
        label = self.say(
            "named-value",
            name=self.say(f"settings-field-{field}"),
            value=say_switch(self._tongue, self._texts, on=on),
        )
        style = discord.ButtonStyle.success if on else discord.ButtonStyle.secondary
        to = "off" if on else "on"
        return PanelItem(Button(label=label, style=style, custom_id=ids.panel_id(field, to=to)))


def _defaults(chosen: Iterable[int], kind: discord.SelectDefaultValueType) -> list[discord.SelectDefaultValue]:
    return [discord.SelectDefaultValue(id=one, type=kind) for one in chosen]


def _row(*items: PanelItem) -> Row:
    # The library's types know stored items only of either kind of view.
    return ActionRow(*(cast("discord.ui.Item[LayoutView]", item) for item in items))
