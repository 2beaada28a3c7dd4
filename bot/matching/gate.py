"""The gate of watched channels: ordinary talk goes by at the cost of splitting it into words.

It may only say no where the full look-up would stay silent anyway, so it opens at the faintest sign of an error:
digits like a status, machine punctuation, a word of trouble, or most of the rarer words of a known message.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from bot.matching import lexicon
from bot.matching.templates import Kind
from bot.text.words import split_words

if TYPE_CHECKING:
    from bot.matching.index import Index

_LONG = 500
_COMMON = 60
_WORDS_NEEDED = 2
_SHARE_NEEDED = 0.5
_SIGN = re.compile(
    r"""(?x) (?<![\d.:#$¥])[1-5]\d\d(?![\d:%.]) | [{}<>\\=|] | ["'\])]\s*: | ::| _ | ``` | \b[A-Z]{5,} | [a-z](?:Error|Exception)\b | //"""
)


class Gate:
    """Decides which texts deserve a look-up. Built once from the index."""

    def __init__(self, index: Index) -> None:
        messages = [template.words for template in index.templates if template.kind is Kind.MESSAGE]
        frequency = Counter(word for words in messages for word in words)
        self._sizes: list[int] = []
        self._holders: dict[str, list[int]] = {}
        for words in messages:
            rarer = [word for word in words if frequency[word] <= _COMMON]
            if len(rarer) < _WORDS_NEEDED:
                continue
            for word in rarer:
                self._holders.setdefault(word, []).append(len(self._sizes))
            self._sizes.append(len(rarer))

    def opens(self, text: str) -> bool:
        """Whether a raw text might be an error. Some ten microseconds for a line of chat."""
        if len(text) > _LONG or _SIGN.search(text) is not None:
            return True
        words = frozenset(split_words(text))
        if words & lexicon.ERROR_WORDS:
            return True
        counts: Counter[int] = Counter()
        for word in words:
            counts.update(self._holders.get(word, ()))
        return any(
            count >= _WORDS_NEEDED and count >= _SHARE_NEEDED * self._sizes[message]
            for message, count in counts.items()
        )
