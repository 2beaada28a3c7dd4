"""What each kind of slot matches in a folded text (see `capture.fold`): every sign in its ASCII form."""

from __future__ import annotations

from collections.abc import Mapping

from bot.knowledge.slots.template import SlotKind

_UNIT = (
    r"(?:milliseconds?|ms|days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)(?![a-z])|(?:秒钟?|分钟?|个?小时|天)"
)
_SPAN = rf"(?:\d{{1,9}}(?:\.\d{{1,12}})?\s?(?:{_UNIT})|\d{{1,5}}[dhm](?=\d))"
_ZONE = r"(?:\s?(?:Z|UTC|GMT|CST|PST|PDT)|\s?[-+]\d\d:?\d\d)?"
# Where a message lacks the name of its model, the next word is none.
_NO_WORD = (
    r"(?!(?:is|are|was|not|does|do|has|the|this|that|given|requested|selected|specified|model|models)(?![\w./:@-]))"
)
_PLACE = r"(?:\s?\([^()\n]{1,40}\))?"

CLOSED: Mapping[SlotKind, str] = {
    SlotKind.INT: r"[-+]?\d{1,3}(?:[,_]\d{3}){1,5}(?!\d)|[-+]?\d{1,20}",
    SlotKind.NUMBER: r"[-+]?(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,20})(?:\.\d{1,20})?(?:e[-+]?\d{1,3})?(?:\s?k(?![a-z]))?",
    SlotKind.DURATION: rf"\d{{1,3}}:\d\d:\d\d(?![\d:])|{_SPAN}(?:[\s,]{{0,2}}(?:and\s)?{_SPAN}){{0,3}}",
    SlotKind.TIME: (
        rf"\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}}(?:[T\s]{{0,2}}\d{{1,2}}:\d\d(?::\d\d(?:\.\d{{1,9}})?)?)?{_ZONE}"
        rf"|\d{{4}}年\d{{1,2}}月\d{{1,2}}日(?:\s?\d{{1,2}}:\d\d(?::\d\d)?)?"
        rf"|\d{{1,2}}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?{_ZONE}{_PLACE}"
        rf"|\d{{1,2}}\s?[ap]m{_PLACE}"
        r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d{1,2}(?:st|nd|rd|th)?"
        rf"(?:,?\s\d{{4}}(?!\d))?(?:,?\s(?:at\s)?\d{{1,2}}(?::\d\d)?(?![\d:])(?:\s?[ap]m)?)?{_PLACE}"
        r"|1\d{9}(?:\d{3})?(?!\d)"
    ),
    SlotKind.SIZE: r"\d[\d,]{0,19}(?:\.\d{1,9})?\s?(?:[kmgt]i?b|bytes?|b|[kmgt])(?![a-z])",
    SlotKind.MODEL: rf"""{_NO_WORD}[^\s"'`,;\\(){{}}<>]{{2,120}}(?<![.:])""",
    SlotKind.WORD: r"""[^\s"'`,;:\\(){}<>\[\]]{1,80}""",
    SlotKind.URL: r"""(?:https?|wss?)://[^\s"'`<>\\)]{1,300}(?<![.,:;])""",
    SlotKind.HOST: r"[a-z0-9](?:[a-z0-9.-]{0,120}[a-z0-9])?(?::\d{1,5})?|\[[0-9a-f:]{2,45}\](?::\d{1,5})?",
    SlotKind.IP: r"(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?|\[?[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}\]?",
    SlotKind.ID: r"[a-z0-9][a-z0-9_.:-]{2,120}(?<![.:])",
    SlotKind.VERSION: r"v?\d{1,6}(?:\.\d{1,6}){0,4}(?:[-+][a-z0-9.-]{1,40})?",
}

# Kinds that may swallow the sign behind them, so the end that the template knows is tried first.
WORDLIKE = frozenset({SlotKind.WORD, SlotKind.MODEL, SlotKind.ID, SlotKind.HOST, SlotKind.URL})

OPEN_MOST = 240
OPEN_FIRST_MOST = 120
# An open slot at the end of a template: to the end of the line, of the JSON string or of the object.
LAST_OPEN = rf"""(?:(?!\\+["n]|[\n"`]|\}}[,}}\]]).){{1,{OPEN_MOST}}}"""
# Where an open slot at the beginning of a template may start.
STARTS_LINE = r"""(?:^[ \t>|-]{0,8}|(?<=["'`>\[(:]\s)|(?<=["'`>\[(:]))(?=[^\s"'`>\[(:\\])"""
