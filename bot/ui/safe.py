"""Makes text from people safe to show: nothing of it may ping, format, hide or turn the line around."""

from __future__ import annotations

import re
import unicodedata

from bot.ui.facts import plain_line, plain_value

_MARKS = re.compile(r"([\\`*_~|<>\[\]()#-])")
_FENCE = re.compile(r"`{3,}")
ELLIPSIS = "…"


def code_value(value: str) -> str:
    """A short value as inline code, in which Discord reads no marks and no mentions."""
    return code_line(plain_value(value))


def code_line(text: str) -> str:
    """A line of any length as inline code."""
    plain = plain_line(text).replace("`", "'")
    return f"`{plain}`" if plain else ELLIPSIS


def code_block(text: str, limit: int) -> str:
    """A longer text as a block of at most `limit` characters in all, cut in the middle where it is too long."""
    room = limit - len("```\n\n```")
    visible = "".join(char for char in text if char in "\n\t" or unicodedata.category(char)[0] != "C")
    return f"```\n{cut_middle(_FENCE.sub(lambda found: chr(39) * len(found[0]), visible).strip(), room)}\n```"


def escape(text: str) -> str:
    """One line on which no mark has a meaning and nobody is mentioned."""
    return _MARKS.sub(r"\\\1", plain_line(text)).replace("@", "@\u200b")


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, ending in an ellipsis where something is missing."""
    return text if len(text) <= limit else text[: max(0, limit - 1)].rstrip() + ELLIPSIS


def cut_lines(text: str, limit: int) -> str:
    """Drops whole lines from the end, so that no link or mark is cut in two, and only then characters."""
    if len(text) <= limit:
        return text
    lines = text.splitlines()
    while len(lines) > 1 and sum(len(line) + 1 for line in lines) + 1 > limit:
        lines.pop()
    return cut("\n".join([*lines, ELLIPSIS]) if len(lines) > 1 else text, limit)


def cut_middle(text: str, limit: int) -> str:
    """At most `limit` characters; the beginning and the end stay, because errors stand at either."""
    if len(text) <= limit:
        return text
    head = (limit - 3) // 2
    return f"{text[:head]}\n{ELLIPSIS}\n{text[len(text) - (limit - 3 - head) :]}"
