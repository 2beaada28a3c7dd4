"""Where the catalogue lies and which files belong to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

SYSTEMS_FILE = "systems.yaml"
FOREIGN_FILE = "foreign.yaml"


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


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _walk(path)
        elif path.suffix in {".yaml", ".yml"}:
            yield path
