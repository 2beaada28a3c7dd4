from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.storage.records import GuildSettings, Subscription
from bot.storage.store import Store
from bot.storage.tables import metadata
from tests.storage.making import (
    GUILD,
    MESSAGE,
    NOW,
    PERSON,
    days_ago,
    event,
    lookup,
    overlay,
    reply,
    report,
    unmatched,
    vote,
)

OTHER = PERSON + 1


async def leave_traces(store, user_id, message_id=MESSAGE):
    """Let one person do everything that leaves a row; return their cluster."""
    user = store.hash_user(user_id)
    await store.lookups.add(lookup(user=user))
    cluster_id = await store.unmatched.add(unmatched(user=user, text=f"text of {message_id}"))
    await store.reports.add(report(user_id=user_id, cluster_id=cluster_id))
    ids = {"paste_message_id": message_id, "reply_message_id": message_id + 1}
    await store.replies.put(reply(asker_id=user_id, **ids))
    await store.votes.cast(vote(user=user))
    await store.subscriptions.add(Subscription(cluster_id, user_id))
    await store.overlays.add(overlay(author_id=user_id))
    await store.audit.add(event(user=user))
    return cluster_id


async def everything(store):
    """Return every value of every table."""
    values = []
    for table in metadata.sorted_tables:
        for row in await store._database.rows(select(table)):
            values.extend((table.name, column, value) for column, value in row.items())
    return values


async def test_export_holds_all_of_one_person(store):
    cluster_id = await leave_traces(store, PERSON)
    await leave_traces(store, OTHER, MESSAGE + 5)
    data = await store.privacy.export(PERSON)
    assert (data.user_id, data.user) == (PERSON, store.hash_user(PERSON))
    assert data.lookups == (lookup(user=data.user),)
    assert [sample.text for sample in data.samples] == [f"text of {MESSAGE}"]
    assert data.clusters == (cluster_id,)
    assert [one.user_id for one in data.reports] == [PERSON]
    assert data.replies == (reply(),)
    assert data.votes == (vote(user=data.user),)
    assert data.subscriptions == (Subscription(cluster_id, PERSON),)
    assert [one.author_id for one in data.overlays] == [PERSON]
    assert data.audit == (event(user=data.user),)
    assert data.rows == 9


async def test_deleting_leaves_no_trace_of_the_person_and_all_of_the_others(store):
    cluster_id = await leave_traces(store, PERSON)
    await leave_traces(store, OTHER, MESSAGE + 5)
    before = await store.privacy.export(OTHER)

    assert await store.privacy.delete(PERSON) == 9

    ids = (PERSON, store.hash_user(PERSON))
    assert [place for place in await everything(store) if place[2] in ids] == []
    assert (await store.privacy.export(PERSON)).rows == 0
    assert await store.privacy.export(OTHER) == before
    assert await store.privacy.delete(PERSON) == 0
    cluster = await store.unmatched.get(cluster_id)
    assert (cluster.count, cluster.people, len(cluster.samples)) == (2, 1, 1)


async def test_the_paste_that_an_answer_was_written_for_goes_with_its_author(store):
    cluster_id = await leave_traces(store, PERSON)
    await leave_traces(store, OTHER, MESSAGE + 5)
    mine = await store.overlays.add(overlay(state="live", sample=f"text of {MESSAGE}", author_id=OTHER))
    theirs = await store.overlays.add(overlay(state="live", sample=f"text of {MESSAGE + 5}", author_id=OTHER))
    assert await store.privacy.clusters_of(PERSON) == (cluster_id,)
    await store.privacy.delete(PERSON)
    assert (await store.overlays.get(mine)).sample is None
    assert (await store.overlays.get(theirs)).sample == f"text of {MESSAGE + 5}"
    assert await store.privacy.clusters_of(PERSON) == ()


async def test_published_work_stays_without_its_author(store):
    overlay_id = await store.overlays.add(overlay(state="live"))
    await store.audit.add(event(user=store.hash_user(PERSON)))
    await store.privacy.delete(PERSON)
    kept = await store.overlays.get(overlay_id)
    assert (kept.author, kept.author_id, kept.text) == (None, None, overlay().text)
    assert await store.audit.list() == (event(user=None, name=None),)


async def test_deleting_reaches_what_still_waits_to_be_written(store):
    store.outbox.put(lookup(user=store.hash_user(PERSON)))
    store.outbox.put(lookup(user=store.hash_user(OTHER)))
    assert await store.privacy.delete(PERSON) == 1
    assert await store.outbox.flush(5) == 0
    assert (await store.privacy.export(PERSON)).rows == 0
    assert len((await store.privacy.export(OTHER)).lookups) == 1


async def test_pruning_follows_each_guilds_retention(store):
    """One guild keeps a week, one a year, the rest 90 days; of every kind and guild there is a row of each age."""
    week, year, plain, direct = 1, 2, 3, None
    await store.guilds.put(GuildSettings(week, retention_days=7))
    await store.guilds.put(GuildSettings(year, retention_days=365))
    await store.guilds.put(GuildSettings(plain, retention_days=90))
    message = 1
    for guild_id in (week, year, plain, direct):
        for age in (6, 8, 89, 91, 364, 366):
            at, user = days_ago(age), f"{guild_id}-{age}"
            message += 2
            await store.lookups.add(lookup(guild_id=guild_id, at=at, user=user))
            await store.reports.add(report(guild_id=guild_id, at=at, text=user))
            ids = {"paste_message_id": message, "reply_message_id": message + 1}
            await store.replies.put(reply(guild_id=guild_id, at=at, asker_id=age, **ids))
            await store.votes.cast(vote(reply_message_id=message + 1, at=at, user=user))
            paste = unmatched(guild_id=guild_id, at=at, user=user, text=user, fingerprint=f"cluster of {guild_id}")
            await store.unmatched.add(paste)

    removed = await store.privacy.prune(NOW)

    kept = {"1-6", "2-6", "2-8", "2-89", "2-91", "2-364", "3-6", "3-8", "3-89", "None-6", "None-8", "None-89"}
    left = await everything(store)
    for table, column in (
        ("lookups", "user"),
        ("reports", "text"),
        ("votes", "user"),
        ("cluster_people", "user"),
    ):
        assert {value for at, name, value in left if (at, name) == (table, column)} == kept, table
    assert sum((at, name) == ("replies", "asker_id") for at, name, _ in left) == len(kept)
    assert {value for at, name, value in left if (at, name) == ("samples", "text")} == kept
    # Of each cluster five samples had been kept at all. Every guild was seen six days ago.
    assert removed == 5 * (24 - 12) + (20 - 12)
    assert await store.privacy.prune(NOW) == 0


async def test_votes_on_a_reply_that_is_gone_are_kept_for_90_days(store):
    await store.guilds.put(GuildSettings(GUILD, retention_days=7))
    await store.votes.cast(vote(user="young", at=days_ago(89)))
    await store.votes.cast(vote(user="old", at=days_ago(91)))
    assert await store.privacy.prune(NOW) == 1
    assert (await store.votes.tally(MESSAGE + 1)).total == 1


async def test_pruning_forgets_open_clusters_of_which_nothing_is_left(store):
    forgotten = await store.unmatched.add(unmatched(fingerprint="f1", at=days_ago(91)))
    ignored = await store.unmatched.add(unmatched(fingerprint="f2", at=days_ago(91)))
    await store.unmatched.mark(ignored, "ignored", expected="open")
    seen_again = await store.unmatched.add(unmatched(fingerprint="f3", at=days_ago(91)))
    await store.unmatched.add(unmatched(fingerprint="f3", at=NOW))
    await store.privacy.prune(NOW)
    assert await store.unmatched.get(forgotten) is None
    assert (await store.unmatched.get(ignored)).samples == ()
    again = await store.unmatched.get(seen_again)
    assert (again.count, again.people, again.samples) == (2, 1, ())


async def test_pruning_an_empty_store(store):
    assert await store.privacy.prune(NOW + timedelta(days=10_000)) == 0


async def test_a_hash_is_keyed_and_the_same_for_everybody_on_one_database(url):
    async with await Store.open(url) as one, await Store.open(url) as two:
        assert one.hash_user(PERSON) == two.hash_user(PERSON)
        assert one.hash_user(PERSON) != one.hash_user(OTHER)
        assert len(one.hash_user(PERSON)) == 32
        assert str(PERSON) not in one.hash_user(PERSON)
        async with await Store.open("sqlite://") as elsewhere:
            assert elsewhere.hash_user(PERSON) != one.hash_user(PERSON)


async def test_a_given_salt_is_used_and_never_stored(url):
    async with await Store.open(url, salt=b"pepper of the operator") as store:
        hashed = store.hash_user(PERSON)
        assert not any("pepper" in str(value) for _, _, value in await everything(store))
    async with await Store.open(url, salt=b"pepper of the operator") as store:
        assert store.hash_user(PERSON) == hashed
    async with await Store.open(url) as store:
        assert store.hash_user(PERSON) != hashed
