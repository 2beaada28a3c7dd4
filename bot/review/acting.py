"""Who acts, what they may be told, and the book in which every action is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import ErrataError, ExitCode
from bot.storage.records import AuditEvent

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.storage.records import Cluster, Sample
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


class Ledger:
    """Writes the audit."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    async def note(self, actor: Actor, action: str, subject: str, detail: str) -> None:
        """Write down that somebody did something to `subject`, such as `cluster:12`. Raises StorageError."""
        user = self._store.hash_user(actor.user_id)
        await self._store.audit.add(AuditEvent(self._now(), actor.guild_id, user, action, subject, detail, actor.name))
