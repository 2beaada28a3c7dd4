"""Where a value ends that no words of the message end: before talk, another field or a bracket that isn't closed."""

from __future__ import annotations

import re

_EDGES = " \t\r\n\"'`“”‘’*\\"
_QUOTES = "\"'`"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_STOPS = (".", ",", "。", "，", ":", "：", ";", "；", "…")

_HAN = "\u3400-\u9fff\uff01-\uff5e\u3000-\u303f"
# What machines hang on to a message.
_FIELD = re.compile(
    r"""(?ix) \s*(?:[,;(\[]|\s[|—-])\s*
    (?: request[\s_-]?id | trace[\s_-]?id | cf-ray | status[\s_]code | url | code | retrying | attempt | caused\ by
      | reset\ after )\b
    | \s·\s | \s\([0-9a-f]{32,}\)"""
)
_SENTENCE = re.compile(rf"(?<=[^\W\d_]{{2}})[.!?]\s+(?=[A-Za-z{_HAN}\"'])|[。！？；]|(?<=[^\W\d_]{{2}})\?$")
# The end of a file's name with something behind it that does not belong to a path.
_FILE_END = re.compile(
    r"(?i)\.(?:jsx?|[mc]js|tsx?|json[lc5]?|py|exe|dll|so|ya?ml|toml|gguf|log|txt|html?|md|sh|bat|db|node|cfg|ini|png|jpe?g|webp)"
    r"(?!\.?[A-Za-z0-9_/\\-])"
)
_PATH = re.compile(
    r"(?i)(?:~?/|\.{1,2}[/\\]|[a-z]:[/\\])\S|[^\s/\\]{1,60}[/\\]\S{1,200}?" + _FILE_END.pattern.removeprefix("(?i)")
)
_BEHIND_PATH = re.compile(r"\s\((?!x86\))|[,;]\s")
_ADDRESS = re.compile(r"(?i)[a-z][a-z+.-]{1,12}://[^\s,;]+")
_TALK = re.compile(rf"(?<=[A-Za-z0-9_)\]'\"`.])[\s,，.!?]+(?=[{_HAN}])(?P<talk>.*)")
_ASKING = re.compile(
    r"怎么|咋|为什么|为啥|求|请问|是什么|啥|吗|呢|啊|吧|有时|明明|大佬|帮|谁|有没有|解决|报错|这个|然后|又|还是|不行|一直"
)
_WORD = re.compile(r"[A-Za-z]{2,}")
_CUT_TAG = re.compile(r"(?<=\S)\s*<[A-Za-z][^<>]*$")


def trim_end(raw: str, before: str) -> str:
    """The part of a raw value that is still the value. `before` is the sign in front of it, a quote perhaps."""
    if before in _QUOTES and before and raw[:1] not in "{[":
        raw = re.split(rf"{before}(?!\w)", raw, maxsplit=1)[0] or raw
    if address := _ADDRESS.match(raw):
        return address[0]
    for sign in (_FIELD, _SENTENCE):
        if (found := sign.search(raw)) and found.start():
            raw = raw[: found.start()]
    if _PATH.match(raw):
        raw = _end_path(raw)
    return _close_brackets(_leave_talk(raw))


def trim_value(raw: str) -> str:
    """A value on one line without the quotes, escapes and punctuation around it; empty where nothing is left."""
    value = " ".join(raw.split()).lstrip(_EDGES)
    while value and (value[-1] in _EDGES or value.endswith(_STOPS)):
        if value[-1] in _QUOTES and value.count(value[-1]) % 2 == 0:
            break  # closes what was opened within the value
        value = value[:-1]
    return value if any(map(str.isalnum, value)) else ""


def _end_path(raw: str) -> str:
    if found := _FILE_END.search(raw):
        raw = raw[: found.end()]
    return _BEHIND_PATH.split(raw, maxsplit=1)[0]


def _leave_talk(raw: str) -> str:
    """Without the Chinese talk behind foreign text; Chinese words of a value itself stay."""
    found = _TALK.search(raw)
    if found is None or re.search(rf"[{_HAN}]", raw[: found.start()]):
        return raw
    foreign = raw[: found.start()]
    return foreign if len(_WORD.findall(foreign)) > 1 or _ASKING.search(found["talk"]) else raw


def _close_brackets(raw: str) -> str:
    """Up to the first bracket that closes nothing; without a last part whose bracket isn't closed."""
    opened: list[tuple[str, int]] = []
    for at, char in enumerate(raw):
        if char in "([{":
            opened.append((char, at))
        elif char in _PAIRS:
            if not opened or opened[-1][0] != _PAIRS[char]:
                return raw[:at] if not opened else raw
            opened.pop()
    whole = raw[: opened[0][1]] if opened and opened[0][1] else raw
    return _CUT_TAG.sub("", whole)
