"""How long a paste says to wait before the next try, however a machine words it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 366 * 86_400.0
_SIZES = {"d": 86_400, "h": 3_600, "m": 60}

# Each of these says that what stands behind it is the time until the next try. A sum of past delays does not.
_CUE = re.compile(
    r"""(?ix)
    (?: (?<!total)retry[_-]?\ ?delay | (?<!total)retry[-_ ]?after(?:[-_ ]?seconds|(?P<ms>[-_ ]?ms))?
      | (?:try|retry)(?:\ your\ request)?(?:\ again)?\ (?:in|after) | retrying\ in
      | resets?[\ _](?:in|after)(?:_seconds)? | resets?_seconds | quota_?reset_?delay | available\ (?:again\ )?in
      | please\ wait | limited\.\ wait
      | \bwait(?=\ \d{1,7}(?:\.\d{1,6})?\ ?s(?:ec(?:ond)?s?)?\ (?:before|and|then)\ (?:re)?try) )
    ["'\ :=]{0,5}(?:(?:about|approximately|for|another)\ )?~?
    """
)
_CUE_WORDS = ("try", "reset", "available", "wait")
# What goes on like a date, an address or a longer number is no delay.
_SPAN = re.compile(
    r"""(?ix)
    (?P<ch>\d{1,3}):(?P<cm>\d\d):(?P<cs>\d\d)(?![\d:])
    | (?:(?P<d>\d{1,3})\s?d(?:ays?)?(?![a-z])[\s,]{0,2}(?:and\s)?)?
      (?:(?P<h>\d{1,4})\s?h(?:ours?|rs?)?(?![a-z])[\s,]{0,2}(?:and\s)?)?
      (?:(?P<m>\d{1,5})\s?m(?:in(?:ute)?s?)?(?![a-z])[\s,]{0,2}(?:and\s)?)?
      (?:(?P<s>\d{1,10}(?:\.\d{1,12})?)(?![\d/:]|[-.,]\d|e\d)(?:\s?(?P<unit>ms|milliseconds?|s(?:ec(?:ond)?s?)?)(?![a-z]))?)?
    """
)
_ZH = re.compile(
    r"""(?ix) (?<![\d.])(?<!\d,)(?=\d)
    (?:(?P<d>\d{1,3})\s?天\s?)? (?:(?P<h>\d{1,4})\s?(?:[个個]?小[时時]|h)\s?)?
    (?:(?P<m>\d{1,5})\s?(?:分[钟鐘]?|m|min)\s?)? (?:(?P<s>\d{1,7}(?:\.\d{1,12})?)\s?(?:秒[钟鐘]?|s)\s?)?
    (?: (?:之?[后後]|以[后後]|[内內])[^\n]{0,6}?(?:重[试試]|再[试試]|恢[复復]|重置|解除) | 再[重试試] )
    """
)
_ZH_WORDS = ("后", "後", "内", "內", "再")


def read_delay(text: str, lowered: str) -> float | None:
    """The longest delay that a text names, in seconds; None without one. `lowered` is the text in lower case.

    Never negative; what is longer than a year is a point in time or a mistake and left out. Linear in the length.
    """
    return max((seconds for seconds in _delays(text, lowered) if seconds <= _LONGEST), default=None)


def _delays(text: str, lowered: str) -> Iterator[float]:
    if any(map(lowered.__contains__, _CUE_WORDS)):
        for cue in _CUE.finditer(text):
            span = _SPAN.match(text, cue.end())
            if span is not None and span[0]:
                yield _sum_up(span) / (1000 if cue["ms"] and not span["unit"] else 1)
    if any(map(text.__contains__, _ZH_WORDS)):
        yield from map(_sum_up, _ZH.finditer(text))


def _sum_up(span: re.Match[str]) -> float:
    parts = span.groupdict()
    if parts.get("ch"):
        return 3600 * int(parts["ch"]) + 60.0 * int(parts["cm"]) + int(parts["cs"])
    seconds = float(parts["s"] or 0) / (1000 if (parts.get("unit") or "").lower().startswith("m") else 1)
    return seconds + sum(size * int(parts[name] or 0) for name, size in _SIZES.items())
