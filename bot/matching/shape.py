"""What kind of text a paste is: does it report an error, quote code, tell a story, or just talk?"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, cast

from bot.matching import lexicon
from bot.matching.structure import count_calm_lines, count_finds, count_items, count_literals, count_pointers, is_reply

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_HEAD = 3_000
_FEW_FIELDS = 2
_TOO_DEEP = object()
_DECODER = json.JSONDecoder(strict=False)
# Begins with its letter and looks back for the border of the word: so the search leaps.
_ERROR_NAME = re.compile(
    r"[A-Z0](?<=\b[A-Z0])(?:(?<=[A-Z])\w{2,50}(?:Error|Exception|Failure)|(?<=E)[A-Z]{4,14}|(?<=[A-Z])[A-Z]{2,}(?:_[A-Z0-9]+)+"
    r"|(?<=0)x[0-9A-Fa-f]{8})\b(?!\s?=)"
)
_ERROR_LINE = re.compile(
    r"""(?imx)
      ^[^\w\n]{0,6}(?:[\w./:\[\]-]+[ ]){0,5}(?:error|errors|fatal|exception|panic|failed|failure|traceback|warning|denied)\b[^\n]{0,12}[:：(\[{!\]-]
    | ^[^\n]{0,24}(?:报错|错误|失败|异常)\W{0,3}[:：(\[{!-]
    | ^[^\w\n]{0,6}(?:[\w.]+[./])?(?-i:[A-Z])\w{2,60}(?:error|exception|notfound|failure|requests)\b[^\n]{0,30}[:：]
    | ^[^\n]{0,60}\[(?:emerg|alert|crit|fatal|error|err)\]
    | ^(?:bash|sh|zsh|fatal|error|dd|ssh|curl|make|npm|git|unzip|tar|cp|rm|mv|apt|dpkg|pip|docker|cargo|go|gcc|ld|gyp|yarn|pnpm)\b[^\n]{0,40}:\s
    """
)
# Reads lower case. Its branches, too, begin with a letter and look back.
_ERROR_FIELD = re.compile(
    r"""(?x)
      e(?<=\be)(?:rr(?:or|no)?|xception)\b['"]?\s*[:=(]\s*\S | f(?<=\bf)(?:ailure|atal)\b['"]?\s*[:=(]\s*\S
    | panicked\ at | f(?<=\bf)ailed\b | e(?<=\be)rr(?:!|or\b) | c(?<=\bc)ritical\b
    """
)
_TRACE = re.compile(
    r"""(?mx) ^[^\S\n]*(?:at\ \S[^\n]{0,200}[:(]\d+ | File\ "[^\n]{1,200}",\ line\ \d+ | Traceback\ \(most\ recent | Caused\ by: | goroutine\ \d+ | \d+:\ 0x)
    | node:internal/ | [Ee]xit(?:ed\ with)?\ ?[Cc](?:ode)\W{1,4}-?\d | exit(?:ed\ with)?\ status\W{1,3}\d
    | (?:代码|[Cc]ode)(?:\ 为)?\ ?[:：]?\ ?-?\d{1,10}\b(?!\s?=) | \$\?\n\d | \b[A-Z]{2,4}-?\d{4,5}(?:-\d)?\b | \ -\d{9,10}\b | \berrno\b | npm\ (?:ERR!|error) | stack\ backtrace
    """
)
_CODE_LINE = r"""
      ^[^\S\n]*(?:import\ |from\ \S+\ import|def\ |class\ \w+[:({]|async\ |function\b|const\ |let\ |var\ |export\ |public\ |private\ |static\ |func\ |fn\ |impl\ |match\ |switch\ ?\(|try\b|except\b|catch\b|\}\ catch|raise\ |throw\ |assert|expect\(|it\(|describe\(|elif\ |else\b|return\b|if\ ?\(|if\ \w[^\n]*:$|for\ ?\(|while\ ?\(|\#\ |//|/\*|\*\ @|@\w+\(|\$\w+\ =|[+-]\s{2,}\w)
    | ^[^\S\n]*[\w.]+\s?:\s?(?:Final|int|str|float|bool|list|dict|tuple|set|type|Optional)\b[\[\ =] | ^[0-9a-f]{7,10}\ (?:fix|feat|chore|docs|refactor|test)\b
    | ^[^\S\n]*[\w.]+\($ | ^[^\S\n]*[A-Za-z_]\w+\ =\ [\[{(]$ | ^[^\S\n]*[A-Z][A-Z_]+\(\d | ^[^\S\n]*[a-z_]+=[^\s,]+,$
"""
_CODE = re.compile(
    rf"""(?mx){_CODE_LINE}    | "\)[,;]$
    | \w\ :=\ | \bnew\ \w*Error\( | \b[tb]\.(?:Fatal|Error|Run|Log)f?\( | \b(?:require|assert)\.\w+\( | \bhttp\.Status[A-Z] | \br"[^"\n]{{1,200}}",?$
    | \bmodule\.exports\b | \binterface\ \w+\ \{{ | \.(?:reply|respond|intercept|post|get|route)\(['"/\d]
    | \bisinstance\(|<%[-=\ ]|%\(\w+\)s|throw\ new|raise\ \w+\(|catch\ ?\(|assert\w*\(|expect\(|mock\w*\(|status(?:_code|Code)?\ ?[=!]=+\ ?\d|===|=>|&&|console\.|logger?\.\w+\(|\(\?[:=!]|\[\\s\\S\]|\\d\{{
    """
)
_CODE_LINES = re.compile(f"(?mx){_CODE_LINE}")
# One of these stands in whatever `_CODE` finds elsewhere than at the beginning of a line.
_CODE_MARKS = (
    '"),', '");', "module.exports", "interface ", ".reply(", ".respond(", ".intercept(", ".post(", ".get(", ".route(", "<%", "%(",
    "isinstance(", "throw new", "raise ", "catch(", "catch (", "assert", "expect(", "mock", "==", "!=", "=>", "&&", "console.",
    "logge.", "logger.", " := ", "new ", "t.Fatal", "t.Error", "t.Run", "t.Log", "require.", "http.Status", 'r"', "(?", "[\\s\\S]", "\\d{",
)  # fmt: skip
_TABLE = re.compile(r"(?m)^[^|\n]*\|[^|\n]*\|[^\n]*$")
_SETTING = re.compile(
    r"(?m)^[^\S\n]*[A-Z][A-Z0-9_]{2,40}=\S*|^\s{0,12}[A-Za-z][\w.-]{2,40}:\s*(?:[\w\"'\[{./#|>-][^\n]{0,80})?$|^[^\S\n]*[\w.]+\s=\s[\w\"'\[{]"
)
# What a character does stands between asterisks; a lone one is a bullet, two are bold.
_ACTED = re.compile(r"(?<![*\w])\*[^\s*][^*\n]{1,200}[^\s*]\*(?![*\w])")
_MACHINE = re.compile(r"""[{}\[\]<>=|\\/_;]|":|::""")


@dataclass(frozen=True, slots=True)
class Shape:
    """Counts squeezed into 0..1 (0 for none, 1/2 for one, towards 1 for many); each is one way of looking."""

    error_json: float
    error_body: float
    error_name: float
    error_line: float
    error_field: float
    error_words: float
    error_phrases: float
    symptoms: float
    told: float
    trace: float
    status: float
    machine: float
    help: float
    code: float
    literal: float
    code_fence: float
    data_json: float
    config: float
    config_fence: float
    table: float
    listing: float
    settings: float
    success: float
    calm: float
    done: float
    teaching: float
    talk: float
    story: float
    reply: float
    short: float
    prose: float

    def vector(self) -> tuple[float, ...]:
        """The values in the order of `SHAPE_FEATURES`."""
        return tuple(getattr(self, name) for name in SHAPE_FEATURES)

    @property
    def quoting(self) -> float:
        """0..1: how much it looks like code, a table or a configuration rather than an error."""
        return max(self.code, self.config, self.table)

    @property
    def telling(self) -> float:
        """0..1: how much it looks like somebody who teaches, tells a story, or answers what another wrote."""
        return max(self.teaching, self.story, self.reply)

    @property
    def displayed(self) -> float:
        """1 where the text is marked as code or settings, or is a JSON object that is no error."""
        return max(self.code_fence, self.config_fence, self.data_json)


SHAPE_FEATURES = tuple(item.name for item in fields(Shape))


def read_shape(text: str, words: frozenset[str], status_count: int, told_count: int) -> Shape:
    """The shape of a normalised, focused text with the given words, number of status codes and of told symptoms."""
    head = text[:_HEAD]
    lowered = head.lower()
    letters = max(1, len(head))
    error_json, data_json = _read_json(head)
    machine = len(_MACHINE.findall(head)) / letters
    return Shape(
        error_json=error_json,
        error_body=0.0 if data_json else _error_body(lowered),
        error_name=_some(_ERROR_NAME, head),
        error_line=_some(_ERROR_LINE, head),
        error_field=_some(_ERROR_FIELD, lowered),
        error_words=_squeeze(len(words & lexicon.ERROR_WORDS)),
        error_phrases=_squeeze(_count(lexicon.ERROR_PHRASES, lowered)),
        symptoms=_squeeze(len(words & lexicon.SYMPTOM_WORDS)),
        told=_squeeze(told_count),
        trace=max(_some(_TRACE, head), _squeeze(count_pointers(head))),
        status=_squeeze(status_count),
        machine=min(1.0, machine * 12),
        help=_squeeze(len(words & lexicon.HELP_WORDS)),
        code=_some(_CODE if any(map(head.__contains__, _CODE_MARKS)) else _CODE_LINES, head),
        literal=_squeeze(count_literals(head)),
        code_fence=float(any(fence in lowered for fence in lexicon.CODE_FENCES)) if "```" in head else 0.0,
        data_json=data_json,
        config=_squeeze(_count(lexicon.CONFIG_MARKS, lowered)),
        config_fence=float(any(fence in lowered for fence in lexicon.CONFIG_FENCES)) if "```" in head else 0.0,
        table=_some(_TABLE, head) if "|" in head else 0.0,
        listing=_squeeze(count_items(head)),
        settings=_some(_SETTING, head),
        success=_squeeze(_count(lexicon.SUCCESS_MARKS, lowered)),
        calm=_squeeze(count_calm_lines(head)),
        done=_squeeze(_count_meant(lexicon.DONE_WORDS, words, lowered)),
        teaching=_squeeze(_count_meant(lexicon.TEACHING_WORDS, words, lowered)),
        talk=_squeeze(len(words & lexicon.TALK_WORDS)),
        story=_squeeze(_count(lexicon.STORY_MARKS, lowered) + (_ACTED.search(head) is not None)),
        reply=float(is_reply(head)),
        short=max(0.0, 1 - letters / 40),
        prose=min(1.0, letters / 400) * max(0.0, 1 - machine * 25),
    )


def _read_json(head: str) -> tuple[float, float]:
    """(error, data): whether the first JSON value in the text is an error body or some other object; (0, 0) for none."""
    value = _first_object(head)
    if not isinstance(value, dict) or not value:
        return 0.0, float(value is _TOO_DEEP)
    fields = {str(key).lower(): item for key, item in cast("dict[object, object]", value).items()}
    if any(fields.get(key) for key in lexicon.JSON_ERROR_KEYS) or _says_failure(fields):
        return 1.0, 0.0
    if fields.get("error") == {}:  # some gateways name the provider beside an empty error
        return 0.7, 0.0
    told = any(isinstance(fields.get(key), str) and fields[key] for key in lexicon.JSON_MESSAGE_KEYS)
    told = told and "role" not in fields
    coded = told and any(fields.get(key) for key in lexicon.JSON_CODE_KEYS)
    if coded or any(_carries_error(item) for item in fields.values()):
        return 0.7, 0.0
    says_little = told and len(fields) <= _FEW_FIELDS
    return 0.0, 0.0 if says_little or fields.keys() & lexicon.JSON_REPLY_KEYS else 1.0


def _says_failure(fields: Mapping[str, object]) -> bool:
    """Whether an object calls itself an error, or says that something did not go well."""
    named = {str(fields.get("object", "")).lower(), str(fields.get("type", "")).lower()}
    if "error" in named or fields.get("success") is False or fields.get("ok") is False:
        return True
    status = fields.get("status_code") or fields.get("statuscode") or fields.get("status")
    return isinstance(status, int) and 400 <= status < 600


def _carries_error(item: object) -> bool:
    """Whether a value inside an object is itself an error: a message beside a code."""
    if not isinstance(item, dict):
        return False
    inner = {str(key).lower() for key in cast("dict[object, object]", item)}
    return "message" in inner and "code" in inner and "role" not in inner


def _first_object(head: str) -> object:
    """The first JSON object in the text, None without a whole one, `_TOO_DEEP` for one nested beyond reading."""
    start = head.find("{")
    try:
        return _DECODER.raw_decode(head, start)[0] if start >= 0 else None
    except ValueError:
        return None
    except RecursionError:
        return _TOO_DEEP


def _error_body(lowered: str) -> float:
    """1 for a body with an error field, 0.6 for one with a message beside a code, 0 for none."""
    if any(key in lowered for key in lexicon.BODY_KEYS):
        return 1.0
    if any(key in lowered for key in lexicon.BODY_MESSAGE_KEYS) and any(
        key in lowered for key in lexicon.BODY_CODE_KEYS
    ):
        return 0.6
    return 0.0


def _count(marks: Iterable[str], lowered: str) -> int:
    return sum(map(lowered.__contains__, marks))


def _count_meant(listed: frozenset[str], words: frozenset[str], lowered: str) -> int:
    """How many of the listed words stand there, without those that a neighbour turns."""
    return sum(not any(map(lowered.__contains__, lexicon.TURNED.get(word, ()))) for word in words & listed)


def _squeeze(count: int) -> float:
    return count / (count + 1)


def _some(pattern: re.Pattern[str], text: str) -> float:
    return _squeeze(count_finds(pattern, text))
