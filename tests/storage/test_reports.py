from __future__ import annotations

import asyncio
from dataclasses import replace

from tests.storage.making import GUILD, PERSON, report, unmatched


async def test_a_report_is_found_by_its_number(store):
    number = await store.reports.add(report())
    assert await store.reports.get(number) == report(number=number)
    assert await store.reports.get(number + 1) is None


async def test_everybody_gets_a_number_of_their_own(store):
    numbers = await asyncio.gather(*(store.reports.add(report(user_id=index)) for index in range(30)))
    assert len(set(numbers)) == 30
    for index, number in enumerate(numbers):
        assert (await store.reports.get(number)).user_id == index


async def test_a_number_never_comes_back(store):
    first = await store.reports.add(report())
    await store.privacy.delete(PERSON)
    assert await store.reports.add(report()) > first


async def test_pages_and_filters(store):
    cluster_id = await store.unmatched.add(unmatched())
    filed = [
        report(),
        report(guild_id=None, channel_id=None, system=None, client=None, actions=None),
        report(cluster_id=cluster_id),
    ]
    stored = [replace(one, number=await store.reports.add(one)) for one in filed]
    assert await store.reports.list() == tuple(reversed(stored))
    assert await store.reports.list(limit=1, offset=1) == (stored[1],)
    assert await store.reports.list(guild_id=GUILD) == (stored[2], stored[0])
    assert await store.reports.list(cluster_id=cluster_id) == (stored[2],)


async def test_a_report_joins_a_cluster(store):
    number = await store.reports.add(report())
    cluster_id = await store.unmatched.add(unmatched())
    assert await store.reports.link(number, cluster_id)
    assert (await store.reports.get(number)).cluster_id == cluster_id
    assert not await store.reports.link(number, cluster_id + 1)
    assert not await store.reports.link(number + 1, cluster_id)


async def test_a_report_on_a_cluster_that_is_gone_is_kept(store):
    number = await store.reports.add(report(cluster_id=404))
    assert (await store.reports.get(number)).cluster_id is None


async def test_odd_and_huge_texts(store):
    number = await store.reports.add(report(text="错\0" * 500_000, client="\ud800", actions="x" * 100_000))
    stored = await store.reports.get(number)
    assert (len(stored.text), len(stored.client), len(stored.actions)) == (20_000, 1, 2_000)
