"""Everything that is stored of one person."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from bot.storage.records.clusters import Sample
    from bot.storage.records.lookups import Lookup
    from bot.storage.records.overlays import AuditEvent, Overlay
    from bot.storage.records.replies import Reply, Vote
    from bot.storage.records.reports import Report, Subscription


@dataclass(frozen=True, slots=True)
class PersonalData:
    """Every row that belongs to one person, in the order of time within a kind."""

    user_id: int
    user: str
    lookups: tuple[Lookup, ...] = ()
    samples: tuple[Sample, ...] = ()
    clusters: tuple[int, ...] = ()
    reports: tuple[Report, ...] = ()
    replies: tuple[Reply, ...] = ()
    votes: tuple[Vote, ...] = ()
    subscriptions: tuple[Subscription, ...] = ()
    overlays: tuple[Overlay, ...] = ()
    audit: tuple[AuditEvent, ...] = ()
    quoted: tuple[str, ...] = ()
    """Pastes for which an answer was written, as it keeps them."""

    @property
    def rows(self) -> int:
        """How many rows the store holds of this person."""
        kinds = (
            self.lookups, self.samples, self.clusters, self.reports, self.replies,
            self.votes, self.subscriptions, self.overlays, self.audit, self.quoted,
        )  # fmt: skip
        return sum(len(kind) for kind in kinds)

    def as_dict(self) -> dict[str, object]:
        """The same as plain data for `json.dumps`: times as ISO 8601, ids as strings (they exceed 2**53)."""
        return {name.name: _plain(name.name, getattr(self, name.name)) for name in fields(self)}


def _plain(name: str, value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(name, item) for item in cast("tuple[object, ...]", value)]
    if is_dataclass(value):
        return {part.name: _plain(part.name, getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, int) and name.endswith("_id"):
        return str(value)
    return value
