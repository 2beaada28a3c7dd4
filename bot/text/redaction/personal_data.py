"""What tells who somebody is: e-mail addresses, phone numbers, names of home folders, public IP addresses."""

from __future__ import annotations

import re
import string
from ipaddress import AddressValueError, IPv6Address
from typing import TYPE_CHECKING

from bot.text.redaction.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

PERSONAL_KINDS = frozenset({"email", "phone", "user-name", "ip-address"})

# Of other letters those of Europe; in Chinese the talk stands right beside an address, so that of a domain only a part
# that begins in Chinese goes on in it, and its end is one of those that there are.
_LETTER = r"A-Za-z0-9\u00c0-\u024f\u0370-\u052f"
_CHINESE = r"\u4e00-\u9fff"
_CHINESE_ENDS = "中[国國]|公司|[网網][络絡址店站]|香港|[台臺][湾灣]|澳[门門]|新加坡|商[标標城店]|集[团團]|在[线線]"
_MAIL_DOMAIN = re.compile(
    rf"@((?:(?:[{_LETTER}](?:[{_LETTER}-]{{0,61}}[{_LETTER}])?|[{_CHINESE}][{_LETTER}{_CHINESE}-]{{0,40}})\.){{1,8}})"
    rf"(?:xn--[A-Za-z0-9-]{{1,59}}|[A-Za-z\u0400-\u052f]{{2,24}}|{_CHINESE_ENDS})"
)
_MAIL_NAME = (
    string.ascii_letters + string.digits + "._%+-" + "".join(map(chr, (*range(0xC0, 0x250), *range(0x370, 0x530))))
)
_LOGIN = re.compile(r"://[^\s/]{0,60}$")
_ROLE = re.compile(
    r"(?:.*[._+-])?(?:support|help|helpdesk|no-?reply|donotreply|info|contact|sales|security|abuse|feedback|privacy|legal"
    r"|press|services?|usersafety|billing|hello|git)(?:[._+-].*)?",
    re.IGNORECASE,
)

_MOBILE = re.compile(r"1[3-9][0-9](?P<gap>[ -]?)[0-9]{4}(?P=gap)[0-9]{4}(?![0-9A-Za-z_]|[.:][0-9]|-[0-9A-Za-z])")
_ABROAD = re.compile(r"\+[1-9][0-9]{0,2}(?:[0-9]{8,12}|(?:[ .-]?\(?[0-9]{2,5}\)?){2,5})(?![0-9A-Za-z_]|[.:-][0-9])")
_NUMBERED = re.compile(
    r"(?:id|ids|req|request|trace|time|stamp|timestamp|project|projects|number|num|no|count|tokens?|size|port|pid|uid|"
    r"seq|nonce|index|offset|total|limit|used|duration|bytes|编号|序号|群号?|qq|单号|订单号?)[\"'`\\]{0,3}\s{0,2}[:=#：]?"
    r"\s{0,2}[\"'`\\]{0,3}$",
    re.IGNORECASE,
)

_NAME = r"(?:[^\s\\/:*?\"'`<>|,;(){}\[\]]|\\+u[0-9a-f]{4}){1,64}"
_SPACED_NAME = rf"{_NAME}(?: {_NAME}){{0,2}}(?=[\\/])|{_NAME}"
_HOMES = tuple(
    (word, re.compile(rf"{word}([\\/]+)({_NAME if word == 'home' else _SPACED_NAME})"))
    for word in ("Users", "users", "Documents and Settings", "用户", "home")
)
_DRIVE = re.compile(r"(?:[A-Za-z]:|/(?:mnt/)?[a-z])$")
_TREE = re.compile(r"(?:^|[\s\"'`=:(\[,;<>|@]|(?<![A-Za-z0-9])/(?:var|usr|export))$")
_ROUTE = re.compile(r"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)[\s\"']{1,3}$")
_NOBODY = re.compile(
    r"users?|(?:user|your)name|public|default(?:user)?|all users|shared|admin|administrator|root|runner(?:admin)?"
    r"|ubuntu|node|app|nobody|codespace|vscode|linuxbrew|x{2,8}",
    re.IGNORECASE,
)
_QUAD = re.compile(r"\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}(?![0-9A-Za-z_]|\.[0-9]|-[A-Za-z])")
_INNER = ("10", "127", "0")  # most addresses in a log lie within
_RELEASE_WORDS = ("version", "release", "firmware", "driver", "build", "版本", "版本号", "版")
_RELEASE_SIGN = re.compile(r"(?<![a-z])(?:v|ver|rev)$")
_PRODUCT = re.compile(r"(?:^|[\s\"'(;,])[A-Za-z][\w-]*/$")
_SIX = re.compile(r":(?<=[23][0-9A-Fa-f]{3}:)(?:[0-9A-Fa-f]{0,4}:){1,6}[0-9A-Fa-f]{0,4}(?![0-9A-Za-z:])")


def find_personal_data(text: str) -> Iterator[Span]:
    """Every e-mail address, phone number, home folder's name and public Internet address in `text`."""
    if "@" in text:
        yield from _find_mail(text)
    yield from _find_phones(text)
    for word, pattern in _HOMES:
        if word in text:
            yield from _find_homes(text, pattern)
    yield from _find_addresses(text)


def _find_mail(text: str) -> Iterator[Span]:
    for hit in _MAIL_DOMAIN.finditer(text):
        before = text[max(0, hit.start() - 64) : hit.start()]
        name = before[len(before.rstrip(_MAIL_NAME)) :].lstrip(".%+-")
        labels = hit[1].rstrip(".").split(".")
        is_release = len(labels) > 1 and labels[0].isdecimal()
        if not name or is_release or _ROLE.fullmatch(name):
            continue
        if _LOGIN.search(before):
            # The name in a URL's log-in; its host says where an error comes from and stays.
            yield Span(hit.start() - len(name), hit.start(), "user-name")
        else:
            yield Span(hit.start() - len(name), hit.end(), "email")


def _find_phones(text: str) -> Iterator[Span]:
    for hit in _MOBILE.finditer(text):
        start = hit.start()
        before = text[max(0, start - 24) : start]
        country = re.search(r"(?:\+|00)?86[ -]?$", before)
        if country:
            start -= len(country[0])
            before = before[: country.start()]
        if not _is_inside(before) and not _NUMBERED.search(before):
            yield Span(start, hit.end(), "phone")
    if "+" in text:
        for hit in _ABROAD.finditer(text):
            digits = sum(char.isdecimal() for char in hit[0])
            if 9 <= digits <= 15 and not _is_inside(text[max(0, hit.start() - 1) : hit.start()]):
                yield Span(hit.start(), hit.end(), "phone")


def _is_inside(before: str) -> bool:
    """True if a number behind `before` is part of something longer: a word, a fraction, a path, an arithmetic term."""
    last = before[-1:]
    return (last.isascii() and last.isalnum()) or (last != "" and last in "_.-/#&%$+*")


def _find_homes(text: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    for hit in pattern.finditer(text):
        name = hit[2]
        if not _NOBODY.fullmatch(name) and name[0] not in "$%~." and _is_home(text, hit):
            yield Span(hit.start(2), hit.end(2), "user-name")


def _is_home(text: str, hit: re.Match[str]) -> bool:
    """True if the folder that `hit` names stands where systems keep homes, and not inside a URL or another folder."""
    before = text[max(0, hit.start() - 24) : hit.start()]
    left = before.rstrip("\\/")
    if "\\" in hit[1] + before[len(left) :] or _DRIVE.search(left):
        return True
    rooted = hit[0].startswith(("Users", "home")) and len(left) < len(before)
    return rooted and _TREE.search(left) is not None and not _ROUTE.search(left)


def _find_addresses(text: str) -> Iterator[Span]:
    for hit in _QUAD.finditer(text):
        first = text[max(0, hit.start() - 3) : hit.start()]
        first = first[len(first.rstrip("0123456789")) :]
        start = hit.start() - len(first)
        if first and first not in _INNER and _is_public(first + hit[0]) and not _is_release(text, start):
            yield Span(start, hit.end(), "ip-address")
    for hit in _SIX.finditer(text):
        start = hit.start() - 4
        before = text[max(0, start - 1) : start]
        if before.isalnum() or before in (":", ".", "_"):
            continue
        try:
            IPv6Address(text[start : hit.end()])
        except AddressValueError:
            continue
        yield Span(start, hit.end(), "ip-address")


def _is_release(text: str, start: int) -> bool:
    """True if the four numbers from `start` on are the number of a release, or part of something longer."""
    last = text[start - 1 : start]
    if last != "" and (last in "._" or (last.isascii() and last.isalnum())):
        return True
    before = text[max(0, start - 32) : start]
    if last == "/":
        return _PRODUCT.search(before) is not None
    if last == "-":
        return before[-2:-1].isalpha()
    said = before.rstrip(" \t\n.:：=\"'([").lower()
    return before.endswith("==") or said.endswith(_RELEASE_WORDS) or _RELEASE_SIGN.search(said[-4:]) is not None


def _is_public(address: str) -> bool:
    one, two, three, four = (int(octet) for octet in address.split("."))
    if max(one, two, three, four) > 255:
        return False
    if one in (0, 10, 127) or one >= 224:
        return False
    return (one, two) not in ((169, 254), (192, 168), (198, 18), (198, 19)) and not (
        (one == 172 and 16 <= two <= 31) or (one == 100 and 64 <= two <= 127)
    )
