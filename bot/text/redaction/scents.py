"""Telling what a long text leaks without reading it all: only where it smells of a secret."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from bot.text.presence import find_all, list_forms
from bot.text.redaction.named_secrets import lower_in_place
from bot.text.redaction.search import FINDERS
from bot.text.redaction.shaped_secrets import find_breaks, find_shaped_secrets
from bot.text.redaction.spans import Span, merge_spans
from bot.text.redaction.unfolding import unfold

if TYPE_CHECKING:
    from collections.abc import Iterator

_READ_WHOLE = 8_000
_MOST_TOLD = 250
_MOST_TRIED = 4_000
_BEFORE = 100
_BEHIND = 300

# Behind a name: that it is given something. Logs name keys and tokens on every line, mostly to count them.
_SIGN = r"""[a-z0-9_-]{0,40}["'`\\*]{0,4}\s{0,3}(?:[:=：＝,|>]|=>|是|为)[\s\[{(<|"'`\\*-]{0,40}"""
_SAID = r"""[a-z]{0,10}["'`]?[ \t]{0,3}(?:(?:is|was|provided)[ \t:]{1,3})?["'`]?"""
_VALUE = r"""[^\s"'`\\,;&<>(){}\[\]|]"""
_GIVEN = rf"(?:{_SIGN}{_VALUE}{{8}}|{_SAID}(?={_VALUE}{{0,24}}[0-9]){_VALUE}{{8}})"
_GIVEN_SHORTLY = rf"(?:{_SIGN}{_VALUE}{{4}}|{_SAID}(?={_VALUE}{{0,24}}[0-9]){_VALUE}{{6}})"

_SCENTS = tuple(
    (word, re.compile(re.escape(word) + behind))
    for word, behind in (
        ("key", _GIVEN),
        ("key_", r"""[a-z0-9_]{2,40}["'\\]{1,4}\s{0,3}:\s{0,8}\["""),
        ("token", _GIVEN),
        ("secret", _GIVEN),
        ("authorization", _GIVEN),
        ("sid", rf"(?:ts|cc|rts)?(?:{_SIGN}|\t){_VALUE}{{12}}"),
        ("cf_clearance", _GIVEN),
        ("sig", _GIVEN),
        ("pass", _GIVEN_SHORTLY),
        ("pwd", _GIVEN_SHORTLY),
        ("pw", _GIVEN_SHORTLY),
        ("密码", _GIVEN_SHORTLY),
        ("口令", _GIVEN_SHORTLY),
        ("密钥", _GIVEN),
        ("令牌", _GIVEN),
        ("cookie", _GIVEN_SHORTLY),
        ("httponly", ""),
        ("\t/", r"\S{0,80}\t(?:true|false)\t"),
        ("bearer", r"\W{1,4}[^\s]{12}"),
        ("basic", r"[ \t+]{1,3}[a-z0-9+/_-]{6}"),
        ("://", r"[^\s/@'\"<>]{3,256}@"),
        ("://", r"[a-z0-9+/_-]{16}"),
        ("@", r"(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|localhost):[0-9]"),
        ("private key", ""),
        ("hooks", r"(?:/[0-9]|\.slack)"),
        ("bce-v3/", ""),
        ("|", r"[ \t]{0,8}:?--"),
        ("curl", r"(?s:.{0,300}?)\s(?:-u|--user|--proxy-user)[^\n]{8}"),
    )
)


def sniff_kinds(text: str) -> set[str]:
    """The kinds of secrets in a text, told from the first few hundred places that smell of one.

    Of lines that differ in their digits alone the last is read: a secret stands on no two such lines.
    """
    text = "\n".join(dict(zip(list_forms(text), text.split("\n"), strict=True)).values())
    if len(text) <= _READ_WHOLE:
        return _kinds(text)
    shaped = merge_spans(islice(find_shaped_secrets(text, _MOST_TOLD), _MOST_TOLD))
    return {span.kind for span in shaped} | _kinds("\n".join(text[start:end] for start, end, _ in _sniff(text)))


def _kinds(text: str) -> set[str]:
    view = unfold(text, find_breaks(text)).text
    return {span.kind for span in merge_spans([span for find in FINDERS for span in islice(find(view), _MOST_TOLD)])}


def _sniff(text: str) -> list[Span]:
    """What stands around the names of secrets in a text."""
    return merge_spans(
        Span(max(0, start - _BEFORE), end + _BEHIND, "") for start, end in _find_names(lower_in_place(text))
    )


def _find_names(lowered: str) -> Iterator[tuple[int, int]]:
    for word, given in _SCENTS:
        hits = (given.match(lowered, at) for at in islice(find_all(lowered, word), _MOST_TRIED))
        for hit in islice(filter(None, hits), _MOST_TOLD):
            yield hit.span()
