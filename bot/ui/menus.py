"""Menus that outlive restarts, and their options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord.ui import Select

from bot.ui import ids
from bot.ui.safe import cut
from bot.ui.stored import NOBODY, Stored

if TYPE_CHECKING:
    from collections.abc import Awaitable, Sequence

    from bot.desk import BySystem
    from bot.knowledge.model import Entry
    from bot.reception.tongue import Tongue
    from bot.ui.client import Interaction
    from bot.ui.texts import Texts

MAX_OPTIONS = 25
"""Discord's limit for a menu, and for the suggestions of an option."""

MAX_OPTION = 100
MAX_PLACEHOLDER = 150


class StoredMenu(Stored[Select[Any]], template=NOBODY):
    """A menu of ours."""


class PickMenu(StoredMenu, template=ids.PICK):
    """Turns a reply with candidates into the answer that was picked."""

    def work(self, interaction: Interaction) -> Awaitable[None]:
        return interaction.client.presses.pick(interaction, self.item.values)


class InsteadMenu(StoredMenu, template=ids.INSTEAD):
    """Says what fits better than the answer that was given."""

    def work(self, interaction: Interaction) -> Awaitable[None]:
        return interaction.client.presses.pick_instead(interaction, int(self.meaning["reply"]), self.item.values)


MENUS = (PickMenu, InsteadMenu)


def pick_menu(options: list[discord.SelectOption], placeholder: str) -> PickMenu:
    return PickMenu(_select(ids.PICK_ID, options, placeholder))


def instead_menu(reply_message_id: int, options: list[discord.SelectOption], placeholder: str) -> InsteadMenu:
    return InsteadMenu(_select(ids.instead_id(reply_message_id), options, placeholder))


def entry_options(entries: Sequence[Entry], tongue: Tongue, texts: Texts) -> list[discord.SelectOption]:
    """An option an entry, 24 at most, and one for none of them."""
    options = [
        discord.SelectOption(label=cut(texts.read(entry.title, tongue), MAX_OPTION), value=entry.id)
        for entry in entries[: MAX_OPTIONS - 1]
    ]
    return [*options, discord.SelectOption(label=texts.say("menu-none", tongue), value=ids.NONE_OF_THESE)]


def system_options(by_system: Sequence[BySystem], tongue: Tongue, texts: Texts) -> list[discord.SelectOption]:
    """An option a system, 23 at most, one for not knowing and one for none of them."""
    options = [
        discord.SelectOption(
            label=cut(texts.read(one.system.name, tongue), MAX_OPTION),
            description=cut(texts.read(one.entry.title, tongue), MAX_OPTION),
            value=one.system.id,
        )
        for one in by_system[: MAX_OPTIONS - 2]
    ]
    options.append(discord.SelectOption(label=texts.say("menu-system-unknown", tongue), value=ids.SYSTEM_UNKNOWN))
    return [*options, discord.SelectOption(label=texts.say("menu-none", tongue), value=ids.NONE_OF_THESE)]


def _select(custom_id: str, options: list[discord.SelectOption], placeholder: str) -> Select[Any]:
    return Select(
        custom_id=custom_id, placeholder=cut(placeholder, MAX_PLACEHOLDER), options=options, required=False, row=0
    )
