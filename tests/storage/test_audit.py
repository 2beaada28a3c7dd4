from __future__ import annotations

from tests.storage.making import GUILD, event


async def test_events_come_back_newest_first(store):
    events = [event(action="draft"), event(subject="overlay:1"), event(guild_id=None, user=None, detail="")]
    for one in events:
        await store.audit.add(one)
    assert await store.audit.list() == tuple(reversed(events))
    assert await store.audit.list(limit=1, offset=1) == (events[1],)
    assert await store.audit.list(guild_id=GUILD) == (events[1], events[0])
    assert await store.audit.list(subject="overlay:1") == (events[1],)


async def test_a_long_detail_is_cut(store):
    await store.audit.add(event(detail="x\0" * 5_000))
    assert len((await store.audit.list())[0].detail) == 2_000
