"""Bring what people paste into one plain form that every later step reads."""

from __future__ import annotations

import re
import unicodedata

MAX_CHARS = 200_000
HEAD_CHARS = 60_000
TAIL_CHARS = MAX_CHARS - HEAD_CHARS - 1

_ANSI = re.compile(r"\x1b(?:\[[0-?]{0,32}[ -/]{0,8}[@-~]|\][^\x07\x1b]{0,256}(?:\x07|\x1b\\)|[@-Z\\-_])")
_UNICODE_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_ESCAPES = (("\\r\\n", "\n"), ("\\n", "\n"), ("\\r", "\n"), ("\\t", " "), ('\\"', '"'), ("\\'", "'"), ("\\/", "/"))
_ESCAPE_LEVELS = 4


_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\U000e0000-\U000e007f]"
)
_FRAMES = re.compile("[\u2500-\u259f\u00a0]")
_QUOTES = (("\u2018", "'"), ("\u2019", "'"), ("\u201c", '"'), ("\u201d", '"'), ("\u2028", "\n"), ("\u2029", "\n"))
_CONTROLS = {code: " " for code in range(32) if code not in (9, 10, 13)} | {127: " ", 13: "\n"}
_CONTROL_SEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def cap(text: str) -> str:
    """At most `MAX_CHARS` characters: the head and, since errors stand at the end of logs, mostly the tail.

    For texts without secrets; of others `bot.text.redact.cap_paste` takes care.
    """
    if len(text) <= MAX_CHARS:
        return text
    return text[:HEAD_CHARS] + "\n" + text[-TAIL_CHARS:]


def unescape(text: str) -> str:
    """Undo JSON string escapes, also where JSON was put into JSON several times."""
    if "\\" not in text:
        return text
    for _ in range(_ESCAPE_LEVELS):
        if "\\\\" not in text:
            break
        text = text.replace("\\\\", "\\")
    for escape, plain in _ESCAPES:
        if escape in text:
            text = text.replace(escape, plain)
    if "\\u" in text:
        text = _UNICODE_ESCAPE.sub(_decode_escape, text)
        text = _SURROGATES.sub("", text)
    return text


def _decode_escape(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def normalise(text: str) -> str:
    """Plain text: capped, NFKC, without ANSI codes, control, zero-width and bidi characters, escapes undone.

    Never raises, whatever the string holds (lone surrogates and NULs included); an ASCII text without
    control characters or backslashes comes back unchanged.
    """
    text = cap(text)
    if "\x1b" in text:
        text = _ANSI.sub("", text)
    text = unescape(text)
    if not text.isascii():
        text = _SURROGATES.sub("", text)
        text = _FRAMES.sub(" ", _INVISIBLE.sub("", text))
        for fancy, plain in _QUOTES:
            text = text.replace(fancy, plain)
        text = unicodedata.normalize("NFKC", text)
    if _CONTROL_SEEN.search(text):
        text = text.translate(_CONTROLS)
    return cap(text)
