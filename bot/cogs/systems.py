"""Suggestions for options that take a system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.ui.menus import MAX_OPTION, MAX_OPTIONS
from bot.ui.safe import cut
from bot.ui.tongues import own_tongue

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from bot.services import Services

    Suggest = Callable[[discord.Interaction[Any], str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]


def read_system(services: Services, text: str) -> str | None:
    """The id of the system that somebody named: by its id or its name in either language; None if there is none."""
    wanted = text.casefold().strip()
    for system in services.desk.knowledge.systems.values():
        if wanted in {system.id, system.name.zh.casefold(), system.name.en.casefold()}:
            return system.id
    return None


def suggest_systems(services: Services) -> Suggest:
    """An autocomplete over the systems, by name or id."""

    async def suggest(interaction: discord.Interaction[Any], current: str) -> list[app_commands.Choice[str]]:
        tongue = own_tongue(interaction)
        wanted = current.casefold().strip()
        choices: list[app_commands.Choice[str]] = []
        for system in services.desk.knowledge.systems.values():
            name = services.texts.read(system.name, tongue)
            if wanted in name.casefold() or wanted in system.id:
                choices.append(app_commands.Choice(name=cut(name, MAX_OPTION), value=system.id))
        return choices[:MAX_OPTIONS]

    return suggest
