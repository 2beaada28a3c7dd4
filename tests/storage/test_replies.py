from __future__ import annotations

from datetime import timedelta

from tests.storage.making import CHANNEL, MESSAGE, NOW, days_ago, reply

PLACE = CHANNEL + 1


async def test_a_reply_is_found_from_both_ends(store):
    await store.replies.put(reply())
    await store.replies.put(
        reply(paste_message_id=1, reply_message_id=2, guild_id=None, entries=(), verdict="unmatched")
    )
    assert await store.replies.by_paste(MESSAGE) == (reply(),)
    assert await store.replies.by_reply(MESSAGE + 1) == reply()
    assert (await store.replies.by_reply(2)).entries == ()
    assert await store.replies.by_paste(MESSAGE + 1) == ()
    assert await store.replies.by_reply(MESSAGE) is None


async def test_an_edited_paste_changes_its_reply(store):
    await store.replies.put(reply())
    changed = reply(entries=("general/timeout", "relay/no-channel"), verdict="choice", language="en")
    await store.replies.put(changed)
    assert await store.replies.by_paste(MESSAGE) == (changed,)


async def test_each_answer_to_a_paste_is_kept(store):
    first, second = reply(at=NOW + timedelta(seconds=1)), reply(reply_message_id=MESSAGE + 2, pasted_at=days_ago(2))
    for record in (second, first):
        await store.replies.put(record)
    assert await store.replies.by_paste(MESSAGE) == (second, first)
    assert await store.replies.by_reply(MESSAGE + 1) == first
    assert await store.replies.by_reply(MESSAGE + 2) == second


async def test_dropped_replies_are_gone(store):
    for message_id in (MESSAGE + 1, MESSAGE + 2):
        await store.replies.put(reply(reply_message_id=message_id))
    await store.replies.put(reply(paste_message_id=1, reply_message_id=2))
    assert await store.replies.drop(MESSAGE) == 2
    assert await store.replies.drop(MESSAGE) == 0
    assert await store.replies.by_reply(MESSAGE + 1) is None
    assert await store.replies.by_reply(2) is not None


async def test_the_newest_reply_with_the_entry_in_the_place(store):
    older = reply(paste_message_id=1, reply_message_id=11, at=NOW - timedelta(minutes=10))
    newer = reply(paste_message_id=2, reply_message_id=12, at=NOW, entries=("a/b", "relay/no-channel"))
    elsewhere, empty = reply(reply_message_id=13, place_id=PLACE + 1), reply(reply_message_id=14, entries=())
    for record in (newer, older, elsewhere, empty):
        await store.replies.put(record)
    since = NOW - timedelta(minutes=15)
    assert await store.replies.recent(PLACE, "relay/no-channel", since) == newer
    await store.replies.drop(2)
    assert await store.replies.recent(PLACE, "relay/no-channel", since) == older
    assert await store.replies.recent(PLACE, "relay/no-channel", older.at) == older
    assert await store.replies.recent(PLACE, "relay/no-channel", NOW) is None


async def test_only_the_very_entry_counts(store):
    await store.replies.put(reply(entries=("relay/no-channel-left", "gemini/429")))
    for near in ("relay/no-channel", "no-channel-left", "emini/429", "%", "gemini_429", "gemini/4%", "", '"', "\\"):
        assert await store.replies.recent(PLACE, near, days_ago(1)) is None
    assert await store.replies.recent(PLACE, "gemini/429", days_ago(1)) is not None


async def test_a_person_is_found_in_every_place_of_a_guild(store):
    record = reply(entries=("gemini/429",))
    await store.replies.put(record)
    private = reply(paste_message_id=5, reply_message_id=6, place_id=6, entries=("gemini/400",))
    await store.replies.put(private)
    asker, guild = record.asker_id, record.guild_id
    assert await store.replies.recent_of(asker, guild, "gemini/429", days_ago(1)) == record
    assert await store.replies.recent_of(asker + 1, guild, "gemini/429", days_ago(1)) is None
    assert await store.replies.recent_of(asker, guild - 1, "gemini/429", days_ago(1)) is None
    assert await store.replies.recent_of(asker, guild, "gemini/42", days_ago(1)) is None
    assert await store.replies.recent_of(asker, guild, "gemini/400", days_ago(1)) is None
    assert await store.replies.recent_of(asker, guild, "gemini/429", record.at + timedelta(seconds=1)) is None
