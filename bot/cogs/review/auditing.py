"""Who did what: the audit for maintainers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot.cogs.review.acting import actor_of, tongue_of
from bot.storage.records import AuditFilter
from bot.ui.audit import audit_buttons, audit_embed
from bot.ui.faults import answer_privately
from bot.ui.pressed import redraw_pressed

if TYPE_CHECKING:
    from bot.ui.audit import AuditView
    from bot.ui.client import Interaction

_PAGE = 10


async def show_audit(interaction: Interaction, view: AuditView, *, turned: bool = False) -> None:
    """Shows a page of what was done in the maintainer's guild, in place of the one before if it was `turned`.

    The operator's people see every guild. Raises ReviewError for whoever is no maintainer.
    """
    actor = await actor_of(interaction)
    services, tongue = interaction.client.services, await tongue_of(interaction)
    audit = services.store.audit
    user = None if view.user_id is None else services.store.hash_user(view.user_id)
    only = AuditFilter(actor.scope, user, view.cluster_id, view.entry)
    pages = max(1, -(-await audit.count(only) // _PAGE))
    view = replace(view, page=min(view.page, pages))
    events = await audit.list(only, limit=_PAGE, offset=(view.page - 1) * _PAGE)
    content: dict[str, Any] = {
        "embed": audit_embed(events, view, pages=pages, tongue=tongue, texts=services.texts),
        "view": audit_buttons(view, pages, tongue, services.texts),
        "allowed_mentions": discord.AllowedMentions.none(),
    }
    if turned:
        await redraw_pressed(interaction, **content)
    else:
        await answer_privately(interaction, **content)
