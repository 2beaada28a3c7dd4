"""What maintainers do with clusters. Every action is written into the audit; nothing here knows Discord."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.desk import Paste
from bot.review.acting import ReviewError, seen_in, visible_samples
from bot.review.drafts import propose_draft
from bot.storage.gathering import sample_digest
from bot.storage.joins import Moved
from bot.storage.records import LocalAnswer
from bot.text.redact import redact

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.desk import Desk
    from bot.review.acting import Actor, Ledger
    from bot.review.answers import Answers
    from bot.review.collector import Collector
    from bot.review.drafts import Draft
    from bot.review.variants import Variants
    from bot.storage.records import Cluster
    from bot.storage.store import Store

_MAX_REASON = 300
_MAX_REPORTS = 200


class Review:
    """Acts on clusters. Of two maintainers at once one wins; the other hears of it. `answers` acts on their drafts."""

    def __init__(
        self,
        store: Store,
        collector: Collector,
        desk: Desk,
        ledger: Ledger,
        *,
        answers: Answers,
        variants: Variants,
    ) -> None:
        self.answers = answers
        self.store = store
        self.collector = collector
        self._desk = desk
        self._ledger = ledger
        self._variants = variants

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

    async def ignore(self, cluster_id: int, reason: str, actor: Actor) -> Cluster:
        """Put a cluster to rest. Raises ReviewError if it isn't open any more."""
        cluster = await self.cluster_for(cluster_id, actor.scope)
        self._check_open(cluster, actor)
        reason = redact(reason).text[:_MAX_REASON]
        if not await self.store.unmatched.mark(cluster.id, "ignored", expected="open", reason=reason):
            raise ReviewError("decided", str(cluster.id))
        return await self._noted(actor, "ignore", cluster.id, reason)

    async def reopen(self, cluster_id: int, actor: Actor) -> Cluster:
        """Take a decision back. Raises ReviewError for a cluster that is open."""
        cluster = await self.cluster_for(cluster_id, actor.scope)
        seen = seen_in(cluster, actor.scope)
        if actor.scope is not None and seen.local and seen.entry is not None:
            # It was decided in this guild alone.
            await self.store.local_answers.drop(cluster.id, seen.entry, actor.scope)
            return await self._noted(actor, "reopen", cluster.id, "")
        if cluster.state == "open" or not await self.store.unmatched.mark(cluster.id, "open", expected=cluster.state):
            raise ReviewError("decided", str(cluster.id))
        if cluster.state == "linked":
            await self._variants.forget(cluster.id, actor)
        return await self._noted(actor, "reopen", cluster.id, "")

    async def assign(self, cluster_id: int, actor: Actor) -> Cluster:
        """Take a cluster, or give it back if it is one's own."""
        cluster = await self.cluster_for(cluster_id, actor.scope)
        own = cluster.assignee_id == actor.user_id
        await self.store.unmatched.assign(cluster.id, None if own else actor.user_id, None if own else actor.name)
        return await self._noted(actor, "unassign" if own else "assign", cluster.id, "")

    async def link(self, cluster_id: int, entry_id: str, actor: Actor, *, everywhere: bool) -> Cluster:
        """Say that a cluster is an entry; its wording becomes a further message of the entry where that is safe.

        The wording is served to all guilds only with `everywhere`; otherwise it waits for `errata kb publish`. An entry
        that nobody else is served decides for the actor's guild alone.
        """
        if not self._desk.is_served(entry_id, actor.guild_id):
            raise ReviewError("no-entry", entry_id)
        cluster = await self.cluster_for(cluster_id, actor.scope)
        self._check_open(cluster, actor)
        if not self._desk.is_served(entry_id, None):
            await self.store.local_answers.put(cluster.id, LocalAnswer(actor.guild_id, "linked", entry_id))
            return await self._noted(actor, "link", cluster.id, entry_id)
        if not await self.store.unmatched.mark(cluster.id, "linked", expected="open", entry=entry_id):
            raise ReviewError("decided", str(cluster.id))
        await self._variants.teach(cluster, entry_id, actor, everywhere=everywhere)
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
        first = Paste(samples[0].text, channel_system=samples[0].system) if samples else Paste("")
        return propose_draft([one.text for one in samples], self._desk.read(first), self._desk.knowledge)

    async def split(self, cluster_id: int, digests: Collection[str], actor: Actor) -> Cluster:
        """Give some of a cluster's samples, named by their digests, a cluster of their own; returns that one.

        Raises ReviewError where nothing would be left behind, or where texts of both sides are told apart by nothing
        but values, as the next paste could belong to either.
        """
        cluster = await self.cluster_for(cluster_id, actor.scope)
        seen = {sample_digest(one.text): one.text for one in visible_samples(cluster, actor.scope)}
        leaving = {name: self._fingerprint(text) for name, text in seen.items() if name in digests}
        staying = {
            self._fingerprint(sample.text) for sample in cluster.samples if sample_digest(sample.text) not in leaving
        }
        if not leaving or not staying:
            raise ReviewError("whole")
        if not staying.isdisjoint(leaving.values()):
            raise ReviewError("alike")
        wanted = frozenset(leaving.values())
        reports = await self.store.reports.list(cluster_id=cluster.id, limit=_MAX_REPORTS)
        numbers = tuple(one.number for one in reports if one.number and self._fingerprint(one.text) in wanted)
        new_id = await self.collector.split(cluster.id, Moved(frozenset(leaving), wanted, numbers))
        if new_id is None:
            raise ReviewError("gone", str(cluster.id))
        return await self._noted(actor, "split", new_id, f"cluster:{cluster.id}")

    def _fingerprint(self, text: str) -> str:
        return self._desk.diagnose(Paste(text)).fingerprint

    def _check_open(self, cluster: Cluster, actor: Actor) -> None:
        if seen_in(cluster, actor.scope).state != "open":
            raise ReviewError("decided", str(cluster.id))

    async def _noted(self, actor: Actor, action: str, cluster_id: int, detail: str) -> Cluster:
        await self._ledger.note(actor, action, f"cluster:{cluster_id}", detail)
        self.collector.note(cluster_id)
        return await self.cluster(cluster_id)
