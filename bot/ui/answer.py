"""A diagnosis as a Discord message: embeds or plain text, with its buttons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

import discord

from bot.matching.decide import Verdict
from bot.reception.tongue import Tongue
from bot.ui.cards import build_cards
from bot.ui.embeds import build_embeds
from bot.ui.markup import DISCORD
from bot.ui.plain import MAX_CONTENT, write_plain
from bot.ui.views import answer_view, choice_view, unmatched_view

if TYPE_CHECKING:
    from datetime import datetime

    from bot.desk import Diagnosis
    from bot.storage.records import Reply
    from bot.ui.texts import Texts

_WARNINGS = ("secret-warning", "secret-warning-other", "secret-removed", "secret-removed-title")


@dataclass(frozen=True, slots=True)
class Shown:
    """The parts of a message. `content` is the whole text where `embeds` is empty, else a line above them."""

    content: str | None
    embeds: tuple[discord.Embed, ...]
    view: discord.ui.View | None

    def as_new(self) -> dict[str, Any]:
        """Arguments for sending it."""
        arguments: dict[str, Any] = {"allowed_mentions": discord.AllowedMentions.none()}
        if self.content is not None:
            arguments["content"] = self.content
        if self.embeds:
            arguments["embeds"] = list(self.embeds)
        if self.view is not None:
            arguments["view"] = self.view
        return arguments

    def as_edit(self) -> dict[str, Any]:
        """Arguments for turning an existing message into it."""
        return {
            "content": self.content,
            "embeds": list(self.embeds),
            "view": self.view,
            "allowed_mentions": discord.AllowedMentions.none(),
        }


def show_diagnosis(
    diagnosis: Diagnosis,
    tongue: Tongue,
    texts: Texts,
    at: datetime,
    *,
    now: datetime | None = None,
    embeds: bool = True,
    warning: str | None = None,
) -> Shown:
    """The message for a diagnosis. `at` is when the paste was sent; `warning` stands above the answer.

    `now` is when it is shown, `at` if not given: what is past by then is not said.
    """
    cards = build_cards(diagnosis, tongue, texts, at, now=now, markup=DISCORD, listed=True)
    view = _view(diagnosis, tongue, texts)
    if embeds:
        return Shown(warning, tuple(build_embeds(cards, tongue, texts)), view)
    head = f"{warning}\n\n" if warning else ""
    return Shown(head + write_plain(cards, tongue, texts, MAX_CONTENT - len(head)), (), view)


def find_warning(content: str, tongue: Tongue, texts: Texts) -> str | None:
    """The warning that a message begins with, in whatever language it stands there, said in `tongue`."""
    for key in _WARNINGS:
        if any(content.startswith(texts.say(key, one)) for one in get_args(Tongue)):
            return texts.say(key, tongue)
    return None


def link_to(reply: Reply) -> str:
    """The address of the message that shows an answer."""
    return f"https://discord.com/channels/{reply.guild_id or '@me'}/{reply.channel_id}/{reply.reply_message_id}"


def _view(diagnosis: Diagnosis, tongue: Tongue, texts: Texts) -> discord.ui.View | None:
    match diagnosis.verdict:
        case Verdict.MATCH:
            return answer_view(diagnosis.matches[0].entry.id, tongue, texts)
        case Verdict.CHOICE if len(diagnosis.choices) == 1:
            return answer_view(diagnosis.choices[0].entry.id, tongue, texts)
        case Verdict.CHOICE:
            return choice_view(diagnosis, tongue, texts)
        case Verdict.UNMATCHED:
            return unmatched_view(tongue, texts)
        case Verdict.SILENT:
            return None
