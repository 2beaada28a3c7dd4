"""Menus of entries that outlive restarts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, cast

import discord
from discord.ui import DynamicItem, Item, Select

from bot.ui import ids
from bot.ui.faults import guarded
from bot.ui.safe import cut

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from bot.desk import BySystem
    from bot.knowledge.model import Entry
    from bot.reception.tongue import Tongue
    from bot.ui.texts import Texts

AnySelect = Select[Any]
MAX_OPTIONS = 25
_MAX_OPTION = 100


def entry_options(entries: Sequence[Entry], tongue: Tongue, texts: Texts) -> list[discord.SelectOption]:
    """An option an entry, 24 at most, and one for none of them."""
    options = [
        discord.SelectOption(label=cut(texts.read(entry.title, tongue), _MAX_OPTION), value=entry.id)
        for entry in entries[: MAX_OPTIONS - 1]
        if len(entry.id) <= _MAX_OPTION
    ]
    return [*options, discord.SelectOption(label=texts.say("menu-none", tongue), value=ids.NONE_OF_THESE)]


def system_options(by_system: Sequence[BySystem], tongue: Tongue, texts: Texts) -> list[discord.SelectOption]:
    """An option a system, 23 at most, one for not knowing and one for none of them."""
    options = [
        discord.SelectOption(
            label=cut(texts.read(one.system.name, tongue), _MAX_OPTION),
            description=cut(texts.read(one.entry.title, tongue), _MAX_OPTION),
            value=one.system.id,
        )
        for one in by_system[: MAX_OPTIONS - 2]
    ]
    options.append(discord.SelectOption(label=texts.say("menu-system-unknown", tongue), value=ids.SYSTEM_UNKNOWN))
    return [*options, discord.SelectOption(label=texts.say("menu-none", tongue), value=ids.NONE_OF_THESE)]


class PickMenu(DynamicItem[AnySelect], template=ids.PICK):
    """Turns a reply with candidates into the answer that was picked."""

    def __init__(self, options: list[discord.SelectOption], placeholder: str) -> None:
        super().__init__(
            Select(custom_id=ids.PICK_ID, placeholder=cut(placeholder, 150), options=options, required=False)
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: Item[Any], _match: re.Match[str], /
    ) -> Self:
        select = cast("AnySelect", item)
        return cls(select.options, select.placeholder or "")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await guarded(interaction, interaction.client.presses.pick(interaction, self.item.values))


class InsteadMenu(DynamicItem[AnySelect], template=ids.INSTEAD):
    """Says what fits better than the answer that was given."""

    def __init__(self, reply_message_id: int, options: list[discord.SelectOption], placeholder: str) -> None:
        self._reply_message_id = reply_message_id
        super().__init__(
            Select(
                custom_id=ids.instead_id(reply_message_id),
                placeholder=cut(placeholder, 150),
                options=options,
                required=False,
                row=0,
            )
        )

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        select = cast("AnySelect", item)
        return cls(int(match["reply"]), select.options, select.placeholder or "")

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await guarded(
            interaction, interaction.client.presses.pick_instead(interaction, self._reply_message_id, self.item.values)
        )


MENUS = (PickMenu, InsteadMenu)
