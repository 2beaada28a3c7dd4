"""Which buttons stand under which message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.reception.tongue import other_tongue
from bot.ui import ids
from bot.ui.buttons import CloseButton, DetailsButton, TongueButton, WrongButton, report_button, vote_button
from bot.ui.menus import entry_options, instead_menu, pick_menu, system_options
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
    view.add_item(vote_button("up", entry_id, texts.say("button-helped", tongue)))
    view.add_item(vote_button("down", entry_id, texts.say("button-not-helped", tongue)))
    view.add_item(WrongButton.make(ids.WRONG_ID, texts.say("button-wrong", tongue), row=0))
    view.add_item(DetailsButton.make(ids.details_id(entry_id), texts.say("button-details", tongue), row=1))
    view.add_item(_tongue_button(tongue, texts))
    view.add_item(CloseButton.make(ids.CLOSE_ID, texts.say("button-close", tongue), row=1))
    return view


def choice_view(diagnosis: Diagnosis, tongue: Tongue, texts: Texts) -> discord.ui.View:
    """The menu of candidates, or of systems where they decide; the other language and a way out."""
    view = discord.ui.View(timeout=None)
    if diagnosis.by_system:
        options = system_options(diagnosis.by_system, tongue, texts)
        view.add_item(pick_menu(options, texts.say("menu-system", tongue)))
    else:
        options = entry_options([choice.entry for choice in diagnosis.choices], tongue, texts)
        view.add_item(pick_menu(options, texts.say("menu-pick", tongue)))
    view.add_item(_tongue_button(tongue, texts))
    view.add_item(CloseButton.make(ids.CLOSE_ID, texts.say("button-close", tongue), row=1))
    return view


def unmatched_view(tongue: Tongue, texts: Texts) -> discord.ui.View:
    """A way to the maintainers, the other language and a way out."""
    view = discord.ui.View(timeout=None)
    view.add_item(report_button(0, texts.say("button-report", tongue)))
    view.add_item(tell_button(texts.say("news-button", tongue)))
    view.add_item(_tongue_button(tongue, texts))
    view.add_item(CloseButton.make(ids.CLOSE_ID, texts.say("button-close", tongue), row=1))
    return view


def instead_view(reply_message_id: int, entries: Sequence[Entry], tongue: Tongue, texts: Texts) -> discord.ui.View:
    """For somebody whom the answer didn't fit: other entries, if any, and a way to the maintainers."""
    view = discord.ui.View(timeout=None)
    if entries:
        options = entry_options(entries, tongue, texts)
        view.add_item(instead_menu(reply_message_id, options, texts.say("menu-instead", tongue)))
    view.add_item(report_button(reply_message_id, texts.say("button-report", tongue)))
    return view


def _tongue_button(tongue: Tongue, texts: Texts) -> TongueButton:
    other = other_tongue(tongue)
    return TongueButton.make(ids.tongue_id(other), texts.say("button-tongue", other), row=1)
