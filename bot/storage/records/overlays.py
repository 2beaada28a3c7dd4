"""What maintainers write and do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

OverlayState = Literal["draft", "live", "withdrawn", "published"]
"""`published`: the catalogue itself has the entry now."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """An entry that was written in Discord. `text` is its YAML; without `guild_id` it is for every guild.

    `author` is the name shown, `author_id` the account behind it; both are None after the author deleted their data.
    The reviewer is whoever approved it. `cluster_id` is where it came from, `sample` the redacted paste that must lead
    to it. `replaces` is the live entry that gives way when this draft is approved. `home_id` is the guild whose people
    wrote it, even where it answers everywhere. `id` is given by the store.
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
    home_id: int | None = None


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One action of a maintainer on `subject` (such as `cluster:12`), or of the bot itself.

    `user` and `name`, the one they had, are None once deleted on request.
    """

    at: datetime
    guild_id: int | None
    user: str | None
    action: str
    subject: str
    detail: str = ""
    name: str | None = None


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which events a list shows: of one guild, by one person, about one cluster, about entries whose ids begin so."""

    guild_id: int | None = None
    user: str | None = None
    cluster_id: int | None = None
    entry: str = ""
