"""Who did what, as maintainers read it: a line an action, and buttons that turn the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import discord

from bot.ui import ids
from bot.ui.buttons import StoredButton
from bot.ui.cards import Colour
from bot.ui.embeds import SHADES
from bot.ui.paging import page_buttons
from bot.ui.safe import code_value, cut, escape

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping, Sequence

    from bot.reception.tongue import Tongue
    from bot.storage.records import AuditEvent
    from bot.ui.client import Interaction
    from bot.ui.texts import Texts

_DETAIL = 160
_OF_HASH = 8
_NOT_IN_IDS = re.compile(r"[^a-z0-9./-]")
_ABOUT_ENTRIES = frozenset({"draft", "edit", "approve", "withdraw", "share", "unshare", "add-message", "link", "clash"})
ACTIONS = _ABOUT_ENTRIES | {"ignore", "reopen", "assign", "unassign", "merge", "split"}


@dataclass(frozen=True, slots=True)
class AuditView:
    """Which page of which actions is shown. `entry` is the beginning of an entry's id."""

    page: int = 1
    cluster_id: int | None = None
    user_id: int | None = None
    entry: str = ""

    def custom_id(self) -> str:
        """All of it, as a button carries it."""
        entry = _NOT_IN_IDS.sub("", self.entry.lower())[: ids.MAX_AUDIT_ENTRY]
        return ids.audit_id(self.page, self.cluster_id, self.user_id, entry)

    @classmethod
    def from_meaning(cls, meaning: Mapping[str, str]) -> Self:
        """The way back."""
        cluster, user = (int(meaning[name]) if meaning[name] else None for name in ("cluster", "user"))
        return cls(max(1, int(meaning["page"])), cluster, user, meaning["entry"])


class AuditButton(StoredButton, template=ids.AUDIT):
    """Turns to another page of the actions."""

    def work(self, interaction: Interaction) -> Awaitable[None]:
        return interaction.client.maintainers.turn_audit(interaction, AuditView.from_meaning(self.meaning))


def audit_embed(
    events: Sequence[AuditEvent], view: AuditView, *, pages: int, tongue: Tongue, texts: Texts
) -> discord.Embed:
    """A page of actions, the newest first."""
    embed = discord.Embed(
        title=texts.say("audit-title", tongue),
        description="\n".join(_say_event(event, tongue, texts) for event in events)
        or texts.say("queue-nobody", tongue),
        colour=SHADES[Colour.BLUE],
    )
    embed.set_footer(text=texts.say("queue-page", tongue, page=view.page, pages=pages))
    return embed


def audit_buttons(view: AuditView, pages: int, tongue: Tongue, texts: Texts) -> discord.ui.View:
    """The ways to the pages before and behind."""
    return page_buttons(AuditButton, view, pages, tongue, texts)


def _say_event(event: AuditEvent, tongue: Tongue, texts: Texts) -> str:
    kind, _, number = event.subject.partition(":")
    about = f" · #{number}" if kind == "cluster" else ""
    when = discord.utils.format_dt(event.at, "R")
    return f"{when} · **{_say_who(event, tongue, texts)}**{about} · {_say_action(event, tongue, texts)}"


def _say_who(event: AuditEvent, tongue: Tongue, texts: Texts) -> str:
    """The name they had; the beginning of their hash where it was not kept; nobody where they had it deleted."""
    if event.name:
        return escape(event.name)
    if event.user:
        return code_value(event.user[:_OF_HASH])
    return "Errata" if event.action == "clash" else texts.say("audit-deleted", tongue)


def _say_action(event: AuditEvent, tongue: Tongue, texts: Texts) -> str:
    if event.action not in ACTIONS:
        return escape(event.action)
    if event.action in _ABOUT_ENTRIES:
        detail = code_value(event.detail)
    elif event.action in {"merge", "split"}:
        detail = f"#{event.detail.partition(':')[2]}"
    else:
        detail = cut(escape(event.detail), _DETAIL)
    return texts.say(f"audit-{event.action}", tongue, detail=detail)
