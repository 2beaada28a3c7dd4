from __future__ import annotations

from bot.storage.records import AuditFilter
from tests.storage.making import GUILD, event, overlay, unmatched


async def test_events_come_back_newest_first(store):
    events = [event(action="draft"), event(subject="overlay:1"), event(guild_id=None, user=None, name=None, detail="")]
    for one in events:
        await store.audit.add(one)
    assert await store.audit.list() == tuple(reversed(events))
    assert await store.audit.list(limit=1, offset=1) == (events[1],)
    assert await store.audit.list(AuditFilter(GUILD)) == (events[1], events[0])
    assert await store.audit.count() == 3
    assert await store.audit.count(AuditFilter(GUILD)) == 2


async def test_events_of_one_person(store):
    events = [event(user="u1"), event(user="u2"), event(user="u1", guild_id=GUILD - 1)]
    for one in events:
        await store.audit.add(one)
    assert await store.audit.list(AuditFilter(user="u1")) == (events[2], events[0])
    assert await store.audit.list(AuditFilter(GUILD, user="u1")) == (events[0],)
    assert await store.audit.list(AuditFilter(user="u3")) == ()


async def test_all_that_concerns_a_cluster(store):
    old, kept, other = [await store.unmatched.add(unmatched(fingerprint=f"{number:016x}")) for number in range(3)]
    draft = await store.overlays.add(overlay(cluster_id=kept))
    events = [
        event(subject=f"cluster:{old}", action="assign"),
        event(subject=f"cluster:{other}", action="assign"),
        event(subject=f"cluster:{kept}", action="merge", detail=f"cluster:{old}"),
        event(subject=f"overlay:{draft}", action="draft", detail="relay/418-x"),
        event(subject=f"cluster:{other}", action="ignore", detail=f"see cluster:{kept}"),
    ]
    for one in events:
        await store.audit.add(one)
    await store.joins.merge(old, kept)
    assert await store.audit.list(AuditFilter(cluster_id=kept)) == (events[3], events[2], events[0])
    assert await store.audit.list(AuditFilter(cluster_id=old)) == (events[2], events[0])


async def test_all_that_concerns_an_entry_or_a_system(store):
    draft = await store.overlays.add(overlay(entry="relay/418-x"))
    events = [
        event(subject=f"overlay:{draft}", action="draft", detail="openai/418-x"),
        event(subject=f"overlay:{draft}", action="edit", detail="relay/418-x"),
        event(subject="cluster:9", action="link", detail="relay/no-channel"),
        event(subject="cluster:9", action="ignore", detail="relay/no-channel is meant"),
        event(subject="cluster:9", action="link", detail="relay%/x"),
    ]
    for one in events:
        await store.audit.add(one)
    assert await store.audit.list(AuditFilter(entry="relay/418-x")) == (events[1], events[0])
    assert await store.audit.list(AuditFilter(entry="relay/")) == (events[2], events[1], events[0])
    assert await store.audit.list(AuditFilter(entry="relay%")) == (events[4],)


async def test_a_long_detail_is_cut(store):
    await store.audit.add(event(detail="x\0" * 5_000))
    assert len((await store.audit.list())[0].detail) == 2_000
