"""Traditional Chinese as it is read in Taiwan, out of the Simplified texts."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_REMEMBERED = 4_096
# What OpenCC takes for Riga, Reagan and the like is nearly always "in it": the character for miles stands in few words.
_INSIDE = re.compile("(?<![阿公英海千萬百])里(?![程昂])")
# Of one Simplified character it takes a rarer Traditional one where words happen to meet: hair, noodles, cups, watches
# and a count of animals, of which errors don't tell.
_RARE = str.maketrans("臺髮麵鍾錶鍊", "台發面鐘表煉")
_COUNTED = re.compile("隻(?![貓狗])")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Traditional:
    """Converts texts, reviewed terms first and OpenCC for the rest; what stands in code marks stays as it is.

    Machines print Simplified to everybody, so an error quoted in an answer must not change. The tables of OpenCC are
    read with the first text: most processes never need them.
    """

    def __init__(self) -> None:
        self.convert: Callable[[str], str] = lru_cache(maxsize=_REMEMBERED)(self._convert)
        self._opencc: Callable[[str], str] | None = None
        self._terms: Mapping[str, str] = {}
        self._kept = re.compile("")

    def _convert(self, text: str) -> str:
        if not _CHINESE.search(text):
            return text
        if self._opencc is None:
            self._opencc = _load_opencc()
            self._terms = read_terms()
            longest_first = sorted(self._terms, key=len, reverse=True)
            self._kept = re.compile("|".join((r"`[^`]*`", *map(re.escape, longest_first))))
        parts: list[str] = []
        done = 0
        for found in self._kept.finditer(text):
            parts += self._opencc(text[done : found.start()]), self._terms.get(found[0], found[0])
            done = found.end()
        parts.append(self._opencc(text[done:]))
        return "".join(parts)


def read_terms() -> dict[str, str]:
    """The reviewed terms by their Simplified form."""
    text = (resources.files("bot.ui") / "locales" / "zh-TW.terms").read_text(encoding="utf-8")
    pairs = (line.split("=") for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return {simplified.strip(): traditional.strip() for simplified, traditional in pairs}


def _load_opencc() -> Callable[[str], str]:
    from opencc import OpenCC  # pyright: ignore[reportMissingTypeStubs]

    opencc: Any = OpenCC("s2tw")
    return lambda text: _COUNTED.sub("只", _INSIDE.sub("裡", opencc.convert(text)).translate(_RARE))
