"""What strangers wrote, made safe for a terminal: it may say anything and steer nothing."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Escape sequences begin with a control character, be it ESC or one of C1; format characters turn a line around.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_PICTURES = 0x2400
_DELETE = "\x7f"


def visible(text: str) -> str:
    """The text with every control character but newline and tab shown as a picture (␛) or a code (\\u202e)."""
    return _STEERING.sub(_show, text.replace("\r\n", "\n"))


def on_one_line(text: str) -> str:
    """The same on one line, with single spaces."""
    return visible(" ".join(text.split()))


def dump_json(value: object, *, indent: int | None = None, default: Callable[[object], object] | None = None) -> str:
    """JSON that loses nothing and holds no control character but its own newlines, NaN and infinity neither.

    `default` turns what JSON has no kind for into what it has one for. Raises ValueError for a number that JSON lacks.
    """
    written = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, default=default)
    # All that is left of them stands in strings, where an escape means the same.
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _show(found: re.Match[str]) -> str:
    char = found[0]
    if char < " ":
        return chr(_PICTURES + ord(char))
    return "␡" if char == _DELETE else f"\\u{ord(char):04x}"
