"""What nobody knows yet, gathered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

ClusterState = Literal["open", "ignored", "linked", "published"]

MAX_SAMPLE = 4_000
"""Characters of a paste that are kept."""


@dataclass(frozen=True, slots=True)
class UnmatchedPaste:
    """A redacted paste that nobody knows. `fingerprint` decides which cluster it joins.

    `system`: the one that the asker named, or that the channel is mostly about, if any.
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
    system: str | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """One of the distinct texts kept for a cluster, with what a jump link needs."""

    text: str
    at: datetime
    guild_id: int | None
    channel_id: int | None
    message_id: int | None
    language: str
    system: str | None = None


@dataclass(frozen=True, slots=True)
class LocalAnswer:
    """What a cluster is in one guild alone: answered by, or linked to, an entry that nobody else is served."""

    guild_id: int
    state: ClusterState
    entry: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """Unmatched pastes with one fingerprint.

    `count` is every paste ever added; `people` and `guilds` count the different ones still within retention.
    `entry` is set for a linked or published cluster, `reason` may be set for an ignored one. `unhelpful` counts those
    pastes that had an answer which didn't help. `assignee` is the name of the maintainer who works on it. The state is
    what holds everywhere but in the guilds of `local`.
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
    local: tuple[LocalAnswer, ...] = ()


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
class QueueMessage:
    """The message that shows a cluster in a maintainers' channel.

    `shown` tells what it says, to spare equal edits; it is empty where it must be written anew.
    """

    cluster_id: int
    channel_id: int
    message_id: int
    shown: str


@dataclass(frozen=True, slots=True)
class Leftover:
    """A message of the bot that is to be deleted: the cluster or report that it shows is gone."""

    channel_id: int
    message_id: int
