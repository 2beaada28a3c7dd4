"""Proposes the message of an error from samples of it: the line that says most, with slots where it varies."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from bot.text.fingerprint import mask_lines
from bot.text.normalise import normalise
from bot.text.redaction.spans import MARK

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_MESSAGE = 300
_MAX_CHARS = 8_000
_LEAST_LETTERS = 7
_SAME_WORDING = 0.7
_MESSAGE = re.compile(r"""["'](?:message|msg|detail|errmsg|error_description)["']\s*:\s*"([^"\n]{8,600})""")
_PREFIX = re.compile(
    r"""^(?:[\s>|│*#-]+|\[[^\]\n]{1,40}\]\s*|\d{4}[-/.]\d\d[-/.]\d\d[T ]?[\d:.,]*Z?\s*|\d\d:\d\d:\d\d[.,\d]*\s*
    |(?i:error|warn(?:ing)?|info|fatal|uncaught)\b[:\s]+(?=\S))+""",
    re.VERBOSE,
)
_TOKEN = re.compile(r"\s+|[A-Za-z0-9_@./:+%-]*[A-Za-z0-9_@/+%]|.", re.DOTALL)
_SURE = (
    (re.compile(r"https?://[^\s\"'<>)]{1,300}"), "URL"),
    (re.compile(r"\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F-]{9,27}\b"), "ID"),
    (re.compile(rf"{MARK}|<[a-z0-9-]+>"), "DATA"),
    (re.compile(r"\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9_-]{20,}\b"), "ID"),
    (re.compile(r"\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?Z?)?"), "TIME"),
)
_KINDS = (
    ("INT", re.compile(r"\d+")),
    ("NUMBER", re.compile(r"\d+\.\d+")),
    ("TIME", re.compile(r"\d{4}[-/]\d\d?[-/]\d\d?(?:T[\d:.]+Z?)?")),
    ("DURATION", re.compile(r"(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+")),
    ("URL", re.compile(r"https?://\S+")),
    ("MODEL", re.compile(r"(?i)[\w./]*(?:gpt|claude|gemini|deepseek|qwen|grok|llama|kimi|glm|mistral)[\w./:-]*")),
    ("HOST", re.compile(r"(?:[\w-]+\.)+[a-z]{2,}")),
    ("ID", re.compile(r"(?=.*\d)[\w-]{8,}")),
    ("WORD", re.compile(r"[\w.-]+")),
)
_LETTER = re.compile(r"[^\W\d_]")


def propose_messages(samples: Sequence[str]) -> tuple[str, ...]:
    """At most one message for each wording among the samples, three in all; slots stand where samples differ."""
    lines = [line for sample in samples if (line := telling_line(sample))]
    groups: list[list[str]] = []
    for line in lines:
        for group in groups:
            if _alike(group[0], line):
                group.append(line)
                break
        else:
            groups.append([line])
    groups.sort(key=len, reverse=True)
    return tuple(dict.fromkeys(join_lines(group) for group in groups[:3]))


def telling_line(sample: str) -> str:
    """The one line of a redacted paste that says what went wrong; empty where there is none."""
    text = normalise(sample)[:_MAX_CHARS]
    messages = [found for found in _MESSAGE.findall(text) if _letters(found) >= _LEAST_LETTERS]
    if messages:
        return max(messages, key=_letters)[:MAX_MESSAGE].strip()
    wanted = set(mask_lines(text).splitlines())
    lines = [line for line in text.splitlines() if line.strip() and mask_lines(line) in wanted]
    stripped = [_PREFIX.sub("", line).strip() for line in lines or text.splitlines()]
    return max(stripped, key=_letters, default="")[:MAX_MESSAGE].strip()


def join_lines(lines: Sequence[str]) -> str:
    """One template for lines that differ in values only. What surely varies is a slot even with a single line."""
    tokens = [_TOKEN.findall(line) for line in dict.fromkeys(lines)]
    base = tokens[0]
    varying = [False] * len(base)
    for other in tokens[1:]:
        for kind, start, end, _, _ in SequenceMatcher(a=base, b=other, autojunk=False).get_opcodes():
            if kind in {"replace", "delete"}:
                for at in range(start, end):
                    varying[at] = not base[at].isspace() or varying[at]
    names: Counter[str] = Counter()
    pieces: list[str] = []
    for token, varies in zip(base, varying, strict=True):
        if varies and _letters(token) + sum(char.isdigit() for char in token):
            pieces.append(_slot(_kind(token), names))
        else:
            pieces.append(token)
    return _mask_sure("".join(pieces), names)


def _mask_sure(template: str, names: Counter[str]) -> str:
    for pattern, kind in _SURE:
        template = pattern.sub(lambda _found, kind=kind: _slot(kind, names), template)
    # Open slots need words between them.
    return re.sub(r"(%\{DATA:\w+\})(?:\s*%\{\w+:\w+\})+", r"\1", template)


def _slot(kind: str, names: Counter[str]) -> str:
    names[kind] += 1
    number = names[kind]
    return f"%{{{kind}:{kind.lower()}{number if number > 1 else ''}}}"


def _kind(token: str) -> str:
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(token)), "WORD")


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(a=_TOKEN.findall(one), b=_TOKEN.findall(other), autojunk=False).ratio() >= _SAME_WORDING


def _letters(text: str) -> int:
    return len(_LETTER.findall(text))
