"""Time zones by their IANA names, as far as this machine knows them: its own table, or the one that came along."""

from __future__ import annotations

import difflib
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

if TYPE_CHECKING:
    from collections.abc import Mapping

USUAL_ZONES = (
    "UTC", "Asia/Shanghai", "Asia/Taipei", "Asia/Hong_Kong", "Asia/Singapore", "Asia/Tokyo", "Europe/London",
    "Europe/Berlin", "America/New_York", "America/Los_Angeles",
)  # fmt: skip
"""What is offered to whoever typed nothing yet."""

_NO_PLACES = {"localtime", "Factory"}
"""Names in the tables that mean the machine rather than a place."""


def read_zone(text: str) -> str | None:
    """The IANA name that somebody wrote, whatever the case; None for what is none. `UTC` is known everywhere.

    The first call reads the tables, which takes a tenth of a second.
    """
    return _known().get(_plain(text))


def suggest_zones(text: str, most: int) -> tuple[str, ...]:
    """Names that somebody may mean: those that hold `text`, else those that look like it; the usual ones for none."""
    wanted, known = _plain(text), _known()
    if not wanted:
        return tuple(name for name in USUAL_ZONES if _plain(name) in known)[:most]
    holding = [name for plain, name in known.items() if wanted in plain]
    # A place that begins so is more likely meant than one with that in the middle of its name.
    holding.sort(key=lambda name: (not _plain(name).rpartition("/")[2].startswith(wanted), name))
    near = difflib.get_close_matches(wanted, known, n=most, cutoff=0.7)
    return tuple(holding or (known[plain] for plain in near))[:most]


def _plain(text: str) -> str:
    return text.strip().replace(" ", "_").casefold()


@cache
def _known() -> Mapping[str, str]:
    return {_plain(name): name for name in sorted({"UTC", *available_timezones()} - _NO_PLACES)}
