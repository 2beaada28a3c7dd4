"""Tells people that an error they asked about is known now, each of them once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.storage.records import Cluster, Subscription
    from bot.storage.store import Store


@dataclass(frozen=True, slots=True)
class Piece:
    """One person to tell. `entry` is the answer."""

    subscription: Subscription
    entry: str


async def take_news(store: Store, cluster: Cluster) -> tuple[Piece, ...]:
    """Who is to be told of a cluster that became known. Whoever is returned here is never returned again.

    Raises StorageError.
    """
    if cluster.state not in {"linked", "published"} or cluster.entry is None:
        return ()
    # Of several processes at once, the one that drops the row tells the person.
    return tuple(
        [
            Piece(subscription, cluster.entry)
            for subscription in await store.subscriptions.list(cluster.id)
            if await store.subscriptions.drop(cluster.id, subscription.user_id)
        ]
    )
