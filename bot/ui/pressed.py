"""The message whose button or menu was used, turned into something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.ui.faults import answer_privately

if TYPE_CHECKING:
    from bot.ui.client import Interaction


async def redraw_pressed(interaction: Interaction, **content: Any) -> None:
    """Changes the message in place. Where Discord had to be asked for more time by then, that is no longer possible:

    the person gets it as a private message of its own.
    """
    if interaction.response.is_done():
        await answer_privately(interaction, **{name: value for name, value in content.items() if value is not None})
    else:
        await interaction.response.edit_message(**content)
