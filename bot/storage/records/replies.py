"""What was answered, and whether it helped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """Which message answers which paste. `place_id` is the thread or channel in which the cooldown counts.

    `fingerprint` leads from an answer that nobody knows the error to its cluster; None elsewhere. `at` is when it
    was asked, `pasted_at` when the paste was sent, None where that is the same.
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
    pasted_at: datetime | None = None

    @property
    def is_public(self) -> bool:
        """Whether others can see it, too: an answer for one pair of eyes has no place but itself."""
        return self.place_id != self.reply_message_id


@dataclass(frozen=True, slots=True)
class Vote:
    """Whether an answer helped one person. It counts for each of `entries`, which the answer showed."""

    reply_message_id: int
    user: str
    entries: tuple[str, ...]
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

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.helped + other.helped, self.not_helped + other.not_helped)


@dataclass(frozen=True, slots=True)
class VoteCounts:
    """Votes of a span: all of them, and those for each entry. A vote on several entries is one of `total`."""

    total: Tally
    entries: Mapping[str, Tally]


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
