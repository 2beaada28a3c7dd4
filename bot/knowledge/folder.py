"""Where the catalogue lies and which files belong to it."""

from __future__ import annotations

import contextlib
import os
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


def list_files(folder: Path) -> tuple[str, ...]:
    """Every YAML file of a catalogue by its path within it, with `/`, in the order of folders and names.

    Hidden files and folders don't count. Raises OSError when the folder can't be listed.
    """
    return tuple(sorted(_walk(folder, ""), key=lambda name: name.split("/")))


def stamp_files(folder: Path) -> frozenset[tuple[str, int, int]]:
    """Name, size and time of change of every file of a catalogue: what differs where somebody wrote into the folder.

    A folder that can't be listed has none. Never raises.
    """
    try:
        names = list_files(folder)
    except OSError:
        return frozenset()
    stamps: set[tuple[str, int, int]] = set()
    for name in names:
        # Gone since it was listed: the next look tells.
        with contextlib.suppress(OSError):
            about = os.stat(f"{folder}/{name}")  # noqa: PTH116 -- a thousand paths at each look cost more than their files
            stamps.add((name, about.st_size, about.st_mtime_ns))
    return frozenset(stamps)


def _walk(folder: Path, within: str) -> Iterator[str]:
    with os.scandir(folder / within) as found:
        for item in found:
            if item.name.startswith("."):
                continue
            # A link that leads round in a circle is no folder; is_dir() raises for it.
            if item.is_dir(follow_symlinks=False) or (item.is_symlink() and Path(item.path).is_dir()):
                yield from _walk(folder, f"{within}{item.name}/")
            elif item.name.endswith((".yaml", ".yml")):
                yield within + item.name
