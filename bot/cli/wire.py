"""The machine-readable form of a diagnosis: one JSON object, as `ask --json` and `ask --jsonl` print it."""

from __future__ import annotations

import json
from typing import Any, cast

from bot.desk import Diagnosis, Paste
from bot.errors import IntakeError
from bot.matching.decide import Door


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
    return json.dumps(content, ensure_ascii=False)


def dump_error(message: str, paste_id: object = None) -> str:
    """The line that answers a line which can't be read."""
    return json.dumps({"id": paste_id, "error": message}, ensure_ascii=False)


def parse_request(line: str, systems: frozenset[str]) -> tuple[object, Paste]:
    """Read one line of `ask --jsonl`; raises IntakeError saying what is wrong with it."""
    try:
        content: object = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise IntakeError("bad-json", f"not a JSON object: {error}") from error
    if not isinstance(content, dict):
        raise IntakeError("bad-json", "not a JSON object")
    fields = cast("dict[str, Any]", content)
    unknown = fields.keys() - {"id", "text", "door", "system", "channel_system"}
    if unknown:
        raise IntakeError("bad-json", f"unknown field {min(unknown)!r}; known: id, text, door, system")
    text = fields.get("text")
    if not isinstance(text, str):
        raise IntakeError("bad-json", "the field 'text' must be a string")
    door = fields.get("door", Door.COMMAND.value)
    if door not in {item.value for item in Door}:
        raise IntakeError("bad-json", f"the field 'door' must be 'watch' or 'command', not {door!r}")
    for name in ("system", "channel_system"):
        value = fields.get(name)
        if value is not None and (not isinstance(value, str) or value not in systems):
            raise IntakeError("bad-json", f"unknown {name} {value!r}; see `errata systems`")
    paste = Paste(text=text, door=Door(door), system=fields.get("system"), channel_system=fields.get("channel_system"))
    return fields.get("id"), paste
