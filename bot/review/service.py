"""What maintainers do with clusters and drafts. Every action is written into the audit; nothing here knows Discord."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.desk import Paste
from bot.errors import ErrataError, ExitCode
from bot.review.drafts import Draft, DraftError, add_variant, load_draft, make_entry, propose_draft
from bot.review.shelf import COMMUNITY, join_overlays
from bot.review.vetting import vet_entry
from bot.review.wording import propose_messages
from bot.storage.records import AuditEvent, Overlay

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.desk import Desk
    from bot.knowledge.model import Entry
    from bot.review.collector import Collector
    from bot.review.shelf import Shelf
    from bot.review.vetting import Complaint
    from bot.storage.records import Cluster
    from bot.storage.store import Store

_MAX_REASON = 300


class ReviewError(ErrataError):
    """A maintainer asked for what can't be done. `reason` is a stable key that the interface words."""

    exit_code = ExitCode.USAGE

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason = reason
        self.detail = detail
        super().__init__(f"{reason}: {detail}" if detail else reason)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and from which guild. `scope` is the guild whose clusters they see, None for all of them."""

    user_id: int
    name: str
    guild_id: int
    scope: int | None


@dataclass(frozen=True, slots=True)
class Vetted:
    """A stored draft with what was found about it. `desk` would serve it, for previews; None if it makes no entry."""

    overlay: Overlay
    draft: Draft
    complaints: tuple[Complaint, ...]
    faults: tuple[str, ...] = ()
    entry: Entry | None = None
    desk: Desk | None = None

    @property
    def ready(self) -> bool:
        """Whether it may be approved."""
        return self.entry is not None and not self.complaints and not self.faults


class Review:
    """Acts on clusters, drafts and overlay entries. Of two maintainers at once one wins; the other hears of it."""

    def __init__(
        self, store: Store, collector: Collector, shelf: Shelf, desk: Desk, now: Callable[[], datetime]
    ) -> None:
        self.store = store
        self.collector = collector
        self.shelf = shelf
        self._desk = desk
        self._now = now
        self._vetting = asyncio.Lock()

    async def cluster(self, cluster_id: int) -> Cluster:
        """A cluster, also by an id from before a merge. Raises ReviewError, StorageError."""
        found = await self.store.unmatched.get(cluster_id)
        if found is None:
            raise ReviewError("gone", str(cluster_id))
        return found

    async def cluster_for(self, cluster_id: int, scope: int | None) -> Cluster:
        """A cluster that people of a guild may see. Raises ReviewError, StorageError."""
        found = await self.cluster(cluster_id)
        if scope is not None and scope not in await self.store.queue.guilds(found.id):
            raise ReviewError("gone", str(cluster_id))
        return found

    async def overlay_for(self, overlay_id: int, scope: int | None) -> Overlay:
        """An overlay entry that people of a guild may change: their own. Raises ReviewError, StorageError."""
        found = await self.overlay(overlay_id)
        if scope is not None and found.guild_id != scope:
            raise ReviewError("gone", str(overlay_id))
        return found

    async def begun(self, cluster_id: int) -> int | None:
        """The draft or live entry that a cluster has already. Raises StorageError."""
        kept = [*await self.store.overlays.list("draft"), *await self.store.overlays.list("live")]
        return next((one.id for one in kept if one.cluster_id == cluster_id), None)

    async def ignore(self, cluster_id: int, reason: str, actor: Actor) -> Cluster:
        """Put a cluster to rest. Raises ReviewError if it isn't open any more."""
        cluster = await self.cluster_for(cluster_id, actor.scope)
        if not await self.store.unmatched.mark(cluster.id, "ignored", expected="open", reason=reason[:_MAX_REASON]):
            raise ReviewError("decided", str(cluster.id))
        return await self._noted(actor, "ignore", cluster.id, reason)

    async def reopen(self, cluster_id: int, actor: Actor) -> Cluster:
        """Take a decision back. Raises ReviewError for a cluster that is open."""
        cluster = await self.cluster_for(cluster_id, actor.scope)
        if cluster.state == "open" or not await self.store.unmatched.mark(cluster.id, "open", expected=cluster.state):
            raise ReviewError("decided", str(cluster.id))
        return await self._noted(actor, "reopen", cluster.id, "")

    async def assign(self, cluster_id: int, actor: Actor) -> Cluster:
        """Take a cluster, or give it back if it is one's own."""
        cluster = await self.cluster_for(cluster_id, actor.scope)
        own = cluster.assignee_id == actor.user_id
        await self.store.unmatched.assign(cluster.id, None if own else actor.user_id, None if own else actor.name)
        return await self._noted(actor, "unassign" if own else "assign", cluster.id, actor.name)

    async def link(self, cluster_id: int, entry_id: str, actor: Actor, *, everywhere: bool) -> Cluster:
        """Say that a cluster is an entry; its wording becomes a further message of the entry where that is safe.

        The wording is served to all guilds only with `everywhere`; otherwise it waits for `errata kb publish`.
        """
        if not self._desk.is_served(entry_id, actor.guild_id):
            raise ReviewError("no-entry", entry_id)
        cluster = await self.cluster_for(cluster_id, actor.scope)
        if not await self.store.unmatched.mark(cluster.id, "linked", expected="open", entry=entry_id):
            raise ReviewError("decided", str(cluster.id))
        await self._add_variant(cluster, entry_id, actor, everywhere=everywhere)
        return await self._noted(actor, "link", cluster.id, entry_id)

    async def merge(self, source: int, target: int, actor: Actor) -> Cluster:
        """Make two clusters one."""
        one, other = await self.cluster(source), await self.cluster(target)
        if one.id == other.id or not await self.collector.merge(one.id, other.id):
            raise ReviewError("same" if one.id == other.id else "gone", str(source))
        return await self._noted(actor, "merge", other.id, f"cluster:{one.id}")

    async def propose(self, cluster_id: int, scope: int | None) -> Draft:
        """A draft filled in from what a cluster's samples say; of one guild's samples alone where `scope` names it."""
        cluster = await self.cluster(cluster_id)
        samples = visible_samples(cluster, scope)
        reading = self._desk.read(Paste(samples[0] if samples else ""))
        return propose_draft(samples, reading, self._desk.knowledge)

    async def save(self, draft: Draft, cluster_id: int, actor: Actor, *, everywhere: bool) -> Vetted:
        """Store a new draft and look it over."""
        if any(system not in self._desk.knowledge.systems for system in draft.systems):
            raise ReviewError("no-system", ", ".join(draft.systems))
        cluster = await self.cluster(cluster_id)
        samples = visible_samples(cluster, actor.scope)
        overlay = Overlay(
            entry=draft.id,
            guild_id=None if everywhere else actor.guild_id,
            text=draft.dump(),
            author=actor.name,
            author_id=actor.user_id,
            state="draft",
            created_at=self._now(),
            updated_at=self._now(),
            cluster_id=cluster.id,
            sample=samples[0] if samples else None,
        )
        overlay_id = await self.store.overlays.add(overlay)
        await self._audit(actor, "draft", f"overlay:{overlay_id}", draft.id)
        return await self.vet(overlay_id)

    async def revise(self, overlay_id: int, draft: Draft, expected: str, actor: Actor) -> Vetted:
        """Change a draft or a live entry. A live one becomes a draft again until it is approved anew."""
        overlay = await self.overlay(overlay_id)
        if any(system not in self._desk.knowledge.systems for system in draft.systems):
            raise ReviewError("no-system", ", ".join(draft.systems))
        if not await self.store.overlays.revise(overlay_id, draft.dump(), expected=expected, at=self._now()):
            raise ReviewError("changed", str(overlay_id))
        if overlay.state != "draft":
            await self.store.overlays.mark(overlay_id, "draft", expected=overlay.state, at=self._now())
            await self.shelf.refresh()
        await self._audit(actor, "edit", f"overlay:{overlay_id}", draft.id)
        return await self.vet(overlay_id)

    async def overlay(self, overlay_id: int) -> Overlay:
        """An overlay entry. Raises ReviewError, StorageError."""
        found = await self.store.overlays.get(overlay_id)
        if found is None:
            raise ReviewError("gone", str(overlay_id))
        return found

    async def vet(self, overlay_id: int) -> Vetted:
        """Look a stored draft over, off the event loop and one at a time. Raises ReviewError, StorageError."""
        overlay = await self.overlay(overlay_id)
        try:
            draft = load_draft(overlay.text)
        except DraftError as error:
            raise ReviewError("broken", str(error)) from error
        try:
            entry = make_entry(draft, author=overlay.author, publisher=COMMUNITY, at=self._now())
        except DraftError as error:
            return Vetted(overlay, draft, (), error.complaints)
        if draft.id in self.shelf.catalogue.entries:
            return Vetted(overlay, draft, (), (f"the catalogue has {draft.id} already: choose another id",))
        samples = [overlay.sample] if overlay.sample else []
        others = [one for one in await self.store.overlays.list("live") if one.id != overlay.id]
        async with self._vetting:
            found = await asyncio.to_thread(
                lambda: vet_entry(
                    entry,
                    join_overlays(self.shelf.catalogue, others)[0],
                    self._desk.matcher.weights,
                    samples=samples,
                    today=self._now().date(),
                )
            )
        return Vetted(overlay, draft, found.complaints, entry=entry, desk=found.desk)

    async def approve(self, overlay_id: int, expected: str, actor: Actor, *, second: bool) -> Vetted:
        """Put a draft live at once. With `second` its author can't do it alone.

        Raises ReviewError where it has faults, was changed since it was shown, or somebody approved it first.
        """
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
        others = [one for one in await self.store.overlays.list("live") if one.entry == overlay.entry]
        if others:
            raise ReviewError("taken", overlay.entry)
        approved = await self.store.overlays.approve(
            overlay_id, overlay.text, reviewer=actor.name, reviewer_id=actor.user_id, at=self._now()
        )
        if not approved:
            raise ReviewError("decided", str(overlay_id))
        await self._audit(actor, "approve", f"overlay:{overlay_id}", overlay.entry)
        await self.shelf.refresh()
        if overlay.cluster_id is not None:
            await self._publish_cluster(overlay.cluster_id, overlay.entry)
        return vetted

    async def withdraw(self, overlay_id: int, actor: Actor) -> Overlay:
        """Take a draft or a live entry back; its cluster opens again."""
        overlay = await self.overlay(overlay_id)
        if overlay.state not in {"draft", "live"}:
            raise ReviewError("decided", str(overlay_id))
        if not await self.store.overlays.mark(overlay_id, "withdrawn", expected=overlay.state, at=self._now()):
            raise ReviewError("decided", str(overlay_id))
        await self._audit(actor, "withdraw", f"overlay:{overlay_id}", overlay.entry)
        if overlay.state == "live":
            await self.shelf.refresh()
            if overlay.cluster_id is not None and (cluster := await self.store.unmatched.get(overlay.cluster_id)):
                await self.store.unmatched.mark(cluster.id, "open", expected="published")
                self.collector.note(cluster.id)
        return overlay

    async def _publish_cluster(self, cluster_id: int, entry_id: str) -> None:
        cluster = await self.store.unmatched.get(cluster_id)
        if cluster is None:
            return
        await self.store.unmatched.mark(cluster.id, "published", expected=cluster.state, entry=entry_id)
        self.collector.note(cluster.id)

    async def _add_variant(self, cluster: Cluster, entry_id: str, actor: Actor, *, everywhere: bool) -> None:
        entry = self.shelf.catalogue.entries.get(entry_id)
        samples = visible_samples(cluster, actor.scope)
        messages = propose_messages(samples)[:1]
        if entry is None or not messages:
            return
        try:
            changed = add_variant(entry, messages)
        except DraftError:
            return
        weights, today = self._desk.matcher.weights, self._now().date()
        async with self._vetting:
            found = await asyncio.to_thread(
                lambda: vet_entry(changed, self.shelf.catalogue, weights, samples=samples[:1], today=today)
            )
        if found.complaints:
            return
        draft = Draft(id=entry_id, systems=entry.systems, messages=messages, variant_of=entry_id)
        overlay = Overlay(
            entry=entry_id,
            guild_id=None if everywhere else actor.guild_id,
            text=draft.dump(),
            author=actor.name,
            author_id=actor.user_id,
            state="live",
            created_at=self._now(),
            updated_at=self._now(),
            cluster_id=cluster.id,
            sample=samples[0],
        )
        overlay_id = await self.store.overlays.add(overlay)
        await self._audit(actor, "add-message", f"overlay:{overlay_id}", entry_id)
        await self.shelf.refresh()

    async def _noted(self, actor: Actor, action: str, cluster_id: int, detail: str) -> Cluster:
        await self._audit(actor, action, f"cluster:{cluster_id}", detail)
        self.collector.note(cluster_id)
        return await self.cluster(cluster_id)

    async def _audit(self, actor: Actor, action: str, subject: str, detail: str) -> None:
        user = self.store.hash_user(actor.user_id)
        await self.store.audit.add(AuditEvent(self._now(), actor.guild_id, user, action, subject, detail))


def visible_samples(cluster: Cluster, scope: int | None) -> list[str]:
    """The samples that people of a guild may read: its own; all of them without a scope."""
    return [sample.text for sample in cluster.samples if scope is None or sample.guild_id == scope]


def digest(text: str) -> str:
    """Eight characters that stand for a draft's text on its buttons."""
    return hashlib.blake2b(text.encode(), digest_size=4).hexdigest()
