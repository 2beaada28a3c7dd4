"""The HTTP statuses that a text names, by machines or as people tell of them."""

from __future__ import annotations

import re

_MOST = 16

# Begins with its digit and looks back from there: so the search leaps to digits.
_NUMBER = re.compile(
    r"[1-5](?:(?<![\w.#$¥,/-][1-5])|(?<=[A-Za-z/_=\u4e00-\u9fff][45])(?<![#$¥]x[45]))\d\d(?![A-Za-rt-z0-9_%]|s\w|[.,:]\d)"
)
# What a number counts where one of these follows it, and so is no status.
_COUNTED = "个次条赞人元块刀楼分抽天年点号层张"
BREATH = (
    r"[^\S\n]?(?:[,，;；][^\S\n]?)?(?:[、,，/和或与跟&+]|or|and|或者?|以及|还有|要么|要不)?"
    r"(?:[^\S\n]?(?:now|then|also|sometimes|有时候?|就|又|再|则|报|是|a|an)){0,3}[^\S\n]?"
)
"""What people write between two statuses that they name in one breath, as a pattern: `503、429`, `529 and now 500`."""
_IN_ONE_BREATH = re.compile(rf"(?<!\d)([45]\d\d)(?!\d)(?={BREATH}([45]\d\d)(?![A-Za-z0-9_.%]|\s?[{_COUNTED}两几]))")
_KNOWN = frozenset(
    str(status)
    for status in (400, 401, 402, 403, 404, 405, 408, 409, 413, 415, 422, 429, *range(500, 506), *range(520, 531))
)
_ROUND = frozenset({"400", "500"})
# A number is a status where something beside it says so; bare numbers are prices, times and likes.
_SAYS_STATUS = re.compile(
    r"""(?ix)
    (?: (?:status|code|https?(?:/[\d.]+)?|errors?|err|failed|failure|exception|returned|returns|response|responded|got|api|upstream
      |错误码?|报错?(?:了|是|个|的)?|状态码?(?:为|是)?|返回(?:了)?|弹(?:出)?(?:了)?(?:个)?|提示|出现|老是|一直(?:是)?|还是|都是?|就是?|又是?|会|参数错误|失败)
      ["']?[\s_-]?(?:code|status)?["']?\s*[:=(\[<]{0,2}\s*["'({\[]?\s*(?:is\ |of\ |with\ |an?\ |http\ |status\ |code\ |the\ ){0,2}
    | [a-z](?:error|exception)\W{1,4} | \b(?:status|code|error)_?(?:code)?["']?\s*[:=]\s*["']?
    )$"""
)
# One of these words stands in whatever `_SAYS_STATUS` finds, in lower case.
_SAYING = (
    "status", "code", "http", "err", "fail", "exception", "return", "respon", "got", "api", "upstream", "报", "错", "状态",
    "返回", "弹", "提示", "出现", "老是", "一直", "还是", "都", "就", "又", "会", "失败",
)  # fmt: skip
_ENDS = frozenset(["", *",.;:!?)，。；！？、\n"])
# How people tell of a status without calling it one; then the clause ends, or goes on without anything it could count.
_TOLD = re.compile(
    r"""(?ix)
    (?: \b(?:gets?|getting|gives?|gave|giving|throws?|threw|throwing|sees?|seeing|saw|was|were|it[’']?s|hits?|hitting|shows?|showing
      |receives?|return|returning|say|says|saying|spits?|spitting)\s(?:me\s|back\s|out\s)?
      (?:(?:an?|the|some|few|many|lots\sof|bunch\sof|only|just|either|constant|random|now|always)\s){0,3}
      |(?:天天|全是|频繁|反复|经常|不停|动不动|总是|疯狂|变成了?|遇到了?|碰到了?|收到了?|给我?|吃了?|他是|它是|全|还|老|又)\s?
    )$"""
)
_TOLD_END = re.compile(
    r"(?i)s?\s*(?:$|[\n.,;:!?)，。；！？、]|(?:and|or|when|from|on|for|again|every|all|after|in|with|but|then|now|errors?|instead|before|if|at|每|的|和|或|错|吗|呢|啊|怎|了)\b)"
    rf"|\s?[和或跟，。、]|\s?(?=[\u3400-\u9fff])(?![{_COUNTED}多万千米字轮])"
)
_STATUS_NAMES = re.compile(
    r"""(?ix) [\ \t"'):,_.-]{0,4}
    (?: [{\[] | status\ code | errors?\b | err\b | 错误 | 报错 | 了(?!个|\d)
      | bad\ request | unauthori[sz]ed | payment\ required | forbidden | not\ (?:found|allowed|acceptable) | method\ not
      | request\ (?:timeout|entity|contains) | conflict | gone\b | payload | unprocessable | too\ many | resource[_ ]exhausted
      | internal | not\ implemented | bad\ gateway | service | gateway | invalid | permission | unavailable | overloaded
      | web\ server | a\ timeout | origin | ssl | rate[ _]limit | quota | deadline | provider | no\ body | the\ model | api\ key
    )"""
)
_LEADING = re.compile(r"(?:^|[\n「\"'【(])[ \t>*`\[-]{0,4}$")
_LEADS_ON = re.compile(rf"[ \t]*(?:$|\n|[:-]|[ \t][{{\"'A-Z])|[ \t](?![{_COUNTED}])[\u4e00-\u9fff]", re.MULTILINE)
_CLOUDFLARE = re.compile(r"(?i)error(?: code)?:? (10[012]\d)\b")


def read_statuses(text: str) -> tuple[int, ...]:
    """The statuses in order of first appearance, 16 at most. Linear in the length of a normalised text; never raises."""
    seen: dict[int, None] = {}
    beside = _read_breaths(text)
    for match in _NUMBER.finditer(text):
        status = int(match[0])
        if status not in seen and (match[0] in beside or _is_status(text, match.start(), match.end())):
            seen[status] = None
            if len(seen) >= _MOST:
                break
    if " 10" in text:
        for match in _CLOUDFLARE.finditer(text):
            seen.setdefault(int(match[1]))
    return tuple(seen)


def _read_breaths(text: str) -> frozenset[str]:
    """The numbers named in one breath with another that may be a status; round ones alone may count people or money."""
    pairs = [(match[1], match[2]) for match in _IN_ONE_BREATH.finditer(text)]
    return frozenset(
        number for pair in pairs if _KNOWN.issuperset(pair) and not _ROUND.issuperset(pair) for number in pair
    )


def _is_status(text: str, start: int, end: int) -> bool:
    """Whether something beside the number from `start` to `end` says that it is a status."""
    before = text[max(0, start - 28) : start]
    lowered = before.lower()
    if any(map(lowered.__contains__, _SAYING)) and _SAYS_STATUS.search(before):
        return True
    if text[start] not in "45":
        return False
    if _is_told(text, before, text[start:end], end) or _STATUS_NAMES.match(text, end):
        return True
    return (start == 0 or _LEADING.search(before) is not None) and _LEADS_ON.match(text, end) is not None


def _is_told(text: str, before: str, number: str, end: int) -> bool:
    """Whether people tell of a number as of a status. A round one may count anything, so it needs more beside it."""
    if number not in _KNOWN:
        return False
    behind = text[end : end + 1]
    if behind == "s":
        return number not in _ROUND
    if not (_TOLD.search(before) and _TOLD_END.match(text, end)):
        return False
    return number not in _ROUND or behind in _ENDS or before.lower().endswith((" a ", " an ", "变成", "变成了"))
