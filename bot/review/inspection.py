"""Looks over what maintainers wrote: what is wrong with it, what it would change, and who else writes the same."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.review.acting import ReviewError
from bot.review.drafts import Draft, DraftError, add_variant, load_draft, make_entry
from bot.review.faults import Fault, find_faults
from bot.review.shelf import COMMUNITY, join_overlays
from bot.review.vetting import Vetting, vet_entry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.desk import Desk
    from bot.knowledge.model import Entry
    from bot.review.rows import KnownPastes
    from bot.review.shelf import Shelf
    from bot.review.vetting import Change
    from bot.storage.records import Overlay
    from bot.storage.store import Store


_REMEMBERED = 16


@dataclass(frozen=True, slots=True)
class Vetted:
    """A stored draft with what was found about it. `entry` is None where it makes none.

    `compared` counts the test rows that it could have changed and that were asked again; None without a corpus.
    `beside` are the other drafts and live entries for the same unknown error, where two had begun at once.
    """

    overlay: Overlay
    draft: Draft
    faults: tuple[Fault, ...] = ()
    entry: Entry | None = None
    changes: tuple[Change, ...] = ()
    compared: int | None = None
    beside: tuple[Overlay, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether it may be approved."""
        return self.entry is not None and not self.faults


class Inspector:
    """Vets drafts and live entries beside everything else that is served, off the event loop and one at a time.

    The last results are kept: a draft is looked over when it is saved, when it is approved and whenever it is shown,
    mostly with nothing changed in between.
    """

    def __init__(
        self, store: Store, shelf: Shelf, desk: Desk, *, rows: KnownPastes, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._shelf = shelf
        self._weights = desk.matcher.weights
        self._rows = rows
        self._now = now
        self._turn = asyncio.Lock()
        self._found: OrderedDict[tuple[object, ...], Vetting] = OrderedDict()

    async def inspect(self, overlay: Overlay) -> Vetted:
        """Look a stored draft or live entry over. Raises ReviewError, StorageError."""
        vetted = await self._look_over(overlay)
        if overlay.cluster_id is None or overlay.state not in {"draft", "live"}:
            return vetted
        same = {overlay.id, overlay.replaces}
        others = [
            one
            for one in await self._store.overlays.list("draft", "live", cluster_id=overlay.cluster_id)
            if one.id not in same and one.replaces != overlay.id and is_seen(one, overlay.guild_id)
        ]
        return replace(vetted, beside=tuple(others))

    async def vet(self, entry: Entry, samples: Sequence[str], others: Sequence[Overlay] = ()) -> Vetting:
        """Check an entry beside the catalogue and `others`. Takes a second or two the first time."""
        knowledge, today = self._shelf.catalogue, self._now().date()
        asked = (entry, knowledge.digest, *others, *samples, today)
        async with self._turn:
            if asked not in self._found:
                self._found[asked] = await asyncio.to_thread(
                    lambda: vet_entry(
                        entry,
                        join_overlays(knowledge, others)[0],
                        self._weights,
                        samples=samples,
                        today=today,
                        rows=self._rows.near(entry, others, knowledge.entries.get(entry.id)),
                    )
                )
            self._found.move_to_end(asked)
            while len(self._found) > _REMEMBERED:
                self._found.popitem(last=False)
            return self._found[asked]

    async def _look_over(self, overlay: Overlay) -> Vetted:
        try:
            draft = load_draft(overlay.text)
        except DraftError as error:
            raise ReviewError("broken", str(error)) from error
        if draft.variant_of is not None:
            return self._look_over_variant(overlay, draft, draft.variant_of)
        faults = find_faults(draft, self._shelf.catalogue)
        try:
            entry = make_entry(draft, author=overlay.author, publisher=COMMUNITY, at=self._now())
        except DraftError as error:
            return Vetted(overlay, draft, (*faults, *error.faults))
        if faults:
            return Vetted(overlay, draft, faults)
        live = await self._store.overlays.list("live")
        # What answers in other guilds alone is neither in its way nor to be read out of its faults.
        same = {overlay.id, overlay.replaces}
        others = [one for one in live if one.id not in same and is_seen(one, overlay.guild_id)]
        found = await self.vet(entry, [overlay.sample] if overlay.sample else [], others)
        return Vetted(overlay, draft, found.faults, entry=entry, changes=found.changes, compared=found.compared)

    def _look_over_variant(self, overlay: Overlay, draft: Draft, entry_id: str) -> Vetted:
        known = self._shelf.catalogue.entries.get(entry_id)
        if known is None:
            return Vetted(overlay, draft, (Fault("no-entry", {"entry": entry_id}),))
        try:
            return Vetted(overlay, draft, entry=add_variant(known, draft.messages))
        except DraftError as error:
            return Vetted(overlay, draft, error.faults)


def is_seen(overlay: Overlay, scope: int | None) -> bool:
    """Whether people of a guild may see an answer in the making; without a scope they see all."""
    return scope is None or overlay.guild_id in {scope, None}


def may_change(overlay: Overlay, scope: int | None) -> bool:
    """Whether people of a guild may change an answer or take it back: those who wrote it, also where it answers
    everywhere by now, and whoever has no scope."""
    return scope is None or scope == overlay.guild_id or (overlay.guild_id is None and scope == overlay.home_id)


def may_approve(overlay: Overlay, scope: int | None) -> bool:
    """Whether people of a guild may let an answer go live: what is to answer everywhere wants the operator's."""
    return scope is None or scope == overlay.guild_id
