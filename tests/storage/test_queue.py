"""The messages that show clusters."""

from __future__ import annotations

from datetime import timedelta

from bot.storage.records import QueueMessage
from tests.storage.making import CHANNEL, MESSAGE, NOW, unmatched


async def test_open_clusters_that_a_message_shows_the_last_seen_first(store):
    ids = [
        await store.unmatched.add(unmatched(fingerprint=f"{number:016x}", at=NOW + timedelta(hours=number)))
        for number in range(4)
    ]
    for cluster_id in ids[:3]:
        await store.queue.put(QueueMessage(cluster_id, CHANNEL, MESSAGE, "open|"))
    await store.unmatched.mark(ids[1], "ignored", expected="open")
    assert await store.queue.shown_open(10) == (ids[2], ids[0])
    assert await store.queue.shown_open(1) == (ids[2],)


async def test_what_another_process_changed_is_found(store):
    ids = [
        await store.unmatched.add(unmatched(fingerprint=f"{number:016x}", at=NOW + timedelta(hours=number)))
        for number in range(4)
    ]
    for cluster_id in ids:
        await store.queue.put(QueueMessage(cluster_id, CHANNEL, MESSAGE, "open:None:None|"))
    await store.unmatched.mark(ids[0], "ignored", expected="open")
    since = NOW + timedelta(hours=2)
    assert await store.queue.outdated(since, 10) == (ids[3], ids[2], ids[0])
    await store.queue.put(QueueMessage(ids[0], CHANNEL, MESSAGE, "ignored:None:None|"))
    assert await store.queue.outdated(since, 10) == (ids[3], ids[2])
