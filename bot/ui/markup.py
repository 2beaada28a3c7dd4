"""How values and moments are written for a reader: on a terminal, or in Discord's own marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.ui.facts import plain_value
from bot.ui.safe import code_value

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Markup:
    """`quote` makes a value that comes from a paste safe; `stamp` writes a moment on the reader's clock."""

    quote: Callable[[str], str]
    stamp: Callable[[datetime], str]


def count_down(moment: datetime) -> str:
    """A moment that Discord shows as the time until it, and counts down."""
    return f"<t:{int(moment.timestamp())}:R>"


def _stamp(moment: datetime) -> str:
    return f"<t:{int(moment.timestamp())}:f>"


def _write_clock(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


PLAIN = Markup(plain_value, _write_clock)
DISCORD = Markup(code_value, _stamp)
