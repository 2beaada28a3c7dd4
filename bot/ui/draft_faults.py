"""What is wrong with a draft, and what it would change, in a maintainer's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ui.safe import code_line, cut, escape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.knowledge.document import Place
    from bot.reception.tongue import Tongue
    from bot.review.faults import Fault
    from bot.review.vetting import Change
    from bot.ui.texts import Texts

_FAULT = 300
_TEXT = 120
_PARTS: Mapping[str, str] = {
    "title": "draft-title",
    "cause": "draft-cause",
    "fix": "draft-part-step",
    "messages": "draft-part-message",
    "sources": "draft-part-source",
}
"""The parts of an answer that a fault can lie in. Those that are lists are counted from 1."""

_LANGUAGES = {"zh": "中文", "en": "English"}
_IDS = frozenset({"entry", "found"})


def say_fault(fault: Fault, tongue: Tongue, texts: Texts) -> str:
    """One fault: where it lies, and what it is."""
    values = {name: _say_value(name, value, tongue, texts) for name, value in fault.values.items()}
    if fault.near or fault.reason == "no-system":
        values["near"] = ", ".join(code_line(system) for system in fault.near) or "-"
    told = texts.say(f"draft-fault-{fault.reason}", tongue, **values)
    part = _say_place(fault.place, tongue, texts)
    return cut(texts.say("named-value", tongue, name=part, value=told) if part else told, _FAULT)


def say_change(change: Change, tongue: Tongue, texts: Texts) -> str:
    """One test row that would be answered differently."""
    before = _say_value("found", change.before or "", tongue, texts)
    return texts.say("draft-change", tongue, text=code_line(cut(change.text, _TEXT)), found=before)


def _say_value(name: str, value: str | int, tongue: Tongue, texts: Texts) -> str | int:
    if isinstance(value, int):
        return value
    if name in _IDS:
        return code_line(value) if value else texts.say("draft-nothing", tongue)
    if name == "language":
        return _LANGUAGES[value]
    return escape(value) if name == "name" else code_line(cut(value, _TEXT))


def _say_place(place: Place, tongue: Tongue, texts: Texts) -> str:
    """The part of an answer, with its number and language where it has some."""
    key = _PARTS.get(str(place[0])) if place else None
    if key is None:
        return ""
    numbers = [step + 1 for step in place if isinstance(step, int)]
    part = texts.say(key, tongue, **({"number": numbers[0]} if "number" in texts.variables(key, tongue) else {}))
    languages = [_LANGUAGES[step] for step in place[1:] if isinstance(step, str) and step in _LANGUAGES]
    return f"{part} ({languages[0]})" if languages else part
