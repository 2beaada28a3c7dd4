"""Words for faults: what YAML or the model objects to, and what to write instead."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

_QUOTE = "put the whole text in single quotes, and double every ' in it"

# What libyaml says -> what the author should do. The first pattern that is found decides.
_YAML: tuple[tuple[str, str], ...] = (
    (r"that cannot start any token", f"this text begins with a sign that YAML keeps for itself: {_QUOTE}"),
    (r"mapping values are not allowed", f"a colon and a space inside a text, or an indented line too many: {_QUOTE}"),
    (r"found unknown escape character", "a backslash in double quotes starts an escape: use single quotes instead"),
    (r"did not find expected hex", "an incomplete escape in double quotes: use single quotes instead"),
    (r"quoted scalar|unexpected end of stream", "a quoted text is never closed: add the closing quote"),
    (r"could not find expected ':'|simple key", "a field needs a colon and a space after its name, as in `title: ...`"),
    (r"did not find expected '-' indicator", "this line is not part of the list above: indent it like the other lines"),
    (r"expected ',' or '[\]}]'", f"a bracket is not closed or a comma is missing; if this is text, {_QUOTE}"),
    (r"did not find expected key", f"this line does not fit: indent it like its neighbours; if it is text, {_QUOTE}"),
    (r"block sequence entries are not allowed", "a list can't start here: put each `-` on a line of its own, indented"),
    (r"undefined alias|alphabetic or numeric", f"this text begins with * or &, which YAML keeps for itself: {_QUOTE}"),
    (r"tag|%YAML|directive", f"this text begins with ! or %, which YAML keeps for itself: {_QUOTE}"),
    (r"document start|document end", "the file goes on where it should end: check the indentation of this line"),
)


def advise_on_yaml(problem: str, text: str, line: int) -> str:
    """One sentence for a syntax fault that the YAML parser words as `problem`, seen in the given line (from 1)."""
    lines = text.splitlines()
    seen = lines[line - 1] if 0 < line <= len(lines) else ""
    if "\t" in seen[: len(seen) - len(seen.lstrip())]:
        return "a tab: indent with spaces"
    for pattern, advice in _YAML:
        if re.search(pattern, problem):
            return advice
    return f"not valid YAML ({problem}): {_QUOTE}"


def list_errors(error: ValidationError) -> Sequence[ErrorDetails]:
    """What pydantic found, without lists that it calls too short because a part of them is faulty itself."""
    details = error.errors(include_url=False)
    faulty = {detail["loc"][:end] for detail in details for end in range(len(detail["loc"]))}
    return [detail for detail in details if detail["type"] != "too_short" or detail["loc"] not in faulty]


def fields_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> tuple[str, ...]:
    """The names that may stand beside the last step of a path through the model."""
    here: type[BaseModel] | None = model
    for step in loc[:-1]:
        if isinstance(step, str) and here is not None:
            here = next((_model_in(f.annotation) for n, f in here.model_fields.items() if (f.alias or n) == step), None)
    return tuple(f.alias or n for n, f in here.model_fields.items()) if here else ()


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation such as `tuple[Source, ...]` or `Bilingual | None` speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


def advise_on_model(error: ErrorDetails, fields: tuple[str, ...]) -> str:
    """One sentence for a fault that pydantic found. `fields` are the names that may stand at that place."""
    name = str(error["loc"][-1]) if error["loc"] else ""
    path = _spell(error["loc"])
    context: Mapping[str, Any] = error.get("ctx") or {}
    is_nothing = error.get("input") is None
    match error["type"]:
        case "missing":
            advice = f"`{path}` is missing: add {_EXAMPLES.get(name, f'`{name}: ...`')}"
        case "extra_forbidden":
            near = difflib.get_close_matches(name, fields, n=1)
            hint = f"did you mean `{near[0]}`?" if near else f"the fields here are {', '.join(fields)}"
            advice = f"unknown field `{path}`: {hint}"
        case "model_type" | "dict_type" | "model_attributes_type" if not path:
            advice = "an entry must hold fields, each on a line of its own, as in `id: system/slug`"
        case "string_type" if is_nothing:
            advice = f"`{path}` is empty: write something behind the colon or remove the field"
        case "string_pattern_mismatch":
            form = next((_FORMS[str(step)] for step in reversed(error["loc"]) if step in _FORMS), _FORMS["id"])
            advice = f"`{path}` is {_shorten(error['input'])}: write {form}"
        case "string_too_long":
            advice = f"`{path}` has {len(error['input'])} characters: write {context['max_length']} at most"
        case "value_error":
            advice = f"{f'`{path}`: ' if path else ''}{context.get('error', error['msg'])}"
        case kind if kind in _KINDS:
            what = _KINDS[kind].format(expected=context.get("expected", ""), bounds=_bounds(context))
            advice = f"`{path}` is {'empty' if is_nothing else _shorten(error['input'])}: write {what}"
        case _:
            advice = f"`{path}`: {error['msg']}"
    return advice


# What pydantic calls a fault -> what should stand there.
_LIST = "a list, each part on a line of its own that begins with `- `"
_FIELDS = "fields of its own under it, each on its line, as in `zh: ...` and `en: ...`"
_ADDRESS = "a whole address, as in https://example.org/page"
_WHOLE = "a whole number{bounds}"
_KINDS = {
    "enum": "{expected}",
    "literal_error": "{expected}",
    "tuple_type": _LIST,
    "list_type": _LIST,
    "model_type": _FIELDS,
    "dict_type": _FIELDS,
    "model_attributes_type": _FIELDS,
    "string_type": "text, not a list and not fields (if it is text, put it in single quotes)",
    "string_too_short": "something or remove the field",
    "too_short": "at least one line beginning with `- ` under it",
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "greater_than_equal": _WHOLE,
    "less_than_equal": _WHOLE,
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "url_parsing": _ADDRESS,
    "url_scheme": _ADDRESS,
    "url_type": _ADDRESS,
    "url_syntax_violation": _ADDRESS,
}
_FORMS = {
    "id": "system/slug in lower case, digits and hyphens, as in relay/no-available-channel",
    "with": "the id of another entry, as in relay/no-available-channel",
    "verified": "year and month, as in '2026-11'",
    "systems": "ids from systems.yaml, as in gemini-aistudio",
    "symptoms": "ids from symptoms.yaml, as in reply-cut",
    "told": "one to three ids from expressions.yaml with spaces between them, as in `reply cut`",
}

_EXAMPLES = {
    "id": "`id: system/slug`, equal to the folder and the name of the file",
    "title": "`title:` with `zh:` and `en:` under it",
    "systems": "`systems:` and a list of ids from systems.yaml",
    "blame": "`blame:` with one of user, account, channel, upstream, relay, network, client",
    "retry": "`retry:` with one of never, later, after-fix",
    "cause": "`cause:` with `zh:` and `en:` under it",
    "fix": "`fix:` with a list under `zh:` and one under `en:`",
    "sources": "`sources:` with at least one `- title:`, `url:` and `supports:`",
    "supports": "`supports:` with one of message, cause, fix",
    "verified": "`verified:` with year and month, as in '2026-11'",
    "zh": "the Chinese text, `zh: ...`",
    "en": "the English text, `en: ...`",
    "told": "`told:` with one line for each way of telling: ids from expressions.yaml, as in `- reply cut`",
    "with": "`with:` and the id of the other entry",
}


def _spell(loc: tuple[str | int, ...]) -> str:
    """A path as people read it: `fix.zh[2]`, counted from 1."""
    spelled = ""
    for step in loc:
        spelled += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if spelled else step
    return spelled


def _shorten(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _bounds(context: Mapping[str, Any]) -> str:
    bounds = [f"{word} {context[name]}" for name, word in (("ge", "at least"), ("le", "at most")) if name in context]
    return f", {' and '.join(bounds)}" if bounds else ""
