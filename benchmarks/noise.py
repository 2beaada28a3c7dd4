"""Seeded catalogues of any size and seeded queries in nine forms, for measuring growth."""

from __future__ import annotations

import itertools
import json
import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.knowledge.model import Bilingual, BilingualList

if TYPE_CHECKING:
    from bot.knowledge.model import Entry

FORMS = ("plain", "json", "nested json", "log", "toast", "truncated", "typo", "ocr", "chinese chat")
_CONFUSIONS = {"l": "1", "i": "l", "o": "0", "m": "rn", "e": "c", "a": "o", "n": "ri", "s": "5"}
_MADE_UP = ("bcdfgklmnprst", "aeiou", "lmnrstx", "aeiou", "klmnt")
_REQUEST = "/v1/chat/completions"
_SLOT = re.compile(r"%\{[A-Z]+:?\w*\}")


@dataclass(frozen=True, slots=True)
class Query:
    """A noisy text and the id of the entry it was made of."""

    text: str
    entry: str
    form: str


def grow(entries: list[Entry], size: int, seed: int = 7) -> list[Entry]:
    """`size` entries: real ones first, then made-up ones whose wording is shuffled from the real ones' phrases.

    A made-up entry has as many messages, aliases and titles as the real one it is modelled on, each in words of its own:
    so the catalogue holds as many wordings an entry at any size, and no two entries share one.
    """
    if size <= len(entries):
        return entries[:size]
    rng = random.Random(seed)
    # What the log lines around a query print must not be the wording of a made-up error.
    material = [message for entry in entries for message in entry.messages if _REQUEST not in message]
    messages = _Chain(rng, [_SLOT.sub("x", message) for message in material])
    zh = _Chain(rng, [text for entry in entries for text in (entry.title.zh, *entry.aliases.zh)])
    en = _Chain(rng, [text for entry in entries for text in (entry.title.en, *entry.aliases.en)])
    made = [_imitate(number, rng.choice(entries), messages, zh, en) for number in range(size - len(entries))]
    return [*entries, *made]


def _imitate(number: int, model: Entry, messages: _Chain, zh: _Chain, en: _Chain) -> Entry:
    return model.model_copy(
        update={
            "id": f"{model.home}/made-{number}",
            "messages": tuple(messages.walk(7, 18) for _ in model.messages or (None,)),
            "title": Bilingual(zh=zh.walk(4, 10), en=en.walk(3, 8)),
            "aliases": BilingualList(
                zh=tuple(zh.walk(4, 10) for _ in model.aliases.zh), en=tuple(en.walk(3, 8) for _ in model.aliases.en)
            ),
            "tell_apart": (),
        }
    )


class _Chain:
    """Sentences in which each word has followed the one before somewhere, with made-up words in between."""

    def __init__(self, rng: random.Random, sentences: list[str]) -> None:
        self._rng = rng
        self._starts: list[str] = []
        self._followers: dict[str, list[str]] = {}
        for sentence in sentences:
            words = re.findall(r"[\u4e00-\u9fff]|[A-Za-z_]+|\S", sentence)
            self._starts.extend(words[:1])
            for word, after in itertools.pairwise(words):
                self._followers.setdefault(word, []).append(after)

    def walk(self, least: int, most: int) -> str:
        """A sentence of `least` to `most` words, not counting made-up ones."""
        rng = self._rng
        length = rng.randint(least, most)
        words = [rng.choice(self._starts)]
        while len(words) < length:
            options = self._followers.get(words[-1])
            words.append(rng.choice(options) if options and rng.random() < 0.8 else rng.choice(self._starts))
            if rng.random() < 0.12:
                words.append("".join(rng.choice(letters) for letters in _MADE_UP))
        return re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", " ".join(words))


def make_queries(entries: list[Entry], count: int = 500, seed: int = 11) -> list[Query]:
    """`count` noisy queries over the entries, all forms equally often."""
    rng = random.Random(seed)
    usable = [entry for entry in entries if any(len(_SLOT.sub("", message)) >= 24 for message in entry.messages)]
    queries = []
    for number in range(count):
        entry = rng.choice(usable)
        message = rng.choice([message for message in entry.messages if len(_SLOT.sub("", message)) >= 24])
        text = _SLOT.sub(lambda _: str(rng.randint(2, 90_000)), message)
        form = FORMS[number % len(FORMS)]
        queries.append(Query(text=_disguise(rng, text, form, entry), entry=entry.id, form=form))
    return queries


def _disguise(rng: random.Random, text: str, form: str, entry: Entry) -> str:
    status = entry.status[0] if entry.status else 400
    match form:
        case "plain":
            return text
        case "json":
            return json.dumps({"error": {"code": status, "message": text, "type": "error"}}, indent=2)
        case "nested json":
            return json.dumps(
                {"error": {"message": json.dumps({"error": {"code": status, "message": text}}), "code": status}}
            )
        case "log":
            lines = [f"2026-05-01 10:{minute:02d}:07 INFO [gin] 200 | 12ms | POST {_REQUEST}" for minute in range(8)]
            lines.insert(rng.randint(2, 6), f"2026-05-01 10:05:11 ERROR upstream status {status}: {text}")
            return "\n".join(lines)
        case "toast":
            return f"Chat Completion API\n{text}"
        case "truncated":
            return text[: max(24, int(len(text) * 0.6))]
        case "typo":
            letters = list(text)
            for _ in range(max(1, len(letters) // 20)):
                place = rng.randrange(len(letters) - 1)
                letters[place], letters[place + 1] = letters[place + 1], letters[place]
            return "".join(letters)
        case "ocr":
            return "".join(_CONFUSIONS.get(letter, letter) if rng.random() < 0.06 else letter for letter in text)
        case _:
            return f"大佬们求助，今天酒馆突然就不行了，一直弹这个 {text} 换了个预设也一样，怎么办"
