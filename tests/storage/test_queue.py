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
