"""The client as commands and buttons see it: Discord's client with what the app joined to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import discord

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from bot.reception.panel import PanelChoice
    from bot.reception.tongue import Tongue
    from bot.services import Services
    from bot.ui.delivery import Courier
    from bot.ui.patience import Patience
    from bot.ui.queue_items import QueuePresses
    from bot.ui.standing import Standing

Interaction = discord.Interaction["DeskClient"]


class Presses(Protocol):
    """What happens when somebody presses a button or picks from a menu."""

    async def vote(self, interaction: Interaction, entry_id: str, *, helped: bool) -> None:
        """Casts a vote; a bad one is followed by what else it could be."""
        ...

    async def offer_others(self, interaction: Interaction) -> None:
        """Shows what else it could be, and the way to the maintainers."""
        ...

    async def show_details(self, interaction: Interaction, entry_id: str) -> None:
        """Shows the whole entry to the person who asked."""
        ...

    async def switch_tongue(self, interaction: Interaction, tongue: Tongue) -> None:
        """Rewrites the answer for its asker, or shows a copy to anybody else."""
        ...

    async def dismiss(self, interaction: Interaction) -> None:
        """Takes the answer away where the person may."""
        ...

    async def pick(self, interaction: Interaction, values: list[str]) -> None:
        """Turns a reply with candidates into an answer."""
        ...

    async def pick_instead(self, interaction: Interaction, reply_message_id: int, values: list[str]) -> None:
        """Replaces an answer that didn't fit."""
        ...

    async def open_report(self, interaction: Interaction, reply_message_id: int) -> None:
        """Opens the report form with the paste in it."""
        ...

    async def change_setting(self, interaction: Interaction, choice: PanelChoice) -> None:
        """Changes a setting on the panel, where the person may."""
        ...

    async def erase(self, interaction: Interaction, user_id: int) -> None:
        """Deletes what is stored about the person who confirms."""
        ...


class DeskClient(discord.AutoShardedClient):
    """A client that carries services and keeps count of its own background work."""

    boot: str
    services: Services
    presses: Presses
    maintainers: QueuePresses
    courier: Courier
    patience: Patience
    standing: Standing

    def spawn(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Runs work in the background; it is awaited when the client closes."""
        raise NotImplementedError
