"""A reader for the part of Project Fluent's syntax that our message catalogues use.

Supported: comments, messages, multi-line values, `{ $name }`, `{ "literal" }` and plural choices by number
(`{ $count -> [one] ... *[other] ... }`). The files stay valid Fluent, so that translators' tools can open them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Value = str | int

_MESSAGE = re.compile(r"(?P<key>[a-z][a-z0-9-]*)[ \t]*=[ \t]*(?P<rest>.*)")
_VARIABLE = re.compile(r"\{[ \t]*\$(?P<name>[a-z_]+)[ \t]*\}")
_LITERAL = re.compile(r'\{[ \t]*"(?P<text>[^"]*)"[ \t]*\}')
_CHOICE = re.compile(r"\{[ \t]*\$(?P<name>[a-z_]+)[ \t]*->(?P<variants>.*)\}\Z", re.DOTALL)
_VARIANT = re.compile(r"(?P<default>\*?)\[[ \t]*(?P<name>[a-z0-9]+)[ \t]*\]")


class FluentError(ValueError):
    """A catalogue file isn't readable. The text names the line or the message."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A place for a value."""

    name: str


@dataclass(frozen=True, slots=True)
class PluralChoice:
    """Texts by plural category (`one`, `other`) or exact number; `other` stands for all else."""

    name: str
    variants: Mapping[str, Pattern]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One message: a run of texts, places and choices."""

    parts: tuple[str | Variable | PluralChoice, ...]

    def variables(self) -> frozenset[str]:
        """Names of the values that the message needs."""
        return frozenset(self._variables())

    def format(self, values: Mapping[str, Value]) -> str:
        """The message with its values. Raises KeyError when one is missing."""
        return "".join(_format_part(part, values) for part in self.parts)

    def map(self, convert: Callable[[str], str]) -> Pattern:
        """The same message with each of its texts converted."""
        return Pattern(tuple(_convert_part(part, convert) for part in self.parts))

    def _variables(self) -> Iterator[str]:
        for part in self.parts:
            if isinstance(part, Variable):
                yield part.name
            elif isinstance(part, PluralChoice):
                yield part.name
                for variant in part.variants.values():
                    yield from variant.variables()


def parse_catalogue(source: str) -> dict[str, Pattern]:
    """Reads a whole file. Raises FluentError on a line that is no message and on a key given twice."""
    messages: dict[str, Pattern] = {}
    for key, value in _split_messages(source):
        if key in messages:
            raise FluentError(f"message {key} is given twice")
        messages[key] = _parse_pattern(key, value)
    return messages


def _split_messages(source: str) -> Iterator[tuple[str, str]]:
    key: str | None = None
    lines: list[str] = []
    for number, line in enumerate(source.splitlines(), start=1):
        if line.startswith("#"):
            continue
        if line[:1] in {" ", "\t", ""} or line.startswith("}"):
            if key is not None:
                lines.append(line)
            elif line.strip():
                raise FluentError(f"line {number}: text outside a message")
            continue
        found = _MESSAGE.fullmatch(line)
        if found is None:
            raise FluentError(f"line {number}: not a message: {line!r}")
        if key is not None:
            yield key, _unindent(lines)
        key, lines = found["key"], [found["rest"]]
    if key is not None:
        yield key, _unindent(lines)


def _unindent(lines: list[str]) -> str:
    first, rest = lines[0], lines[1:]
    indents = [len(line) - len(line.lstrip()) for line in rest if line.strip() and not line.startswith("}")]
    indent = min(indents, default=0)
    cut = [line if line.startswith("}") else line[indent:] for line in rest]
    return "\n".join([first, *cut] if first else cut).rstrip()


def _parse_pattern(key: str, value: str) -> Pattern:
    parts: list[str | Variable | PluralChoice] = []
    position = 0
    while position < len(value):
        if value[position] != "{":
            end = value.find("{", position)
            end = len(value) if end < 0 else end
            parts.append(value[position:end])
            position = end
            continue
        end = _closing(key, value, position)
        parts.append(_parse_placeable(key, value[position:end]))
        position = end
    return Pattern(tuple(parts))


def _parse_placeable(key: str, source: str) -> str | Variable | PluralChoice:
    if found := _VARIABLE.fullmatch(source):
        return Variable(found["name"])
    if found := _LITERAL.fullmatch(source):
        return found["text"]
    found = _CHOICE.fullmatch(source)
    if found is None:
        raise FluentError(f"message {key}: can't read {source!r}")
    heads = list(_VARIANT.finditer(found["variants"]))
    ends = [head.start() for head in heads[1:]] + [len(found["variants"])]
    variants = {
        head["name"]: _parse_pattern(key, found["variants"][head.end() : end].strip())
        for head, end in zip(heads, ends, strict=True)
    }
    if "other" not in variants or [head["name"] for head in heads if head["default"]] != ["other"]:
        raise FluentError(f"message {key}: a choice needs *[other]")
    return PluralChoice(found["name"], variants)


def _closing(key: str, value: str, start: int) -> int:
    """Where the placeable that opens at `start` ends. Braces inside a literal don't count."""
    depth, quoted = 0, False
    for position in range(start, len(value)):
        char = value[position]
        if char == '"' and depth == 1:
            quoted = not quoted
        elif char == "{" and not quoted:
            depth += 1
        elif char == "}" and not quoted:
            depth -= 1
            if depth == 0:
                return position + 1
    raise FluentError(f"message {key}: a brace is not closed")


def _convert_part(part: str | Variable | PluralChoice, convert: Callable[[str], str]) -> str | Variable | PluralChoice:
    if isinstance(part, str):
        return convert(part)
    if isinstance(part, Variable):
        return part
    return PluralChoice(part.name, {name: variant.map(convert) for name, variant in part.variants.items()})


def _format_part(part: str | Variable | PluralChoice, values: Mapping[str, Value]) -> str:
    if isinstance(part, str):
        return part
    value = values[part.name]
    if isinstance(part, Variable):
        return str(value)
    exact = part.variants.get(str(value))
    category = "one" if value == 1 and "one" in part.variants else "other"
    return (exact or part.variants[category]).format(values)
