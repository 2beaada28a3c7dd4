"""Presses and forms that nobody is there for any more: older versions, restarts, forgeries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import discord

from bot.ui.buttons import BUTTONS
from bot.ui.components import walk_ids
from bot.ui.faults import answer_privately
from bot.ui.ids import FORM
from bot.ui.menus import MENUS
from bot.ui.panel.items import PANEL
from bot.ui.queue_items import REVIEW_ITEMS
from bot.ui.tongues import own_tongue

if TYPE_CHECKING:
    from bot.ui.client import Interaction

_KNOWN = tuple(item.__discord_ui_compiled_template__ for item in (*BUTTONS, *MENUS, *PANEL, *REVIEW_ITEMS))


async def answer_stray(interaction: Interaction) -> None:
    """Answers what the library would drop in silence, so that nobody stares at "interaction failed"."""
    key = _stray_key(interaction)
    if key is None:
        return
    tongue = own_tongue(interaction)
    try:
        await answer_privately(interaction, interaction.client.services.texts.say(key, tongue))
    except discord.HTTPException:
        return


def _stray_key(interaction: Interaction) -> str | None:
    """What to say to a stray; None for what somebody else answers."""
    custom_id = interaction.custom_id or ""
    if interaction.type is discord.InteractionType.modal_submit:
        form = re.fullmatch(FORM, custom_id)
        return None if form and form["boot"] == interaction.client.boot else "fault-restarted"
    if interaction.type is not discord.InteractionType.component:
        return None
    known = any(template.fullmatch(custom_id) for template in _KNOWN)
    pressed = (int((interaction.data or {}).get("component_type", 0)), custom_id)
    return None if known and pressed in set(walk_ids(interaction.message)) else "fault-too-old"
