"""Discord waits three seconds for a first answer. Work that may take longer asks for more time when it does."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import discord

if TYPE_CHECKING:
    from collections.abc import Callable

ASK_AFTER_SECONDS = 2.0


class Patience:
    """Defers interactions, for the person alone, that nothing has answered after ASK_AFTER_SECONDS."""

    def __init__(self) -> None:
        self._asking: set[asyncio.Task[None]] = set()

    def watch(self, interaction: discord.Interaction[Any]) -> Callable[[], object]:
        """Starts the clock for an interaction; returns what stops it."""
        task = asyncio.get_running_loop().create_task(_ask_for_time(interaction), name="patience")
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)
        return task.cancel


async def _ask_for_time(interaction: discord.Interaction[Any]) -> None:
    await asyncio.sleep(ASK_AFTER_SECONDS)
    if not interaction.response.is_done():
        with suppress(discord.HTTPException, discord.InteractionResponded):
            await interaction.response.defer(ephemeral=True, thinking=True)
