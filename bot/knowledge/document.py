"""Read one YAML file of the catalogue into plain lists and mappings, with the place of everything in it.

Only the part of YAML that the catalogue needs is accepted: lists, mappings, texts. Anchors, aliases, tags and several
documents in a file are faults, so no file can grow in memory or make objects. Every scalar is read as text, `null` and
nothing as None; the model turns text into numbers and booleans where it wants them: `zh: 404` and `en: no` are texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from bot.knowledge.advice import advise_on_yaml

MAX_BYTES = 256 * 1024
MAX_DEPTH = 8

Place: TypeAlias = tuple[str | int, ...]
Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a file; line and column count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that makes a file unreadable."""

    mark: Mark
    message: str


START = Mark(1, 1)


@dataclass(slots=True)
class Marks:
    """Where the keys and values of a document stand."""

    keys: dict[Place, Mark] = field(default_factory=dict[Place, Mark])
    values: dict[Place, Mark] = field(default_factory=dict[Place, Mark])

    def find(self, path: Place) -> Mark:
        """The place of the value at the path, or of the nearest thing around it that exists."""
        for end in range(len(path), -1, -1):
            if (mark := self.values.get(path[:end])) is not None:
                return mark
        return START

    def point(self, path: Place) -> Mark:
        """Where to look for what stands at the path: the value if it begins beside its key, else the key."""
        key, value = self.keys.get(path), self.find(path)
        return key if key is not None and key.line != value.line else value

    def find_key(self, path: Place) -> Mark:
        """The place of the key at the path, or of the nearest thing around it that exists."""
        return self.keys.get(path) or self.find(path)


@dataclass(slots=True)
class _Frame:
    """A list or mapping that is being read."""

    holder: list[Value] | dict[str, Value]
    path: Place
    key: str | None = None


def read_document(data: bytes, marks: Marks | None = None) -> tuple[Value, tuple[Problem, ...]]:
    """The document in the file's bytes and every problem found. With problems the value must not be used.

    Fills `marks` when given (this costs time, so it is left out while all is well). Never raises.
    """
    if len(data) > MAX_BYTES:
        return None, (Problem(START, f"the file has {len(data):,} bytes, at most {MAX_BYTES:,} are read: split it up"),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, (_encoding_problem(data, error),)
    builder = _Builder(marks)
    try:
        builder.build(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        builder.problems.append(_syntax_problem(error, text))
    except yaml.reader.ReaderError:
        builder.problems.append(_character_problem(text))
    if not builder.problems and builder.value is None:
        builder.problems.append(Problem(START, "the file is empty: write an entry into it or delete it"))
    return builder.value, tuple(builder.problems)


def list_items(value: Value) -> list[tuple[Place, Value]]:
    """The items of a document that is one item or a list of them, with the place of each."""
    return [((i,), item) for i, item in enumerate(value)] if isinstance(value, list) else [((), value)]


class _Builder:
    """Turns parser events into values. It keeps its own stack, so deep nesting can't exhaust Python's."""

    def __init__(self, marks: Marks | None) -> None:
        self.value: Value = None
        self.problems: list[Problem] = []
        self._marks = marks
        self._stack: list[_Frame] = []
        self._documents = 0

    def build(self, events: Iterator[Any]) -> None:
        for event in events:
            kind = cast("type[object]", type(event))
            if kind is ScalarEvent:
                self._check_node(event)
                text: str = event.value
                self._add(None if event.style in {None, ""} and text in _NULLS else text, event, scalar=True)
            elif kind is SequenceStartEvent:
                self._open(event, [])
            elif kind is MappingStartEvent:
                self._open(event, {})
            elif kind is SequenceEndEvent or kind is MappingEndEvent:
                self._stack.pop()
            elif kind is AliasEvent:
                self._fault(event, f"*{event.anchor} repeats another place: write it out (or quote the text)")
                self._add(None, event, scalar=True)
            elif kind is DocumentStartEvent:
                self._documents += 1
                if self._documents > 1:
                    self._fault(event, "a second document starts here: remove the line ---, or make a file of its own")
                    return
            if len(self._stack) > MAX_DEPTH:
                self._fault(event, f"nested more than {MAX_DEPTH} levels deep: an entry needs at most 4")
                return

    def _open(self, event: Any, holder: list[Value] | dict[str, Value]) -> None:
        self._check_node(event)
        path = self._add(holder, event, scalar=False)
        self._stack.append(_Frame(holder, path))

    def _check_node(self, event: Any) -> None:
        if event.anchor is not None:
            self._fault(event, f"&{event.anchor} marks a place for repetition: remove it (or quote the text)")
        if event.tag is not None and event.tag != "!":
            self._fault(event, f"the type {event.tag!r} is not used here: remove it (or quote the text)")

    def _add(self, value: Value, event: Any, *, scalar: bool) -> Place:
        """Put a value where it belongs; the path at which it stands."""
        if not self._stack:
            self.value = value
            return self._mark((), event)
        frame = self._stack[-1]
        if isinstance(frame.holder, list):
            frame.holder.append(value)
            return self._mark((*frame.path, len(frame.holder) - 1), event) if self._marks else ()
        if frame.key is None:
            self._add_key(frame, value if scalar else None, event)
            return ()
        frame.holder[frame.key] = value
        path = self._mark((*frame.path, frame.key), event) if self._marks else ()
        frame.key = None
        return path

    def _add_key(self, frame: _Frame, value: Value, event: Any) -> None:
        if not isinstance(value, str):
            self._fault(event, "the name of a field must be a plain word, as in `title:`")
            value = f"({event.start_mark.line})"
        elif value in frame.holder:
            first = self._marks.keys.get((*frame.path, value)) if self._marks else None
            before = f" (first in line {first.line})" if first else ""
            self._fault(event, f"the field `{value}` stands twice{before}: keep one of them")
        elif self._marks:
            self._marks.keys[(*frame.path, value)] = _mark_of(event)
        frame.key = value

    def _mark(self, path: Place, event: Any) -> Place:
        if self._marks:
            self._marks.values.setdefault(path, _mark_of(event))
        return path

    def _fault(self, event: Any, message: str) -> None:
        self.problems.append(Problem(_mark_of(event), message))


def _mark_of(event: Any) -> Mark:
    return Mark(event.start_mark.line + 1, event.start_mark.column + 1)


# Faults that are noticed far behind the place where they begin.
_LATE = re.compile(r"quoted scalar|simple key|flow (?:sequence|mapping)")


def _syntax_problem(error: yaml.MarkedYAMLError, text: str) -> Problem:
    places = (error.problem_mark, error.context_mark)
    begins = error.context is not None and _LATE.search(error.context)
    place = next((mark for mark in (reversed(places) if begins else places) if mark is not None), None)
    mark = Mark(place.line + 1, place.column + 1) if place else START
    return Problem(mark, advise_on_yaml(str(error.problem or error), text, mark.line))


def _encoding_problem(data: bytes, error: UnicodeDecodeError) -> Problem:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return Problem(START, "the file is UTF-16: save it as UTF-8")
    before = data[: error.start].decode("utf-8", "replace")
    mark = Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))
    return Problem(mark, f"the byte 0x{data[error.start]:02X} is not UTF-8: save the file as UTF-8")


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def _character_problem(text: str) -> Problem:
    found = _CONTROL.search(text)
    at = found.start() if found else 0
    mark = Mark(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
    return Problem(mark, f"the control character U+{ord(text[at]):04X} can't stand in the file: delete it")
