"""Buttons that turn the pages of a list, each carrying the page that it leads to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import discord

if TYPE_CHECKING:
    from bot.reception.tongue import Tongue
    from bot.ui.audit import AuditView
    from bot.ui.buttons import StoredButton
    from bot.ui.queue_pages import ListView
    from bot.ui.texts import Texts


def page_buttons(
    button: type[StoredButton], shown: ListView | AuditView, pages: int, tongue: Tongue, texts: Texts
) -> discord.ui.View:
    """The ways to the pages before and behind; nothing where there is one page alone."""
    view = discord.ui.View(timeout=None)
    for label, page in (("queue-page-back", shown.page - 1), ("queue-page-on", shown.page + 1)):
        if 1 <= page <= pages:
            view.add_item(button.make(replace(shown, page=page).custom_id(), texts.say(label, tongue)))
    return view
