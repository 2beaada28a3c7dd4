from __future__ import annotations

import asyncio
import logging

import pytest

from bot.errors import StorageError
from bot.storage.faults import TransientStorageError
from bot.storage.outbox import Outbox
from tests.storage.making import lookup, unmatched, vote


class Away:
    """A database that is away until it is told to be back."""

    def __init__(self):
        self.back = False
        self.written = []
        self.attempts = 0

    async def write(self, records):
        """All of them or none, as a transaction does."""
        self.attempts += 1
        await asyncio.sleep(0)
        if not self.back:
            raise TransientStorageError("the database is away")
        users = {record.user for record in records}
        if "refused" in users:
            raise StorageError("the database can't do this")
        if "mistake" in users:
            raise KeyError("a mistake of ours")
        self.written += records


@pytest.fixture
def away():
    return Away()


async def test_records_are_written_in_order_and_nobody_waits(away):
    away.back = True
    outbox = Outbox(away.write)
    records = [lookup(), unmatched(), vote()]
    for record in records:
        outbox.put(record)
    assert (away.written, outbox.pending) == ([], 3)
    assert await outbox.flush(5) == 0
    assert away.written == records
    assert await outbox.close() == 0


async def test_records_survive_an_outage(away):
    outbox = Outbox(away.write, first_delay=0.01)
    records = [lookup(user=f"u{index}") for index in range(20)]
    for record in records:
        outbox.put(record)
    await asyncio.sleep(0.1)
    assert (away.written, outbox.pending) == ([], 20)
    assert away.attempts >= 3
    away.back = True
    assert await outbox.flush(5) == 0
    assert away.written == records
    outbox.put(lookup())
    assert await outbox.close() == 0
    assert len(away.written) == 21


async def test_attempts_become_ever_rarer(away):
    outbox = Outbox(away.write, first_delay=0.02)
    outbox.put(lookup())
    await asyncio.sleep(0.5)
    assert 3 <= away.attempts <= 6
    assert await outbox.close(0) == 1


async def test_a_flush_does_not_wait_for_the_next_attempt(away):
    outbox = Outbox(away.write, first_delay=60)
    outbox.put(lookup())
    await asyncio.sleep(0.01)
    assert await outbox.flush(0.01) == 1
    away.back = True
    assert await outbox.flush(5) == 0


async def test_a_flush_counts_while_an_attempt_is_under_way(away):
    outbox = Outbox(away.write, first_delay=60)
    outbox.put(lookup())
    await asyncio.sleep(0)
    assert away.attempts == 1
    flushing = asyncio.create_task(outbox.flush(5))
    await asyncio.sleep(0)
    away.back = True
    assert await flushing == 0


async def test_closing_waits_for_the_database_to_come_back(away):
    outbox = Outbox(away.write, first_delay=0.01)
    outbox.put(lookup())
    closing = asyncio.create_task(outbox.close(5))
    await asyncio.sleep(0.05)
    assert not closing.done()
    away.back = True
    assert await closing == 0
    assert len(away.written) == 1


async def test_closing_gives_up_in_time_and_says_what_is_lost(away, caplog):
    outbox = Outbox(away.write, first_delay=0.01)
    for _ in range(3):
        outbox.put(lookup())
    assert await outbox.close(0.05) == 3
    assert "3 records could not be written" in caplog.text
    assert outbox.pending == 0
    assert await outbox.close() == 0


async def test_a_write_that_hangs_is_lost_with_the_rest_and_closing_ends(caplog):
    async def hang(_):
        await asyncio.Event().wait()

    outbox = Outbox(hang)
    outbox.put(lookup())
    outbox.put(lookup())
    await asyncio.sleep(0)
    assert await outbox.close(0.01) == 2


async def test_beyond_the_capacity_the_oldest_give_way(away, caplog):
    outbox = Outbox(away.write, capacity=10, first_delay=0.01)
    for index in range(1000):
        outbox.put(lookup(user=f"u{index}"))
        assert outbox.pending <= 11
    assert outbox.dropped == 990
    assert len(caplog.records) < 15
    away.back = True
    assert await outbox.flush(5) == 0
    assert [record.user for record in away.written] == [f"u{index}" for index in range(990, 1000)]


@pytest.mark.parametrize("user", ["refused", "mistake"])
async def test_a_record_that_can_not_be_stored_does_not_hold_up_the_others(away, caplog, user):
    away.back = True
    outbox = Outbox(away.write)
    for record in (lookup(user=user), lookup(user="u2")):
        outbox.put(record)
    assert await outbox.flush(5) == 0
    assert [record.user for record in away.written] == ["u2"]
    assert outbox.refused == 1
    assert any(record.levelno == logging.ERROR for record in caplog.records)


async def test_records_of_a_person_can_be_taken_back(away):
    outbox = Outbox(away.write, first_delay=0.01)
    for user in ("u1", "u2", "u1"):
        outbox.put(lookup(user=user))
    assert await outbox.discard("u1") == 2
    away.back = True
    assert await outbox.close() == 0
    assert [record.user for record in away.written] == ["u2"]


async def test_what_is_being_written_is_taken_back_too_where_it_comes_back(away):
    outbox = Outbox(away.write, first_delay=60)
    for user in ("u1", "u2"):
        outbox.put(lookup(user=user))
    await asyncio.sleep(0)
    assert away.attempts == 1
    assert await outbox.discard("u1") == 1
    away.back = True
    assert await outbox.close() == 0
    assert [record.user for record in away.written] == ["u2"]


async def test_many_records_are_few_writes_and_each_kind_keeps_its_order(away):
    away.back = True
    outbox = Outbox(away.write)
    kinds = (lookup, unmatched, vote)
    for index in range(450):
        outbox.put(kinds[index % 3](user=f"u{index}"))
    assert await outbox.flush(5) == 0
    assert away.attempts == 6
    for place, kind in enumerate(kinds):
        users = [record.user for record in away.written if type(record) is type(kind())]
        assert users == [f"u{index}" for index in range(place, 450, 3)]


async def test_an_outage_in_the_middle_of_single_writes_loses_and_repeats_nothing(away):
    away.back = True
    outbox = Outbox(away.write, first_delay=0.01)
    whole = away.write

    async def write(records):
        if len(records) == 1 and len(away.written) == 3:
            away.back = False
        await whole(records)

    outbox._write = write
    for index in range(8):
        outbox.put(lookup(user="mistake" if index == 6 else f"u{index}"))
    await asyncio.sleep(0.05)
    assert (len(away.written), outbox.pending) == (3, 5)
    outbox._write = whole
    away.back = True
    assert await outbox.flush(5) == 0
    assert [record.user for record in away.written] == [f"u{index}" for index in (0, 1, 2, 3, 4, 5, 7)]
    assert outbox.refused == 1


async def test_after_closing_a_record_is_dropped_aloud(away, caplog):
    outbox = Outbox(away.write)
    await outbox.close()
    outbox.put(lookup())
    assert (outbox.dropped, outbox.pending) == (1, 0)
    assert "the store is closed" in caplog.text
