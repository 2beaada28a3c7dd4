"""Answers that quote the paste: `{limit}` and `{limit|the limit}` in causes and steps.

The rule, in the order in which it is applied:

1. `{name}` and `{name|words instead}` are placeholders if the name is lower case (`[a-z][a-z0-9_]*`) and the braces are
   single. `{{user}}`, `{"type": 1}` and every other brace is plain text and stays.
2. A placeholder whose value is known is replaced by the value.
3. One with words instead, and no value, is replaced by those words. They may be empty; a doubled space is removed.
4. One without words and without a value takes its whole sentence with it: a sentence ends at a line break, at
   `。！？；`, or at `.!?;` before a space.

So an answer never shows a raw brace, and what it says stays true.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A place in an answer for a captured value. `instead` is None when the sentence falls without a value."""

    name: str
    instead: str | None


_PLACEHOLDER = re.compile(r"(?<!\{)\{([a-z][a-z0-9_]{0,30})(?:\|([^{}|]*))?\}(?!\})")
_SENTENCE = re.compile(r"(?<=[。！？；\n])|(?<=[.!?;])(?=\s)")
_DOUBLED = re.compile(r"(?<= ) +| +(?=[,.;:!?，。；：！？])")


def placeholders(text: str) -> tuple[Placeholder, ...]:
    """Every placeholder of an answer text, in order."""
    return tuple(Placeholder(m.group(1), m.group(2)) for m in _PLACEHOLDER.finditer(text))


def fill(text: str, captures: Mapping[str, str], fallback: Mapping[str, str] | None = None) -> str:
    """The text with its placeholders filled from `captures`, else from `fallback` (what is known from the whole paste).

    Values are inserted as they are: a caller that shows Markdown escapes them first. Empty values count as unknown.
    Returns an empty string when every sentence needs a value that nobody has.
    """
    if "{" not in text:
        return text
    values = {**(fallback or {}), **{name: value for name, value in captures.items() if value}}
    sentences = _split_sentences(text)
    # What stands around a sentence that falls may make a placeholder together.
    while len(kept := [sentence for sentence in sentences if _is_true(sentence, values)]) < len(sentences):
        sentences = _split_sentences("".join(kept))
    return "".join(_fill_sentence(sentence, values) for sentence in sentences).strip()


def _split_sentences(text: str) -> list[str]:
    """The sentences of a text; the end of one within a placeholder is none."""
    inside = [found.span() for found in _PLACEHOLDER.finditer(text)]
    ends = (found.start() for found in _SENTENCE.finditer(text))
    cuts = [end for end in ends if not any(first < end < last for first, last in inside)]
    return [text[start:end] for start, end in pairwise([0, *cuts, len(text)])]


def _is_true(sentence: str, values: Mapping[str, str]) -> bool:
    """Whether every value that the sentence can't do without is known."""
    return all(one.instead is not None or values.get(one.name) for one in placeholders(sentence))


def _fill_sentence(sentence: str, values: Mapping[str, str]) -> str:
    blanks = False
    pieces: list[str] = []
    position = 0
    for found in _PLACEHOLDER.finditer(sentence):
        name, instead = found.group(1), found.group(2)
        value = values.get(name) or instead or ""
        blanks = blanks or not value
        pieces += (sentence[position : found.start()], value)
        position = found.end()
    pieces.append(sentence[position:])
    whole = "".join(pieces)
    return _DOUBLED.sub("", whole) if blanks else whole
