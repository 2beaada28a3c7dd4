"""Further messages of entries that the catalogue has: what a link teaches, until it turns out to be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.review.acting import make_overlay, visible_samples
from bot.review.drafts import Draft, DraftError, add_variant
from bot.review.wording import propose_messages

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.review.acting import Actor, Ledger
    from bot.review.inspection import Inspector
    from bot.review.shelf import Shelf
    from bot.storage.records import Cluster
    from bot.storage.store import Store


class Variants:
    """Teaches entries, and takes back what they were taught."""

    def __init__(
        self, store: Store, shelf: Shelf, inspector: Inspector, ledger: Ledger, *, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._shelf = shelf
        self._inspector = inspector
        self._ledger = ledger
        self._now = now

    async def teach(self, cluster: Cluster, entry_id: str, actor: Actor, *, everywhere: bool) -> None:
        """Teach an entry of the catalogue the wording of a cluster, where that is safe. Raises StorageError."""
        entry = self._shelf.catalogue.entries.get(entry_id)
        samples = [one.text for one in visible_samples(cluster, actor.scope)]
        messages = propose_messages(samples)[:1]
        if entry is None or not messages:
            return
        try:
            changed = add_variant(entry, messages)
        except DraftError:
            return
        if (await self._inspector.vet(changed, samples[:1])).faults:
            return
        draft = Draft(id=entry_id, systems=entry.systems, messages=messages, variant_of=entry_id)
        overlay = make_overlay(draft, cluster, actor, "live", self._now(), everywhere=everywhere)
        overlay_id = await self._store.overlays.add(overlay)
        await self._ledger.note(actor, "add-message", f"overlay:{overlay_id}", entry_id)
        await self._shelf.refresh()

    async def forget(self, cluster_id: int, actor: Actor) -> None:
        """Take back what a cluster taught an entry: it turned out to be something else. Raises StorageError."""
        for overlay in await self._store.overlays.list("live", cluster_id=cluster_id):
            # Answers of their own, which some guild may have written for it, are not what a link taught.
            if overlay.id is None or overlay.entry not in self._shelf.catalogue.entries:
                continue
            if await self._store.overlays.mark(overlay.id, "withdrawn", expected="live", at=self._now()):
                await self._ledger.note(actor, "withdraw", f"overlay:{overlay.id}", overlay.entry)
        await self._shelf.refresh()
