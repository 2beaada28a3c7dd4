"""Gathers what nobody knows: pastes of one error become one cluster, also where their fingerprints differ."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from typing import TYPE_CHECKING

from bot.review.index import ClusterIndex
from bot.storage.gathering import Gathered

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.storage.joins import Moved
    from bot.storage.records import UnmatchedPaste
    from bot.storage.store import Store

_PAGE = 200
_FINGERPRINTS = 10_000
_MAX_CHANGED = 1_000
_AT_A_STRETCH = 8


class Collector:
    """Stands before the store's clusters. Several processes may found two clusters of one error; merging joins them."""

    def __init__(self, store: Store, index: ClusterIndex | None = None) -> None:
        self._store = store
        self._index = index or ClusterIndex()
        self._known: OrderedDict[str, int] = OrderedDict()
        self._turn = asyncio.Lock()
        self._changed: OrderedDict[int, None] = OrderedDict()

    async def load(self) -> None:
        """Read the stored clusters into the index. Raises StorageError."""
        most = self._index.capacity
        offset = 0
        while offset < most and (page := await self._store.unmatched.list(limit=_PAGE, offset=offset)):
            offset += len(page)
            for cluster in page:
                for sample in cluster.samples:
                    self._index.learn(cluster.id, sample.text)
            await asyncio.sleep(0)

    async def add(self, paste: UnmatchedPaste) -> int:
        """Join a paste to the cluster of its fingerprint, else to one it is like, else found one.

        Returns the cluster's id. Raises StorageError.
        """
        return (await self.add_all([paste]))[0]

    async def add_all(self, pastes: Sequence[UnmatchedPaste]) -> tuple[int, ...]:
        """The same for many at once, all of them or none; they may be like each other. Raises StorageError."""
        async with self._turn:
            batch = await self._compare(pastes)
            ids = await self._store.unmatched.add_all(batch)
            for one, cluster_id in zip(batch, ids, strict=True):
                if isinstance(one.like, int) and one.like != cluster_id:
                    self._index.forget(one.like)
                self._remember(one.paste.fingerprint, cluster_id)
                self._index.learn(cluster_id, one.paste.text)
        for cluster_id in ids:
            self.note(cluster_id)
        return ids

    async def merge(self, source: int, target: int) -> bool:
        """Merge two clusters; False if either is gone. Raises StorageError."""
        async with self._turn:
            if not await self._store.joins.merge(source, target):
                return False
            self._index.merge(source, target)
        self.note(target)
        return True

    async def split(self, cluster_id: int, moved: Moved) -> int | None:
        """Take samples out into a cluster of their own; its id, None if they are gone. Raises StorageError."""
        async with self._turn:
            new_id = await self._store.joins.split(cluster_id, moved)
            if new_id is None:
                return None
            self._index.forget(cluster_id)
            for one in (cluster_id, new_id):
                cluster = await self._store.unmatched.get(one)
                for sample in cluster.samples if cluster else ():
                    self._index.learn(one, sample.text)
            for fingerprint in moved.fingerprints:
                self._remember(fingerprint, new_id)
        self.note(cluster_id)
        self.note(new_id)
        return new_id

    def note(self, cluster_id: int) -> None:
        """Somebody should look at a cluster again. In a flood the oldest notes give way."""
        self._changed[cluster_id] = None
        self._changed.move_to_end(cluster_id)
        while len(self._changed) > _MAX_CHANGED:
            self._changed.popitem(last=False)

    async def look_at_changed(self, look: Callable[[int], Awaitable[None]]) -> None:
        """Call `look` with every cluster that changed since the last call, one after the other.

        What it raises ends that; the clusters that were not looked at come again, the one that failed last of all.
        """
        changed = deque(self._changed)
        self._changed.clear()
        while changed:
            cluster_id = changed.popleft()
            try:
                await look(cluster_id)
            except Exception:
                for one in (*changed, cluster_id):
                    self.note(one)
                raise

    async def _compare(self, pastes: Sequence[UnmatchedPaste]) -> list[Gathered]:
        """Say of each paste whose fingerprint is new what it is like: a known cluster or an earlier one of these."""
        strange = {paste.fingerprint for paste in pastes if paste.fingerprint not in self._known}
        if strange:
            strange -= await self._store.unmatched.leading(strange)
        among, founding = ClusterIndex(), list[str]()
        batch: list[Gathered] = []
        for number, paste in enumerate(pastes):
            like: int | str | None = None
            if paste.fingerprint in strange:
                strange.discard(paste.fingerprint)
                like = self._index.find(paste.text)
                if like is None and (place := among.find(paste.text)) is not None:
                    like = founding[place]
                if like is None:
                    among.learn(len(founding), paste.text)
                    founding.append(paste.fingerprint)
            batch.append(Gathered(paste, like))
            if number % _AT_A_STRETCH == _AT_A_STRETCH - 1:
                await asyncio.sleep(0)
        return batch

    def _remember(self, fingerprint: str, cluster_id: int) -> None:
        self._known[fingerprint] = cluster_id
        self._known.move_to_end(fingerprint)
        while len(self._known) > _FINGERPRINTS:
            self._known.popitem(last=False)
