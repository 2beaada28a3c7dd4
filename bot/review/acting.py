"""Who acts, what they may be told, and the book in which every action is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.errors import ErrataError, ExitCode
from bot.storage.records import AuditEvent, Overlay

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.review.drafts import Draft
    from bot.storage.records import Cluster, OverlayState, Sample
    from bot.storage.store import Store


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


def visible_samples(cluster: Cluster, scope: int | None) -> list[Sample]:
    """The samples that people of a guild may read: its own; all of them without a scope."""
    return [sample for sample in cluster.samples if scope is None or sample.guild_id == scope]


def seen_in(cluster: Cluster, guild_id: int | None) -> Cluster:
    """A cluster as people of a guild see it: with the state that it has there, and nothing of other guilds' answers.

    Without a guild it has the state that holds for everybody else.
    """
    if guild_id is None:
        return cluster
    own = next((one for one in cluster.local if one.guild_id == guild_id), None)
    if own is None:
        return replace(cluster, local=())
    return replace(cluster, state=own.state, entry=own.entry, local=(own,))


def make_overlay(
    draft: Draft, cluster: Cluster, actor: Actor, state: OverlayState, at: datetime, *, everywhere: bool
) -> Overlay:
    """What somebody writes for a cluster, not stored yet, with the first sample that they may read."""
    samples = visible_samples(cluster, actor.scope)
    return Overlay(
        entry=draft.id,
        guild_id=None if everywhere else actor.guild_id,
        home_id=actor.guild_id,
        text=draft.dump(),
        author=actor.name,
        author_id=actor.user_id,
        state=state,
        created_at=at,
        updated_at=at,
        cluster_id=cluster.id,
        sample=samples[0].text if samples else None,
    )


class Ledger:
    """Writes the audit."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    async def note(self, actor: Actor, action: str, subject: str, detail: str) -> None:
        """Write down that somebody did something to `subject`, such as `cluster:12`. Raises StorageError."""
        user = self._store.hash_user(actor.user_id)
        await self._store.audit.add(AuditEvent(self._now(), actor.guild_id, user, action, subject, detail, actor.name))
