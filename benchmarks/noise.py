"""Seeded catalogues of any size and seeded queries in nine forms, for measuring growth."""

from __future__ import annotations

import itertools
import json
import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.knowledge.model import Entry

FORMS = ("plain", "json", "nested json", "log", "toast", "truncated", "typo", "ocr", "chinese chat")
_CONFUSIONS = {"l": "1", "i": "l", "o": "0", "m": "rn", "e": "c", "a": "o", "n": "ri", "s": "5"}
_SLOT = re.compile(r"%\{[A-Z]+:?\w*\}")


@dataclass(frozen=True, slots=True)
class Query:
    """A noisy text and the id of the entry it was made of."""

    text: str
    entry: str
    form: str


def grow(entries: list[Entry], size: int, seed: int = 7) -> list[Entry]:
    """`size` entries: real ones first, then made-up ones whose wording is shuffled from the real ones' phrases."""
    if size <= len(entries):
        return entries[:size]
    rng = random.Random(seed)
    sentences = [_SLOT.sub("x", message) for entry in entries for message in entry.messages]
    followers: dict[str, list[str]] = {}
    starts: list[str] = []
    for sentence in sentences:
        words = re.findall(r"[\u4e00-\u9fff]|[A-Za-z_]+|\S", sentence)
        starts.extend(words[:1])
        for word, after in itertools.pairwise(words):
            followers.setdefault(word, []).append(after)
    made: list[Entry] = []
    seen: set[str] = set()
    while len(entries) + len(made) < size:
        pattern = rng.choice(entries)
        messages = []
        for _ in range(len(pattern.messages[:2]) or 1):
            text = _walk(rng, starts, followers)
            if text not in seen:
                seen.add(text)
                messages.append(text)
        if messages:
            number = len(made)
            made.append(
                pattern.model_copy(
                    update={"id": f"{pattern.home}/made-{number}", "messages": tuple(messages), "tell_apart": ()}
                )
            )
    return [*entries, *made]


def _walk(rng: random.Random, starts: list[str], followers: dict[str, list[str]]) -> str:
    length = rng.randint(7, 18)
    words = [rng.choice(starts)]
    while len(words) < length:
        options = followers.get(words[-1])
        words.append(rng.choice(options) if options and rng.random() < 0.8 else rng.choice(starts))
        if rng.random() < 0.12:
            words.append(
                f"{rng.choice('bcdfgklmnprst')}{rng.choice('aeiou')}{rng.choice('lmnrstx')}{rng.choice('aeiou')}{rng.choice('klmnt')}"
            )
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
            lines = [
                f"2026-05-01 10:{minute:02d}:07 INFO [gin] 200 | 12ms | POST /v1/chat/completions"
                for minute in range(8)
            ]
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
