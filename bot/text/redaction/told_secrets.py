"""Secrets that somebody tells or types: `my api key is ...`, `账号 bob 密码 ...`, `--token ...`, `curl -u bob:...`.

No sign stands between the name and its value but a space or a word, as in much talk of keys and passwords. So the
value has to look like nothing that such talk would say there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.text.redaction.randomness import looks_drawn
from bot.text.redaction.spans import Span
from bot.text.redaction.values import is_credential, is_password, is_talk, is_told_password

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_QUOTE = "[\"'`]?"
_KEY = r"(?P<value>[a-z0-9_.-]{16,512})(?![a-z0-9_./:=@(-])"
_WORD = r"""(?P<value>[^\s"'`\\,;&<>(){}\[\]|\u3000-\u303f\u3400-\u9fff\uff00-\uffef]{4,256})"""
_SPACE = r"[ \t]{1,3}"
_IS = rf"{_SPACE}(?:is|was)[ \t:]{{1,3}}"

_OWNED_KEY = re.compile(rf"key{_QUOTE}(?:{_IS}|{_SPACE}){_QUOTE}{_KEY}")
# Machines print the key that they were given so, mostly without its middle, which they know to leave out themselves.
_PROVIDED_KEY = re.compile(rf"provided:{_SPACE}{_QUOTE}{_WORD}")
_PROVIDED = re.compile(r"(?:key|token|secret)[ \t]{1,3}$")
_OWNER = re.compile(r"(?:api|secret|access|auth|account|subscription|licen[cs]e|provider|private)[-_ ]?$")
_MY_KEY = re.compile(rf"my{_SPACE}(?:key|token|secret){_IS}{_QUOTE}{_KEY}")
_TOLD_PASSWORD = re.compile(rf"pass(?:word|wd|phrase){_QUOTE}{_IS}{_QUOTE}{_WORD}")
_CHINESE_KEY = re.compile(rf"(?:密钥|令牌)[ \t]{{0,3}}{_KEY}")
_CHINESE_PASSWORD = re.compile(rf"(?:密码|口令)[ \t]{{0,3}}{_WORD}")
_OPTION = re.compile(rf"--(?=[a-z])(?P<name>[a-z0-9-]{{2,40}}){_SPACE}{_QUOTE}(?!-){_WORD}")
_LOGIN = re.compile(
    rf"(?:(?<=\s)|^)(?:-u|--user|--proxy-user)[ \t=]{{0,3}}{_QUOTE}[^\s:\"'`@/]{{1,64}}:{_WORD}", re.MULTILINE
)
_COMMAND_CHARS = 600
_NUMBER_OF_SOMETHING = re.compile(r"(?:req|request|trace|chatcmpl|msg|call|toolu|run|org|proj|user|resp|gen|id)[-_.]")
_PASSWORD_OPTIONS = ("password", "passwd", "passphrase", "pass", "pwd")


@dataclass(frozen=True, slots=True)
class _Telling:
    """Something that `pattern` finds in a text in lower case that holds `word`.

    `judge` tells the kind of secret that its value is, or None, from the match, that text, and the value as written.
    `ends`: signs behind the value that belong to the sentence.
    """

    word: str
    pattern: re.Pattern[str]
    judge: Callable[[re.Match[str], str, str], str | None]
    ends: str = ".:!?"


def _judge_owned_key(hit: re.Match[str], lowered: str, value: str) -> str | None:
    owned = _OWNER.search(lowered[max(0, hit.start() - 16) : hit.start()])
    return "api-key" if owned and _is_told_key(value) else None


def _judge_provided_key(hit: re.Match[str], lowered: str, value: str) -> str | None:
    provided = _PROVIDED.search(lowered[max(0, hit.start() - 16) : hit.start()])
    return "api-key" if provided and "*" not in value and is_credential(value) else None


def _judge_key(_hit: re.Match[str], _lowered: str, value: str) -> str | None:
    return "api-key" if _is_told_key(value) else None


def _judge_password(_hit: re.Match[str], _lowered: str, value: str) -> str | None:
    return "password" if is_told_password(value) else None


def _judge_option(hit: re.Match[str], _lowered: str, value: str) -> str | None:
    name = hit["name"]
    if name.endswith("key") and is_credential(value):
        return "api-key"
    if name.endswith("secret") and is_credential(value):
        return "secret"
    if name.endswith("token") and not is_talk(value) and looks_drawn(value, 12):
        return "token"
    return "password" if name.endswith(_PASSWORD_OPTIONS) and is_password(value, firm=False) else None


def _judge_login(hit: re.Match[str], lowered: str, value: str) -> str | None:
    # `docker run -u 1000:1000` names a user and a group.
    of_curl = lowered.rfind("curl", max(0, hit.start() - _COMMAND_CHARS), hit.start()) >= 0
    return "password" if of_curl and is_password(value, firm=True) else None


def _is_told_key(value: str) -> bool:
    if value.isdecimal() or is_talk(value) or _NUMBER_OF_SOMETHING.match(value.lower()):
        return False
    return looks_drawn(value, 16)


_TELLINGS = (
    _Telling("key", _OWNED_KEY, _judge_owned_key),
    _Telling("provided:", _PROVIDED_KEY, _judge_provided_key),
    _Telling("my ", _MY_KEY, _judge_key),
    _Telling("pass", _TOLD_PASSWORD, _judge_password),
    _Telling("--", _OPTION, _judge_option, ends=""),
    _Telling("curl", _LOGIN, _judge_login, ends=""),
)
_CHINESE_TELLINGS = (
    _Telling("", _CHINESE_KEY, _judge_key),
    _Telling("", _CHINESE_PASSWORD, _judge_password),
)


def find_told_secrets(text: str, lowered: str) -> Iterator[Span]:
    """Every value in `text` that words or a command make a secret. `lowered`: the text, letter by letter lower case."""
    for telling in _TELLINGS if text.isascii() else _TELLINGS + _CHINESE_TELLINGS:
        if telling.word in lowered:
            for hit in telling.pattern.finditer(lowered):
                start = hit.start("value")
                value = text[start : hit.end("value")].rstrip(telling.ends)
                kind = telling.judge(hit, lowered, value)
                if kind:
                    yield Span(start, start + len(value), kind)
