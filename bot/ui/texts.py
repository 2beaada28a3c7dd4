"""The wording in every language, read once from the message catalogues and handed to whoever speaks."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Self

from bot.reception.tongue import catalogue_language
from bot.ui.fluent import Pattern, Value, parse_catalogue
from bot.ui.traditional import Traditional

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Protocol

    from bot.knowledge.model import Language
    from bot.reception.tongue import Tongue

    class Translated(Protocol):
        """A text of the catalogue, or a list of texts."""

        def in_language(self, language: Language) -> str: ...

    class TranslatedList(Protocol):
        """The same for a list of texts."""

        def in_language(self, language: Language) -> tuple[str, ...]: ...


_FILES: Mapping[Tongue, str] = {"en": "en.ftl", "zh": "zh-CN.ftl", "zh-TW": "zh-TW.ftl"}
_ROOMS = ("", "review.")
"""What a file of a room begins with; maintainers' words lie apart from everybody's."""


class Texts:
    """All messages of all languages, and the catalogue's texts in them.

    Traditional Chinese comes from the reviewed messages of its own file, all else from Simplified when it is asked for.
    """

    __slots__ = ("_messages", "_traditional")

    def __init__(self, messages: Mapping[Tongue, Mapping[str, Pattern]]) -> None:
        self._messages = messages
        self._traditional = Traditional()

    @classmethod
    def load(cls) -> Self:
        """Reads the catalogues that lie beside this module."""
        folder = resources.files("bot.ui") / "locales"
        sources: dict[Tongue, str] = {
            tongue: "\n".join((folder / f"{room}{file}").read_text(encoding="utf-8") for room in _ROOMS)
            for tongue, file in _FILES.items()
        }
        return cls({tongue: parse_catalogue(source) for tongue, source in sources.items()})

    def say(self, key: str, tongue: Tongue, /, **values: Value) -> str:
        """The message `key` in `tongue`. Raises KeyError for an unknown key or a missing value."""
        return self._find(key, tongue).format(values)

    def read(self, text: Translated, tongue: Tongue) -> str:
        """A text of the catalogue in `tongue`."""
        return self._spoken(text.in_language(catalogue_language(tongue)), tongue)

    def read_all(self, texts: TranslatedList, tongue: Tongue) -> tuple[str, ...]:
        """Each of the catalogue's texts in `tongue`."""
        return tuple(self._spoken(text, tongue) for text in texts.in_language(catalogue_language(tongue)))

    def has(self, key: str, tongue: Tongue = "en") -> bool:
        """Whether the file of `tongue` itself holds `key`."""
        return key in self._messages[tongue]

    def keys(self, tongue: Tongue) -> Iterable[str]:
        """The keys that the file of `tongue` itself holds."""
        return self._messages[tongue].keys()

    def variables(self, key: str, tongue: Tongue) -> frozenset[str]:
        """The values that a message needs."""
        return self._find(key, tongue).variables()

    def _spoken(self, text: str, tongue: Tongue) -> str:
        return self._traditional.convert(text) if tongue == "zh-TW" else text

    def _find(self, key: str, tongue: Tongue) -> Pattern:
        if (pattern := self._messages[tongue].get(key)) is not None:
            return pattern
        if tongue == "zh-TW" and (simplified := self._messages["zh"].get(key)) is not None:
            return simplified.map(self._traditional.convert)
        raise KeyError(f"no message {key} in {tongue}")
