"""Moments that machines print: when a limit ends, as a point in time."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_PLAUSIBLE = timedelta(days=400)
_STAMP = re.compile(r"(?P<s>1\d{9})(?P<ms>\d{3})?")
_ISO = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)[T ]{1,2}(?P<time>\d\d:\d\d(?::\d\d)?)(?:\.\d{1,9})?"
    r"(?: ?(?P<utc>Z|UTC|GMT)| ?(?P<offset>[-+]\d\d:?\d\d))",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?:(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? (?P<day>\d{1,2}),? (?:at )?)?"
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d\d))? ?(?P<half>[ap])?\.?(?:m\.?)? ?"
    r"(?:\((?P<zone>[A-Za-z]+(?:/[A-Za-z_+-]+){1,2})\)|(?P<utc>UTC|GMT))",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_moment(text: str, at: datetime) -> datetime | None:
    """The moment that `text` names, seen from `at`: a Unix time, a date with its offset, or a clock with its zone.

    A clock without a date is the next time it shows that. None for everything that leaves the zone open, for zones
    that nobody knows, and for what lies more than a year or so from `at`. `at` must know its zone.
    """
    text = text.strip().rstrip(".")
    if found := _STAMP.fullmatch(text):
        moment = datetime.fromtimestamp(int(found["s"]), UTC)
    elif found := _ISO.fullmatch(text):
        offset = "+00:00" if found["utc"] else found["offset"]
        moment = _from_iso(f"{found['date']}T{found['time']}{offset}")
    elif found := _CLOCK.fullmatch(text):
        moment = _next_on_clock(found, at)
    else:
        return None
    return moment if moment is not None and abs(moment - at) <= _PLAUSIBLE else None


def next_midnight(zone: str, at: datetime) -> datetime | None:
    """The first midnight in `zone` after `at`; None where nobody knows the zone."""
    place = find_zone(zone)
    if place is None:
        return None
    return datetime.combine(at.astimezone(place).date() + timedelta(days=1), time(), place)


def find_zone(name: str) -> tzinfo | None:
    """The time zone with an IANA name, None where this machine knows none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _from_iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _next_on_clock(found: re.Match[str], at: datetime) -> datetime | None:
    zone = UTC if found["utc"] else find_zone(found["zone"])
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    elif found["minute"] is None:
        return None
    if zone is None or hour > 23 or minute > 59:
        return None
    here = at.astimezone(zone)
    if found["month"]:
        return _next_in_year(here, _MONTHS.index(found["month"].lower()) + 1, int(found["day"]), time(hour, minute))
    moment = datetime.combine(here.date(), time(hour, minute), zone)
    return moment if moment > here else datetime.combine(here.date() + timedelta(days=1), time(hour, minute), zone)


def _next_in_year(here: datetime, month: int, day: int, clock: time) -> datetime | None:
    """A date without a year: the nearest one, be it just past."""
    candidates: list[datetime] = []
    for year in (here.year - 1, here.year, here.year + 1):
        try:
            candidates.append(datetime(year, month, day, clock.hour, clock.minute, tzinfo=here.tzinfo))
        except ValueError:
            continue
    return min(candidates, key=lambda moment: abs(moment - here), default=None)
