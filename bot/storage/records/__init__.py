"""What storage takes and gives: frozen records, no behaviour but their own invariants.

All times are timezone-aware and come back in UTC. Ids of Discord are ints; `user` is always the keyed hash of
`Store.hash_user`, `user_id` always the plain id. Texts are expected redacted: storage never sees a secret.
"""

from bot.storage.records.clusters import (
    MAX_SAMPLE,
    Cluster,
    ClusterFilter,
    ClusterState,
    Leftover,
    LocalAnswer,
    QueueMessage,
    Sample,
    UnmatchedPaste,
)
from bot.storage.records.guilds import (
    DEFAULT_RETENTION_DAYS,
    MAX_RETENTION_DAYS,
    ChannelMode,
    ChannelSettings,
    GuildLanguage,
    GuildSettings,
    Rhythm,
    Sensitivity,
)
from bot.storage.records.lookups import DayCount, DayEntryCount, EntryCount, Lookup, LookupCounts
from bot.storage.records.overlays import AuditEvent, AuditFilter, Overlay, OverlayState
from bot.storage.records.personal import PersonalData
from bot.storage.records.replies import OutageNotice, Reply, Tally, Vote, VoteCounts
from bot.storage.records.reports import Report, Subscription

__all__ = [
    "DEFAULT_RETENTION_DAYS",
    "MAX_RETENTION_DAYS",
    "MAX_SAMPLE",
    "AuditEvent",
    "AuditFilter",
    "ChannelMode",
    "ChannelSettings",
    "Cluster",
    "ClusterFilter",
    "ClusterState",
    "DayCount",
    "DayEntryCount",
    "EntryCount",
    "GuildLanguage",
    "GuildSettings",
    "Leftover",
    "LocalAnswer",
    "Lookup",
    "LookupCounts",
    "OutageNotice",
    "Overlay",
    "OverlayState",
    "PersonalData",
    "QueueMessage",
    "Reply",
    "Report",
    "Rhythm",
    "Sample",
    "Sensitivity",
    "Subscription",
    "Tally",
    "UnmatchedPaste",
    "Vote",
    "VoteCounts",
]
