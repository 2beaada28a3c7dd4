from __future__ import annotations

import asyncio

from bot.storage.records import Subscription
from tests.storage.making import CHANNEL, PERSON, unmatched


async def test_one_subscription_a_person_and_cluster(store):
    cluster_id = await store.unmatched.add(unmatched())
    for subscription in (Subscription(cluster_id, PERSON), Subscription(cluster_id, PERSON, CHANNEL)):
        assert await store.subscriptions.add(subscription)
    assert await store.subscriptions.add(Subscription(cluster_id, 1))
    assert await store.subscriptions.list(cluster_id) == (
        Subscription(cluster_id, 1),
        Subscription(cluster_id, PERSON, CHANNEL),
    )


async def test_nobody_subscribes_to_what_is_gone(store):
    assert not await store.subscriptions.add(Subscription(404, PERSON))


async def test_of_several_at_once_one_tells_the_person(store):
    cluster_id = await store.unmatched.add(unmatched())
    await store.subscriptions.add(Subscription(cluster_id, PERSON))
    drops = await asyncio.gather(*(store.subscriptions.drop(cluster_id, PERSON) for _ in range(6)))
    assert sorted(drops) == [False] * 5 + [True]
    assert await store.subscriptions.list(cluster_id) == ()
