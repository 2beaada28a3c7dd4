"""The entries that the desk serves: the catalogue and, on top, what maintainers approved in Discord."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk import Desk, Paste
from bot.knowledge.model import KnowledgeBase
from bot.matching.matcher import Matcher
from bot.review.conclusions import conclude, reopen
from bot.review.drafts import DraftError, add_variant, load_draft, make_entry
from bot.storage.records import AuditEvent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.knowledge.model import Entry
    from bot.review.drafts import Draft
    from bot.storage.records import Overlay
    from bot.storage.store import Store

COMMUNITY = "community"
_log = logging.getLogger(__name__)


class Shelf:
    """Rebuilds the desk when overlay entries change. An entry that the catalogue has by now is left to it."""

    def __init__(self, desk: Desk, store: Store, *, now: Callable[[], datetime]) -> None:
        self._desk = desk
        self._store = store
        self._now = now
        self._turn = asyncio.Lock()
        self._served: tuple[object, ...] = (desk.knowledge.digest,)
        self.catalogue = desk.knowledge
        # The catalogue alone, to ask whether it knows by itself what an overlay was written for.
        self._bare = Desk(desk.knowledge, desk.matcher)
        self._listeners: list[Callable[[KnowledgeBase], None]] = []
        self._cluster_listeners: list[Callable[[int], None]] = []

    def on_change(self, listener: Callable[[KnowledgeBase], None]) -> None:
        """Call `listener` with what is served whenever that changes."""
        self._listeners.append(listener)

    def on_cluster(self, listener: Callable[[int], None]) -> None:
        """Call `listener` with a cluster whose answer the catalogue took over, or gave the id of to another entry."""
        self._cluster_listeners.append(listener)

    async def refresh(self) -> bool:
        """Serve what is approved now; tells whether anything changed. Raises StorageError."""
        async with self._turn:
            if not await self._serve():
                return False
        _log.info("serving %d entries, %d of them written in Discord", *self._counts())
        return True

    async def restock(self, catalogue: KnowledgeBase, matcher: Matcher) -> None:
        """Serve another catalogue, with what is approved now on top. Raises StorageError; then the old one stays."""
        async with self._turn:
            before = self.catalogue, self._bare
            self.catalogue, self._bare = catalogue, Desk(catalogue, matcher)
            try:
                await self._serve()
            except BaseException:
                self.catalogue, self._bare = before
                raise

    async def _serve(self) -> bool:
        live = [await self._settle(overlay) for overlay in await self._store.overlays.list("live")]
        kept = [overlay for overlay in live if overlay is not None]
        state = (self.catalogue.digest, *((one.id, one.guild_id, one.updated_at) for one in kept))
        if state == self._served:
            return False
        if kept:
            knowledge, scopes = join_overlays(self.catalogue, kept)
            matcher = await asyncio.to_thread(Matcher, knowledge, self._desk.matcher.weights)
        else:
            knowledge, matcher, scopes = self.catalogue, self._bare.matcher, {}
        self._desk.replace(knowledge, matcher, scopes)
        self._served = state
        for listener in self._listeners:
            listener(knowledge)
        return True

    def _counts(self) -> tuple[int, int]:
        return len(self._desk.knowledge.entries), len(self._served) - 1

    async def _settle(self, overlay: Overlay) -> Overlay | None:
        """The overlay, or None where the catalogue has its entry or message itself."""
        known = self.catalogue.entries.get(overlay.entry)
        if known is None or overlay.id is None:
            return overlay
        try:
            draft = load_draft(overlay.text)
        except DraftError:
            return overlay
        if draft.variant_of is not None and not set(draft.messages) <= set(known.messages):
            return overlay
        if draft.variant_of is not None or self._is_same(draft, known, overlay.sample):
            await self._store.overlays.mark(overlay.id, "published", expected="live", at=self._now())
            _log.info("overlay %d: the catalogue has %s now", overlay.id, overlay.entry)
            if draft.variant_of is None and overlay.guild_id is not None:
                # What one guild alone was served is everybody's answer now.
                await reopen(self._store, overlay)
                self._tell(await conclude(self._store, replace(overlay, guild_id=None)))
        else:
            await self._set_aside(overlay, overlay.id)
        return None

    def _is_same(self, draft: Draft, known: Entry, sample: str | None) -> bool:
        """Whether the catalogue's entry with a draft's id is about the same error."""
        if not set(draft.messages).isdisjoint(known.messages):
            return True
        matches = self._bare.diagnose(Paste(sample or "")).matches
        return any(match.entry.id == known.id for match in matches)

    async def _set_aside(self, overlay: Overlay, overlay_id: int) -> None:
        """Another error got this id upstream: the answer becomes a draft again, for somebody to give it another id."""
        if not await self._store.overlays.mark(overlay_id, "draft", expected="live", at=self._now()):
            return
        _log.warning("overlay %d: the catalogue has another error named %s now", overlay_id, overlay.entry)
        await self._store.audit.add(
            AuditEvent(self._now(), overlay.guild_id, None, "clash", f"overlay:{overlay_id}", overlay.entry)
        )
        self._tell(await reopen(self._store, overlay))

    def _tell(self, cluster_id: int | None) -> None:
        if cluster_id is not None:
            for listener in self._cluster_listeners:
                listener(cluster_id)


def join_overlays(catalogue: KnowledgeBase, overlays: Sequence[Overlay]) -> tuple[KnowledgeBase, dict[str, int]]:
    """The catalogue with overlay entries, and in which guild alone an entry answers. Broken overlays are left out.

    Further messages of the catalogue's entries are served only where they are for every guild.
    """
    entries = dict(catalogue.entries)
    scopes: dict[str, int] = {}
    for overlay in overlays:
        try:
            draft = load_draft(overlay.text)
            if draft.variant_of is not None:
                if overlay.guild_id is None and draft.variant_of in entries:
                    entries[draft.variant_of] = add_variant(entries[draft.variant_of], draft.messages)
                continue
            entry = overlay_entry(overlay)
        except DraftError as error:
            _log.error("overlay %s can't be served: %s", overlay.id, error)
            continue
        if entry.id in catalogue.entries:
            continue
        entries[entry.id] = entry
        if overlay.guild_id is not None:
            scopes[entry.id] = overlay.guild_id
    marks = "+".join(f"{overlay.id}@{overlay.updated_at.timestamp():.0f}" for overlay in overlays)
    return catalogue.model_copy(update={"entries": entries, "digest": f"{catalogue.digest}+{marks}"}), scopes


def overlay_entry(overlay: Overlay) -> Entry:
    """The entry that an overlay holds. Raises DraftError."""
    draft = load_draft(overlay.text)
    return make_entry(draft, author=overlay.author, publisher=COMMUNITY, at=overlay.updated_at)
