"""How alike two pastes are: whether they print the same error although words around it or values in it differ.

A paste is reduced to its telling lines, masked as for the fingerprint: the texts of a JSON body's `message` fields
where there are any, else every line that speaks of trouble. Two pastes are alike when one of their lines agrees.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from bot.text.fingerprint import mask_lines
from bot.text.normalise import normalise
from bot.text.signals import read_signals

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

MAX_LINES = 8
MAX_WORDS = 60
_MAX_CHARS = 8_000
_LONG = 6
_SHORT = 3
_COVERED = 0.8
_SIZED = 0.55
_CONTAINED = 0.95
_MESSAGE = re.compile(
    r"""(?ix) ["'](?:message|msg|details?|errmsg|err_msg|error_msg|error_description|reason|error|error_message)["']
    \s*:\s* (?:"([^"\n]{8,600}) | '([^'\n]{8,600}))"""
)
_WORD = re.compile(r"[a-z][a-z_']{2,}|[\u3400-\u9fff]")
_FILLER_EN = """
    the and for are was were has have had with from this that not you your its can cannot could will would been but
    error errors err exception failed failure fail message msg code type status param null none true false info warn
    warning debug trace http https api request requests response url uncaught promise fatal main json body data server
    client unknown retry retrying attempt attempts please try again later
"""
_FILLER = frozenset(_FILLER_EN.split())
_FILLER_ZH = re.compile(
    "错误|报错|类型|名称|信息|堆栈|请求|失败|异常|发生|出现|提示|状态码|返回|代码|请稍后|重试|接口|调用"
)
_MAIN_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two pastes are compared by. `lines` are tuples of telling words, the longest first."""

    lines: tuple[tuple[str, ...], ...]
    status: frozenset[int]

    @property
    def words(self) -> frozenset[str]:
        """Every telling word."""
        return frozenset(word for line in self.lines for word in line)


def read_likeness(text: str) -> Likeness:
    """Reduce a redacted paste. Never raises; a few milliseconds at most."""
    plain = normalise(text)[:_MAX_CHARS]
    messages = [one or other for one, other in _MESSAGE.findall(plain)]
    masked = [mask_lines(message) for message in messages] or [mask_lines(plain)]
    lines = _telling(line for block in masked for line in block.splitlines())
    if not any(len(line) >= _SHORT for line in lines) and messages:
        lines = _telling(mask_lines(plain).splitlines())
    return Likeness(lines, frozenset(read_signals(plain).status))


def is_alike(one: Likeness, other: Likeness, common: Collection[tuple[str, ...]] = ()) -> bool:
    """Whether two pastes print the same error. Lines in `common` say nothing, as many different errors hold them."""
    if one.status and other.status and one.status.isdisjoint(other.status):
        return False
    theirs = _main_lines(other, common)
    return any(_agree(line, counterpart) for line in _main_lines(one, common) for counterpart in theirs)


def _main_lines(likeness: Likeness, common: Collection[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """What a paste is about: a heading such as "Chat Completion API" stands above many different errors."""
    least = _MAIN_SHARE * len(likeness.lines[0]) if likeness.lines else 0
    return [line for line in likeness.lines if line not in common and len(line) >= least]


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    short, long = sorted((len(one), len(other)))
    if short < _SHORT:
        return one == other and short > 0
    shared = LCSseq.similarity(one, other)
    covered, sized = shared / short, shared / long
    if short < _LONG:
        return covered == 1.0 and sized >= _SIZED
    return (covered >= _COVERED and sized >= _SIZED) or (covered >= _CONTAINED and shared >= 2 * _LONG)


def _telling(lines: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    found: dict[tuple[str, ...], None] = {}
    for line in lines:
        words = tuple(word for word in _WORD.findall(_FILLER_ZH.sub(" ", line)) if word not in _FILLER)[:MAX_WORDS]
        if words:
            found.setdefault(words)
    return tuple(sorted(found, key=len, reverse=True)[:MAX_LINES])
