"""What a button or menu that outlives restarts has in common: its custom_id is all it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast

from discord.ui import DynamicItem, Item

from bot.ui.faults import guarded

if TYPE_CHECKING:
    import re
    from collections.abc import Awaitable, Mapping

    import discord

    from bot.ui.client import Interaction

ItemT = TypeVar("ItemT", bound="Item[Any]")

NOBODY = r"(?!)"
"""The template of a class that is only there to be derived from: no id fits it."""


class Stored(DynamicItem[ItemT], Generic[ItemT], template=NOBODY):
    """Reads its meaning off its id, whether it was just made or came back with a message."""

    def __init__(self, item: ItemT) -> None:
        super().__init__(item)
        found = type(self).__discord_ui_compiled_template__.fullmatch(self.custom_id)
        self.meaning: Mapping[str, str] = found.groupdict() if found else {}

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: Item[Any], _match: re.Match[str], /
    ) -> Self:
        return cls(cast("ItemT", item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await guarded(interaction, self.work(interaction))

    def work(self, interaction: Interaction) -> Awaitable[None]:
        """What happens when it is used."""
        raise NotImplementedError
