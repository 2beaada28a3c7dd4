"""What people tell of trouble in their own words: which symptoms of the catalogue a text speaks of."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice, product
from typing import TYPE_CHECKING, NamedTuple

from bot.text.presence import find_all, find_apart
from bot.text.words import first_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.knowledge.model import Expressions, Symptom

_READ = 1_200
_NEAR = 60
_MOST_PLACES = 6
_SENTENCE_END = re.compile(r"[。！？；\n]|[.!?;](?=\s)")
_VOWELS = "aeiou"
_NONE: frozenset[str] = frozenset()


class _Expression(NamedTuple):
    """What to look for in a text, lower-cased, and the group that it belongs to."""

    text: str
    group: str
    is_word: bool


class _Way(NamedTuple):
    """One way of telling a symptom: the groups of which an expression each stands in one sentence."""

    symptom: str
    groups: frozenset[str]


class SymptomReader:
    """Reads symptoms off texts; built once from the catalogue."""

    def __init__(self, symptoms: Iterable[Symptom], expressions: Iterable[Expressions]) -> None:
        self._expressions: dict[str, list[_Expression]] = {}
        for group in expressions:
            for phrase in dict.fromkeys(form for written in group.en for form in spell_forms(written)):
                self._add(_Expression(phrase, group.id, is_word=True))
            for string in group.zh:
                self._add(_Expression(string.lower(), group.id, is_word=False))
        self._openers = frozenset(self._expressions)
        self._ways: dict[str, list[_Way]] = {}
        for symptom in symptoms:
            for way in symptom.told:
                groups = way.split()
                self._ways.setdefault(groups[0], []).append(_Way(symptom.id, frozenset(groups)))

    def _add(self, expression: _Expression) -> None:
        first = first_word(expression.text)
        if first is not None:
            self._expressions.setdefault(first, []).append(expression)

    def read(self, lowered: str, words: frozenset[str]) -> frozenset[str]:
        """The ids of the symptoms that a lower-cased, normalised text tells of; of a long one the beginning is read.

        `words` are all that `split_words` finds in it.
        """
        text = lowered[:_READ]
        standing: dict[str, list[_Expression]] = {}
        for opener in self._openers & words:
            for one in self._expressions[opener]:
                if one.text in text:
                    standing.setdefault(one.group, []).append(one)
        present = standing.keys()
        ways = [way for group in present for way in self._ways.get(group, ()) if present >= way.groups]
        if not ways:
            return _NONE
        places = {group: _find_places(text, standing[group]) for group in {name for way in ways for name in way.groups}}
        ends = [found.start() for found in _SENTENCE_END.finditer(text)]
        return frozenset(way.symptom for way in ways if _stand_together([places[group] for group in way.groups], ends))


def _find_places(text: str, expressions: Iterable[_Expression]) -> list[int]:
    """Where the expressions of a group begin, some places of each."""
    return [
        at
        for one in expressions
        for at in islice(find_apart(text, one.text, "_") if one.is_word else find_all(text, one.text), _MOST_PLACES)
    ]


def spell_forms(written: str) -> Iterator[str]:
    """The phrases that an English expression stands for: `can't stop~` is also "can't stopping" and "cant stop"."""
    lowered = written.lower()
    for plain in dict.fromkeys((lowered, lowered.replace("'", ""))):
        for words in product(*(_inflect(word[:-1]) if word.endswith("~") else (word,) for word in plain.split())):
            yield " ".join(words)


def _inflect(word: str) -> tuple[str, ...]:
    """A word with its regular forms; a few that nobody writes do no harm."""
    stem = word.removesuffix("e")
    forms = [word, f"{word}s", f"{stem}ed", f"{stem}ing"]
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        forms += [f"{word[:-1]}ies", f"{word[:-1]}ied"]
    elif word.endswith(("s", "x", "ch", "sh", "o")):
        forms.append(f"{word}es")
    elif word[-1:] not in f"{_VOWELS}wy" and word[-2:-1] in _VOWELS:
        forms += [f"{word}{word[-1]}ed", f"{word}{word[-1]}ing"]
    return tuple(forms)


def _stand_together(places: Sequence[Sequence[int]], ends: Sequence[int]) -> bool:
    """Whether one place of each group lies in the same sentence, near the others."""
    return any(
        max(chosen) - min(chosen) <= _NEAR and bisect_left(ends, min(chosen)) == bisect_left(ends, max(chosen))
        for chosen in product(*places)
    )
