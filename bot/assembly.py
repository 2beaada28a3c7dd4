"""The desk joined from its parts: catalogue, weights, engine. Both the terminal and the Discord app start here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.desk import Desk
from bot.errors import KnowledgeError
from bot.knowledge.load import Fault, default_folder, load_knowledge
from bot.matching.matcher import Matcher
from bot.matching.weights import Weights

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class BuiltDesk:
    """A desk and what was wrong with the catalogue behind it; the rest of the catalogue is served."""

    desk: Desk
    faults: tuple[Fault, ...]


def build_desk(
    folder: Path | None = None, cache: Path | None = None, *, strict: bool = False, weights: Weights | None = None
) -> BuiltDesk:
    """Load the catalogue of `folder` (default: the one that came along) and build the desk over it.

    `cache` is a folder for the parsed catalogue and its index, `weights` replace those of the package.

    Raises KnowledgeError where nothing at all can be served, or with `strict` where anything is wrong.
    """
    loaded = load_knowledge(folder or default_folder(), cache)
    first = next((str(fault) for fault in loaded.faults), None)
    if strict and first is not None:
        raise KnowledgeError(f"{first} ({len(loaded.faults)} in all; see `errata kb check`)")
    if not loaded.knowledge.entries:
        raise KnowledgeError(
            f"the catalogue in {folder or default_folder()} has no usable entry: {first or 'it is empty'}"
        )
    # A file that can't be read is not in the digest, so with faults it may not name what is served.
    matcher = Matcher(loaded.knowledge, weights or Weights.load(), None if loaded.faults else cache)
    return BuiltDesk(desk=Desk(loaded.knowledge, matcher), faults=loaded.faults)
