"""A visit to the desk: who brings a paste by which door, and what is to come of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.matching.decide import Door

if TYPE_CHECKING:
    from bot.desk import Diagnosis
    from bot.reception.tongue import Tongue
    from bot.storage.records import ChannelMode, OutageNotice, Reply


@dataclass(frozen=True, slots=True)
class Visit:
    """Who brings a paste, where and how.

    `way` names the door for statistics. `place_id` is the thread or channel in which the cooldown counts, None where
    nobody else sees the answer. `paste_id` is the message, or the interaction where there is no message.
    `at` is when it was asked, `pasted_at` when the paste was sent or last changed, None where that is the same.
    `quiet`: it comes in the quiet hours of its channel, and nobody asked.
    """

    way: str
    door: Door
    user_id: int
    paste_id: int
    at: datetime
    is_message: bool = True
    guild_id: int | None = None
    channel_id: int | None = None
    place_id: int | None = None
    mode: ChannelMode = "answer"
    quiet: bool = False
    system: str | None = None
    channel_system: str | None = None
    user_locale: str | None = None
    guild_locale: str | None = None
    pasted_at: datetime | None = None


class Action(StrEnum):
    """What the door is to do."""

    NOTHING = "nothing"
    ANSWER = "answer"
    LINK = "link"
    OUTAGE = "outage"
    UPDATE = "update"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a visit. `reply` is the earlier answer to link to, or the own one to update or remove.

    `notice` tells of the outage to point to.
    """

    visit: Visit
    diagnosis: Diagnosis
    tongue: Tongue
    action: Action
    reply: Reply | None = None
    notice: OutageNotice | None = None
