"""A name for an error that stays the same when ids, numbers and times in it change."""

from __future__ import annotations

import hashlib
import re

from bot.text.redaction.spans import MARK

_TROUBLE = re.compile(
    r"(?i)error|exception|fail|denied|refused|invalid|exceed|exhaust|unavailable|unauthori|forbidden|timeout|timed out|fatal"
    r"|cannot|unable|not found|too many|报错|错误|失败|异常|超时|拒绝|无效|不足|无法|限制|无可用"
)
_MASKS = (
    (re.compile(r"https?://[^\s\"'<>)]{1,400}"), "<url>"),
    (re.compile(r"\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F-]{9,27}\b"), "<id>"),
    (re.compile(rf"{MARK}|<[a-z0-9-]+>"), "<secret>"),
    (re.compile(r"\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{16,}\b"), "<id>"),
    (re.compile(r"\d+"), "#"),
    (re.compile(r"(?:[A-Za-z]:)?(?:[\\/][\w.@~ -]+){2,}"), "<path>"),
    (re.compile(r"\s+"), " "),
)
_LINES = 8
_LINE_CHARS = 300


def mask_lines(text: str) -> str:
    """The distinct lines of a normalised text that speak of trouble (else all), with what varies masked."""
    lines = [line for line in text.splitlines() if line.strip()]
    chosen = [line for line in lines if _TROUBLE.search(line)] or lines
    masked: dict[str, None] = {}
    for line in chosen:
        short = line[:_LINE_CHARS]
        for pattern, name in _MASKS:
            short = pattern.sub(name, short)
        masked.setdefault(short.strip().lower())
        if len(masked) == _LINES:
            break
    return "\n".join(masked)


def make_fingerprint(text: str) -> str:
    """16 hexadecimal digits of the masked lines."""
    return hashlib.blake2b(mask_lines(text).encode("utf-8", "replace"), digest_size=8).hexdigest()
