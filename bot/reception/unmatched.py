"""Pastes that nobody knows and answers that didn't help, as the maintainers' queue takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.storage.records import MAX_SAMPLE, UnmatchedPaste

if TYPE_CHECKING:
    from datetime import datetime

    from bot.desk import Diagnosis
    from bot.reception.visits import Visit
    from bot.storage.records import Reply


def unmatched_of(diagnosis: Diagnosis, visit: Visit, user: str) -> UnmatchedPaste:
    """The record by which a paste reaches the maintainers."""
    return UnmatchedPaste(
        at=visit.at,
        fingerprint=diagnosis.fingerprint,
        # What is beyond would be cut when it is stored; until then it would only fill the memory.
        text=diagnosis.text[:MAX_SAMPLE],
        guild_id=visit.guild_id,
        channel_id=visit.channel_id,
        message_id=visit.paste_id if visit.is_message else None,
        user=user,
        language=diagnosis.language,
        nearest=tuple(entry.id for entry in diagnosis.nearest),
        system=visit.system or visit.channel_system,
    )


def unhelpful_of(
    reply: Reply, diagnosis: Diagnosis, user: str, at: datetime, system: str | None = None
) -> UnmatchedPaste | None:
    """The record by which a paste with a bad answer reaches the maintainers; None where its text is not known.

    `system` is what its channel is mostly about. The entries that were shown come first among the nearest.
    """
    if not diagnosis.text.strip() or not diagnosis.fingerprint:
        return None
    near = dict.fromkeys((*reply.entries, *(entry.id for entry in diagnosis.nearest)))
    return UnmatchedPaste(
        at=at,
        fingerprint=diagnosis.fingerprint,
        text=diagnosis.text,
        guild_id=reply.guild_id,
        channel_id=reply.channel_id or None,
        message_id=reply.paste_message_id if reply.is_public else None,
        user=user,
        language=diagnosis.language,
        nearest=tuple(near),
        unhelpful=True,
        system=system,
    )
