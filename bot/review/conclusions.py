"""What an answer that goes live, or is taken back, means for the unknown error that it was written for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.storage.records import LocalAnswer

if TYPE_CHECKING:
    from bot.storage.records import Cluster, Overlay
    from bot.storage.store import Store


async def conclude(store: Store, overlay: Overlay) -> int | None:
    """Its error is answered: for everybody, or in the one guild where it answers, while it stays open for the others.

    Returns the cluster that is to be looked at, None where that is gone. Raises StorageError.
    """
    if (cluster := await _find_cluster(store, overlay)) is None:
        return None
    if overlay.guild_id is None:
        await store.unmatched.mark(cluster.id, "published", expected=cluster.state, entry=overlay.entry)
    else:
        await store.local_answers.put(cluster.id, LocalAnswer(overlay.guild_id, "published", overlay.entry))
    return cluster.id


async def reopen(store: Store, overlay: Overlay) -> int | None:
    """Its error is open again wherever this was the answer. Returns the same as `conclude`. Raises StorageError."""
    if (cluster := await _find_cluster(store, overlay)) is None:
        return None
    if cluster.state in {"published", "linked"} and cluster.entry == overlay.entry:
        await store.unmatched.mark(cluster.id, "open", expected=cluster.state)
    await store.local_answers.drop(cluster.id, overlay.entry)
    return cluster.id


async def _find_cluster(store: Store, overlay: Overlay) -> Cluster | None:
    return None if overlay.cluster_id is None else await store.unmatched.get(overlay.cluster_id)
