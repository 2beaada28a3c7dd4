"""Which language a person is answered in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from bot.text.script import is_traditional

if TYPE_CHECKING:
    from bot.knowledge.model import Language
    from bot.storage.records import GuildLanguage

Tongue = Literal["zh", "zh-TW", "en"]
"""A language that Errata speaks. `zh` is Simplified Chinese; the catalogue itself knows only `zh` and `en`."""


def catalogue_language(tongue: Tongue) -> Language:
    """The language of the catalogue's texts that a speaker of `tongue` reads."""
    return "en" if tongue == "en" else "zh"


def tongue_of_paste(language: Language, text: str) -> Tongue:
    """The tongue of a paste whose language is known."""
    return "zh-TW" if language == "zh" and is_traditional(text) else language


def choose_tongue(
    setting: GuildLanguage,
    *,
    paste: Tongue | None = None,
    user_locale: str | None = None,
    guild_locale: str | None = None,
    default: GuildLanguage = "auto",
) -> Tongue:
    """The guild's setting, else the person's own locale, else what the paste is written in, else what the guild speaks.

    Where only the paste tells, its script is followed, too; Simplified, which an unsure one counts as, says less than a
    guild that speaks Traditional. Machines write English to everybody, so an English paste says little: a Chinese guild
    outweighs it. A Discord guild is `en-US` unless somebody changed it, so that an English guild says little too and
    `default` comes first.
    """
    for certain in (setting, user_locale):
        if (tongue := _from_locale(certain)) is not None:
            return tongue
    guild = _from_locale(guild_locale)
    if paste == "zh-TW":
        return "zh-TW"
    if paste == "zh":
        return guild if guild == "zh-TW" else "zh"
    if guild in {"zh", "zh-TW"}:
        return guild or "zh"
    return _from_locale(default) or "en"


def choose_chinese(
    setting: GuildLanguage,
    *,
    user_locale: str | None = None,
    guild_locale: str | None = None,
    default: GuildLanguage = "auto",
) -> Tongue:
    """The Chinese that somebody reads who asks for Chinese, by the same order."""
    for told in (setting, user_locale, guild_locale, default):
        if (tongue := _from_locale(told)) is not None and tongue != "en":
            return tongue
    return "zh"


def read_tongue(language: str) -> Tongue:
    """The tongue that a record of an answer names."""
    return _from_locale(language) or "zh"


def other_tongue(tongue: Tongue) -> Tongue:
    """What the language button offers. Which Chinese it is, whoever presses decides: `choose_chinese`."""
    return "zh" if tongue == "en" else "en"


def _from_locale(locale: str | None) -> Tongue | None:
    """The tongue for a Discord locale or a guild's setting; None where it tells nothing."""
    if locale is None:
        return None
    if locale in {"zh-TW", "zh-HK"}:
        return "zh-TW"
    if locale.startswith("zh"):
        return "zh"
    if locale.startswith("en"):
        return "en"
    return None
