"""Records with everything filled in, to be varied by the tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.storage.records import (
    AuditEvent,
    Lookup,
    Overlay,
    Reply,
    Report,
    UnmatchedPaste,
    Vote,
)

NOW = datetime(2026, 11, 22, 12, 30, 15, 123456, tzinfo=UTC)
GUILD, CHANNEL, MESSAGE, PERSON = (
    2**63 - 1,
    1_200_000_000_000_000_001,
    1_200_000_000_000_000_002,
    300_000_000_000_000_003,
)


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def lookup(**changes) -> Lookup:
    full = Lookup(
        at=NOW,
        door="watch",
        verdict="match",
        entry="relay/no-channel",
        confidence=0.97,
        guild_id=GUILD,
        channel_id=CHANNEL,
        user="u1",
        language="zh",
        elapsed_ms=1.25,
    )
    return replace(full, **changes)


def unmatched(**changes) -> UnmatchedPaste:
    full = UnmatchedPaste(
        at=NOW,
        fingerprint="00ff00ff00ff00ff",
        text="Error 599: 渠道坏了",
        guild_id=GUILD,
        channel_id=CHANNEL,
        message_id=MESSAGE,
        user="u1",
        language="zh",
        nearest=("relay/no-channel", "general/timeout"),
        system="relay",
    )
    return replace(full, **changes)


def report(**changes) -> Report:
    full = Report(
        at=NOW,
        guild_id=GUILD,
        channel_id=CHANNEL,
        user_id=PERSON,
        text="Error 599",
        system="relay",
        client="SillyTavern 1.13",
        actions="pressed send",
        cluster_id=None,
        language="en",
    )
    return replace(full, **changes)


def reply(**changes) -> Reply:
    full = Reply(
        paste_message_id=MESSAGE,
        reply_message_id=MESSAGE + 1,
        channel_id=CHANNEL,
        place_id=CHANNEL + 1,
        guild_id=GUILD,
        asker_id=PERSON,
        entries=("relay/no-channel",),
        verdict="match",
        language="zh",
        at=NOW,
    )
    return replace(full, **changes)


def vote(**changes) -> Vote:
    full = Vote(reply_message_id=MESSAGE + 1, user="u1", entries=("relay/no-channel",), helped=True, at=NOW)
    return replace(full, **changes)


def overlay(**changes) -> Overlay:
    full = Overlay(
        entry="relay/new-error",
        guild_id=GUILD,
        text="id: relay/new-error\n",
        author="维护者",
        author_id=PERSON,
        state="draft",
        created_at=NOW,
        updated_at=NOW,
    )
    return replace(full, **changes)


def event(**changes) -> AuditEvent:
    full = AuditEvent(
        at=NOW, guild_id=GUILD, user="u1", action="ignore", subject="cluster:1", detail="not an API", name="ann"
    )
    return replace(full, **changes)
