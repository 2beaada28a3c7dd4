"""The messages that show clusters."""

from __future__ import annotations

from datetime import timedelta

from bot.storage.leftovers import GIVE_UP
from bot.storage.records import Leftover, LocalAnswer, QueueMessage
from bot.storage.store import Store
from tests.storage.making import CHANNEL, GUILD, MESSAGE, NOW, unmatched


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
    assert await store.queue.seen_since(NOW + timedelta(hours=2), 10) == (ids[3], ids[2])
    await store.unmatched.mark(ids[0], "ignored", expected="open")
    await store.local_answers.put(ids[2], LocalAnswer(GUILD, "published", "relay/x"))
    assert await store.queue.outdated(0, 10) == (ids[0], ids[2])
    assert await store.queue.outdated(0, 1) == (ids[0],)
    assert await store.queue.outdated(ids[0], 10) == (ids[2],)
    await store.queue.put(QueueMessage(ids[0], CHANNEL, MESSAGE, "ignored:None:None|"))
    await store.queue.amend(QueueMessage(ids[2], CHANNEL, MESSAGE, ""), "open:published:relay/x|")
    assert await store.queue.outdated(0, 10) == ()


async def test_what_shows_clusters_that_make_room_is_left_over(url):
    async with await Store.open(url, max_clusters=1) as store:
        first = await store.unmatched.add(unmatched(fingerprint="1" * 16))
        await store.queue.put(QueueMessage(first, CHANNEL, MESSAGE, "open|"))
        await store.digests.quote(CHANNEL, MESSAGE + 1, [first, 404])
        await store.unmatched.add(unmatched(fingerprint="2" * 16, at=NOW + timedelta(hours=1)))
        assert await store.unmatched.get(first) is None
        assert await store.leftovers.list(10) == (Leftover(CHANNEL, MESSAGE), Leftover(CHANNEL, MESSAGE + 1))


async def test_a_leftover_that_resists_comes_last_and_is_let_be_in_the_end(store):
    for message_id in (1, 2):
        await store.leftovers.add(Leftover(CHANNEL, message_id))
    await store.leftovers.put_off(1)
    assert [one.message_id for one in await store.leftovers.list(10)] == [2, 1]
    await store.leftovers.drop(2)
    for _ in range(GIVE_UP - 1):
        await store.leftovers.put_off(1)
    assert await store.leftovers.list(10) == ()
