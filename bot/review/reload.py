"""Reading the catalogue again while the bot runs: without a fault it is served, else the last good version stays."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import KnowledgeError
from bot.knowledge.folder import stamp_files
from bot.knowledge.load import load_knowledge
from bot.matching.matcher import Matcher
from bot.text.counting import count

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.desk import Desk
    from bot.knowledge.model import KnowledgeBase
    from bot.matching.weights import Weights
    from bot.review.shelf import Shelf

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reload:
    """What came of reading the catalogue again: `entries` of the files are served now.

    With `faults`, a line each, it is the last good version. Without faults and not `fresh`, nothing had changed.
    """

    entries: int
    fresh: bool = False
    added: int = 0
    changed: int = 0
    removed: int = 0
    faults: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.faults:
            return f"{count(len(self.faults), 'fault')}, the last good version stays: {self.faults[0]}"
        if not self.fresh:
            return "nothing changed"
        counts = f"{self.added} added, {self.changed} changed, {self.removed} removed"
        return f"{count(self.entries, 'entry', 'entries')}: {counts}"


class Reloader:
    """Reads one folder again on demand, never twice at once: who comes meanwhile waits, and then it is read again."""

    def __init__(
        self, desk: Desk, shelf: Shelf, folder: Path, cache: Path | None = None, *, tidy: Callable[[], None]
    ) -> None:
        """`cache` is a folder for the parsed catalogue and its index; `tidy` is called after a change."""
        self._desk = desk
        self._shelf = shelf
        self._folder = folder
        self._cache = cache
        self._tidy = tidy
        self._turn = asyncio.Lock()

    async def reload(self, door: str) -> Reload:
        """Serve what the folder holds now, if nothing in it is faulty. `door` tells the log who asked.

        Files are read and indexed beside the event loop. Raises StorageError; then the last good version stays, too.
        """
        async with self._turn:
            weights = self._desk.matcher.weights
            built = await asyncio.to_thread(_build, self._folder, self._cache, self._shelf.catalogue, weights)
            if built.matcher is not None:
                await self._shelf.restock(built.knowledge, built.matcher)
                await asyncio.to_thread(self._tidy)
        _log.log(logging.WARNING if built.reload.faults else logging.INFO, "knowledge, %s: %s", door, built.reload)
        return built.reload


@dataclass(frozen=True, slots=True)
class _Built:
    """`matcher` is None where what is served stays."""

    reload: Reload
    knowledge: KnowledgeBase
    matcher: Matcher | None = None


def _build(folder: Path, cache: Path | None, served: KnowledgeBase, weights: Weights) -> _Built:
    try:
        loaded = load_knowledge(folder, cache)
    except KnowledgeError as error:
        return _keep(served, str(error))
    knowledge = loaded.knowledge
    if loaded.faults:
        return _keep(served, *(str(fault) for fault in loaded.faults))
    if not knowledge.entries:
        return _keep(served, f"the catalogue in {folder} has no entry")
    if knowledge.digest == served.digest:
        return _keep(served)
    common = knowledge.entries.keys() & served.entries.keys()
    told = Reload(
        entries=len(knowledge.entries),
        fresh=True,
        added=len(knowledge.entries) - len(common),
        changed=sum(knowledge.entries[one] != served.entries[one] for one in common),
        removed=len(served.entries) - len(common),
    )
    return _Built(told, knowledge, Matcher(knowledge, weights, cache))


def _keep(served: KnowledgeBase, *faults: str) -> _Built:
    return _Built(Reload(len(served.entries), faults=faults), served)


class FolderWatch:
    """Reloads what was written into the folder, once it was left alone from one look to the next."""

    def __init__(self, folder: Path, reloader: Reloader, known: frozenset[tuple[str, int, int]]) -> None:
        """`known`: the stamps of the files, taken before they were read for what is served."""
        self._folder = folder
        self._reloader = reloader
        self._tried = self._seen = known

    async def look(self) -> None:
        """Compare the folder with the last look. Raises StorageError; then the next look tries again."""
        before, self._seen = self._seen, await asyncio.to_thread(stamp_files, self._folder)
        if self._seen != before or self._seen == self._tried:
            return
        stamps = self._seen
        await self._reloader.reload("files changed")
        self._tried = stamps
