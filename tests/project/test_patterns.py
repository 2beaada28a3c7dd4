"""Patterns mean the same in every Python that is supported."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)(?:[*+?]|\{{1,2}\d*,?\d*\}{1,2})\+")


def test_no_group_is_repeated_possessively():
    """Python before 3.11.5 keeps what a repetition of a group ate that then did not match (bpo gh-106052)."""
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "bot").rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if _POSSESSIVE_GROUP.search(line)
    ]
    assert found == []


def test_the_search_finds_them():
    assert all(map(_POSSESSIVE_GROUP.search, [r"(?:a|b)*+", r"(ab)++", r"(?:;x)?+", r"(a){1,3}+", r"({{0,4}})*+"]))
    assert not any(map(_POSSESSIVE_GROUP.search, [r"[a-z]++", r"\)++", r"(?:ab)+", r"(a){1,3}"]))
