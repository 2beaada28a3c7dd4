"""A cache of the catalogue as JSON, so that a restart need not read hundreds of YAML files again.

It holds only catalogues without faults and is keyed by the content of every file, so it can't be stale; what it holds
is validated like the files are, so it can't be wrong. Whatever is the matter with it, the files are read instead.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.knowledge.files import write_atomically
from bot.knowledge.model import Entry, Expressions, Foreign, Symptom, System

_FILE = "knowledge.json"
_READING = b"2"  # counts up when the same files are to be read differently


class Snapshot(BaseModel):
    """A whole catalogue: what stands in the files beside the entries, and the entries of each file.

    `digest` names the content.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    digest: str
    systems: tuple[System, ...]
    foreign: tuple[Foreign, ...]
    symptoms: tuple[Symptom, ...]
    expressions: tuple[Expressions, ...]
    files: Mapping[str, tuple[Entry, ...]]


def digest_files(contents: Mapping[str, bytes]) -> str:
    """A short name for the exact content of all files (32 hex digits)."""
    digest = hashlib.sha256(_READING)
    for name, data in contents.items():
        digest.update(f"{len(name)}:{len(data)}:{name}".encode())
        digest.update(data)
    return digest.hexdigest()[:32]


def read_snapshot(folder: Path, digest: str) -> Snapshot | None:
    """The cached catalogue with that content, or None. Never raises."""
    try:
        snapshot = Snapshot.model_validate_json((folder / _FILE).read_bytes())
    except (OSError, ValidationError):
        return None
    return snapshot if snapshot.digest == digest else None


def write_snapshot(folder: Path, snapshot: Snapshot) -> None:
    """Keep a catalogue for the next start, atomically. A folder that can't be written is no fault."""
    content = snapshot.model_dump_json(by_alias=True, exclude_defaults=True)
    with contextlib.suppress(OSError):
        write_atomically(folder / _FILE, content)
