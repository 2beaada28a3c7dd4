"""From a folder of YAML to a KnowledgeBase: what is right is served, what is wrong is reported with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from bot.errors import KnowledgeError
from bot.knowledge import document
from bot.knowledge.advice import advise_on_model, fields_at, list_errors
from bot.knowledge.cache import Snapshot, digest_files, read_snapshot, write_snapshot
from bot.knowledge.document import Mark, Marks, Place, list_items, read_document
from bot.knowledge.fault import Fault
from bot.knowledge.files import NoFileError, read_file
from bot.knowledge.folder import (
    EXPRESSIONS_FILE,
    FOREIGN_FILE,
    SYMPTOMS_FILE,
    SYSTEMS_FILE,
    default_folder,
    list_files,
)
from bot.knowledge.model import Entry, Expressions, Foreign, KnowledgeBase, Symptom, System

__all__ = ["Fault", "LoadResult", "default_folder", "load_knowledge"]

_OUTSIDE = (SYSTEMS_FILE, FOREIGN_FILE, SYMPTOMS_FILE, EXPRESSIONS_FILE)

Item = TypeVar("Item", Entry, System, Foreign, Symptom, Expressions)
Named = TypeVar("Named", Entry, System, Symptom, Expressions)


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What a folder gave. `files` tells for each entry id the file it stands in, relative to the folder."""

    knowledge: KnowledgeBase
    faults: tuple[Fault, ...]
    files: Mapping[str, str]


def load_knowledge(folder: Path, cache_folder: Path | None = None) -> LoadResult:
    """Read every entry and system under the folder.

    A fault in a file costs that file (or, in a list of entries, that entry), never the rest. With a cache folder, an
    unchanged catalogue without faults is read from there. Raises KnowledgeError only when the folder can't be listed.
    """
    faults: list[Fault] = []
    contents = _read_files(folder, faults)
    digest = digest_files(contents)
    if cache_folder and not faults and (kept := read_snapshot(cache_folder, digest)):
        return _join(kept, faults)
    snapshot = _read_snapshot(digest, contents, faults)
    if cache_folder and not faults:
        write_snapshot(cache_folder, snapshot)
    return _join(snapshot, faults)


def _read_files(folder: Path, faults: list[Fault]) -> dict[str, bytes]:
    try:
        names = list_files(folder)
    except FileNotFoundError as error:
        raise KnowledgeError(f"the knowledge folder {folder} does not exist") from error
    except OSError as error:
        raise KnowledgeError(f"the knowledge folder {folder} can't be read: {error.strerror}") from error
    contents: dict[str, bytes] = {}
    for name in names:
        if not _is_utf8(name):
            named = name.encode("utf-8", "replace").decode()
            faults.append(Fault(named, 1, 1, "the name of the file is not UTF-8: give it one of letters and digits"))
            continue
        try:
            contents[name] = read_file(folder / name, document.MAX_BYTES + 1)
        except NoFileError as error:
            faults.append(Fault(name, 1, 1, f"this is no file but {error.strerror}: put a file in its place"))
        except OSError as error:
            faults.append(Fault(name, 1, 1, f"the file can't be read ({error.strerror}): check who may read it"))
    if SYSTEMS_FILE not in contents and not any(fault.file == SYSTEMS_FILE for fault in faults):
        faults.append(Fault(SYSTEMS_FILE, 1, 1, "the file is missing: it must define every system of the catalogue"))
    return contents


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _read_snapshot(digest: str, contents: Mapping[str, bytes], faults: list[Fault]) -> Snapshot:
    entries: dict[str, tuple[Entry, ...]] = {}
    for name, data in contents.items():
        if "/" in name:
            entries[name] = _read_items(Entry, name, data, faults)
        elif name not in _OUTSIDE:
            told = f"move it into the folder of its system; only {', '.join(_OUTSIDE)} lie outside"
            faults.append(Fault(name, 1, 1, told))

    def read(model: type[Item], name: str) -> tuple[Item, ...]:
        return _read_items(model, name, contents[name], faults) if name in contents else ()

    def read_named(model: type[Named], name: str) -> tuple[Named, ...]:
        return _drop_repeated({name: read(model, name)}, contents, faults)[name]

    return Snapshot(
        digest=digest,
        systems=read_named(System, SYSTEMS_FILE),
        foreign=read(Foreign, FOREIGN_FILE),
        symptoms=read_named(Symptom, SYMPTOMS_FILE),
        expressions=read_named(Expressions, EXPRESSIONS_FILE),
        files=_drop_repeated(entries, contents, faults),
    )


def _join(snapshot: Snapshot, faults: list[Fault]) -> LoadResult:
    knowledge = KnowledgeBase(
        entries={entry.id: entry for entries in snapshot.files.values() for entry in entries},
        systems={system.id: system for system in snapshot.systems},
        foreign=snapshot.foreign,
        symptoms=snapshot.symptoms,
        expressions=snapshot.expressions,
        digest=snapshot.digest,
    )
    places = {entry.id: name for name, entries in snapshot.files.items() for entry in entries}
    return LoadResult(knowledge, tuple(sorted(faults)), places)


def _read_items(model: type[Item], name: str, data: bytes, faults: list[Fault]) -> tuple[Item, ...]:
    """The items of a file that holds one, or a list of them. Marks are made only for a file with faults."""
    value, problems = read_document(data)
    items: list[Item] = []
    errors: list[tuple[Place, ValidationError]] = []
    for place, raw in () if problems else list_items(value):
        try:
            items.append(model.model_validate(raw))
        except ValidationError as error:
            errors.append((place, error))
    if problems or errors:
        marks = Marks()
        _, problems = read_document(data, marks)
        faults += (Fault(name, p.mark.line, p.mark.column, p.message) for p in problems)
        for place, error in errors:
            faults += _model_faults(model, name, marks, place, error)
    return tuple(items)


def _model_faults(model: type[Item], name: str, marks: Marks, place: Place, error: ValidationError) -> Iterator[Fault]:
    for detail in list_errors(error):
        at: Place = (*place, *detail["loc"])
        mark = marks.find_key(at) if detail["type"] == "extra_forbidden" else marks.find(at)
        yield Fault(name, mark.line, mark.column, advise_on_model(detail, fields_at(model, detail["loc"])))


def _drop_repeated(
    files: Mapping[str, tuple[Named, ...]], contents: Mapping[str, bytes], faults: list[Fault]
) -> dict[str, tuple[Named, ...]]:
    """The files without the items whose id stands further up already."""
    first: dict[str, str] = {}
    kept: dict[str, tuple[Named, ...]] = {}
    for name, items in files.items():
        fresh: list[Named] = []
        for item in items:
            if item.id in first:
                mark = _find_repeated(contents[name], item.id)
                told = f"the id {item.id} is taken in {first[item.id]}: give this one another id or join the two"
                faults.append(Fault(name, mark.line, mark.column, told))
            else:
                first[item.id] = name
                fresh.append(item)
        kept[name] = tuple(fresh)
    return kept


def _find_repeated(data: bytes, item_id: str) -> Mark:
    """Where a file says that id for the last time."""
    marks = Marks()
    value, _ = read_document(data, marks)
    places = [place for place, raw in list_items(value) if isinstance(raw, dict) and raw.get("id") == item_id]
    return marks.find((*places[-1], "id"))
