"""Which of many words stand in a long text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Words = tuple[tuple[str, bytes], ...]

_DIGITS = b"0123456789"


def prepare_words(words: Iterable[str]) -> Words:
    """Words, without line breaks, each beside what it is in UTF-8 without digits."""
    return tuple((word, word.encode().translate(None, _DIGITS)) for word in words)


def find_words(text: str, words: Words) -> Iterator[str]:
    """Those of the words that stand in the text, in their order.

    They are looked for in its distinct lines without their digits first: of most logs these are few.
    """
    condensed = b"\n".join({*list_forms(text)})
    is_short = 2 * len(condensed) < len(text)
    for word, plain in words:
        if (not is_short or plain in condensed) and word in text:
            yield word


def list_forms(text: str) -> list[bytes]:
    """The lines of a text without their digits, in UTF-8: lines of a log that say the same have the same form."""
    return text.encode("utf-8", "replace").translate(None, _DIGITS).split(b"\n")


def find_apart(text: str, word: str, joiners: str = "") -> Iterator[int]:
    """Every place where a word begins that no ASCII letter or digit, and none of the joiners, stands beside."""
    for at in find_all(text, word):
        end = at + len(word)
        if not _joins(text[at - 1 : at], joiners) and not _joins(text[end : end + 1], joiners):
            yield at


def _joins(character: str, joiners: str) -> bool:
    return character.isascii() and (character.isalnum() or (character != "" and character in joiners))


def find_all(text: str, word: str) -> Iterator[int]:
    """Every place, in order, where a word begins in a text."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
