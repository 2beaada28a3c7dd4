"""Where the catalogue lies and which files belong to it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

SYSTEMS_FILE = "systems.yaml"
FOREIGN_FILE = "foreign.yaml"
SYMPTOMS_FILE = "symptoms.yaml"
EXPRESSIONS_FILE = "expressions.yaml"


def default_folder() -> Path:
    """The catalogue that came along: packaged in an installed wheel, else `knowledge/` beside the package."""
    package = Path(__file__).resolve().parent.parent
    packaged = package / "_knowledge"
    return packaged if packaged.is_dir() else package.parent / "knowledge"


def list_files(folder: Path) -> tuple[Path, ...]:
    """Every YAML file of a catalogue, sorted by its path; hidden files and folders don't count.

    Raises OSError when the folder can't be listed.
    """
    return tuple(sorted(_walk(folder)))


def stamp_files(folder: Path) -> frozenset[tuple[str, int, int]]:
    """Name, size and time of change of every file of a catalogue: what differs where somebody wrote into the folder.

    A folder that can't be listed has none. Never raises.
    """
    try:
        paths = list_files(folder)
    except OSError:
        return frozenset()
    stamps: set[tuple[str, int, int]] = set()
    for path in paths:
        # Gone since it was listed: the next look tells.
        with contextlib.suppress(OSError):
            about = path.stat()
            stamps.add((path.relative_to(folder).as_posix(), about.st_size, about.st_mtime_ns))
    return frozenset(stamps)


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _walk(path)
        elif path.suffix in {".yaml", ".yml"}:
            yield path
