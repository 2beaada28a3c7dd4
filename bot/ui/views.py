"""Which buttons stand under which message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.reception.tongue import other_tongue
from bot.ui.buttons import CloseButton, DetailsButton, ReportButton, TongueButton, VoteButton, WrongButton
from bot.ui.menus import InsteadMenu, PickMenu, entry_options, system_options
from bot.ui.queue_items import tell_button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.desk import Diagnosis
    from bot.knowledge.model import Entry
    from bot.reception.tongue import Tongue
    from bot.ui.texts import Texts


def answer_view(entry_id: str, tongue: Tongue, texts: Texts) -> discord.ui.View:
    """Votes, details, the other language and a way out."""
    view = discord.ui.View(timeout=None)
    view.add_item(VoteButton("up", entry_id, texts.say("button-helped", tongue)))
    view.add_item(VoteButton("down", entry_id, texts.say("button-not-helped", tongue)))
    view.add_item(WrongButton(texts.say("button-wrong", tongue)))
    view.add_item(DetailsButton(entry_id, texts.say("button-details", tongue)))
    view.add_item(_tongue_button(tongue, texts))
    view.add_item(CloseButton(texts.say("button-close", tongue)))
    return view


def choice_view(diagnosis: Diagnosis, tongue: Tongue, texts: Texts) -> discord.ui.View:
    """The menu of candidates, or of systems where they decide; the other language and a way out."""
    view = discord.ui.View(timeout=None)
    if diagnosis.by_system:
        options = system_options(diagnosis.by_system, tongue, texts)
        view.add_item(PickMenu(options, texts.say("menu-system", tongue)))
    else:
        options = entry_options([choice.entry for choice in diagnosis.choices], tongue, texts)
        view.add_item(PickMenu(options, texts.say("menu-pick", tongue)))
    view.add_item(_tongue_button(tongue, texts))
    view.add_item(CloseButton(texts.say("button-close", tongue)))
    return view


def unmatched_view(tongue: Tongue, texts: Texts) -> discord.ui.View:
    """A way to the maintainers, the other language and a way out."""
    view = discord.ui.View(timeout=None)
    view.add_item(ReportButton(0, texts.say("button-report", tongue)))
    view.add_item(tell_button(texts.say("news-button", tongue)))
    view.add_item(_tongue_button(tongue, texts))
    view.add_item(CloseButton(texts.say("button-close", tongue)))
    return view


def instead_view(reply_message_id: int, entries: Sequence[Entry], tongue: Tongue, texts: Texts) -> discord.ui.View:
    """For somebody whom the answer didn't fit: other entries, if any, and a way to the maintainers."""
    view = discord.ui.View(timeout=None)
    if entries:
        options = entry_options(entries, tongue, texts)
        view.add_item(InsteadMenu(reply_message_id, options, texts.say("menu-instead", tongue)))
    view.add_item(ReportButton(reply_message_id, texts.say("button-report", tongue)))
    return view


def _tongue_button(tongue: Tongue, texts: Texts) -> TongueButton:
    other = other_tongue(tongue)
    return TongueButton(other, texts.say("button-tongue", other))
