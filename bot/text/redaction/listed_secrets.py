"""Secrets that one name is given several of: `"api_keys": ["...", "..."]`, `API_KEYS=..., ...`, a list in YAML.

SillyTavern keeps its keys so, too: `"api_key_mistralai": [{"value": "...", ...}]`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.text.redaction.randomness import looks_drawn
from bot.text.redaction.spans import Span
from bot.text.redaction.values import is_talk

if TYPE_CHECKING:
    from collections.abc import Iterator

_ITEM = r"[a-z0-9_.+/=-]{16,512}"
_NAMES = ("keys", "tokens", "secrets", "key_")
_LIST = re.compile(
    r"""(?P<word>key|token|secret)(?:s|_[a-z0-9_]{2,40}(?=["'\\]{1,4}\s{0,3}:\s{0,8}\[))"""
    r"""["'`\\]{0,4}[ \t]{0,3}[:=：＝]"""
    r"""(?P<items>\s{0,40}\[[^\]]{16,8192}"""
    r"""|(?:[ \t]{0,8}\r?\n[ \t]{0,24}-[ \t]{1,4}[^\n]{1,600}){1,100}"""
    rf"""|[ \t]{{0,3}}\\*["'`]?{_ITEM}(?:[ \t]?[,;|][ \t]?{_ITEM})*)"""
)
_LISTED = re.compile(rf"""(?<![^\s\[,;|"'`=:：＝]){_ITEM}(?![^\s\],;|"'`\\#])""")


def find_listed_secrets(text: str, lowered: str) -> Iterator[Span]:
    """Every value in a list whose name makes secrets of them. `lowered`: the text, letter by letter lower case."""
    if not any(map(lowered.__contains__, _NAMES)):
        return
    for hit in _LIST.finditer(lowered):
        kind = "api-key" if hit["word"] == "key" else hit["word"]
        for item in _LISTED.finditer(lowered, *hit.span("items")):
            value = text[item.start() : item.end()]
            if not is_talk(value) and looks_drawn(value, 16):
                yield Span(item.start(), item.end(), kind)
