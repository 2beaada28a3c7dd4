"""Names and descriptions of commands in the languages that Discord asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.app_commands import locale_str

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.reception.tongue import Tongue
    from bot.ui.texts import Texts

_TONGUES: Mapping[discord.Locale, Tongue] = {
    discord.Locale.chinese: "zh",
    discord.Locale.taiwan_chinese: "zh-TW",
}


class CommandWords:
    """Words of commands out of the message catalogues, for the moment in which commands are built."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def __call__(self, key: str) -> locale_str:
        """The text of `command-<key>`: English as the default, with what it takes to translate it."""
        return locale_str(self._texts.say(f"command-{key}", "en"), key=f"command-{key}")


class CommandTranslator(app_commands.Translator):
    """Looks a command's words up by the key that CommandWords put into them."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts

    async def translate(
        self,
        string: locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002  # Discord's signature
    ) -> str | None:
        """The words in `locale`; None keeps the English default."""
        key, tongue = string.extras.get("key"), _TONGUES.get(locale)
        if tongue is None or not isinstance(key, str) or not self._texts.has(key, tongue):
            return None
        return self._texts.say(key, tongue)
