"""Whether a value may be the secret that its name says it is, or is talk about one."""

from __future__ import annotations

import re

from bot.text.redaction.randomness import is_example, looks_drawn

_MASKED = re.compile(r"\*\*|\.\.\.|…|••|\[redacted:")
_CODE = re.compile(r"(?:os\.|process\.|env\.|self\.|this\.|config\.|https?:|bearer |basic |[$%@/.<{(-])", re.IGNORECASE)
_PASSWORD_TALK = re.compile(
    r"none|null|nil|undefined|true|false|string|object|optional|required|missing|incorrect|invalid|wrong|empty|password"
    r"|passwd|passphrase|secret|changeme|prompt|hidden|masked|input|text|type|placeholder|error|failed|unknown|default"
    r"|expected|value|field|credentials?|authentication",
    re.IGNORECASE,
)
_ALGORITHM = re.compile(r"(?:sha|md|utf|base|aes|rsa|argon|bcrypt|scrypt|ntlm|oauth|http)-?v?\d", re.IGNORECASE)
_JOINED = re.compile(r"[-_./:=+]")
_TEST = re.compile(r"(?:[Tt]est|Example|Benchmark|Fuzz)[A-Z_]")


def is_masked(value: str) -> bool:
    """Whether a part of a value was left out by whoever printed it."""
    return _MASKED.search(value) is not None


def is_talk(value: str) -> bool:
    """True for what stands in place of a secret in code and instructions, and for masked ones."""
    return is_masked(value) or _CODE.match(value) is not None


def is_password(value: str, *, firm: bool) -> bool:
    """For values of passwords. `firm`: quoted or behind `=`, so that a mere word may be one."""
    if len(value) < 4 or is_talk(value) or not value.lower().strip("x") or _PASSWORD_TALK.fullmatch(value):
        return False
    return firm or not value.isalpha()


def is_told_password(value: str) -> bool:
    """For what stands where mostly talk does: a word of letters with digits, or six digits, may be a password."""
    if len(value) < 6 or is_talk(value) or is_example(value) or _ALGORITHM.match(value) or _TEST.match(value):
        return False
    if value.isdecimal():
        return True
    mixed = any(char.isalpha() for char in value) and any(char.isdecimal() for char in value)
    return mixed and value.isascii() and (_JOINED.search(value) is None or looks_drawn(value, 8))


def is_credential(value: str) -> bool:
    """For values whose name says clearly that they are secret: one word with letters and digits is enough."""
    if is_talk(value):
        return False
    mixed = value.isalnum() and not value.isalpha() and not value.isdecimal()
    return (mixed and len(value) >= 8 and not is_example(value)) or looks_drawn(value, 8)
