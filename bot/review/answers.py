"""Answers in the making: drafts, their check, what goes live, is changed or taken back. Nothing here knows Discord."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.review.acting import ReviewError
from bot.review.drafts import Draft, DraftError, add_variant, load_draft, make_entry
from bot.review.faults import Fault, find_faults
from bot.review.shelf import COMMUNITY, join_overlays
from bot.review.vetting import Vetting, vet_entry
from bot.review.wording import propose_messages
from bot.storage.records import Overlay

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.desk import Desk
    from bot.knowledge.model import Entry
    from bot.review.acting import Actor, Ledger
    from bot.review.collector import Collector
    from bot.review.rows import KnownPastes
    from bot.review.shelf import Shelf
    from bot.review.vetting import Change
    from bot.storage.records import Cluster
    from bot.storage.store import Store


@dataclass(frozen=True, slots=True)
class Vetted:
    """A stored draft with what was found about it. `desk` would serve it, for previews; None if it makes no entry.

    `compared` counts the test rows that it could have changed and that were asked again; None without a corpus.
    `beside` are the other drafts and live entries for the same unknown error, where two had begun at once.
    """

    overlay: Overlay
    draft: Draft
    faults: tuple[Fault, ...] = ()
    entry: Entry | None = None
    desk: Desk | None = None
    changes: tuple[Change, ...] = ()
    compared: int | None = None
    beside: tuple[Overlay, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether it may be approved."""
        return self.entry is not None and not self.faults


class Answers:
    """Acts on drafts and overlay entries. Of two maintainers at once one wins; the other hears of it."""

    def __init__(
        self,
        store: Store,
        collector: Collector,
        shelf: Shelf,
        desk: Desk,
        *,
        ledger: Ledger,
        rows: KnownPastes,
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._collector = collector
        self._shelf = shelf
        self._desk = desk
        self._ledger = ledger
        self._rows = rows
        self._now = now
        self._vetting = asyncio.Lock()
        self._approving = asyncio.Lock()

    async def get(self, overlay_id: int, scope: int | None = None) -> Overlay:
        """An overlay entry; with `scope` only one of that guild. Raises ReviewError, StorageError."""
        found = await self._store.overlays.get(overlay_id)
        if found is None or (scope is not None and found.guild_id != scope):
            raise ReviewError("gone", str(overlay_id))
        return found

    async def kept(self, scope: int | None) -> tuple[Overlay, ...]:
        """Drafts and live entries that people of a guild may change, the newest first. Raises StorageError."""
        found = [*await self._store.overlays.list("draft"), *await self._store.overlays.list("live")]
        mine = [one for one in found if scope is None or one.guild_id == scope]
        return tuple(sorted(mine, key=lambda one: one.updated_at, reverse=True))

    async def begun(self, cluster_id: int, scope: int | None) -> int | None:
        """The draft or live entry that people of a guild may see of a cluster. Raises StorageError."""
        found = [one for one in await self._written_for(cluster_id) if _is_seen(one, scope)]
        return found[0].id if found else None

    async def save(self, draft: Draft, cluster: Cluster, actor: Actor, *, everywhere: bool) -> Vetted:
        """Store a new draft, whatever is wrong with it, and look it over. Raises ReviewError, StorageError."""
        samples = visible_samples(cluster, actor.scope)
        overlay = self._overlay(draft, cluster, actor, everywhere=everywhere, sample=samples[0] if samples else None)
        overlay_id = await self._store.overlays.add(overlay)
        await self._ledger.note(actor, "draft", f"overlay:{overlay_id}", draft.id)
        return await self.vet(overlay_id)

    async def revise(self, overlay_id: int, draft: Draft, expected: str, actor: Actor) -> Vetted:
        """Change a draft. A live entry goes on until the change, a draft of its own, is approved.

        Raises ReviewError if it isn't `expected` any more, StorageError.
        """
        overlay = await self.get(overlay_id)
        if overlay.state == "live":
            return await self._change_live(overlay, draft, expected, actor)
        if overlay.state != "draft" or not await self._store.overlays.revise(
            overlay_id, draft.dump(), entry=draft.id, expected=expected, at=self._now()
        ):
            raise ReviewError("changed", str(overlay_id))
        await self._ledger.note(actor, "edit", f"overlay:{overlay_id}", draft.id)
        return await self.vet(overlay_id)

    async def vet(self, overlay_id: int) -> Vetted:
        """Look a stored draft over, off the event loop and one at a time. Raises ReviewError, StorageError."""
        overlay = await self.get(overlay_id)
        vetted = await self._look_over(overlay)
        if overlay.cluster_id is None or overlay.state not in {"draft", "live"}:
            return vetted
        same = {overlay.id, overlay.replaces}
        others = [
            one
            for one in await self._written_for(overlay.cluster_id)
            if one.id not in same and one.replaces != overlay.id and _is_seen(one, overlay.guild_id)
        ]
        return replace(vetted, beside=tuple(others))

    async def _written_for(self, cluster_id: int) -> list[Overlay]:
        found = [*await self._store.overlays.list("draft"), *await self._store.overlays.list("live")]
        return [one for one in found if one.cluster_id == cluster_id]

    async def _look_over(self, overlay: Overlay) -> Vetted:
        try:
            draft = load_draft(overlay.text)
        except DraftError as error:
            raise ReviewError("broken", str(error)) from error
        if draft.variant_of is not None:
            return self._vet_variant(overlay, draft, draft.variant_of)
        faults = find_faults(draft, self._shelf.catalogue)
        try:
            entry = make_entry(draft, author=overlay.author, publisher=COMMUNITY, at=self._now())
        except DraftError as error:
            return Vetted(overlay, draft, (*faults, *error.faults))
        if faults:
            return Vetted(overlay, draft, faults)
        live = await self._store.overlays.list("live")
        others = [one for one in live if one.id not in {overlay.id, overlay.replaces}]
        found = await self._vet(entry, [overlay.sample] if overlay.sample else [], others)
        return Vetted(
            overlay,
            draft,
            found.faults,
            entry=entry,
            desk=found.desk,
            changes=found.changes,
            compared=found.compared,
        )

    async def approve(self, overlay_id: int, expected: str, actor: Actor, *, second: bool) -> Vetted:
        """Put a draft live at once. With `second` its author can't do it alone.

        Raises ReviewError where it has faults, was changed since it was shown, or somebody approved it first.
        """
        # One after the other, so that each is looked over beside what the one before put live.
        async with self._approving:
            vetted = await self.vet(overlay_id)
            overlay = vetted.overlay
            if overlay.state != "draft":
                raise ReviewError("decided", str(overlay_id))
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
        if overlay.cluster_id is not None and (cluster := await self._store.unmatched.get(overlay.cluster_id)):
            await self._store.unmatched.mark(cluster.id, "published", expected=cluster.state, entry=overlay.entry)
            self._collector.note(cluster.id)
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
            if overlay.cluster_id is not None and (cluster := await self._store.unmatched.get(overlay.cluster_id)):
                if cluster.state in {"published", "linked"}:
                    await self._store.unmatched.mark(cluster.id, "open", expected=cluster.state)
                self._collector.note(cluster.id)
        return overlay

    async def share(self, overlay_id: int, actor: Actor) -> Vetted:
        """Let an entry answer everywhere, or again in its guild alone. For the operator's people only."""
        overlay = await self.get(overlay_id)
        if actor.scope is not None:
            raise ReviewError("maintainers")
        everywhere = overlay.guild_id is not None
        if not await self._store.overlays.rescope(
            overlay_id, None if everywhere else actor.guild_id, expected=overlay.guild_id, at=self._now()
        ):
            raise ReviewError("changed", str(overlay_id))
        action = "share" if everywhere else "unshare"
        await self._ledger.note(actor, action, f"overlay:{overlay_id}", overlay.entry)
        await self._shelf.refresh()
        return await self.vet(overlay_id)

    async def add_message(self, cluster: Cluster, entry_id: str, actor: Actor, *, everywhere: bool) -> None:
        """Teach an entry of the catalogue the wording of a cluster, where that is safe."""
        entry = self._shelf.catalogue.entries.get(entry_id)
        samples = visible_samples(cluster, actor.scope)
        messages = propose_messages(samples)[:1]
        if entry is None or not messages:
            return
        try:
            changed = add_variant(entry, messages)
        except DraftError:
            return
        if (await self._vet(changed, samples[:1], ())).faults:
            return
        draft = Draft(id=entry_id, systems=entry.systems, messages=messages, variant_of=entry_id)
        overlay = self._overlay(draft, cluster, actor, everywhere=everywhere, sample=samples[0])
        overlay_id = await self._store.overlays.add(replace(overlay, state="live"))
        await self._ledger.note(actor, "add-message", f"overlay:{overlay_id}", entry_id)
        await self._shelf.refresh()

    async def forget_messages(self, cluster_id: int, actor: Actor) -> None:
        """Take back what a cluster taught an entry: it turned out to be something else."""
        for overlay in await self._store.overlays.list("live"):
            if overlay.cluster_id != cluster_id or overlay.id is None:
                continue
            if await self._store.overlays.mark(overlay.id, "withdrawn", expected="live", at=self._now()):
                await self._ledger.note(actor, "withdraw", f"overlay:{overlay.id}", overlay.entry)
        await self._shelf.refresh()

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

    def _vet_variant(self, overlay: Overlay, draft: Draft, entry_id: str) -> Vetted:
        known = self._shelf.catalogue.entries.get(entry_id)
        if known is None:
            return Vetted(overlay, draft, (Fault("no-entry", {"entry": entry_id}),))
        try:
            return Vetted(overlay, draft, entry=add_variant(known, draft.messages), desk=self._desk)
        except DraftError as error:
            return Vetted(overlay, draft, error.faults)

    async def _vet(self, entry: Entry, samples: Sequence[str], others: Sequence[Overlay]) -> Vetting:
        knowledge, weights, today = self._shelf.catalogue, self._desk.matcher.weights, self._now().date()
        async with self._vetting:
            return await asyncio.to_thread(
                lambda: vet_entry(
                    entry,
                    join_overlays(knowledge, others)[0],
                    weights,
                    samples=samples,
                    today=today,
                    rows=self._rows.near(entry, others),
                )
            )

    def _overlay(
        self, draft: Draft, cluster: Cluster, actor: Actor, *, everywhere: bool, sample: str | None
    ) -> Overlay:
        return Overlay(
            entry=draft.id,
            guild_id=None if everywhere else actor.guild_id,
            text=draft.dump(),
            author=actor.name,
            author_id=actor.user_id,
            state="draft",
            created_at=self._now(),
            updated_at=self._now(),
            cluster_id=cluster.id,
            sample=sample,
        )


def _is_seen(overlay: Overlay, scope: int | None) -> bool:
    """Whether people of a guild may see an answer in the making; without a scope they see all."""
    return scope is None or overlay.guild_id in {scope, None}


def visible_samples(cluster: Cluster, scope: int | None) -> list[str]:
    """The samples that people of a guild may read: its own; all of them without a scope."""
    return [sample.text for sample in cluster.samples if scope is None or sample.guild_id == scope]


def digest(text: str) -> str:
    """Eight characters that stand for a draft's text on its buttons."""
    return hashlib.blake2b(text.encode(), digest_size=4).hexdigest()
