"""How a text is worded, by its words and pairs of neighbours: a machine that reports a failure writes otherwise than
people or code.

Words alone don't tell: "failed" stands in stories and presets too. Beside its neighbours (`failed to`, `: failed`,
`} catch`, `。`) it does. Punctuation and line breaks are words here, ideographs are words of their own, and compounds
are taken apart (`ClassNotFoundException` is "class not found exception").
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

_HEAD = 3_000
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[A-Z]|\d+|[\u3400-\u9fff]|\n|\S")
_NUMBER = re.compile(r"\d+")
_EDGE = "\n"


@dataclass(frozen=True, slots=True)
class Diction:
    """Terms (a word, or two with a blank between) and what each speaks for: above 0 for an error report, below 0
    against. May be empty."""

    weights: Mapping[str, float]

    def score(self, text: str) -> float:
        """The sum over the distinct known terms of a text's first 3,000 characters, over the root of their number.

        Dividing by the root keeps a long text from outvoting a short one by length alone.
        """
        found = [self.weights[term] for term in self.weights.keys() & list_terms(text)]
        return sum(found) / math.sqrt(len(found)) if found else 0.0

    def name(self) -> dict[str, float]:
        """The weights, rounded; `read` reads them back."""
        return {term: round(value, 3) for term, value in self.weights.items()}

    @classmethod
    def read(cls, named: Mapping[str, float]) -> Diction:
        """Raise `ValueError` or `TypeError` where a weight is no number."""
        return cls({term: float(value) for term, value in named.items()})


def list_terms(text: str) -> set[str]:
    """The distinct terms of a text's first 3,000 characters: lower case, digits as 0, edges like line breaks."""
    words = [_EDGE, *map(str.lower, _WORD.findall(_NUMBER.sub("0", text[:_HEAD]))), _EDGE]
    return {*words, *map(" ".join, pairwise(words))}
