"""What storage takes and gives: frozen records, no behaviour but their own invariants.

All times are timezone-aware and come back in UTC. Ids of Discord are ints; `user` is always the keyed hash of
`Store.hash_user`, `user_id` always the plain id. Texts are expected redacted: storage never sees a secret.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

GuildLanguage = Literal["auto", "zh-CN", "zh-TW", "en"]
Sensitivity = Literal["quiet", "normal", "eager"]
ChannelMode = Literal["answer", "sure", "commands"]
Rhythm = Literal["off", "daily", "weekly"]
ClusterState = Literal["open", "ignored", "linked", "published"]
OverlayState = Literal["draft", "live", "withdrawn", "published"]
"""`published`: the catalogue itself has the entry now."""

DEFAULT_RETENTION_DAYS = 90
MAX_SAMPLE = 4_000
"""Characters of a paste that are kept."""

MAX_RETENTION_DAYS = 3650


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """How one guild wants the desk. Constructed with the id alone it holds the defaults."""

    guild_id: int
    language: GuildLanguage = "auto"
    maintainers_channel_id: int | None = None
    maintainers_role_id: int | None = None
    sensitivity: Sensitivity = "normal"
    cooldown_seconds: int = 900
    retention_days: int = DEFAULT_RETENTION_DAYS
    ocr: bool = True
    remove_secrets: bool = False
    react_unmatched: bool = False
    solved_tag: bool = False
    two_reviewers: bool = False
    welcomed: bool = False
    digest: Rhythm = "weekly"

    def __post_init__(self) -> None:
        if self.cooldown_seconds < 0:
            msg = "cooldown_seconds can't be negative"
            raise ValueError(msg)
        if not 1 <= self.retention_days <= MAX_RETENTION_DAYS:
            msg = f"retention_days must be from 1 to {MAX_RETENTION_DAYS}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """How one channel is treated; `system` is the default system of pastes in it."""

    guild_id: int
    channel_id: int
    mode: ChannelMode = "answer"
    system: str | None = None


@dataclass(frozen=True, slots=True)
class Lookup:
    """One diagnosis, without its text. `entry` and `confidence` belong to the best match, if there was one."""

    at: datetime
    door: str
    verdict: str
    entry: str | None
    confidence: float | None
    guild_id: int | None
    channel_id: int | None
    user: str
    language: str
    elapsed_ms: float


@dataclass(frozen=True, slots=True)
class LookupCounts:
    """Look-ups of a span: how many, by how many different people, and how many a verdict and a door."""

    total: int
    people: int
    verdicts: Mapping[str, int]
    doors: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class EntryCount:
    """How often an entry was the best match in a span, for how many different people, and when last."""

    entry: str
    count: int
    people: int
    last_seen: datetime


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many look-ups ended in `verdict` on one day (UTC)."""

    day: date
    verdict: str
    count: int


@dataclass(frozen=True, slots=True)
class DayEntryCount:
    """How many look-ups of one day (UTC) ended in `verdict` with `entry` on top, if there was one."""

    day: date
    verdict: str
    entry: str | None
    count: int


@dataclass(frozen=True, slots=True)
class UnmatchedPaste:
    """A redacted paste that nobody knows. `fingerprint` decides which cluster it joins.

    `unhelpful`: there was an answer, the first of `nearest`, and the asker said that it didn't help.
    """

    at: datetime
    fingerprint: str
    text: str
    guild_id: int | None
    channel_id: int | None
    message_id: int | None
    user: str
    language: str
    nearest: tuple[str, ...] = ()
    unhelpful: bool = False


@dataclass(frozen=True, slots=True)
class Sample:
    """One of the distinct texts kept for a cluster, with what a jump link needs."""

    text: str
    at: datetime
    guild_id: int | None
    channel_id: int | None
    message_id: int | None
    language: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """Unmatched pastes with one fingerprint.

    `count` is every paste ever added; `people` and `guilds` count the different ones still within retention.
    `entry` is set for a linked or published cluster, `reason` may be set for an ignored one. `unhelpful` counts those
    pastes that had an answer which didn't help. `assignee` is the name of the maintainer who works on it.
    """

    id: int
    fingerprint: str
    state: ClusterState
    count: int
    people: int
    guilds: int
    first_seen: datetime
    last_seen: datetime
    samples: tuple[Sample, ...]
    nearest: tuple[str, ...]
    entry: str | None = None
    reason: str | None = None
    unhelpful: int = 0
    assignee: str | None = None
    assignee_id: int | None = None


@dataclass(frozen=True, slots=True)
class ClusterFilter:
    """Which clusters a list shows beside their state.

    `words` stand in one of the samples, `system` is that of one of the nearest entries, `since` is when they first came
    at the earliest.
    """

    assignee_id: int | None = None
    words: str = ""
    system: str | None = None
    newest_first: bool = False
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody filed with `/report-new`. `number` is given by the store and told to the reporter."""

    at: datetime
    guild_id: int | None
    channel_id: int | None
    user_id: int
    text: str
    system: str | None
    client: str | None
    actions: str | None
    cluster_id: int | None
    language: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """Which message answers which paste. `place_id` is the thread or channel in which the cooldown counts.

    `fingerprint` leads from an answer that nobody knows the error to its cluster; None elsewhere.
    """

    paste_message_id: int
    reply_message_id: int
    channel_id: int
    place_id: int
    guild_id: int | None
    asker_id: int
    entries: tuple[str, ...]
    verdict: str
    language: str
    at: datetime
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """Whether an answer helped one person."""

    reply_message_id: int
    user: str
    entry: str
    helped: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes counted."""

    helped: int = 0
    not_helped: int = 0

    @property
    def total(self) -> int:
        return self.helped + self.not_helped


@dataclass(frozen=True, slots=True)
class Overlay:
    """An entry that was written in Discord. `text` is its YAML; without `guild_id` it is for every guild.

    `author` is the name shown, `author_id` the account behind it; both are None after the author deleted their data.
    The reviewer is whoever approved it. `cluster_id` is where it came from, `sample` the redacted paste that must lead
    to it. `replaces` is the live entry that gives way when this draft is approved. `id` is given by the store.
    """

    entry: str
    guild_id: int | None
    text: str
    author: str | None
    author_id: int | None
    state: OverlayState
    created_at: datetime
    updated_at: datetime
    id: int | None = None
    cluster_id: int | None = None
    sample: str | None = None
    reviewer: str | None = None
    reviewer_id: int | None = None
    replaces: int | None = None


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One action of a maintainer on `subject` (such as `cluster:12`). `user` is None once deleted on request."""

    at: datetime
    guild_id: int | None
    user: str | None
    action: str
    subject: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Subscription:
    """Somebody who wants to hear when a cluster becomes known.

    Where no DM is possible they hear it in `channel_id`, as a reply to `message_id` if that is known.
    """

    cluster_id: int
    user_id: int
    channel_id: int | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class OutageNotice:
    """The message that tells a guild of an outage which goes on. `people` is the most that it counted so far."""

    guild_id: int
    entry: str
    channel_id: int
    message_id: int
    language: str
    since: datetime
    people: int


@dataclass(frozen=True, slots=True)
class QueueMessage:
    """The message that shows a cluster in a maintainers' channel. `shown` tells what it says, to spare equal edits."""

    cluster_id: int
    channel_id: int
    message_id: int
    shown: str


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

    @property
    def rows(self) -> int:
        """How many rows the store holds of this person."""
        kinds = (
            self.lookups, self.samples, self.clusters, self.reports, self.replies,
            self.votes, self.subscriptions, self.overlays, self.audit,
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
