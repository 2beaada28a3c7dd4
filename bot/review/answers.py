"""Answers in the making: drafts, their check, what goes live, is changed or taken back. Nothing here knows Discord."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.review.acting import ReviewError, make_overlay
from bot.review.conclusions import conclude, reopen
from bot.review.inspection import is_seen, may_approve, may_change
from bot.storage.records import Overlay

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.review.acting import Actor, Ledger
    from bot.review.collector import Collector
    from bot.review.drafts import Draft
    from bot.review.inspection import Inspector, Vetted
    from bot.review.shelf import Shelf
    from bot.storage.records import Cluster
    from bot.storage.store import Store


class Answers:
    """Acts on drafts and overlay entries. Of two maintainers at once one wins; the other hears of it."""

    def __init__(
        self,
        store: Store,
        collector: Collector,
        shelf: Shelf,
        inspector: Inspector,
        ledger: Ledger,
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._collector = collector
        self._shelf = shelf
        self._inspector = inspector
        self._ledger = ledger
        self._now = now
        self._approving = asyncio.Lock()

    async def get(self, overlay_id: int, scope: int | None = None) -> Overlay:
        """An overlay entry; with `scope` only one that people of that guild may change.

        Raises ReviewError, StorageError.
        """
        found = await self._store.overlays.get(overlay_id)
        if found is None or not (is_seen(found, scope) or may_change(found, scope)):
            raise ReviewError("gone", str(overlay_id))
        if not may_change(found, scope):
            raise ReviewError("elsewhere", str(overlay_id))
        return found

    async def kept(self, scope: int | None) -> tuple[Overlay, ...]:
        """Drafts and live entries that people of a guild may change, the newest first. Raises StorageError."""
        found = await self._store.overlays.list("draft", "live")
        mine = [one for one in found if may_change(one, scope)]
        return tuple(sorted(mine, key=lambda one: one.updated_at, reverse=True))

    async def begun(self, cluster_id: int, scope: int | None) -> int | None:
        """The draft or live entry that people of a guild may see of a cluster. Raises StorageError."""
        written = await self._store.overlays.list("draft", "live", cluster_id=cluster_id)
        found = sorted((one for one in written if is_seen(one, scope)), key=lambda one: one.state != "draft")
        return found[0].id if found else None

    async def save(self, draft: Draft, cluster: Cluster, actor: Actor, *, everywhere: bool) -> Vetted:
        """Store a new draft, whatever is wrong with it, and look it over. Raises ReviewError, StorageError.

        Keys in it are masked, here and in `revise`: it becomes an answer that everybody reads.
        """
        overlay = make_overlay(draft.masked(), cluster, actor, "draft", self._now(), everywhere=everywhere)
        overlay_id = await self._store.overlays.add(overlay)
        await self._ledger.note(actor, "draft", f"overlay:{overlay_id}", draft.id)
        return await self.vet(overlay_id)

    async def revise(self, overlay_id: int, draft: Draft, expected: str, actor: Actor) -> Vetted:
        """Change a draft. A live entry goes on until the change, a draft of its own, is approved.

        Raises ReviewError if it isn't `expected` any more, StorageError.
        """
        overlay, draft = await self.get(overlay_id), draft.masked()
        if overlay.state == "live":
            return await self._change_live(overlay, draft, expected, actor)
        if overlay.state != "draft" or not await self._store.overlays.revise(
            overlay_id, draft.dump(), entry=draft.id, expected=expected, at=self._now()
        ):
            raise ReviewError("changed", str(overlay_id))
        await self._ledger.note(actor, "edit", f"overlay:{overlay_id}", draft.id)
        return await self.vet(overlay_id)

    async def vet(self, overlay_id: int) -> Vetted:
        """Look a stored draft or live entry over. Raises ReviewError, StorageError."""
        return await self._inspector.inspect(await self.get(overlay_id))

    async def approve(self, overlay_id: int, expected: str, actor: Actor, *, second: bool) -> Vetted:
        """Put a draft live at once. With `second` its author can't do it alone.

        Raises ReviewError where it has faults, was changed since it was shown, somebody approved it first, or it is to
        answer everywhere and the actor isn't one of the operator's people.
        """
        # One after the other, so that each is looked over beside what the one before put live.
        async with self._approving:
            vetted = await self.vet(overlay_id)
            overlay = vetted.overlay
            if overlay.state != "draft":
                raise ReviewError("decided", str(overlay_id))
            if not may_approve(overlay, actor.scope):
                raise ReviewError("everywhere")
            if second and overlay.author_id == actor.user_id:
                raise ReviewError("second")
            if digest(overlay.text) != expected:
                raise ReviewError("changed", str(overlay_id))
            if not vetted.ready:
                raise ReviewError("faulty", str(overlay_id))
            live = await self._store.overlays.list("live")
            if any(one.entry == overlay.entry and one.id not in {overlay.id, overlay.replaces} for one in live):
                raise ReviewError("taken", overlay.entry)
            approved = await self._store.overlays.approve(
                overlay_id, overlay.text, reviewer=actor.name, reviewer_id=actor.user_id, at=self._now()
            )
            if not approved:
                raise ReviewError("decided", str(overlay_id))
        await self._ledger.note(actor, "approve", f"overlay:{overlay_id}", overlay.entry)
        await self._shelf.refresh()
        if overlay.replaces is not None and (old := await self._store.overlays.get(overlay.replaces)) is not None:
            await reopen(self._store, old)
        self._note(await conclude(self._store, overlay))
        return vetted

    async def withdraw(self, overlay_id: int, actor: Actor) -> Overlay:
        """Take a draft or a live entry back; the cluster of a live one opens again."""
        overlay = await self.get(overlay_id)
        if overlay.state not in {"draft", "live"}:
            raise ReviewError("decided", str(overlay_id))
        if not await self._store.overlays.mark(overlay_id, "withdrawn", expected=overlay.state, at=self._now()):
            raise ReviewError("decided", str(overlay_id))
        await self._ledger.note(actor, "withdraw", f"overlay:{overlay_id}", overlay.entry)
        if overlay.state == "live":
            await self._shelf.refresh()
            self._note(await reopen(self._store, overlay))
        return overlay

    async def share(self, overlay_id: int, actor: Actor) -> Vetted:
        """Let an entry answer everywhere, or again in the guild alone that wrote it. For the operator's people only."""
        overlay = await self.get(overlay_id)
        if actor.scope is not None:
            raise ReviewError("maintainers")
        everywhere = overlay.guild_id is not None
        home = None if everywhere else overlay.home_id or actor.guild_id
        if not await self._store.overlays.rescope(overlay_id, home, expected=overlay.guild_id, at=self._now()):
            raise ReviewError("changed", str(overlay_id))
        action = "share" if everywhere else "unshare"
        await self._ledger.note(actor, action, f"overlay:{overlay_id}", overlay.entry)
        await self._shelf.refresh()
        vetted = await self.vet(overlay_id)
        if overlay.state == "live" and vetted.draft.variant_of is None:
            await reopen(self._store, overlay)
            self._note(await conclude(self._store, vetted.overlay))
        return vetted

    def _note(self, cluster_id: int | None) -> None:
        if cluster_id is not None:
            self._collector.note(cluster_id)

    async def _change_live(self, overlay: Overlay, draft: Draft, expected: str, actor: Actor) -> Vetted:
        drafts = await self._store.overlays.list("draft")
        if overlay.text != expected or any(one.replaces == overlay.id for one in drafts):
            raise ReviewError("changed", str(overlay.id))
        changed = replace(
            overlay,
            entry=draft.id,
            text=draft.dump(),
            author=actor.name,
            author_id=actor.user_id,
            state="draft",
            updated_at=self._now(),
            reviewer=None,
            reviewer_id=None,
            replaces=overlay.id,
        )
        overlay_id = await self._store.overlays.add(changed)
        await self._ledger.note(actor, "edit", f"overlay:{overlay.id}", draft.id)
        return await self.vet(overlay_id)


def digest(text: str) -> str:
    """Eight characters that stand for a draft's text on its buttons."""
    return hashlib.blake2b(text.encode(), digest_size=4).hexdigest()
