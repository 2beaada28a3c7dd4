"""What happened since the last digest: the numbers, and the unknown errors that cost people most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.review.statistics import gather_statistics
from bot.storage.records import ClusterFilter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.knowledge.model import KnowledgeBase
    from bot.review.statistics import Statistics
    from bot.storage.records import Cluster, Rhythm
    from bot.storage.store import Store

TOP = 10
CHART_SPAN = timedelta(days=56)
SPANS: Mapping[Rhythm, timedelta] = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}


@dataclass(frozen=True, slots=True)
class Digest:
    """`numbers` of the span, `history` for the chart, the `top` open errors, and how many `fresh` ones came."""

    numbers: Statistics
    history: Statistics
    top: tuple[Cluster, ...]
    fresh: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not self.numbers.asked and not self.top


async def gather_digest(
    store: Store, knowledge: KnowledgeBase, since: datetime, until: datetime, guild_id: int | None = None
) -> Digest:
    """Look back over a span, in one guild or in all. Raises StorageError."""
    return Digest(
        numbers=await gather_statistics(store, knowledge, since, until, guild_id),
        history=await gather_statistics(store, knowledge, until - CHART_SPAN, until, guild_id),
        top=await store.unmatched.list("open", TOP, guild_id=guild_id),
        fresh=await store.unmatched.count(guild_id=guild_id, only=ClusterFilter(since=since)),
    )
