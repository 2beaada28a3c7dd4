"""A part of the catalogue, for tests that build it several times and need no particular entry of the rest."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

KNOWLEDGE = Path(__file__).resolve().parents[1] / "knowledge"
PART = ("gemini-aistudio", "general", "relay")


def copy_part(folder: Path, *, every: int = 1, besides: Sequence[str] = ()) -> Path:
    """Put a part of the catalogue that stands by itself into `folder`, and return it.

    Of each of its systems every so-manyth entry, and those whose ids stand in `besides`.
    """
    folder.mkdir(parents=True)
    for file in KNOWLEDGE.glob("*.yaml"):
        shutil.copy(file, folder)
    chosen = [file for system in PART for file in sorted((KNOWLEDGE / system).glob("*.yaml"))[::every]]
    chosen += [KNOWLEDGE / f"{name}.yaml" for name in besides]
    for file in chosen:
        kept = folder / file.relative_to(KNOWLEDGE)
        kept.parent.mkdir(exist_ok=True)
        shutil.copy(file, kept)
    for file in folder.glob("*/*.yaml"):
        _forget_the_rest(file, folder)
    return folder


def _forget_the_rest(file: Path, folder: Path) -> None:
    """Take out of an entry how to tell it from those that are left behind."""
    entry = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
    notes = entry.get("tell_apart", ())
    kept = [note for note in notes if (folder / f"{note['with']}.yaml").exists()]
    if len(kept) < len(notes):
        entry["tell_apart"] = kept
        file.write_text(yaml.safe_dump(entry, allow_unicode=True, sort_keys=False), "utf-8")
