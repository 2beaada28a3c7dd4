"""Structure beyond single words: lists of what can go wrong, bodies held in code, where compilers point, replies."""

from __future__ import annotations

import re
from itertools import islice

# A string literal that holds JSON, and what fills in templates: so code writes, and no machine reports.
_LITERAL = re.compile(r"""['`]\s{0,3}\{\s{0,9}\\?["']|[=(:,]\s?b?r?'\{|\{\{|\$\{""")
_STATUS_ITEM = re.compile(
    r"(?im)^[^\w\n]{0,8}(?:(?:http|error|错误|状态码|status|code)[\s:：_.-]{0,3})?\(?([1-5]\d\d)\b(?:/\d{3}){0,4}\)?(?=[^\n]{0,40}[^\W\d_])"
)
_NAME_ITEM = re.compile(
    r"(?m)^[^\w\n]{0,8}(?:[\w.]{1,60}\.)?((?:[A-Z][a-z]{1,30}){2,8}|[A-Za-z]{1,30}(?:_[A-Za-z0-9]{1,30}){1,8}|E\d{1,6})"
    r"[`*\"']{0,3}\s?(?:\(\d{3}\)\s?)?[:：|=—–→-]"
)
_POINTER = re.compile(
    r"(?m)^[^\S\n]*--> \S+:\d|\bts\(\d{4}\)|\berror\[E\d|\(at\sAssets/"
    r"|^[\w./\\-]{1,80}:\d+(?::\d+)?:\s(?:\w+\s)?error\b"
)
_POINTER_MARKS = ("-->", "ts(", "error[E", ": error", "fatal error", "(at Assets/")
_CALM_LEVEL = re.compile(
    r"(?m)(?:^|[\s\[|(=\"])(?:INFO|Info|info|DEBUG|Debug|debug|DBUG|TRACE|NOTICE|VERBOSE)(?=[\s\]|):,\"])"
)
_ALARMED_LEVEL = re.compile(
    r"(?mi)(?:^|[\s\[|(=\"])(?:warn|warning|erro?r?|error|fatal|crit|critical|severe|panic|emerg|alert)(?=[\s\]|):,\"])"
)
_MOST = 4


def count_literals(text: str) -> int:
    """How many bodies and templates stand in the text as code holds them, 4 at most."""
    return count_finds(_LITERAL, text)


def count_pointers(text: str) -> int:
    """How often a compiler or an engine points at a place in somebody's source, 4 at most."""
    return count_finds(_POINTER, text) if any(map(text.__contains__, _POINTER_MARKS)) else 0


def count_calm_lines(text: str) -> int:
    """How many lines of a log carry a calm level, 4 at most; none where one carries a level of alarm."""
    calm = count_finds(_CALM_LEVEL, text)
    return 0 if calm and _ALARMED_LEVEL.search(text) else calm


def count_items(text: str) -> int:
    """How many lines more than one begin with another status, or more than two with another name of an error.

    One stands there for its own sake, and two names may be the fields of one error.
    """
    statuses = set(_STATUS_ITEM.findall(text))
    names = set(_NAME_ITEM.findall(text))
    return max(0, len(statuses) - 1, len(names) - 2)


def is_reply(text: str) -> bool:
    """Whether a text begins with lines that it quotes (`> ...`) and then says something of its own."""
    first, _, rest = text.lstrip().partition("\n")
    if not first.startswith(">"):
        return False
    last = rest.rstrip().rpartition("\n")[2].lstrip()
    return bool(last) and not last.startswith(">")


def count_finds(pattern: re.Pattern[str], text: str) -> int:
    """How often a pattern is found, 4 at most: more would say no more."""
    return sum(1 for _ in islice(pattern.finditer(text), _MOST))
