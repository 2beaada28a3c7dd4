"""In which language to answer: the one that the people of a paste write, whatever its machines print."""

from __future__ import annotations

import re
from typing import Literal

Language = Literal["zh", "en"]

_IDEOGRAPHS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+")
_KANA = re.compile(r"[\u3041-\u30ff]+")
_WIDE_MARKS = re.compile(r"[\u3001\u3002\u300a-\u3011\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]")
_LETTER = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"[A-Za-z]{2,}")

_FENCE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_ADDRESS = re.compile(
    r"\b[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s，。；）]+"
    r"|(?:[A-Za-z]:|[.~])?(?:[\\/]{1,4}+[^\s\\/:*?\"'<>|，。；：（）]{1,80}+){2,}"
)
_QUOTE = re.compile(r"\"[^\"\n]*+\"|(?<![A-Za-z])'[^'\n]*+'|`[^`\n]*+`")
_LOG_LINE = re.compile(
    r"\s*(?:at\s|File\s|[\[{}\])\"'<>|│╭╰*]|\d{2,4}[-/:.]\d|(?:ERROR|ERR|WARN|INFO|DEBUG|FATAL|TRACE|npm|Traceback)\b|\w+\s*\|)"
)
_TALK = re.compile(
    r"\b(?:i|i'm|im|i've|ive|my|me|we|anyone|anybody|someone|how|why|what|what's|does|help|thanks|thank|any|idea|tried"
    r"|trying|still|keeps?|getting|got|get|gets|lol|btw|guys|hi|hello|pls|hey|know|fix|same|again|using|when|says?)\b(?!:)",
    re.IGNORECASE,
)
_ENOUGH = 8_000


def detect_language(text: str, default: Language = "en") -> Language:
    """`zh` or `en` by the words of people, else by what machines say; `default` where nothing is said at all.

    A Chinese sentence around an English error is `zh`, and so is a Chinese error message alone; an English question
    around a Chinese message is `en`, and so is an English log with a Chinese folder in it.
    """
    if text.isascii():
        return "en" if _LETTER.search(text) else default
    if _count(_IDEOGRAPHS, text) <= _count(_KANA, text):
        # No ideographs, or Japanese. Wide punctuation alone still comes from a Chinese keyboard.
        if _WIDE_MARKS.search(text) and not _KANA.search(text) and len(_TALK.findall(text)) < 2:
            return "zh"
        return "en" if _LETTER.search(text) else default
    clean = _clean(text)
    spoken = _spoken(clean)
    ideographs, talk = _count(_IDEOGRAPHS, spoken), len(_TALK.findall(spoken))
    if ideographs >= 2 and ideographs >= 3 * talk:
        return "zh"
    if talk >= 2:
        return "en"
    printed = _count(_IDEOGRAPHS, clean)
    return "zh" if printed >= 2 and printed * 20 >= len(_WORD.findall(clean)) else "en"


def find_spoken(text: str) -> str:
    """What people say in a text, without what machines print in it: log lines, JSON, quotations, code, addresses."""
    return _spoken(_clean(text))


def _clean(text: str) -> str:
    """The beginning and the end of a text without its addresses."""
    return _ADDRESS.sub(" ", text if len(text) <= 2 * _ENOUGH else f"{text[:_ENOUGH]}\n{text[-_ENOUGH:]}")


def _spoken(text: str) -> str:
    """What is no log line, JSON, quotation or code."""
    lines = (line for line in _FENCE.sub("\n", text).split("\n") if not _LOG_LINE.match(line))
    return "\n".join(_QUOTE.sub(" ", _without_braces(line)) for line in lines)


def _without_braces(line: str) -> str:
    start, end = line.find("{"), line.rfind("}")
    return line[:start] + line[end + 1 :] if 0 <= start < end else line


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(map(len, pattern.findall(text)))
