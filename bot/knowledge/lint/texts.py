"""Rules about what people read: both languages, Discord's limits, placeholders, dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import get_args

from bot.knowledge.document import Place
from bot.knowledge.lint.finding import Finding
from bot.knowledge.model import Entry, KnowledgeBase, Language
from bot.knowledge.slots import Slot, fill, parse_message, placeholders
from bot.text.moments import find_zone

# Discord refuses an embed above 6,000 characters; the rest is left for field names, footer and captured values.
MOST_TITLE = 250
MOST_CAUSE = 1500
MOST_STEP = 500
MOST_EMBED = 5500
_LINK_MARKUP = 6

# Values that answers take from the whole paste where the messages capture none.
SIGNAL_NAMES = frozenset({"status", "model", "retry", "request_id"})

_SENTENCE_ENDS = "。！？…：）」”.!?:)\"'`"
_HAN = re.compile(r"[\u3400-\u9fff]")
_LANGUAGES: tuple[Language, ...] = get_args(Language)


def both_languages(knowledge: KnowledgeBase) -> Iterator[Finding]:
    """Aliases in both languages or none; Chinese texts hold Chinese."""
    for entry in knowledge.entries.values():
        if bool(entry.aliases.zh) != bool(entry.aliases.en):
            missing = "en" if entry.aliases.zh else "zh"
            yield Finding(entry.id, ("aliases",), f"aliases.{missing} is missing: add how people put it")
        for place, text in _texts(entry, "zh"):
            if place[0] in {"title", "cause"} and not _HAN.search(text):
                yield Finding(entry.id, place, "the Chinese text has no Chinese in it: translate it", "no-chinese")
        for place, text in _texts(entry, "en"):
            if place[0] == "title" and _HAN.search(text):
                yield Finding(entry.id, place, "the English title has Chinese in it: translate it", "chinese")


def discord_limits(knowledge: KnowledgeBase) -> Iterator[Finding]:
    """What an answer shows must fit into one embed."""
    for entry in knowledge.entries.values():
        for language in _LANGUAGES:
            for place, text in _texts(entry, language):
                most = {"title": MOST_TITLE, "cause": MOST_CAUSE, "fix": MOST_STEP}.get(str(place[0]), MOST_EMBED)
                if len(text) > most:
                    told = f"{len(text)} characters, at most {most} fit: shorten the text"
                    yield Finding(entry.id, place, told, "long-text", {"length": len(text), "most": most})
            if (whole := _embed_length(entry, language)) > MOST_EMBED:
                told = f"the answer in {language} has {whole} characters, at most {MOST_EMBED} fit: shorten it"
                values = {"language": language, "length": whole, "most": MOST_EMBED}
                yield Finding(entry.id, (), told, "long-answer", values)


def cut_off_nowhere(read_file: Callable[[str], str]) -> Callable[[KnowledgeBase], Iterator[Finding]]:
    """The rule that no sentence ends where YAML took a ` #` for a comment. `read_file` gives the file of an id."""

    def cut_off_nowhere(knowledge: KnowledgeBase) -> Iterator[Finding]:
        for entry in knowledge.entries.values():
            for language in _LANGUAGES:
                for place, text in _texts(entry, language):
                    if place[0] == "title" or text[-1] in _SENTENCE_ENDS:
                        continue
                    if re.search(rf"{re.escape(text.split()[-1])}[ \t]+#", read_file(entry.id)):
                        told = "the sentence ends where a ` #` begins a comment: put the whole text in single quotes"
                        yield Finding(entry.id, place, told)

    return cut_off_nowhere


def _embed_length(entry: Entry, language: Language) -> int:
    links = sum(len(source.title) + len(str(source.url or source.publisher)) + _LINK_MARKUP for source in entry.sources)
    return links + sum(len(text) for _, text in _texts(entry, language))


def _texts(entry: Entry, language: Language) -> Iterator[tuple[Place, str]]:
    yield ("title", language), entry.title.in_language(language)
    yield ("cause", language), entry.cause.in_language(language)
    for i, step in enumerate(entry.fix.in_language(language)):
        yield ("fix", language, i), step
    for i, note in enumerate(entry.tell_apart):
        yield ("tell_apart", i, language), note.in_language(language)


def known_placeholders(knowledge: KnowledgeBase) -> Iterator[Finding]:
    """A placeholder must be a slot of the entry or a signal, and its text must stand without any value."""
    for entry in knowledge.entries.values():
        captured = {p.name for message in entry.messages for p in parse_message(message) if isinstance(p, Slot)}
        captured |= {"reset"} if entry.daily_reset else set()
        for language in _LANGUAGES:
            for place, text in _texts(entry, language):
                for placeholder in placeholders(text):
                    if placeholder.name not in captured | SIGNAL_NAMES:
                        told = f"no message captures `{placeholder.name}`: use the name of a slot, or write the words"
                        yield Finding(entry.id, place, told, "no-slot", {"name": placeholder.name})
                if placeholders(text) and not fill(text, {}):
                    told = "nothing is left without captured values: use {name|words instead}"
                    yield Finding(entry.id, place, told, "only-values")


def known_zones(knowledge: KnowledgeBase) -> Iterator[Finding]:
    """A reset needs a time zone that exists."""
    for entry in knowledge.entries.values():
        if entry.daily_reset is not None and find_zone(entry.daily_reset) is None:
            told = f"there is no time zone `{entry.daily_reset}`: use an IANA name such as America/Los_Angeles"
            yield Finding(entry.id, ("daily_reset",), told)


def months_since(verified: str, today: date) -> int:
    """Whole months from the month in which an entry was verified; negative when it lies ahead."""
    year, month = map(int, verified.split("-"))
    return (today.year - year) * 12 + today.month - month


def verified_by(today: date, stale_months: int | None = None) -> Callable[[KnowledgeBase], Iterator[Finding]]:
    """The rule that no entry was verified in the future or, if asked for, longer ago than so many months."""

    def well_dated(knowledge: KnowledgeBase) -> Iterator[Finding]:
        for entry in knowledge.entries.values():
            age = months_since(entry.verified, today)
            if age < 0:
                yield Finding(entry.id, ("verified",), f"{entry.verified} lies ahead: write when it was last checked")
            elif stale_months is not None and age > stale_months:
                told = f"not verified for {age} months: check its sources and write this month"
                yield Finding(entry.id, ("verified",), told)

    return well_dated
