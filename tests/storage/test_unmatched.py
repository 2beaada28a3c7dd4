from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.storage.records import Cluster, ClusterFilter, Sample, Subscription
from bot.storage.store import Store
from tests.storage.making import CHANNEL, GUILD, MESSAGE, NOW, PERSON, days_ago, report, unmatched


async def test_the_first_paste_founds_a_cluster(store):
    cluster_id = await store.unmatched.add(unmatched())
    cluster = Cluster(
        id=cluster_id,
        fingerprint="00ff00ff00ff00ff",
        state="open",
        count=1,
        people=1,
        guilds=1,
        first_seen=NOW,
        last_seen=NOW,
        samples=(Sample("Error 599: 渠道坏了", NOW, GUILD, CHANNEL, MESSAGE, "zh", "relay"),),
        nearest=("relay/no-channel", "general/timeout"),
    )
    assert await store.unmatched.get(cluster_id) == cluster
    assert await store.unmatched.find("00ff00ff00ff00ff") == cluster
    assert await store.unmatched.get(cluster_id + 1) is None
    assert await store.unmatched.find("00") is None


async def test_pastes_of_one_fingerprint_are_one_row(store):
    pastes = [
        unmatched(user="u1"),
        unmatched(user="u2", at=NOW + timedelta(hours=1), nearest=("general/timeout",)),
        unmatched(user="u2", at=days_ago(1), guild_id=GUILD - 1),
        unmatched(user="", guild_id=None, channel_id=None, message_id=None),
    ]
    ids = {await store.unmatched.add(paste) for paste in pastes}
    assert len(ids) == 1
    cluster = await store.unmatched.get(ids.pop())
    assert (cluster.count, cluster.people, cluster.guilds) == (4, 2, 2)
    assert (cluster.first_seen, cluster.last_seen) == (days_ago(1), NOW + timedelta(hours=1))
    assert len(cluster.samples) == 1


async def test_at_most_five_distinct_samples_are_kept(store):
    for text in ("a b", "a  b\n", "c", "c", "d", "e", "f", "g", "h"):
        cluster_id = await store.unmatched.add(unmatched(text=text))
    cluster = await store.unmatched.get(cluster_id)
    assert cluster.count == 9
    assert [sample.text for sample in cluster.samples] == ["a b", "c", "d", "e", "f"]


async def test_a_huge_text_is_cut(store):
    long = "错" * 3_999 + "\N{GRINNING FACE}"
    cluster_id = await store.unmatched.add(unmatched(text=long + "x" * 5_000_000))
    await store.unmatched.add(unmatched(text=long))
    cluster = await store.unmatched.get(cluster_id)
    assert [sample.text for sample in cluster.samples] == [long]


@pytest.mark.parametrize(
    "text", ["", "\0", "a\0b", "\ud83d", "错\udfff误", "\u202e\u200b\ufeff", "' OR 1=1; --", "%s %(x)s :y ?"]
)
async def test_odd_texts_are_kept(store, text):
    cluster_id = await store.unmatched.add(unmatched(text=text, fingerprint=text, nearest=(text,), user=text))
    cluster = await store.unmatched.get(cluster_id)
    assert len(cluster.samples[0].text) == len(text)
    assert await store.unmatched.find(text) == cluster
    assert await store.unmatched.add(unmatched(text=text, fingerprint=text)) == cluster_id


async def test_pages_and_filters(store):
    for number in range(5):
        for _ in range(number + 1):
            await store.unmatched.add(unmatched(fingerprint=f"f{number}", guild_id=GUILD - number % 2))
    everything = await store.unmatched.list()
    assert [cluster.fingerprint for cluster in everything] == ["f4", "f3", "f2", "f1", "f0"]
    assert await store.unmatched.list(None, 2, 1) == everything[1:3]
    assert await store.unmatched.list("ignored") == ()
    in_one_guild = await store.unmatched.list("open", guild_id=GUILD - 1)
    assert [cluster.fingerprint for cluster in in_one_guild] == ["f3", "f1"]
    assert await store.unmatched.count() == 5
    assert await store.unmatched.count("open", guild_id=GUILD - 1) == 2


async def test_of_two_maintainers_one_is_first(store):
    cluster_id = await store.unmatched.add(unmatched())
    moves = [
        store.unmatched.mark(cluster_id, "linked", expected="open", entry="relay/no-channel"),
        store.unmatched.mark(cluster_id, "ignored", expected="open", reason="not an API"),
    ]
    assert sorted(await asyncio.gather(*moves)) == [False, True]
    cluster = await store.unmatched.get(cluster_id)
    assert (cluster.state, cluster.entry, cluster.reason) in {
        ("linked", "relay/no-channel", None),
        ("ignored", None, "not an API"),
    }
    assert not await store.unmatched.mark(cluster_id + 1, "ignored", expected="open")


async def test_an_ignored_cluster_stays_ignored_and_counts_on(store):
    cluster_id = await store.unmatched.add(unmatched())
    await store.unmatched.mark(cluster_id, "ignored", expected="open", reason="spam")
    await store.unmatched.add(unmatched())
    cluster = await store.unmatched.get(cluster_id)
    assert (cluster.state, cluster.count, cluster.reason) == ("ignored", 2, "spam")


async def test_clusters_are_bounded_and_the_least_missed_go_first(url):
    async with await Store.open(url, max_clusters=20) as store:
        often = await store.unmatched.add(unmatched(fingerprint="often", at=days_ago(50)))
        await store.unmatched.add(unmatched(fingerprint="often", at=days_ago(50)))
        ignored = await store.unmatched.add(unmatched(fingerprint="ignored", at=days_ago(60)))
        await store.unmatched.mark(ignored, "ignored", expected="open")
        oldest = await store.unmatched.add(unmatched(fingerprint="oldest", at=days_ago(40)))
        for index in range(60):
            newest = await store.unmatched.add(unmatched(fingerprint=f"f{index}", at=days_ago(30 - index / 10)))
            assert await store.unmatched.count() <= 20
        assert await store.unmatched.get(often) is not None
        assert await store.unmatched.get(ignored) is not None
        assert await store.unmatched.get(newest) is not None
        assert await store.unmatched.get(oldest) is None


async def test_what_people_wait_for_gives_way_when_nothing_else_is_left(url):
    async with await Store.open(url, max_clusters=3) as store:
        numbers = []
        for index in range(6):
            cluster_id = await store.unmatched.add(unmatched(fingerprint=f"f{index}", at=days_ago(9 - index)))
            numbers.append(await store.reports.add(report(cluster_id=cluster_id)))
            await store.subscriptions.add(Subscription(cluster_id, PERSON))
        assert await store.unmatched.count() <= 3
        # The reports themselves stay, and nobody waits for what is gone.
        assert [(await store.reports.get(number)).cluster_id for number in numbers[:3]] == [None] * 3
        assert await store.subscriptions.list(1) == ()


async def test_even_clusters_in_work_give_way_when_nothing_else_is_left(url):
    async with await Store.open(url, max_clusters=3) as store:
        for index in range(6):
            cluster_id = await store.unmatched.add(unmatched(fingerprint=f"f{index}"))
            await store.unmatched.mark(cluster_id, "published", expected="open", entry="relay/no-channel")
        assert await store.unmatched.count() <= 3
        assert await store.unmatched.find("f5") is not None


async def test_an_id_never_comes_back(url):
    async with await Store.open(url, max_clusters=1) as store:
        ids = [await store.unmatched.add(unmatched(fingerprint=f"f{index}")) for index in range(4)]
        assert len(set(ids)) == 4


async def test_concurrent_pastes_lose_no_count(url):
    """Two processes' worth of connections, many tasks, two fingerprints."""
    async with await Store.open(url) as one, await Store.open(url) as two:
        await asyncio.gather(
            *(
                store.unmatched.add(unmatched(fingerprint=f"f{index % 2}", text=f"text {index}", user=f"u{index % 7}"))
                for index in range(60)
                for store in (one, two)
            )
        )
        for cluster in await one.unmatched.list():
            assert (cluster.count, cluster.people, cluster.guilds) == (60, 7, 1)
            assert len({sample.text for sample in cluster.samples}) == 5
        assert await one.unmatched.count() == 2


async def test_a_flood_of_different_pastes_from_two_processes_stays_bounded(url):
    async with await Store.open(url, max_clusters=30) as one, await Store.open(url, max_clusters=30) as two:
        wanted = unmatched(fingerprint="wanted")
        await one.unmatched.add(wanted)
        await two.unmatched.add(wanted)
        flood = [
            store.unmatched.add(unmatched(fingerprint=f"{name}{index}"))
            for index in range(80)
            for name, store in (("a", one), ("b", two))
        ]
        await asyncio.gather(*flood)
        assert await one.unmatched.count() <= 30
        assert (await two.unmatched.find("wanted")).count == 2


async def test_a_flood_does_not_wash_away_what_somebody_waits_for(url):
    async with await Store.open(url, max_clusters=10) as store:
        awaited, reported, mine, plain = [
            await store.unmatched.add(unmatched(fingerprint=name, at=days_ago(30))) for name in "abcd"
        ]
        await store.subscriptions.add(Subscription(awaited, PERSON))
        await store.reports.add(report(cluster_id=reported))
        await store.unmatched.assign(mine, PERSON, "ann")
        for index in range(40):
            await store.unmatched.add(unmatched(fingerprint=f"flood{index}"))
        assert await store.unmatched.count() <= 10
        assert all([await store.unmatched.get(one) for one in (awaited, reported, mine)])
        assert await store.unmatched.get(plain) is None


async def test_lists_are_filtered(store):
    for index, (text, nearest, guild) in enumerate(
        (("warp 50% done", ("relay/x",), GUILD), ("warp core", ("openai/y",), GUILD), ("flux", ("relay/z",), 7))
    ):
        paste = unmatched(
            fingerprint=f"f{index}", text=text, nearest=nearest, guild_id=guild, at=days_ago(index), user=f"u{index}"
        )
        cluster_id = await store.unmatched.add(paste)
        await store.unmatched.add(paste) if index else None
    await store.unmatched.assign(cluster_id, PERSON, "ann")

    async def texts(guild_id=None, **only):
        chosen = ClusterFilter(**only)
        found = await store.unmatched.list(guild_id=guild_id, only=chosen)
        assert await store.unmatched.count(guild_id=guild_id, only=chosen) == len(found)
        return [one.samples[0].text for one in found]

    assert await texts() == ["warp core", "flux", "warp 50% done"]
    assert await texts(newest_first=True) == ["warp 50% done", "warp core", "flux"]
    assert await texts(words="WARP") == ["warp core", "warp 50% done"]
    assert await texts(words="50%") == ["warp 50% done"]
    assert await texts(words="%") == ["warp 50% done"]
    assert await texts(system="relay") == ["flux", "warp 50% done"]
    assert await texts(assignee_id=PERSON) == ["flux"]
    assert await texts(words="flux", guild_id=GUILD) == []
