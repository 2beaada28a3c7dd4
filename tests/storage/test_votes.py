from __future__ import annotations

import asyncio

from bot.storage.records import Tally
from tests.storage.making import MESSAGE, NOW, days_ago, vote

REPLY = MESSAGE + 1


async def test_votes_are_counted_a_reply(store):
    assert await store.votes.tally(REPLY) == Tally(0, 0)
    await asyncio.gather(*(store.votes.cast(vote(user=f"u{index}", helped=index % 3 > 0)) for index in range(9)))
    await store.votes.cast(vote(reply_message_id=1))
    assert await store.votes.tally(REPLY) == Tally(6, 3)


async def test_one_vote_a_person_and_the_last_counts(store):
    for helped in (True, True, False):
        await store.votes.cast(vote(helped=helped))
    assert await store.votes.tally(REPLY) == Tally(0, 1)


async def test_votes_by_entry(store):
    await store.votes.cast(vote(at=days_ago(8), user="old"))
    await store.votes.cast(vote())
    await store.votes.cast(vote(user="u2", helped=False))
    await store.votes.cast(vote(reply_message_id=1, entries=("general/timeout",), at=NOW))
    counts = await store.votes.counts(days_ago(7))
    assert counts.entries == {"general/timeout": Tally(1, 0), "relay/no-channel": Tally(1, 1)}
    assert counts.total == Tally(2, 1)


async def test_a_vote_on_several_entries_counts_for_each_and_once_in_all(store):
    await store.votes.cast(vote(entries=("relay/no-channel", "general/timeout")))
    await store.votes.cast(vote(user="u2", helped=False, entries=("general/timeout",)))
    counts = await store.votes.counts(days_ago(7))
    assert counts.entries == {"general/timeout": Tally(1, 1), "relay/no-channel": Tally(1, 0)}
    assert counts.total == Tally(1, 1)
