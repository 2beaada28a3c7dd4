"""Find in a paste what stands in the slots of a message.

A paste rarely prints a message as the catalogue has it: it is JSON in JSON, wrapped, quoted, cut off. So a pattern

- lets any run of white space, quotes, asterisks and string escapes stand between two words or signs,
- takes full-width and half-width signs and all dashes for the same,
- needs only the last words before the first slot and reads on as far as the paste goes on like the message.

Cost grows with the length of the text only: runs are bounded, and an open slot ends for good at the first place where
the words behind it appear (an atomic group), so nothing is tried twice.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping

from bot.knowledge.slots.template import Literal, Piece, Slot, SlotKind, parse_message

_GAP = r"""(?:[\s"'`“”‘’*]|\\[nrt"'/]?){0,24}"""
_CLOSED: Mapping[SlotKind, str] = {
    SlotKind.INT: r"[-+]?\d{1,3}(?:[,_]\d{3}){1,5}(?!\d)|[-+]?\d{1,20}",
    SlotKind.NUMBER: (
        r"[-+]?(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,20})(?:\.\d{1,20})?(?:e[-+]?\d{1,3})?(?:\s?[%k万亿]|m(?![a-z]))?"
    ),
    SlotKind.DURATION: (
        r"(?:\d{1,9}(?:\.\d{1,12})?\s?"
        r"(?:milliseconds?|ms|days?|d|hours?|hrs?|h|minutes?|mins?|min|m|seconds?|secs?|sec|s|秒钟?|分钟?|个?小时|天)(?![a-z])"
        r"|\d{1,5}(?:d(?=\d)|h(?=\d)|m(?=\d)|min(?=\d)))(?:[\s,]{0,2}(?:and\s)?(?:"
        r"\d{1,9}(?:\.\d{1,12})?\s?(?:days?|d|hours?|hrs?|h|minutes?|mins?|min|m|seconds?|secs?|sec|s|秒钟?|分钟?|个?小时|天)(?![a-z])"
        r"|\d{1,5}(?:h(?=\d)|m(?=\d)))){0,3}"
    ),
    SlotKind.TIME: (
        r"\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?(?:[T\s]{0,2}\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d{1,9})?)?)?"
        r"(?:\s?(?:Z|UTC|GMT|CST|PST|PDT)|\s?[-+]\d{2}:?\d{2})?"
        r"|\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s?[ap]\.?m\.?)?(?:\s?\([^()\n]{1,40}\)|\s?(?:UTC|GMT|CST|PST|PDT))?"
        r"|\d{1,2}\s?[ap]m(?:\s?\([^()\n]{1,40}\))?"
        r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d{1,2}(?:,?\s(?:at\s)?\d{1,4}(?::\d{2})?\s?(?:[ap]m)?)?"
        r"(?:\s?\([^()\n]{1,40}\))?"
        r"|1[0-9]{9}(?:[0-9]{3})?(?!\d)"
    ),
    SlotKind.SIZE: r"\d[\d,]{0,19}(?:\.\d{1,9})?\s?(?:[kmgt]i?b|bytes?|b|[kmgt])(?![a-z])",
    SlotKind.MODEL: r"""[^\s"'`“”‘’,;，；。：、\\(){}<>（）]{2,120}""",
    SlotKind.WORD: r"""[^\s"'`“”‘’,;:，；：。、\\(){}<>\[\]（）]{1,80}""",
    SlotKind.URL: r"""(?:https?|wss?)://[^\s"'`“”‘’<>\\，。）]{1,300}""",
    SlotKind.HOST: r"[a-z0-9](?:[a-z0-9.-]{0,120}[a-z0-9])?(?::\d{1,5})?|\[[0-9a-f:]{2,45}\](?::\d{1,5})?",
    SlotKind.IP: r"(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?|\[?[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}\]?",
    SlotKind.ID: r"[a-z0-9][a-z0-9_.:-]{2,120}",
    SlotKind.VERSION: r"v?\d{1,6}(?:\.\d{1,6}){0,4}(?:[-+][a-z0-9.-]{1,40})?",
}
_OPEN_MOST = 240
_OPEN_FIRST_MOST = 120
_LAST_OPEN = rf"""(?:(?!\\+["n]|[\n"”」`]|\}}[,}}\]]).){{1,{_OPEN_MOST}}}"""
_STARTS_LINE = r"""(?:^[ \t>|-]{0,8}|(?<=["'`“>\[(:：]\s)|(?<=["'`“>\[(：]))(?=[^\s"'`“”>\[(:：\\])"""

_LEAD_MOST = 48
_TAIL_TOKENS = 3
_SURE_LETTERS = 4
_TOKEN = re.compile(r"[^\W_]+|[^\s\w]|_")
_QUOTES = frozenset("\"'`“”‘’*\\")
_DASHES = "-‐‑‒–—−－"
_FULL_STOPS = ".。．"
_MATCHES_READ = 5


def compile_capture(template: str) -> re.Pattern[str]:
    """A pattern whose named groups are the slots of the template. Ignores case.

    Raises SlotError as `parse_message` does. A template without named slots gives a pattern without groups.
    """
    pieces = parse_message(template)
    first = next((i for i, piece in enumerate(pieces) if isinstance(piece, Slot)), None)
    if first is None:
        return re.compile(_literal_pattern(_tokens(template)), re.IGNORECASE)
    lead = _tokens("".join(p.text for p in pieces[:first] if isinstance(p, Literal)))
    lead = _cut_lead(lead)
    head = _literal_pattern(lead) + _GAP if lead else ""
    return re.compile(head + _slots_pattern(pieces, first, lead), re.IGNORECASE | re.MULTILINE)


def capture(template: str, text: str) -> Mapping[str, str]:
    """The values of the template's slots in the text; what is not found is left out."""
    return read_captures(compile_capture(template), text)


def read_captures(pattern: re.Pattern[str], text: str) -> Mapping[str, str]:
    """The values found by a compiled pattern: of its first few matches the one that fills the most slots."""
    if not pattern.groupindex:
        return {}
    best: Mapping[str, str] = {}
    for found in itertools.islice(pattern.finditer(text), _MATCHES_READ):
        values = {name: value for name, raw in found.groupdict().items() if raw and (value := _clean(raw))}
        if len(values) > len(best):
            best = values
    return best


def _slots_pattern(pieces: tuple[Piece, ...], at: int, lead: list[str]) -> str:
    """The slot at `at` and, as an optional group, the words and slots behind it."""
    slot = pieces[at]
    if isinstance(slot, Literal):
        msg = "only slots are asked for"
        raise TypeError(msg)
    behind = list(itertools.takewhile(lambda p: isinstance(p, Literal), pieces[at + 1 :]))
    words = _tokens("".join(p.text for p in behind if isinstance(p, Literal)))
    following = at + 1 + len(behind)
    rest = ""
    if following < len(pieces):
        between = _GAP + (_literal_pattern(words) + _GAP if words else "")
        rest = f"(?:{between}{_slots_pattern(pieces, following, words)})?"
    return _slot_pattern(slot, lead, words[:_TAIL_TOKENS]) + rest


def _slot_pattern(slot: Slot, lead: list[str], tail: list[str]) -> str:
    group = f"(?P<{slot.name}>" if slot.name else "(?:"
    if slot.kind.is_open:
        start, most = ("", _OPEN_MOST) if lead else (_STARTS_LINE, _OPEN_FIRST_MOST)
        if not tail:
            return f"{start}{group}{_LAST_OPEN})"
        return f"{start}(?>{group}[^\\n]{{1,{most}}}?)(?={_literal_pattern(tail)}))"
    start = "" if lead else r"(?<![\w.@-])"
    closed = f"{start}{group}{_CLOSED[slot.kind]})"
    if sum(map(len, lead)) >= _SURE_LETTERS or not tail:
        return closed
    return f"(?>{closed}(?={_GAP}{_literal_pattern(tail)}))"


def _tokens(text: str) -> list[str]:
    return [token for token in _TOKEN.findall(text) if token not in _QUOTES]


def _cut_lead(tokens: list[str]) -> list[str]:
    """The last tokens before the first slot: enough words to be sure, few enough to survive a cut paste."""
    letters = 0
    for count, token in enumerate(reversed(tokens), start=1):
        letters += len(token)
        if letters >= _LEAD_MOST:
            return tokens[-count:]
    return tokens


def _literal_pattern(tokens: list[str]) -> str:
    return _GAP.join(map(_token_pattern, tokens))


def _token_pattern(token: str) -> str:
    if token[0].isalnum():
        return re.escape(token)
    for alike in (_DASHES, _FULL_STOPS):
        if token in alike:
            return f"[{re.escape(alike)}]"
    other = ord(token) + 0xFEE0 if ord(token) < 0x7F else ord(token) - 0xFEE0
    half_or_full = 0xFF01 <= max(ord(token), other) <= 0xFF5E
    return f"[{re.escape(token)}{re.escape(chr(other))}]" if half_or_full else re.escape(token)


_EDGES = " \t\r\n\"'`“”‘’*\\"


def _clean(raw: str) -> str:
    value = " ".join(raw.split()).strip(_EDGES)
    while value.endswith((".", ",", "。", "，", ":", "：")):
        value = value[:-1].rstrip(_EDGES)
    return value
