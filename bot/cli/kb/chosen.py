"""The entries and files that somebody names, and what concerns them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.kb.nearby import say_nearby

if TYPE_CHECKING:
    from bot.knowledge.fault import Fault
    from bot.knowledge.load import LoadResult


@dataclass(frozen=True, slots=True)
class Chosen:
    """Ids of entries, and the files (as the catalogue names them) that hold them or hold no entry."""

    entries: frozenset[str]
    files: frozenset[str]

    def concerns(self, fault: Fault) -> bool:
        """Whether a fault stands in one of the files, or in another because of one of the entries."""
        return fault.file in self.files or any(f"`{entry}`" in fault.message for entry in self.entries)


def choose(names: tuple[str, ...], folder: Path, loaded: LoadResult) -> Chosen:
    """What the names stand for: the id of an entry, or a file of the catalogue. Raises click.UsageError."""
    files = {name: _find_file(name, folder, loaded) for name in names}
    named = files.keys() & loaded.knowledge.entries.keys()
    # A file may hold several entries: who names one of them means that one, who names the file all.
    whole = {file for name, file in files.items() if name not in named}
    held = {entry for entry, file in loaded.files.items() if file in whole}
    return Chosen(frozenset(named | held), frozenset(files.values()))


def _find_file(name: str, folder: Path, loaded: LoadResult) -> str:
    if name in loaded.files:
        return loaded.files[name]
    # An entry with faults is not loaded, and is known by its file alone.
    for path in (Path(name), folder / name, folder / f"{name}.yaml"):
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            return path.resolve().relative_to(folder.resolve()).as_posix()
    raise click.UsageError(f"no entry and no file of the catalogue: {name!r}{say_nearby(name, loaded.knowledge)}")
