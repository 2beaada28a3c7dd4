"""Secrets known by the name they are given: `password=...`, `x-api-key: ...`, cookies, headers, URLs with a log-in."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.text.redaction.listed_secrets import find_listed_secrets
from bot.text.redaction.randomness import looks_drawn
from bot.text.redaction.spans import Span
from bot.text.redaction.table_secrets import find_table_secrets
from bot.text.redaction.told_secrets import find_told_secrets
from bot.text.redaction.values import is_credential, is_masked, is_password, is_talk, is_told_password

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NAMED_KINDS = frozenset(
    {"password", "api-key", "session-key", "aws-key", "token", "secret", "cookie", "bearer-token", "basic-auth"}
    | {"private-key", "discord-webhook", "slack-webhook"}
)

# What stands behind a name: a sign that it is given a value, and the value. In XML it stands between tags, in Markdown
# in the next cell of a row, and the sign belongs to a name in bold.
_VALUE = re.compile(
    r"""["'`\\*]{0,4}\s{0,3}(?:[:=：＝](?:\*\*(?=\s))?|=>|是|为|,(?=\s{0,2}b?\\*["'])"""
    r"""|>(?=\s{0,40}[^\s<>]{4,1024}\s{0,40}<\\?/)|(?P<cell>\|)(?=[^|\n]{4,1024}\|))\s{0,3}"""
    r"""(?:b?\\*(?P<quote>["'`])(?P<quoted>[^"'`\\\r\n]{1,1024})"""
    r"""|(?P<bare>[^\s"'`\\,;&<>(){}\[\]|\u3000-\u303f\u3400-\u9fff\uff00-\uffef]{4,1024}))"""
)
_CELL = re.compile(r"\|[^|\n]*$")
_KEY_OWNER = re.compile(
    r"(?:api|secret|access|session|subscription|auth|master|account|licen[cs]e|encryption|provider|private|signing)"
    r"[-_ .]?$"
)
_PAIR = r"""[a-z0-9_.$!#%&*+^~-]{1,80}=[^\s;"'\\,\[\]<>]{1,4096}"""
_COOKIE = re.compile(
    rf"""cookies?["'`\\]{{0,4}}\s{{0,3}}[:=：,]\s{{0,3}}\[?\s{{0,3}}b?\\*["'`]?({_PAIR}(?:;\s?{_PAIR})*)"""
)
_JAR = re.compile(r"""value["'\\]{1,4}\s{0,3}:\s{0,3}\\*["']([^"'\\\r\n]{8,4096})""")
# As `cookies.txt` and the browser's own table have them.
_COOKIE_ROW = re.compile(r"\t/[^\s]{0,80}\t(?:true|false)\t\d{1,12}(?:\.\d{1,6})?\t[^\s]{1,80}\t(\S{8,4096})")
_COOKIE_CELL = re.compile(r"sid(?:ts|cc|rts)?\t(\S{12,4096})\t\.?[a-z0-9]")
_BEARER = re.compile(r"""bearer(?:[\s+:"'`]|\\+[tn"]){1,4}([a-z0-9._~+/=-]{12,4096})""")
_BASIC = re.compile(r"basic[ \t+]{1,3}([a-z0-9+/_-]{6,1024}={0,2})")
# A password may hold `@` and `/`, escaped when it was sent; but what stands behind a host or a port is a path, as in
# `http://localhost:8000/node_modules/@types`.
_LOGIN = re.compile(
    r"""://((?:[^\s/@:'"<>\[\]]{0,128}:[^\s/@'"<>\[\]]{1,256}"""
    r"""|[^\s/@:.'"<>\[\]]{1,128}:(?![0-9]{1,5}/)[^\s@'"<>\[\](){}$]{1,256})"""
    r"""(?:@[^\s/@?#,;'"<>\[\](){}]{0,128}(?=@)){0,3}|[a-z0-9_-]{20,128})@"""
)
# A proxy is often given without `http://`.
_BARE_LOGIN = re.compile(
    r"""(?<![^\s"'`=(,：])([a-z0-9._-]{1,64}:[^\s:/@"'`<>\[\](){}]{4,128})@(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|localhost):[0-9]"""
)
_NODE = re.compile(r"(?<![a-z0-9])(?:ss|ssr|vmess)://([a-z0-9+/_-]{16,4096}={0,2})")
_PRIVATE_KEY = re.compile(
    r"(-----begin (?:[a-z0-9]{1,16} ){0,3}private key(?: block)?-----"
    r"(?:(?:[^-]|-(?!----)){0,12000}?-----end [a-z0-9 ]{0,40}private key(?: block)?-----"
    r"|(?:(?:\s|\\+[nr])*[a-z0-9+/=]{16,100}+)*))"
)
_DISCORD_WEBHOOK = re.compile(r"webhooks/(\d{15,22}/[a-z0-9_-]{20,128})")
_QIANFAN = re.compile(r"(bce-v3/altak-[a-z0-9]{12,40}/[0-9a-f]{40})")
_SLACK_WEBHOOK = re.compile(r"hooks\.slack\.com/services/([a-z0-9/_-]{20,128})")


@dataclass(frozen=True, slots=True)
class _Naming:
    """A named value. `left`: what stands before the name's last word, in lower case. `firm`: quoted or behind `=`."""

    left: str
    value: str
    firm: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    """Values named by `word`; `judge` tells the kind of secret that a value is, or None.

    `name`, the word with its endings, reads lower case, as all patterns here do.
    """

    word: str
    name: re.Pattern[str]
    judge: Callable[[_Naming], str | None]


@dataclass(frozen=True, slots=True)
class _Form:
    """Secrets of one kind in a fixed form: the first group of `pattern`, read in lower case, where `judge` agrees."""

    word: str
    pattern: re.Pattern[str]
    kind: str
    judge: Callable[[str], bool]


def _password(naming: _Naming) -> str | None:
    return "password" if is_password(naming.value, firm=naming.firm) else None


def _short_password(naming: _Naming) -> str | None:
    # Tests and passes of a renderer are named so as well.
    return "password" if is_told_password(naming.value) else None


def _access_id(naming: _Naming) -> str | None:
    return "api-key" if is_credential(naming.value) else None


def _secret(naming: _Naming) -> str | None:
    return "secret" if is_credential(naming.value) else None


def _token(naming: _Naming) -> str | None:
    return "token" if not is_talk(naming.value) and looks_drawn(naming.value, 12) else None


def _session(naming: _Naming) -> str | None:
    return "cookie" if not is_talk(naming.value) and looks_drawn(naming.value, 16) else None


def _signature(naming: _Naming) -> str | None:
    in_query = naming.left.endswith(("?", "&", "-", ";"))
    return "token" if in_query and looks_drawn(naming.value, 16) else None


def _key(naming: _Naming) -> str | None:
    owner = _KEY_OWNER.search(naming.left)
    if owner or naming.left.endswith(("?", "&", ";")):
        if not is_credential(naming.value):
            return None
        if owner is None:
            return "api-key"
        if owner[0].startswith("session"):
            return "session-key"
        return "aws-key" if owner[0].startswith("access") and "secret" in naming.left else "api-key"
    if naming.left.endswith("<"):
        return None  # `<Key>` is where a storage keeps a file
    # A bare "key" names database columns, cache slots and JSON members as well.
    least = 16 if naming.left[-1:].isalnum() or naming.left.endswith(("_", "-")) else 20
    return "api-key" if not is_talk(naming.value) and looks_drawn(naming.value, least) else None


def _rule(word: str, judge: Callable[[_Naming], str | None], suffix: str = "") -> _Rule:
    return _Rule(word, re.compile(word + suffix), judge)


_RULES = (
    _rule("pass", _password, "(?:word|wd|phrase)"),
    _rule("pwd", _password),
    _rule("pass", _short_password, r"(?<![a-z0-9]pass)(?![a-z])"),
    _rule("pw", _short_password, r"(?<![a-z0-9]pw)(?![a-z])"),
    _rule("key", _key),
    _rule("token", _token),
    _rule("authorization", _token),
    _rule("secret", _secret),
    _rule("access", _access_id, "[-_]?key[-_]?id"),
    _rule("sid", _session, "(?:ts|cc|rts)?"),
    _rule("cf_clearance", _session),
    _rule("sig", _signature, "(?:nature)?"),
)
_CHINESE_RULES = (
    _rule("密码", _password),
    _rule("口令", _password),
    _rule("密钥", _key),
    _rule("令牌", _token),
)


def _is_cookie(value: str) -> bool:
    return not is_masked(value) and looks_drawn(value, 12)


def _is_bearer(value: str) -> bool:
    return looks_drawn(value, 12)


def _encodes_login(value: str) -> bool:
    """Also for the nodes of a proxy, which may be JSON over several lines."""
    try:
        decoded = base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_").decode()
    except (binascii.Error, ValueError):
        return False
    return ":" in decoded and "".join(decoded.split()).isprintable()


def _is_login(value: str) -> bool:
    password = value.partition(":")[2]
    return is_password(password, firm=True) if password else looks_drawn(value, 20)


def _always(_: str) -> bool:
    return True


_FORMS = (
    _Form("cookie", _COOKIE, "cookie", _is_cookie),
    _Form("httponly", _JAR, "cookie", _is_cookie),
    _Form("\t/", _COOKIE_ROW, "cookie", _is_cookie),
    _Form("sid", _COOKIE_CELL, "cookie", _is_cookie),
    _Form("bearer", _BEARER, "bearer-token", _is_bearer),
    _Form("basic", _BASIC, "basic-auth", _encodes_login),
    _Form("@", _LOGIN, "password", _is_login),
    _Form("@", _BARE_LOGIN, "password", _is_login),
    _Form("ss://", _NODE, "password", _encodes_login),
    _Form("ssr://", _NODE, "password", _encodes_login),
    _Form("private key", _PRIVATE_KEY, "private-key", _always),
    _Form("hooks", _DISCORD_WEBHOOK, "discord-webhook", _always),
    _Form("bce-v3/", _QIANFAN, "api-key", _always),
    _Form("hooks", _SLACK_WEBHOOK, "slack-webhook", _always),
)


def find_named_secrets(text: str) -> Iterator[Span]:
    """Every value in `text` that its name, its header, its place in a URL or what is told of it makes a secret."""
    lowered = lower_in_place(text)
    for rule in _RULES if text.isascii() else _RULES + _CHINESE_RULES:
        if rule.word in lowered:
            yield from _find_named(text, lowered, rule)
    for form in _FORMS:
        if form.word in lowered:
            for hit in form.pattern.finditer(lowered):
                start, end = hit.span(1)
                if form.judge(text[start:end]):
                    yield Span(start, end, form.kind)
    yield from find_listed_secrets(text, lowered)
    yield from find_told_secrets(text, lowered)
    yield from find_table_secrets(text, lowered)


def lower_in_place(text: str) -> str:
    """Lower case with every character in its place."""
    # The one character that is longer in lower case.
    return text.replace("\u0130", "i").lower()


def _find_named(text: str, lowered: str, rule: _Rule) -> Iterator[Span]:
    name = rule.name.search(lowered)
    while name:
        hit = _VALUE.match(lowered, name.end())
        if hit and hit["cell"] and not _CELL.search(lowered[max(0, name.start() - 40) : name.start()]):
            hit = None  # a row begins with a bar, too; in a command what stands behind one is the next command
        if hit:
            group = "bare" if hit["quoted"] is None else "quoted"
            start, end = hit.span(group)
            firm = group == "quoted" or text[start - 1] in "=＝"
            value = text[start:end] if group == "quoted" else text[start:end].rstrip(".:*" if firm else ".:*!?")
            kind = rule.judge(_Naming(lowered[max(0, name.start() - 24) : name.start()], value, firm))
            if kind:
                yield Span(start, start + len(value), kind)
        name = rule.name.search(lowered, hit.end() if hit else name.end())
