"""Secrets in the columns of Markdown's tables, whose heads name them: `| Site | API Key |`, a rule, and the rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.text.redaction.randomness import looks_drawn
from bot.text.redaction.spans import Span
from bot.text.redaction.values import is_talk, is_told_password

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLE = re.compile(
    r"(?P<head>\|[^\n]{1,400}\|)[ \t]{0,8}\r?\n[ \t]{0,8}"
    r"\|(?:[ \t]{0,8}:?-{1,200}:?[ \t]{0,8}\|){1,24}[ \t]{0,8}\r?\n"
    r"(?P<rows>(?:[ \t]{0,8}\|[^\n]{1,2000}(?:\n|$)){1,60})"
)
_CELL = re.compile(r"\|[ \t`*]{0,40}([^|\n]{0,2000}?)[ \t`*]{0,40}(?=\|)")
_NAME = re.compile(r"(?:key|token|secret|password)s?$|(?:密钥|令牌|密码|口令)$")
_KINDS = {"key": "api-key", "密钥": "api-key", "令牌": "token", "密码": "password", "口令": "password"}


def find_table_secrets(text: str, lowered: str) -> Iterator[Span]:
    """Every value in a column that is headed as one of secrets. `lowered`: the text, letter by letter lower case."""
    if "-|" not in text and "- |" not in text:
        return
    for table in _TABLE.finditer(lowered):
        names = [_NAME.search(cell[1]) for cell in _CELL.finditer(table["head"])]
        if not any(names):
            continue
        start = table.start("rows")
        for row in table["rows"].splitlines(keepends=True):
            for name, cell in zip(names, _CELL.finditer(row), strict=False):
                begin, end = start + cell.start(1), start + cell.end(1)
                if name and (kind := _judge(name[0].removesuffix("s"), text[begin:end])):
                    yield Span(begin, end, kind)
            start += len(row)


def _judge(name: str, value: str) -> str | None:
    kind = _KINDS.get(name, name)
    if kind == "password":
        return kind if " " not in value and is_told_password(value) else None
    return kind if " " not in value and not is_talk(value) and looks_drawn(value, 16) else None
