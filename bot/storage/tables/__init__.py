"""The tables. Columns are named like the fields of the records they hold.

Changing anything here needs a migration in `migrations/versions`; a test compares the two on both databases.
"""

from bot.storage.tables.answers import lookups, replies, reports, votes
from bot.storage.tables.base import LONG, NAME, NOTE, SAMPLE, metadata
from bot.storage.tables.clusters import (
    cluster_aliases,
    cluster_guilds,
    cluster_people,
    clusters,
    leftovers,
    local_answers,
    queue_messages,
    quotes,
    samples,
    subscriptions,
)
from bot.storage.tables.guilds import channel_settings, digests, facts, guild_settings, outages
from bot.storage.tables.overlays import audit, overlays

__all__ = [
    "LONG",
    "NAME",
    "NOTE",
    "SAMPLE",
    "audit",
    "channel_settings",
    "cluster_aliases",
    "cluster_guilds",
    "cluster_people",
    "clusters",
    "digests",
    "facts",
    "guild_settings",
    "leftovers",
    "local_answers",
    "lookups",
    "metadata",
    "outages",
    "overlays",
    "queue_messages",
    "quotes",
    "replies",
    "reports",
    "samples",
    "subscriptions",
    "votes",
]
