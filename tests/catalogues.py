"""A part of the catalogue, for tests that build it several times and need no particular entry of the rest."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

KNOWLEDGE = Path(__file__).resolve().parents[1] / "knowledge"
PART = ("gemini-aistudio", "general", "relay")


def copy_part(folder: Path) -> Path:
    """Put a part of the catalogue that stands by itself into `folder`, and return it."""
    folder.mkdir(parents=True)
    for file in KNOWLEDGE.glob("*.yaml"):
        shutil.copy(file, folder)
    for system in PART:
        shutil.copytree(KNOWLEDGE / system, folder / system)
    for file in folder.glob("*/*.yaml"):
        _forget_the_rest(file)
    return folder


def _forget_the_rest(file: Path) -> None:
    """Take out of an entry how to tell it from those that are left behind."""
    entry = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
    notes = entry.get("tell_apart", ())
    kept = [note for note in notes if note["with"].partition("/")[0] in PART]
    if len(kept) < len(notes):
        entry["tell_apart"] = kept
        file.write_text(yaml.safe_dump(entry, allow_unicode=True, sort_keys=False), "utf-8")
