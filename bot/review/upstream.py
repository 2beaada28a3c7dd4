"""Writes what was approved in Discord into the catalogue's files, and its samples into the corpus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import yaml

from bot.errors import KnowledgeError
from bot.knowledge.files import write_atomically
from bot.knowledge.publish import publish_entry
from bot.review.drafts import DraftError, add_variant, load_draft
from bot.review.shelf import overlay_entry
from bot.text.language import detect_language

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.knowledge.load import LoadResult
    from bot.knowledge.model import Entry
    from bot.storage.records import Overlay

CORPUS_FILE = "community.yaml"


@dataclass(frozen=True, slots=True)
class Published:
    """What came of one overlay: the file it was written to, or why it wasn't."""

    entry: str
    path: Path | None
    problem: str | None = None


def publish_overlays(
    overlays: Iterable[Overlay], folder: Path, loaded: LoadResult, corpus: Path | None
) -> tuple[Published, ...]:
    """Write live overlays into the catalogue under `folder` and their samples into `corpus`.

    An entry that lacks a language, or whose file holds faults, stays where it is, with the reason. Publishing twice
    changes nothing. Raises OSError where a file can't be written, and KnowledgeError where the corpus can't be read.
    """
    results: list[Published] = []
    rows: list[dict[str, Any]] = []
    entries = dict(loaded.knowledge.entries)
    for overlay in overlays:
        try:
            entry = _entry_for(overlay, entries)
            path = publish_entry(entry, folder, loaded.files)
        except (DraftError, KnowledgeError) as error:
            results.append(Published(overlay.entry, None, str(error).removeprefix(f"{overlay.entry}: ")))
            continue
        entries[entry.id] = entry
        results.append(Published(entry.id, path))
        if overlay.sample:
            rows.append(_row(overlay, entry))
    if corpus is not None and rows:
        _add_rows(corpus / CORPUS_FILE, rows)
    return tuple(results)


def _entry_for(overlay: Overlay, entries: dict[str, Entry]) -> Entry:
    draft = load_draft(overlay.text)
    if draft.variant_of is not None:
        if draft.variant_of not in entries:
            raise DraftError((f"the catalogue has no {draft.variant_of}",))
        return add_variant(entries[draft.variant_of], draft.messages)
    if draft.missing:
        raise DraftError((f"not written yet: {', '.join(draft.missing)}",))
    if draft.id in entries and not entries[draft.id].author:
        raise DraftError(("the catalogue has an entry with this id: it stays",))
    return overlay_entry(overlay).model_copy(update={"overlay": False})


def _row(overlay: Overlay, entry: Entry) -> dict[str, Any]:
    text = overlay.sample or ""
    form = "json" if "{" in text else "log" if text.count("\n") > 1 else "sentence"
    return {
        "text": text,
        "expect": [entry.id],
        "form": form,
        "lang": detect_language(text),
        "origin": f"confirmed by maintainers in Discord, {overlay.updated_at:%Y-%m}",
        "sure": True,
    }


def _add_rows(path: Path, rows: list[dict[str, Any]]) -> None:
    """Append the rows whose text the file doesn't hold yet."""
    try:
        existing = path.read_text("utf-8") if path.exists() else ""
        kept = cast("list[dict[str, Any]]", yaml.safe_load(existing) or [])
        known = {" ".join(str(row["text"]).split()) for row in kept}
        fresh = [row for row in rows if " ".join(row["text"].split()) not in known]
        if fresh:
            added = yaml.safe_dump(fresh, allow_unicode=True, sort_keys=False, width=110)
            # An editor may have left the last line open.
            gap = "\n" if existing and not existing.endswith("\n") else ""
            write_atomically(path, existing + gap + added)
    except (ValueError, yaml.YAMLError, KeyError, TypeError) as error:
        raise KnowledgeError(f"{path} can't be extended: {' '.join(str(error).split())}") from error
