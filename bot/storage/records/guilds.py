"""What a guild decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Literal

GuildLanguage = Literal["auto", "zh-CN", "zh-TW", "en"]
Sensitivity = Literal["quiet", "normal", "eager"]
ChannelMode = Literal["answer", "sure", "commands"]
Rhythm = Literal["off", "daily", "weekly"]

DEFAULT_RETENTION_DAYS = 90
MAX_RETENTION_DAYS = 3650


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """How one guild wants the desk. Constructed with the id alone it holds the defaults.

    `time_zone` is the IANA name of the zone in which its channels' quiet hours are counted.
    """

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
    time_zone: str = "UTC"

    def __post_init__(self) -> None:
        if self.cooldown_seconds < 0:
            msg = "cooldown_seconds can't be negative"
            raise ValueError(msg)
        if not 1 <= self.retention_days <= MAX_RETENTION_DAYS:
            msg = f"retention_days must be from 1 to {MAX_RETENTION_DAYS}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """How one channel is treated; `system` is the default system of pastes in it.

    Quiet hours go from `quiet_from` to `quiet_until`, which may be on the next day; without them both are None.
    """

    guild_id: int
    channel_id: int
    mode: ChannelMode = "answer"
    system: str | None = None
    quiet_from: time | None = None
    quiet_until: time | None = None

    def __post_init__(self) -> None:
        if (self.quiet_from is None) != (self.quiet_until is None):
            msg = "quiet hours have a beginning and an end"
            raise ValueError(msg)
