"""What people file and wait for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


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
class Subscription:
    """Somebody who wants to hear when a cluster becomes known.

    Where no DM is possible they hear it in `channel_id`, as a reply to `message_id` if that is known. They asked in
    `guild_id`, None for a direct message: what doesn't answer there is not for them.
    """

    cluster_id: int
    user_id: int
    channel_id: int | None = None
    message_id: int | None = None
    guild_id: int | None = None
