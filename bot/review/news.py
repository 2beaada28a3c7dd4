"""Tells people that an error they asked about is known now, each of them once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.review.acting import seen_in

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.storage.records import Cluster, Subscription
    from bot.storage.store import Store


@dataclass(frozen=True, slots=True)
class Piece:
    """One person to tell. `entry` is the answer."""

    subscription: Subscription
    entry: str


async def take_news(store: Store, desk: Desk, cluster: Cluster) -> tuple[Piece, ...]:
    """Who is to be told of a cluster that became known where they asked. Nobody is ever returned twice.

    Those whom the desk doesn't serve the answer wait on: it is another guild's alone, or this process doesn't have it
    yet. Raises StorageError.
    """
    pieces = [
        Piece(subscription, entry)
        for subscription in await store.subscriptions.list(cluster.id)
        if (entry := _find_answer(cluster, desk, subscription.guild_id)) is not None
    ]
    # Of several processes at once, the one that drops the row tells the person.
    return tuple([piece for piece in pieces if await store.subscriptions.drop(cluster.id, piece.subscription.user_id)])


def _find_answer(cluster: Cluster, desk: Desk, guild_id: int | None) -> str | None:
    seen = seen_in(cluster, guild_id)
    if seen.state not in {"linked", "published"} or seen.entry is None:
        return None
    return seen.entry if desk.is_served(seen.entry, guild_id) else None
