"""Clusters in the store: joined by likeness, merged, bounded."""

from __future__ import annotations

import asyncio
import random

import pytest

from bot.errors import StorageError
from bot.review.collector import Collector
from bot.storage.records import Report, Subscription
from bot.text.fingerprint import make_fingerprint
from tests.storage.making import NOW, unmatched


def paste(text, user="u1", **more):
    return unmatched(text=text, fingerprint=make_fingerprint(text), user=user, **more)


def flux(wrap="{}", speed=88):
    return wrap.format(f"FluxError: temporal flux capacitor misaligned at {speed} mph")


async def changed(collector):
    """The clusters that changed since the last call."""
    seen = []

    async def look(cluster_id):
        seen.append(cluster_id)

    await collector.look_at_changed(look)
    return seen


async def test_similar_pastes_are_one_cluster(store):
    collector = Collector(store)
    texts = (flux(), flux("help pls\n{}"), flux("[ERROR] upstream said {}, giving up"))
    ids = {await collector.add(paste(text, str(user))) for user, text in enumerate(texts)}
    assert len(ids) == 1
    cluster = await store.unmatched.get(ids.pop())
    assert (cluster.count, cluster.people, len(cluster.samples)) == (3, 3, 3)
    assert await changed(collector) == [cluster.id]
    assert await changed(collector) == []


async def test_similar_pastes_of_one_batch_are_one_cluster_too(store):
    collector = Collector(store)
    old = await collector.add(paste("ERROR the warp core was ejected", "u0"))
    texts = (flux(), flux("help pls\n{}"), flux(), flux("[ERROR] upstream said {}, giving up"))
    batch = [paste(text, str(user)) for user, text in enumerate(texts)]
    ids = await collector.add_all([*batch, paste("[12:01] warp core was ejected, says engine", "u9")])
    assert len(set(ids[:4])) == 1
    assert old not in ids[:4]
    assert (await store.unmatched.get(ids[0])).count == 4
    assert set(await changed(collector)) == {old, *ids}
    # What joined by likeness stays, and later batches know it.
    assert set(await collector.add_all(batch)) == {ids[0]}


async def test_a_new_process_knows_the_old_clusters(store):
    first = await Collector(store).add(paste(flux()))
    later = Collector(store)
    await later.load()
    assert await later.add(paste(flux("[ERROR] upstream said {}, giving up"))) == first


async def test_an_answer_that_did_not_help_is_counted(store):
    collector = Collector(store)
    await collector.add(paste(flux()))
    cluster_id = await collector.add(paste(flux(), unhelpful=True, nearest=("relay/no-channel",)))
    cluster = await store.unmatched.get(cluster_id)
    assert (cluster.count, cluster.unhelpful, cluster.nearest) == (2, 1, ("relay/no-channel",))


async def test_merging_moves_everything_and_old_ids_lead_on(store):
    collector = Collector(store)
    source = await collector.add(paste("ERROR the warp core was ejected", "u1"))
    target = await collector.add(paste(flux(), "u2"))
    number = await store.reports.add(Report(NOW, 1, 2, 3, "warp", None, None, None, cluster_id=source, language="en"))
    await store.subscriptions.add(Subscription(source, 5))
    await store.subscriptions.add(Subscription(target, 5))
    await store.subscriptions.add(Subscription(source, 6))

    assert sorted(await asyncio.gather(collector.merge(source, target), collector.merge(source, target))) == [
        False,
        True,
    ]
    assert not await collector.merge(target, target)

    cluster = await store.unmatched.get(source)
    assert (cluster.id, cluster.count, cluster.people, len(cluster.samples)) == (target, 2, 2, 2)
    assert (await store.reports.get(number)).cluster_id == target
    assert [one.user_id for one in await store.subscriptions.list(target)] == [5, 6]
    assert await collector.add(paste("ERROR the warp core was ejected", "u3")) == target
    assert await store.unmatched.count() == 1


async def test_a_chain_of_merges_leads_to_its_end(store):
    collector = Collector(store)
    ids = [await collector.add(paste(f"ERROR the {what} fell over")) for what in ("alpha", "beta", "gamma")]
    if len(set(ids)) == 3:
        await collector.merge(ids[0], ids[1])
        await collector.merge(ids[1], ids[2])
    assert {(await store.unmatched.get(one)).id for one in ids} == {ids[2]}


async def test_a_flood_of_distinct_errors_stays_bounded(store):
    collector = Collector(store)
    rng = random.Random(1)
    letters = "abcdefghijklmnopqrstuvwxyz"
    for number in range(600):
        words = ["".join(rng.choices(letters, k=7)) for _ in range(6)]
        await collector.add(paste(f"ERROR: {' '.join(words)} failed", str(number)))
    assert await store.unmatched.count() <= 200
    assert len(await changed(collector)) == 600


async def test_a_fault_while_looking_forgets_no_cluster(store):
    collector = Collector(store)
    for cluster_id in (1, 2, 3):
        collector.note(cluster_id)
    seen = []

    async def look(cluster_id):
        seen.append(cluster_id)
        if len(seen) == 2:
            raise StorageError("the database is away")

    with pytest.raises(StorageError):
        await collector.look_at_changed(look)
    assert await changed(collector) == [3, 2]
