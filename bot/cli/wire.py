"""The machine-readable form of a diagnosis: one JSON object, as `ask --json` and `ask --jsonl` print it."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, NoReturn, cast

from bot.cli.safe import dump_json
from bot.desk import Desk, Diagnosis, Paste
from bot.errors import IntakeError
from bot.matching.decide import Door

if TYPE_CHECKING:
    from collections.abc import Container

_FIELDS = ("id", "text", "door", "system", "channel_system")
_DOORS = {door.value: door for door in Door}
_MOST_SAID = 60
_TOO_DEEP = "nested too deep"
_KINDS: tuple[tuple[type, str], ...] = (
    (type(None), "null"),
    (bool, "a boolean"),
    (int, "a number"),
    (float, "a number"),
    (list, "a list"),
    (dict, "an object"),
)


def dump_diagnosis(diagnosis: Diagnosis, paste_id: object = None) -> str:
    """One line of JSON. The keys are a contract: see README, "For machines"."""
    signals = diagnosis.signals
    content = {
        "id": paste_id,
        "verdict": diagnosis.verdict.value,
        "matches": [
            {"entry": match.entry.id, "confidence": round(match.confidence, 4), "captures": dict(match.captures)}
            for match in diagnosis.matches
        ],
        "choices": [
            {"entry": choice.entry.id, "confidence": round(choice.confidence, 4)} for choice in diagnosis.choices
        ],
        "nearest": [entry.id for entry in diagnosis.nearest],
        "signals": {
            "status": list(signals.status),
            "codes": list(signals.codes),
            "model": signals.model,
            "retry_after_seconds": signals.retry_after_seconds,
            "request_id": signals.request_id,
            "hosts": list(signals.hosts),
            "tools": list(signals.tools),
        },
        "language": diagnosis.language,
        "redacted": list(diagnosis.redacted),
        "replies": diagnosis.replies,
        "logged": diagnosis.logged,
        "fingerprint": diagnosis.fingerprint,
        "elapsed_ms": round(diagnosis.elapsed_ms, 3),
    }
    return dump_json(content)


def dump_error(message: str) -> str:
    """The line that answers a line which can't be read."""
    return dump_json({"id": None, "error": message})


def answer_line(line: str, desk: Desk) -> str:
    """The line of JSON that answers one line of `ask --jsonl`, whatever it holds."""
    try:
        paste_id, paste = parse_request(line, desk.knowledge.systems)
        return dump_diagnosis(desk.diagnose(paste), paste_id)
    except IntakeError as error:
        return dump_error(error.detail)
    except RecursionError:
        # What could just be read may be too deep to be written again.
        return dump_error(_TOO_DEEP)


def parse_request(line: str, systems: Container[str]) -> tuple[object, Paste]:
    """Read one line of `ask --jsonl`; raises IntakeError saying what is wrong with it.

    The id is any value of JSON; it comes back as it was.
    """
    line = line.removeprefix("\ufeff")  # what Windows puts before the first one
    try:
        content: object = json.loads(line, parse_constant=_refuse_constant, parse_float=_read_number)
    except RecursionError as error:
        raise IntakeError("bad-json", _TOO_DEEP) from error
    except ValueError as error:
        raise IntakeError("bad-json", f"not a JSON object: {error}") from error
    if not isinstance(content, dict):
        raise IntakeError("bad-json", "not a JSON object")
    fields = cast("dict[str, Any]", content)
    if unknown := fields.keys() - set(_FIELDS):
        raise IntakeError("bad-json", f"unknown field {_say(min(unknown))}; known: id, text, door, system")
    text = fields.get("text")
    if not isinstance(text, str):
        raise IntakeError("bad-json", "the field 'text' must be a string")
    door = fields.get("door", Door.COMMAND.value)
    if not isinstance(door, str) or door not in _DOORS:
        raise IntakeError("bad-json", f"the field 'door' must be 'watch' or 'command', not {_say(door)}")
    for name in ("system", "channel_system"):
        value = fields.get(name)
        if value is not None and (not isinstance(value, str) or value not in systems):
            raise IntakeError("bad-json", f"unknown {name} {_say(value)}; see `errata systems`")
    paste = Paste(
        text=text, door=_DOORS[door], system=fields.get("system"), channel_system=fields.get("channel_system")
    )
    return fields.get("id"), paste


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no value of JSON")


def _read_number(written: str) -> float:
    number = float(written)
    if math.isinf(number):
        raise ValueError(f"the number {_say(written)} is too great")
    return number


def _say(value: object) -> str:
    """A value as a complaint names it: a short text word for word, of anything else the kind."""
    if isinstance(value, str):
        return repr(value if len(value) <= _MOST_SAID else value[:_MOST_SAID] + "…")
    return next(name for kind, name in _KINDS if isinstance(value, kind))
