"""Many pastes at once: the same clusters as one by one, all of them or none."""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta

import pytest

from bot.errors import StorageError
from bot.storage import gathering
from bot.storage.gathering import Gathered
from tests.storage.making import GUILD, NOW, unmatched


def pastes(number, seed=3):
    """Pastes of a few errors by a few people of two guilds, out of order."""
    rng = random.Random(seed)
    return [
        unmatched(
            fingerprint=f"{rng.randrange(6):016x}",
            text=f"text {rng.randrange(9)}",
            user=rng.choice(["u1", "u2", "u3", ""]),
            guild_id=rng.choice([GUILD, GUILD - 1, None]),
            at=NOW + timedelta(minutes=rng.randrange(100)),
            nearest=(f"relay/{rng.randrange(3)}",),
            unhelpful=rng.random() < 0.3,
        )
        for _ in range(number)
    ]


async def seen(store):
    """Everything that the clusters say, by what they were founded with."""
    found = await store.unmatched.list(limit=100)
    return {
        one.fingerprint: (one.count, one.people, one.guilds, one.first_seen, one.last_seen, one.nearest, one.unhelpful)
        for one in found
    }, {one.fingerprint: [sample.text for sample in one.samples] for one in found}


async def test_at_once_is_the_same_as_one_by_one(store, sqlite_url):
    from bot.storage.store import Store

    wanted = pastes(120)
    ids = await store.unmatched.add_all([Gathered(paste) for paste in wanted[:70]])
    ids += await store.unmatched.add_all([Gathered(paste) for paste in wanted[70:]])
    assert len(set(ids)) == len({paste.fingerprint for paste in wanted})
    async with await Store.open(sqlite_url) as other:
        for paste in wanted:
            await other.unmatched.add(paste)
        assert await seen(store) == await seen(other)


async def test_what_is_like_another_joins_it_and_stays_with_it(store):
    (old,) = await store.unmatched.add_all([Gathered(unmatched(fingerprint="a", text="one"))])
    batch = [
        Gathered(unmatched(fingerprint="b", text="two"), old),
        Gathered(unmatched(fingerprint="c", text="three")),
        Gathered(unmatched(fingerprint="d", text="four"), "c"),
        Gathered(unmatched(fingerprint="d", text="five")),
        Gathered(unmatched(fingerprint="e", text="six"), "b"),
        Gathered(unmatched(fingerprint="f", text="seven"), 999_999),
    ]
    b, c, d, again, e, f = await store.unmatched.add_all(batch)
    assert (b, e, d, again) == (old, old, c, c)
    assert len({old, c, f}) == 3
    # Later they need nobody to say so, and what somebody says then counts no more.
    assert await store.unmatched.add_all([Gathered(unmatched(fingerprint=one), f) for one in "bde"]) == (old, c, old)
    assert {sample.text for sample in (await store.unmatched.get(old)).samples} == {"one", "two", "six"} | {
        unmatched().text
    }


async def test_a_cluster_takes_only_so_many_aliases(store, monkeypatch):
    monkeypatch.setattr(gathering, "ALIASES_PER_CLUSTER", 2)
    (old,) = await store.unmatched.add_all([Gathered(unmatched(fingerprint="a"))])
    batch = [Gathered(unmatched(fingerprint=f"a{number}"), old) for number in range(4)]
    ids = await store.unmatched.add_all(batch)
    assert ids[:2] == (old, old)
    assert len({*ids[1:]}) == 3
    assert old not in ids[2:]


async def test_five_samples_are_kept_within_a_batch_and_after_it(store):
    batch = [Gathered(unmatched(fingerprint="a", text=f"text {number}")) for number in range(4)]
    (old, *_) = await store.unmatched.add_all(batch)
    more = [Gathered(unmatched(fingerprint=f"b{number}", text=f"more {number}"), old) for number in range(4)]
    same = Gathered(unmatched(fingerprint="a", text=" text   0 "))
    await store.unmatched.add_all([same, *more])
    kept = [sample.text for sample in (await store.unmatched.get(old)).samples]
    assert kept == [*(f"text {number}" for number in range(4)), "more 0"]


async def test_all_or_none(store):
    broken = Gathered(unmatched(fingerprint="b", guild_id=2**70))
    with pytest.raises(StorageError):
        await store.unmatched.add_all([Gathered(unmatched(fingerprint="a")), broken])
    assert await store.unmatched.count() == 0


async def test_batches_at_the_same_time_lose_no_count(store):
    wanted = pastes(200, seed=9)
    batches = [[Gathered(paste) for paste in wanted[start::8]] for start in range(8)]
    await asyncio.gather(*(store.unmatched.add_all(batch) for batch in batches))
    counts, _ = await seen(store)
    assert sum(one[0] for one in counts.values()) == 200


async def test_only_what_leads_somewhere_is_leading(store):
    await store.unmatched.add_all([Gathered(unmatched(fingerprint="a")), Gathered(unmatched(fingerprint="b"), "a")])
    assert await store.unmatched.leading(["a", "b", "c"]) == {"a", "b"}


async def test_what_is_like_a_merged_cluster_joins_the_one_it_went_into(store):
    """Another process of the bot may have merged it, and this one's index still knows the old number."""
    kept, merged, last = await store.unmatched.add_all([Gathered(unmatched(fingerprint=one)) for one in "abc"])
    assert await store.joins.merge(merged, kept)
    assert await store.unmatched.add_all([Gathered(unmatched(fingerprint="d"), merged)]) == (kept,)
    assert await store.joins.merge(kept, last)
    assert await store.unmatched.add_all([Gathered(unmatched(fingerprint="e"), merged)]) == (last,)
