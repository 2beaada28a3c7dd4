"""Where the bot reads along, and what it may say there."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from bot.matching.decide import Door, Verdict
from bot.reception.quiet import is_quiet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.desk import Diagnosis
    from bot.storage.records import ChannelMode, ChannelSettings, Sensitivity


SURE = 0.88
"""Confidence from which on an answer is sure enough for places that want to hear nothing else."""


@dataclass(frozen=True, slots=True)
class Place:
    """A channel, or a thread (a forum post is one) with the channel it belongs to."""

    channel_id: int
    name: str
    parent_id: int | None = None
    parent_name: str | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """What holds in a watched place."""

    mode: ChannelMode = "answer"
    system: str | None = None


def find_watch(place: Place, channels: Mapping[int, ChannelSettings], patterns: tuple[str, ...]) -> Watch | None:
    """The rule for `place`, None where nobody asked for one.

    A thread's own setting outweighs its parent's, and both outweigh the operator's `patterns`: ids, or names with
    `*` and `?`. A setting with mode `commands` switches a place off that a pattern would watch.
    """
    for channel_id in (place.channel_id, place.parent_id):
        if channel_id is not None and (setting := channels.get(channel_id)) is not None:
            return None if setting.mode == "commands" else Watch(setting.mode, setting.system)
    return Watch() if any(_fits(place, pattern) for pattern in patterns) else None


def mode_to_watch(known: ChannelSettings | None, wanted: ChannelMode | None, *, alone: bool) -> ChannelMode:
    """How a channel is treated that somebody sets up: as `wanted`, else as before.

    Who says nothing else of it (`alone`) wants it watched, even where the bot spoke only when asked.
    """
    if wanted is not None:
        return wanted
    return "answer" if known is None or (alone and known.mode == "commands") else known.mode


def find_system(place: Place, channels: Mapping[int, ChannelSettings]) -> str | None:
    """The default system of a place, whatever its mode."""
    for channel_id in (place.channel_id, place.parent_id):
        if channel_id is not None and (setting := channels.get(channel_id)) is not None and setting.system:
            return setting.system
    return None


def is_quiet_in(place: Place, channels: Mapping[int, ChannelSettings], zone: str, at: datetime) -> bool:
    """Whether `at` lies in the quiet hours of a place. A thread's own setting outweighs its parent's, as elsewhere."""
    for channel_id in (place.channel_id, place.parent_id):
        if channel_id is not None and (setting := channels.get(channel_id)) is not None:
            return is_quiet(setting.quiet_from, setting.quiet_until, zone, at)
    return False


def may_reply(
    diagnosis: Diagnosis,
    door: Door,
    mode: ChannelMode = "answer",
    taste: Sensitivity = "normal",
    *,
    quiet: bool = False,
) -> bool:
    """Whether a door answers: a command always, a watched channel as mode, hours and the guild's taste allow."""
    if door is Door.COMMAND:
        return True
    if quiet or mode == "commands" or diagnosis.verdict in {Verdict.SILENT, Verdict.UNMATCHED}:
        return False
    if mode == "sure" or taste == "quiet":
        return bool(diagnosis.matches) and diagnosis.matches[0].confidence >= SURE
    return diagnosis.replies


def _fits(place: Place, pattern: str) -> bool:
    if pattern.isdecimal():
        return int(pattern) in {place.channel_id, place.parent_id}
    name = place.name if place.parent_id is None else place.parent_name
    return name is not None and fnmatchcase(name.casefold(), pattern.casefold().removeprefix("#"))
