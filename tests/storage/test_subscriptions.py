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


async def test_who_is_still_to_be_told_is_found_after_a_restart(store):
    for number, state in enumerate(("open", "published", "linked", "ignored"), start=1):
        cluster_id = await store.unmatched.add(unmatched(fingerprint=str(number) * 16))
        await store.subscriptions.add(Subscription(cluster_id, PERSON, CHANNEL, 7))
        if state != "open":
            entry = None if state == "ignored" else "relay/x"
            await store.unmatched.mark(cluster_id, state, expected="open", entry=entry)
    known = [await store.unmatched.get(one) for one in await store.subscriptions.known()]
    assert [cluster.state for cluster in known] == ["published", "linked"]
