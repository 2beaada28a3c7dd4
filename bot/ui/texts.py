"""The wording in every language, read once from the message catalogues and handed to whoever speaks."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Self

from bot.ui.fluent import Pattern, Value, parse_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.reception.tongue import Tongue

_FILES: Mapping[Tongue, str] = {"en": "en.ftl", "zh": "zh-CN.ftl", "zh-TW": "zh-TW.ftl"}
_FALLBACK: Mapping[Tongue, tuple[Tongue, ...]] = {"en": ("en",), "zh": ("zh",), "zh-TW": ("zh-TW", "zh")}


class Texts:
    """All messages of all languages; immutable after loading."""

    __slots__ = ("_messages",)

    def __init__(self, messages: Mapping[Tongue, Mapping[str, Pattern]]) -> None:
        self._messages = messages

    @classmethod
    def load(cls) -> Self:
        """Reads the catalogues that lie beside this module."""
        folder = resources.files("bot.ui") / "locales"
        return cls(
            {tongue: parse_catalogue((folder / file).read_text(encoding="utf-8")) for tongue, file in _FILES.items()}
        )

    def say(self, key: str, tongue: Tongue, /, **values: Value) -> str:
        """The message `key` in `tongue`. Raises KeyError for an unknown key or a missing value."""
        return self._find(key, tongue).format(values)

    def has(self, key: str, tongue: Tongue = "en") -> bool:
        """Whether `tongue` itself (without its fallback) holds `key`."""
        return key in self._messages[tongue]

    def keys(self, tongue: Tongue) -> Iterable[str]:
        """The keys that `tongue` itself holds."""
        return self._messages[tongue].keys()

    def variables(self, key: str, tongue: Tongue) -> frozenset[str]:
        """The values that a message needs."""
        return self._find(key, tongue).variables()

    def _find(self, key: str, tongue: Tongue) -> Pattern:
        for candidate in _FALLBACK[tongue]:
            if (pattern := self._messages[candidate].get(key)) is not None:
                return pattern
        raise KeyError(f"no message {key} in {tongue}")
