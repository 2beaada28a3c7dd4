"""Filling in a modal as a person would, with what Discord's client refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.standin.cdn import Upload
from tests.standin.errors import ClientRefusalError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.standin.driver.resolved import Resolved
    from tests.standin.interactions import Modal

Json = dict[str, Any]

TEXT_INPUT, SELECT, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 4, 3, 19, 21, 22, 23
OBJECT_SELECTS = frozenset({5, 6, 7, 8})


def fill_modal(modal: Modal, values: Mapping[str, Any], resolved: Resolved) -> list[Json]:
    """The `components` of a submission. `values` are keyed by a field's label or custom_id.

    Texts for text inputs; option values (or labels) for selects, radio and checkbox groups; True or False for a
    checkbox; a list of Upload for file uploads; users, roles or channels for the other selects. What is left out
    keeps its default. Raises ClientRefusalError for unknown fields and for what the form doesn't accept.
    """
    filled: list[Json] = []
    left = dict(values)
    for node in modal.components:
        if node["type"] == 10:
            filled.append({"type": 10, "id": node.get("id", 0)})
        elif node["type"] == 18:
            component = node["component"]
            filled.append({"type": 18, "component": _fill(component, node["label"], left, resolved)})
        else:
            inputs = node["components"]
            filled.append({"type": 1, "components": [_fill(one, one["label"], left, resolved) for one in inputs]})
    if left:
        raise ClientRefusalError(f"the form {modal.title!r} has no field {sorted(left)}, only {modal.labels}")
    return filled


def _fill(component: Json, label: str, left: dict[str, Any], resolved: Resolved) -> Json:
    custom_id, kind = component["custom_id"], component["type"]
    given = left.pop(label, None) if label in left else left.pop(custom_id, None)
    answer: Json = {"type": kind, "custom_id": custom_id, "id": component.get("id", 0)}
    if kind == TEXT_INPUT:
        return answer | {"value": _write(component, label, given)}
    if kind == CHECKBOX:
        return answer | {"value": bool(component.get("default") if given is None else given)}
    if kind == RADIO_GROUP:
        chosen = _pick(component, label, given, most=1)
        return answer | {"value": chosen[0] if chosen else None}
    if kind in {SELECT, CHECKBOX_GROUP}:
        most = component.get("max_values") or (1 if kind == SELECT else len(component["options"]))
        return answer | {"values": _pick(component, label, given, most=most)}
    things = given if isinstance(given, list | tuple) else ([] if given is None else [given])
    if kind == FILE_UPLOAD and not all(isinstance(one, Upload) for one in things):
        raise ClientRefusalError(f"{label!r} takes files")
    _check_count(component, label, len(things), most=component.get("max_values") or 1)
    return answer | {"values": [resolved.add(one) for one in things]}


def _write(component: Json, label: str, given: Any) -> str:
    text = component.get("value") or "" if given is None else str(given)
    low, high = component.get("min_length") or 0, component.get("max_length") or 4000
    required = component.get("required", True)
    if required and not text.strip():
        raise ClientRefusalError(f"{label!r} is required")
    if len(text) > high or (text and len(text) < low):
        raise ClientRefusalError(f"{label!r} takes {low} to {high} characters, not {len(text)}")
    return text


def _pick(component: Json, label: str, given: Any, *, most: int) -> list[str]:
    options = component.get("options") or []
    if given is None:
        chosen = [option["value"] for option in options if option.get("default")]
    else:
        wanted = [given] if isinstance(given, str) else list(given)
        chosen = [pick_option(options, one, label) for one in wanted]
    _check_count(component, label, len(chosen), most=most)
    return chosen


def pick_option(options: list[Json], wanted: str, where: str) -> str:
    """The value of an option given by value or label."""
    for option in options:
        if wanted in {option["value"], option["label"]}:
            return option["value"]
    raise ClientRefusalError(f"{where!r} doesn't offer {wanted!r}, only {[option['label'] for option in options]}")


def _check_count(component: Json, label: str, count: int, *, most: int) -> None:
    if count == 0 and not component.get("required", True):
        return
    least = component.get("min_values")
    least = 1 if least is None else least
    if not least <= count <= most or (count == 0 and component.get("required", True)):
        raise ClientRefusalError(f"{label!r} takes {least} to {most} choices, not {count}")
