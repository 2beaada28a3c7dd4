"""Clusters taken apart."""

from __future__ import annotations

from datetime import timedelta

from bot.storage.gathering import Gathered, sample_digest
from bot.storage.joins import Moved
from bot.storage.records import Leftover, QueueMessage, Subscription
from tests.storage.making import CHANNEL, GUILD, MESSAGE, NOW, report, unmatched

FIRST, SECOND = "1" * 16, "2" * 16


async def one_cluster_of_two(store):
    cluster_id = await store.unmatched.add(unmatched(fingerprint=FIRST, text="first"))
    second = unmatched(fingerprint=SECOND, text="second", user="u2", guild_id=GUILD - 1)
    assert await store.unmatched.add_all([Gathered(second, cluster_id)]) == (cluster_id,)
    assert (await store.unmatched.get(cluster_id)).count == 2
    return cluster_id


def moved(text, fingerprint, *numbers):
    return Moved(frozenset({sample_digest(text)}), frozenset({fingerprint}), numbers)


async def test_a_sample_gets_a_cluster_of_its_own(store):
    cluster_id = await one_cluster_of_two(store)
    number = await store.reports.add(report(cluster_id=cluster_id))
    await store.subscriptions.add(Subscription(cluster_id, 5, 6, 7, GUILD))
    await store.digests.quote(CHANNEL, MESSAGE, [cluster_id])
    new_id = await store.joins.split(cluster_id, moved("second", SECOND, number))
    old, new = await store.unmatched.get(cluster_id), await store.unmatched.get(new_id)
    assert [sample.text for sample in old.samples] == ["first"]
    assert [sample.text for sample in new.samples] == ["second"]
    assert (old.count, new.count, new.people, new.guilds, new.state) == (1, 1, 1, 1, "open")
    assert (await store.reports.get(number)).cluster_id == new_id
    assert await store.subscriptions.list(new_id) == (Subscription(new_id, 5, 6, 7, GUILD),)
    assert await store.unmatched.add(unmatched(fingerprint=SECOND, user="u3")) == new_id
    assert await store.unmatched.add(unmatched(fingerprint=FIRST, user="u3")) == cluster_id


async def test_the_founding_wording_may_leave_too(store):
    cluster_id = await one_cluster_of_two(store)
    new_id = await store.joins.split(cluster_id, moved("first", FIRST))
    assert (await store.unmatched.find(FIRST)).id == new_id
    assert (await store.unmatched.find(SECOND)).id == cluster_id
    assert await store.unmatched.add(unmatched(fingerprint=FIRST)) == new_id
    # Merging is the way back.
    assert await store.joins.merge(new_id, cluster_id)
    assert await store.unmatched.add(unmatched(fingerprint=FIRST)) == cluster_id


async def test_what_shows_a_merged_cluster_is_left_over(store):
    source = await store.unmatched.add(unmatched(fingerprint=FIRST, text="first", user="u1"))
    target = await store.unmatched.add(unmatched(fingerprint=SECOND, text="second", user="u2"))
    for one in (source, target):
        await store.queue.put(QueueMessage(one, CHANNEL, MESSAGE + one, "open|"))
    await store.digests.quote(CHANNEL, MESSAGE, [source])
    await store.joins.merge(source, target)
    assert await store.leftovers.list(10) == (Leftover(CHANNEL, MESSAGE + source),)
    assert [one.message_id for one in await store.queue.list(target)] == [MESSAGE + target]
    # A digest that quotes the one quotes the other now.
    await store.privacy.prune(NOW + timedelta(days=91))
    assert Leftover(CHANNEL, MESSAGE) in await store.leftovers.list(10)


async def test_nothing_is_split_off_without_something_that_stays(store):
    cluster_id = await one_cluster_of_two(store)
    both = Moved(frozenset(map(sample_digest, ("first", "second"))), frozenset({FIRST, SECOND}))
    assert await store.joins.split(cluster_id, both) is None
    assert await store.joins.split(cluster_id, moved("third", "3" * 16)) is None
    assert await store.joins.split(cluster_id + 1, moved("first", FIRST)) is None
    assert await store.unmatched.count() == 1
