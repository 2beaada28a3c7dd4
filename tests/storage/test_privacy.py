from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select

from bot.storage.records import GuildSettings, Leftover, QueueMessage, Subscription
from bot.storage.store import Store
from bot.storage.tables import metadata, samples
from tests.storage.making import (
    CHANNEL,
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
    live = {"state": "live", "cluster_id": cluster_id, "author_id": OTHER}
    mine = await store.overlays.add(overlay(sample=f"text of {MESSAGE}", **live))
    theirs = await store.overlays.add(overlay(sample=f"text of {MESSAGE + 5}", **live))
    # A change of the answer keeps whose it is, also where the cluster has forgotten its sample.
    await store._database.run(delete(samples).where(samples.c.text == f"text of {MESSAGE}"))
    change = await store.overlays.add(overlay(sample=f"text of {MESSAGE}", replaces=mine, **live))
    assert (await store.privacy.export(PERSON)).quoted == (f"text of {MESSAGE}",) * 2
    assert await store.privacy.clusters_of(PERSON) == (cluster_id,)
    await store.privacy.delete(PERSON)
    assert (await store.overlays.get(mine)).sample is None
    assert (await store.overlays.get(change)).sample is None
    assert (await store.overlays.get(theirs)).sample == f"text of {MESSAGE + 5}"
    assert await store.privacy.clusters_of(PERSON) == ()


async def test_a_sample_that_is_gone_is_not_kept_by_an_answer(store):
    cluster_id = await leave_traces(store, PERSON)
    await store.privacy.delete(PERSON)
    late = await store.overlays.add(overlay(sample=f"text of {MESSAGE}", cluster_id=cluster_id))
    assert (await store.overlays.get(late)).sample is None


async def test_deleting_reaches_the_messages_that_show_it(store):
    cluster_id = await leave_traces(store, PERSON)
    other = await store.unmatched.add(unmatched(fingerprint="f2", user=store.hash_user(OTHER)))
    for number, one in enumerate((cluster_id, other)):
        await store.queue.put(QueueMessage(one, CHANNEL, number, "open:None:None|"))
        await store.digests.quote(CHANNEL, 50 + number, [one])
    (report_of_mine,) = (await store.privacy.export(PERSON)).reports
    assert await store.reports.show(report_of_mine.number, CHANNEL, 70)
    await store.reports.show(await store.reports.add(report(user_id=OTHER)), CHANNEL, 71)
    await store.privacy.delete(PERSON)
    assert [one.shown for one in await store.queue.list(cluster_id)] == [""]
    assert await store.queue.outdated(0, 10) == (cluster_id,)
    assert await store.leftovers.list(10) == (Leftover(CHANNEL, 50), Leftover(CHANNEL, 70))
    # What was drawn before does not count as what it shows now.
    assert not await store.queue.amend(QueueMessage(cluster_id, CHANNEL, 0, "open:None:None|"), "open:with the text")
    assert not await store.reports.show(report_of_mine.number, CHANNEL, 72)


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


async def test_pruning_reaches_answers_and_the_messages_that_show_it(store):
    old, young = days_ago(91), days_ago(89)
    ids = [await store.unmatched.add(unmatched(fingerprint=f"f{at.day}", at=at, text=f"{at}")) for at in (old, young)]
    kept = await store.unmatched.add(unmatched(fingerprint="f3", at=old, text="third"))
    await store.unmatched.mark(kept, "published", expected="open", entry="relay/x")
    answers = [
        await store.overlays.add(overlay(sample=text, cluster_id=one, state="live"))
        for one, text in ((ids[1], f"{young}"), (kept, "third"))
    ]
    for one in (*ids, kept):
        await store.queue.put(QueueMessage(one, CHANNEL, 100 + one, "open:None:None|"))
    for number, at in enumerate((old, young)):
        await store.reports.show(await store.reports.add(report(at=at)), CHANNEL, 70 + number)
    await store.privacy.prune(NOW)
    assert [(await store.overlays.get(one)).sample for one in answers] == [f"{young}", None]
    assert await store.unmatched.get(ids[0]) is None
    assert await store.leftovers.list(10) == (Leftover(CHANNEL, 70), Leftover(CHANNEL, 100 + ids[0]))
    assert await store.queue.outdated(0, 10) == (kept,)


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
