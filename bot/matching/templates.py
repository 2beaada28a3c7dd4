"""Entries turned into templates: what the index stores and the evidence compares."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from bot.knowledge.slots import Literal, parse_message
from bot.text.normalise import normalise
from bot.text.words import split_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.knowledge.model import Entry

_NUMBER = re.compile(r"(?<![A-Za-z0-9_.])\d{1,6}(?![A-Za-z0-9_]|\.\d)")
_PORT = re.compile(r"(?<=[\w\]]):(\d{2,5})\b")
_NAMED_NUMBER = re.compile(r"(?i)\b(limit|code|error|budget|length)(?: is)?\W{1,4}(\d{1,6})(?!\w|[.,]\d)")
_STUMBLED = re.compile(r"(?i)(?:unexpected token|invalid character)[ :]{0,2}['\"`]?\s?([^\s'\"`a-z]|[a-z](?![a-z]))")
# Reads lower case.
_NAMED = re.compile(
    r"""(?x)
      (?: (?:\(reading|has\ no\ attribute|no\ module\ named|unknown\ variant|the\ term|command\ not\ found:)\ ['"`“]?
        | (?:reading|keyword\ argument|missing\ field|unknown\ field|unsupported\ parameter:?|keyerror:)\ ['"`]
      ) ([\w$.-]{1,40})
    | \(evaluating\ ['"`]?[\w$.\]\[]{0,60}?([\w$]{1,40})['"`]?\)
    | ([\w.-]{1,40}) (?: :\ command\ not\ found(?!:) | ['"`”]\ ?(?:不是内部|项识别为|is\ not\ recognized) )
    | \b(req_vrtx)_ | (?:requests|tokens)\w{0,20}?per(day|minute)
    """
)
_NAMING = (
    "reading", "attribute", "module named", "variant", "the term", "command not", "argument", "field", "parameter",
    "keyerror", "evaluating", "req_vrtx", "perday", "perminute", "不是内部", "项识别", "recognized",
)  # fmt: skip
# What varies even where an author gave no slot for it: ids, keys, times, addresses, long numbers.
_VARYING = re.compile(
    r"""(?xi)
      \(\s*request\ id:[^)]{0,80}\)? | \b[0-9a-f]{8}-[0-9a-f-]{20,36}\b | \b(?:sk|pk|org|req|key)[-_][\w*-]{4,}
    | \bAIza[\w*-]{4,}
    | \b\d{4}-\d\d-\d\d[T ][\d:.]+Z? | \b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)? | \b[0-9a-f]{16,}\b | \b\d{4,}\b | https?://\S{1,120}
    """
)


class Kind(IntEnum):
    """Where a template comes from; machine text first."""

    MESSAGE = 0
    ALIAS = 1
    TITLE = 2


@dataclass(frozen=True, slots=True)
class Template:
    """One wording of one entry. `entry` is the entry's number in the index."""

    entry: int
    kind: Kind
    pieces: tuple[str, ...]
    slots: int
    words: frozenset[str]
    numbers: frozenset[str]

    @property
    def text(self) -> str:
        return " ".join(self.pieces)


def name_numbers(text: str) -> set[str]:
    """Numbers with the word that names them, such as `limit=0`: a 0 elsewhere in a paste says nothing of a limit.

    Likewise the sign a parser stumbled over (`token=<`), which letters alone don't tell, and what is missing or not
    wanted (`name=usage`): a property, a module, a command; such a sentence says nothing else. The ids of requests that
    went through Vertex (`req_vrtx_`) and of Gemini's quotas (`RequestsPerDay`) hang on a part of them, too.
    """
    named = {f"{found[1].lower()}={found[2]}" for found in _NAMED_NUMBER.finditer(text)}
    lowered = text.lower()
    if any(map(lowered.__contains__, _NAMING)):
        named |= {f"name={found[found.lastindex or 0]}" for found in _NAMED.finditer(lowered)}
    if "unexpected token" in lowered or "invalid character" in lowered:
        named |= {f"token={found[1].lower()}" for found in _STUMBLED.finditer(text)}
    return named


def make_templates(number: int, entry: Entry) -> Iterator[Template]:
    """Every template of an entry: its messages, its aliases, its titles."""
    telling = {str(status) for status in entry.status} | {code for code in entry.codes if code.isdigit()}
    for message in entry.messages:
        parsed = parse_message(message)
        pieces = tuple(normalise(piece.text) for piece in parsed if isinstance(piece, Literal))
        yield _make(number, Kind.MESSAGE, pieces, len(parsed) - len(pieces), telling)
    for alias in (*entry.aliases.zh, *entry.aliases.en):
        yield _make(number, Kind.ALIAS, (normalise(alias),), 0, telling)
    for title in (entry.title.zh, entry.title.en):
        yield _make(number, Kind.TITLE, (normalise(title),), 0, telling)


def _make(number: int, kind: Kind, pieces: tuple[str, ...], slots: int, telling: set[str]) -> Template:
    numbers = {found[0] for piece in pieces for found in _NUMBER.finditer(piece) if found[0] in telling}
    numbers |= {named for piece in pieces for named in name_numbers(piece) if named.partition("=")[2] not in telling}
    numbers |= {found[1] for piece in pieces for found in _PORT.finditer(piece)}
    fixed: list[str] = []
    for piece in pieces:
        parts = _VARYING.split(piece)
        slots += len(parts) - 1
        fixed.extend(part for part in parts if part.strip())
    words = {word for piece in fixed for word in split_words(piece) if len(word) > 1 and not word[0].isdigit()}
    return Template(
        entry=number, kind=kind, pieces=tuple(fixed), slots=slots, words=frozenset(words), numbers=frozenset(numbers)
    )
