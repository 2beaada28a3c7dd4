"""Where somebody who tells of several errors comes to the next one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.text.statuses import BREATH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Where a clause begins that may tell of another status.
_CLAUSE = re.compile(
    r"""(?xi) \n[^\S\n]* | [,;.][^\S\n]+ | [，；。、]\s* | (?=\b(?:and|or|then|but|also|now|later|while|sometimes)\b)
    | (?=又|或|再|还有|后来|现在|有时|要么|要不|另|和|以及|也)"""
)
_MOST_LETTERS = 2_500
_AGAIN = (
    r"(?:但是?|不过|而且|还有|结果)?"
    r"(?:换|切到|切换|另一|另外|后来|现在|变成|改成|要么|接着|有时|偶尔|又|然后|再试|之后|但)"
)
_NEXT = r"(?:and\s|but\s)?(?:later|then|another|sometimes|other\stimes|after\sthat|now\sit|or\selse|switch(?:ed|ing))\b"
_BORDER = re.compile(
    rf"""(?xi)
      \n[^\S\n]*\n\s*                                            # an empty line
    | \n(?=[^\n"'{{}}\[\]]{{1,24}}[:：][^\S\n]*\n)                # a line that only says whose error follows
    | \n(?=[^\w\n"'{{}}\[\]<>]{{0,4}}(?:{_AGAIN}|{_NEXT}))
    | \n(?=[^\w\n"'{{}}\[\]<>]{{0,4}}(?:[A-Za-z0-9][\w.-]{{0,12}}[ ]?)?[\u3400-\u9fff])  # people write on, in Chinese
    | (?<=[\u3400-\u9fff])[^\S\n]?(?=["'`]?[A-Za-z0-9][\x20-\x7e]{{14}})  # what they quote begins, in English
    | (?<=[\s,，。;；、.])(?={_AGAIN})
    | (?<=[,;.]\s)(?={_NEXT})
    | (?=变成了?|又说|要么)
    | (?<=(?<!\d)[45]\d\d)(?!\d){BREATH}(?=[45]\d\d(?!\d))          # two statuses in one breath
    | \n(?=[^\S\n]*(?:[-*•·✕✖×✗⎿❯>└├■●⚠❌]|\d[.)、])[^\S\n]?\S)      # a line with a mark of its own
    | \n(?=[^\w\n]{{0,3}}\d{{1,4}}[-:/.]\d\d[-:/.]\d\d)             # a line of a log begins with its time
    """
)
# What stands between two fields of one error body is no border between two errors.
_FIELD = re.compile(r"""["'\\]*\b[A-Za-z_]\w{1,30}["'\\]*\s?[:=]\s?""")
_LETTER = re.compile(r"[^\W\d_]")
_LINE_OUTSIDE = re.compile(r"""\n\s*[^\s"'{}\[\],]""")
_BETWEEN = 4
_CLOSE_BY = 8


def find_borders(text: str) -> list[int]:
    """Where a new piece may begin, in order: behind empty lines, before words that lead on. Long logs have none.

    A border is no more than a place where a piece may begin: whether another error is told there, others decide.
    """
    return list(dict.fromkeys(_find_outside(text))) if len(text) <= _MOST_LETTERS else []


def find_clauses(text: str, places: Iterable[int]) -> Iterator[int]:
    """For places in order: where the clause begins in which each stands, if it is not within an error body."""
    if len(text) > _MOST_LETTERS:
        return
    before = 0
    for place in places:
        starts = [found.end() for found in _CLAUSE.finditer(text, before, place)]
        while starts and not _is_outside(text, starts[-1]):
            starts.pop()
        if starts:
            yield starts[-1]
        before = place


def _is_outside(text: str, at: int) -> bool:
    """Whether no error body is open at a place, and none opens there."""
    return text.count("{", 0, at) <= text.count("}", 0, at) and text[at : at + 1] not in "{[\"'"


def _find_outside(text: str) -> Iterator[int]:
    """The borders that do not stand within an error body."""
    depth = done = 0
    for found in _BORDER.finditer(text):
        at = found.end()
        depth += text.count("{", done, at) - text.count("}", done, at)
        done = at
        following = text[at : at + 1]
        if following and (depth <= 0 or ("\n" in found[0] and following not in "\"'}],")):
            yield at


def parts_company(text: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether two stretches of a text, as ranges in order, belong to two errors and not to one error body."""
    if not (_leaves_body(text, before[0], after[0]) or _LINE_OUTSIDE.search(text, before[0], after[0] + 1)):
        return False
    between = _FIELD.sub(" ", text[before[1] : after[0]])
    if len(_LETTER.findall(between)) >= _BETWEEN:
        return True
    near = text[max(0, after[0] - _CLOSE_BY) : before[1] + _CLOSE_BY]
    return before[1] > after[0] and _BORDER.search(near) is not None


def find_cut(text: str, before: tuple[int, int], after: tuple[int, int]) -> int:
    """Where to cut between two stretches: at the last line break, else where words lead on, else behind the first."""
    low, high = sorted((before[1], after[0]))
    line = text.rfind("\n", low, high)
    if line >= 0:
        return line + 1
    led = _BORDER.search(text, max(0, low - _CLOSE_BY), high + _CLOSE_BY) if before[1] > after[0] else None
    return led.end() if led else low


def _leaves_body(text: str, start: int, end: int) -> bool:
    """Whether the bodies that are open at `start`, if any, are closed before `end`."""
    depth = 0
    for sign in text[start:end]:
        if sign in "{[":
            depth += 1
        elif sign in "}]":
            depth -= 1
            if depth < 0:
                return True
    return depth == 0 and text.count("{", 0, start) <= text.count("}", 0, start)
