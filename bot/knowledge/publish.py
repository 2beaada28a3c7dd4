"""Write an entry back as YAML that people like to edit: fields in order, comments kept, nothing else changed."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from io import StringIO
from pathlib import Path
from typing import Any, cast

import yaml
from pydantic import AnyUrl, TypeAdapter, ValidationError
from ruamel.yaml import YAML, YAMLError
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import SingleQuotedScalarString

from bot.errors import KnowledgeError
from bot.knowledge.document import list_items, read_document
from bot.knowledge.files import write_atomically
from bot.knowledge.model import Entry

_WIDTH = 110
_ORDER = tuple(Entry.model_fields)
_RESOLVER = yaml.resolver.Resolver()
_URL = TypeAdapter(AnyUrl)


def publish_entry(entry: Entry, folder: Path, files: Mapping[str, str] | None = None) -> Path:
    """Write an entry into the catalogue under `folder`; the path of its file.

    `files` (see LoadResult) tells where known entries stand; others get a file of their own, `<system>/<slug>.yaml`.
    In a file that exists, only what differs is changed. Raises OSError when the file can't be read or written, and
    KnowledgeError when it holds faults.
    """
    path = folder / (files or {}).get(entry.id, f"{entry.id}.yaml")
    existing = path.read_bytes() if path.exists() else b""
    try:
        text = existing.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _faulty(entry) from error
    write_atomically(path, merge_entry(entry, text) if text else format_entry(entry))
    return path


def format_entry(entry: Entry) -> str:
    """An entry as the text of a new file."""
    return _checked(entry, _dump(_fresh(_plain(entry))))


def merge_entry(entry: Entry, existing: str) -> str:
    """The text of a file with the entry put in: in place of the one with its id, else at the end of the list.

    Raises KnowledgeError when the file isn't YAML, or holds something else than entries.
    """
    try:
        document = _yaml().load(existing)
        _read_entries(existing)
    except (YAMLError, ValidationError) as error:
        raise _faulty(entry) from error
    plain = _plain(entry)
    if document is None:
        document = _fresh(plain)
    elif isinstance(document, list):
        listed = cast("list[dict[str, Any]]", document)
        at = next((i for i, item in enumerate(listed) if item.get("id") == entry.id), None)
        if at is None:
            listed.append(_fresh(plain))
        else:
            listed[at] = _merge(listed[at], plain)
    elif isinstance(document, dict) and cast("dict[str, Any]", document).get("id") == entry.id:
        document = _merge(document, plain)
    else:
        document = CommentedSeq([document, _fresh(plain)])
    return _checked(entry, _dump(document))


def _plain(entry: Entry) -> dict[str, Any]:
    """The fields that are written, without what is empty and without what only the running bot knows."""
    dumped = entry.model_dump(mode="json", by_alias=True, exclude={"overlay"}, exclude_defaults=True)
    return cast("dict[str, Any]", _without_empty(dumped))


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {name: _without_empty(part) for name, part in cast("dict[str, Any]", value).items()}
        return {name: part for name, part in kept.items() if part not in ({}, [])}
    if isinstance(value, list):
        return [_without_empty(part) for part in cast("list[Any]", value)]
    return value


def _fresh(value: Any) -> Any:
    if isinstance(value, dict):
        return CommentedMap({name: _fresh(part) for name, part in cast("dict[str, Any]", value).items()})
    if isinstance(value, list):
        return CommentedSeq([_fresh(part) for part in cast("list[Any]", value)])
    return _quoted(value) if isinstance(value, str) else value


def _quoted(text: str) -> str:
    """The text, quoted where a reader of YAML 1.1 would take it for something else (`no`, `12:30`, `404`)."""
    # The stubs type this method for nodes of its own making only.
    tag = cast("Any", _RESOLVER).resolve(yaml.ScalarNode, text, (True, False))
    return text if tag == "tag:yaml.org,2002:str" else SingleQuotedScalarString(text)


def _merge(old: Any, new: Any) -> Any:
    if isinstance(old, CommentedMap) and isinstance(new, dict):
        return _merge_map(old, cast("dict[str, Any]", new))
    if isinstance(old, CommentedSeq) and isinstance(new, list):
        return _merge_list(old, cast("list[Any]", new))
    return old if _same(old, new) else _fresh(new)


def _merge_map(old: Any, new: dict[str, Any]) -> Any:
    for name in [name for name in old if name not in new]:
        del old[name]
    for name, value in new.items():
        if name in old:
            old[name] = _merge(old[name], value)
        else:
            later = _ORDER[_ORDER.index(name) + 1 :] if name in _ORDER else ()
            at = next((i for i, other in enumerate(old) if other in later), len(old))
            old.insert(at, name, _fresh(value))
    return old


def _merge_list(old: Any, new: list[Any]) -> Any:
    """Change only the parts that differ, from the end, so that comments stay at theirs."""
    before, after = [repr(_strip(part)) for part in old], [repr(_strip(part)) for part in new]
    for kind, i1, i2, j1, j2 in reversed(SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()):
        if kind == "replace" and i2 - i1 == j2 - j1:
            for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
                old[i] = _merge(old[i], new[j])
        elif kind != "equal":
            for i in reversed(range(i1, i2)):
                del old[i]
            for j in reversed(range(j1, j2)):
                old.insert(i1, _fresh(new[j]))
    return old


def _strip(value: Any) -> Any:
    """A value as it compares: texts and numbers as text, addresses in their canonical form, no order of fields."""
    if isinstance(value, dict):
        return sorted((str(name), _strip(part)) for name, part in cast("dict[str, Any]", value).items())
    if isinstance(value, list):
        return [_strip(part) for part in cast("list[Any]", value)]
    text = str(value).strip()
    if text.startswith(("https://", "http://")):
        try:
            return str(_URL.validate_python(text))
        except ValidationError:
            return text
    return text


def _same(old: Any, new: Any) -> bool:
    return _strip(old) == _strip(new)


def _yaml() -> Any:
    writer = cast("Any", YAML())
    writer.width = _WIDTH
    writer.preserve_quotes = True
    writer.indent(mapping=2, sequence=4, offset=2)
    return writer


def _dump(document: Any) -> str:
    text = StringIO()
    _yaml().dump(document, text)
    return text.getvalue()


def _checked(entry: Entry, text: str) -> str:
    """The text, if reading it gives the entry again: a fault in writing must not reach the catalogue."""
    if entry.model_copy(update={"overlay": False}) not in _read_entries(text):
        raise KnowledgeError(f"{entry.id} can't be written as YAML that reads back the same")
    return text


def _read_entries(text: str) -> list[Entry]:
    """The entries of a file; none where it can't be read as the catalogue is. Raises ValidationError."""
    value, problems = read_document(text.encode())
    return [Entry.model_validate(raw) for _, raw in list_items(value)] if not problems else []


def _faulty(entry: Entry) -> KnowledgeError:
    return KnowledgeError(f"{entry.id}: the file holds faults, run `errata kb check` first")
