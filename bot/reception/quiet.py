"""Quiet hours: from when until when a channel is answered only where somebody asks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, time
from typing import TYPE_CHECKING

from bot.text.moments import find_zone

if TYPE_CHECKING:
    from datetime import datetime

    from bot.storage.records import ChannelSettings

NO_HOURS = "off"
USUAL_HOURS = ("22:00-08:00", "23:00-07:00", "23:00-09:00", "00:00-08:00", "01:00-09:00")
"""What menus offer; any other hours can be typed."""

_END_OF_DAY = time.max
"""What `24:00` is kept as: a time of the same day, so that a whole day differs from none."""

_HOURS = re.compile(r"(\d{1,2}):(\d\d)\s*(?:[-–—~〜至到]|to|until)\s*(\d{1,2}):(\d\d)", re.IGNORECASE)


def is_quiet(start: time | None, end: time | None, zone: str, at: datetime) -> bool:
    """Whether the clocks of `zone` show a time from `start` on and before `end`, which may be on the next day.

    What clocks show counts, so that an hour that they skip is never quiet and one that they show twice is so twice.
    Equal times, or none, are no quiet hours. A zone that this machine doesn't know is read as UTC.
    """
    if start is None or end is None or start == end:
        return False
    here = at.astimezone(find_zone(zone) or UTC).time()
    if end == _END_OF_DAY:
        return start <= here
    return start <= here < end if start < end else here >= start or here < end


def with_hours(setting: ChannelSettings, text: str) -> ChannelSettings | None:
    """The setting with the quiet hours that somebody wrote (`22:00-08:00`, `off`); None for what can't be read.

    Equal times are no quiet hours; `24:00` is the end of a day, so that `00:00-24:00` is all of it.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    if text.lower() == NO_HOURS:
        return replace(setting, quiet_from=None, quiet_until=None)
    if (found := _HOURS.fullmatch(text)) is None:
        return None
    from_hour, from_minute, until_hour, until_minute = map(int, found.groups())
    try:
        start = time(from_hour, from_minute)
        end = _END_OF_DAY if (until_hour, until_minute) == (24, 0) else time(until_hour, until_minute)
    except ValueError:
        return None
    if start == end:
        return replace(setting, quiet_from=None, quiet_until=None)
    return replace(setting, quiet_from=start, quiet_until=end)


def write_hours(setting: ChannelSettings) -> str:
    """The quiet hours of a channel as `with_hours` reads them."""
    if setting.quiet_from is None or setting.quiet_until is None:
        return NO_HOURS
    until = "24:00" if setting.quiet_until == _END_OF_DAY else f"{setting.quiet_until:%H:%M}"
    return f"{setting.quiet_from:%H:%M}-{until}"
