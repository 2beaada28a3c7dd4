"""The pen that cards are written with: one language and its texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.reception.tongue import Tongue
from bot.ui.texts import Texts

if TYPE_CHECKING:
    from bot.ui.texts import Translated

_WIDE = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_WIDE_GAP = re.compile(rf"(?<={_WIDE}) +(?={_WIDE})| +(?=[，。；：！？、）])")


@dataclass(frozen=True, slots=True)
class Pen:
    """Says messages and reads the catalogue's texts in one language."""

    tongue: Tongue
    texts: Texts

    def say(self, key: str, **values: str | int) -> str:
        return self.texts.say(key, self.tongue, **values)

    def read(self, text: Translated) -> str:
        return self.texts.read(text, self.tongue)


def tidy(text: str) -> str:
    """Without the spaces that a value leaves where Chinese words stand in its place, or before full-width marks."""
    return _WIDE_GAP.sub("", text)
