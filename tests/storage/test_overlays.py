from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.errors import StorageError
from tests.storage.making import NOW, days_ago, overlay


async def test_an_entry_is_kept_as_it_was_written(store):
    written = overlay(text="title:\n  zh: '渠道 \N{GRINNING FACE}'\n", guild_id=None)
    overlay_id = await store.overlays.add(written)
    assert await store.overlays.get(overlay_id) == replace(written, id=overlay_id)
    assert await store.overlays.get(overlay_id + 1) is None


async def test_lists_by_state(store):
    first, second = [await store.overlays.add(overlay(created_at=days_ago(2), updated_at=days_ago(2))) for _ in "ab"]
    assert await store.overlays.mark(second, "live", expected="draft", at=NOW)
    live = await store.overlays.get(second)
    assert (live.state, live.created_at, live.updated_at) == ("live", days_ago(2), NOW)
    assert await store.overlays.list("live") == (live,)
    assert [entry.id for entry in await store.overlays.list()] == [first, second]


async def test_of_two_editors_one_is_first(store):
    overlay_id = await store.overlays.add(overlay(text="one"))
    edits = [store.overlays.revise(overlay_id, text, entry="e", expected="one", at=NOW) for text in ("two", "three")]
    assert sorted(await asyncio.gather(*edits)) == [False, True]
    marks = [store.overlays.mark(overlay_id, state, expected="draft", at=NOW) for state in ("live", "withdrawn")]
    assert sorted(await asyncio.gather(*marks)) == [False, True]


async def test_a_text_too_long_is_refused_and_not_cut(store):
    overlay_id = await store.overlays.add(overlay(text="x" * 20_000))
    with pytest.raises(StorageError, match="20,000 characters, this one has 20,001"):
        await store.overlays.revise(overlay_id, "x" * 20_001, entry="e", expected="x" * 20_000, at=NOW)
    with pytest.raises(StorageError, match="20,001"):
        await store.overlays.add(overlay(text="x" * 20_001))
    assert len(await store.overlays.list()) == 1


async def test_an_approved_change_takes_the_place_of_the_live_entry(store):
    old = await store.overlays.add(overlay(text="one", state="live"))
    new = await store.overlays.add(overlay(text="two", replaces=old))
    by = {"reviewer": "ann", "reviewer_id": 5, "at": NOW}
    assert not await store.overlays.approve(new, "stale", **by)
    assert (await store.overlays.get(old)).state == "live"
    assert await store.overlays.approve(new, "two", **by)
    assert [(one.id, one.state) for one in await store.overlays.list()] == [(old, "withdrawn"), (new, "live")]
    assert not await store.overlays.approve(new, "two", **by)


async def test_a_scope_is_changed_once(store):
    overlay_id = await store.overlays.add(overlay(guild_id=None))
    changes = [store.overlays.rescope(overlay_id, guild, expected=None, at=NOW) for guild in (1, 2)]
    assert sorted(await asyncio.gather(*changes)) == [False, True]
    assert (await store.overlays.get(overlay_id)).guild_id in {1, 2}
