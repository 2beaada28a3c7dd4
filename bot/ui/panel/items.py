"""What can be used on the panel, as it comes back from Discord."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from discord.ui import Button, ChannelSelect, RoleSelect, Select

from bot.reception.panel import PanelChoice
from bot.ui import ids
from bot.ui.components import walk_ids
from bot.ui.stored import Stored

if TYPE_CHECKING:
    from collections.abc import Awaitable

    import discord

    from bot.ui.client import Interaction


class PanelItem(Stored[Select[Any] | ChannelSelect[Any] | RoleSelect[Any] | Button[Any]], template=ids.PANEL):
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


def find_focus(message: discord.Message | None) -> int | None:
    """The channel that a panel was last about."""
    for _, custom_id in walk_ids(message):
        if (found := ids.PANEL_ABOUT.fullmatch(custom_id)) is not None:
            return int(found["channel"])
    return None
