"""Nothing that was acknowledged is lost: restarts, kills, outages."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sqlite3
import sys

import pytest
from sqlalchemy import make_url, text

from bot.storage import database as database_module
from bot.storage.faults import TransientStorageError
from bot.storage.records import ChannelSettings, GuildSettings, Subscription
from bot.storage.store import Store
from tests.storage.conftest import POSTGRES_URL
from tests.storage.making import (
    GUILD,
    MESSAGE,
    PERSON,
    event,
    lookup,
    overlay,
    reply,
    report,
    unmatched,
    vote,
)

WRITE_UNTIL_KILLED = """
import asyncio, sys
from bot.storage.store import Store
from tests.storage.making import report

async def main():
    store = await Store.open(sys.argv[1])
    while True:
        print(await store.reports.add(report()), flush=True)

asyncio.run(main())
"""


async def test_everything_is_there_after_a_restart(url):
    async with await Store.open(url) as store:
        cluster_id = await store.unmatched.add(unmatched())
        number = await store.reports.add(report(cluster_id=cluster_id))
        overlay_id = await store.overlays.add(overlay())
        await store.lookups.add(lookup())
        await store.guilds.put(GuildSettings(GUILD, welcomed=True))
        await store.guilds.put_channel(ChannelSettings(GUILD, 1))
        await store.replies.put(reply())
        await store.votes.cast(vote())
        await store.audit.add(event())
        await store.subscriptions.add(Subscription(cluster_id, PERSON))
        await store.facts.put("commands", "abc")
        before = await store.unmatched.get(cluster_id)
        hashed = store.hash_user(PERSON)
    async with await Store.open(url) as store:
        assert await store.unmatched.get(cluster_id) == before
        assert (await store.reports.get(number)).cluster_id == cluster_id
        assert (await store.overlays.get(overlay_id)).text == overlay().text
        assert (await store.lookups.counts(lookup().at)).total == 1
        assert (await store.guilds.get(GUILD)).welcomed
        assert await store.guilds.channels(GUILD) == (ChannelSettings(GUILD, 1),)
        assert await store.replies.by_paste(MESSAGE) == (reply(),)
        assert (await store.votes.tally(MESSAGE + 1)).helped == 1
        assert await store.audit.list() == (event(),)
        assert await store.subscriptions.list(cluster_id) == (Subscription(cluster_id, PERSON),)
        assert await store.facts.get("commands") == "abc"
        assert store.hash_user(PERSON) == hashed


async def test_what_was_acknowledged_survives_a_kill(url):
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", WRITE_UNTIL_KILLED, url), stdout=asyncio.subprocess.PIPE
    )
    numbers = [int(await process.stdout.readline()) for _ in range(25)]
    process.send_signal(signal.SIGKILL)
    rest, _ = await process.communicate()
    numbers.extend(int(line) for line in rest.split(b"\n")[:-1])
    async with await Store.open(url) as store:
        for number in numbers:
            assert await store.reports.get(number) is not None


async def test_closing_writes_what_waits(url):
    async with await Store.open(url) as store:
        for index in range(40):
            store.outbox.put(lookup(user=f"u{index}"))
            store.outbox.put(unmatched(user=f"u{index}"))
        store.outbox.put(vote())
    async with await Store.open(url) as store:
        assert (await store.lookups.counts(lookup().at)).total == 40
        assert (await store.unmatched.find(unmatched().fingerprint)).count == 40
        assert (await store.votes.tally(vote().reply_message_id)).total == 1


async def test_readers_and_writers_do_not_disturb_each_other(store):
    async def write(index):
        await store.reports.add(report(user_id=index))
        await store.lookups.add(lookup(user=f"u{index}"))

    async def read():
        await store.reports.list()
        await store.lookups.counts(lookup().at)
        await store.unmatched.list()

    await asyncio.gather(*(write(index) for index in range(40)), *(read() for _ in range(40)))
    assert len(await store.reports.list(limit=100)) == 40


async def test_a_cancelled_write_is_whole_and_others_go_on(store):
    tasks = [asyncio.create_task(store.unmatched.add(unmatched())) for _ in range(20)]
    await asyncio.sleep(0.005)
    for task in tasks[::2]:
        task.cancel()
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    done = sum(isinstance(one, int) for one in ended)
    assert done >= 10, [one for one in ended if not isinstance(one, int)]
    cluster = await store.unmatched.find(unmatched().fingerprint)
    # What was begun is finished, even where nobody waits for it any more.
    assert done <= cluster.count <= 20
    assert await store.unmatched.add(unmatched()) == cluster.id


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(database_module, "BUSY_TIMEOUT_SECONDS", 0.05)
    monkeypatch.setattr(database_module, "RETRY_DELAYS_SECONDS", (0.05, 0.1, 0.2))


async def test_a_lock_held_for_a_moment_is_waited_for(sqlite_url, tmp_path, quick):
    async with await Store.open(sqlite_url) as store:
        holder = sqlite3.connect(tmp_path / "errata.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        adding = asyncio.create_task(store.reports.add(report()))
        await asyncio.sleep(0.2)
        assert not adding.done()
        # Readers are not held up by a writer.
        assert await store.reports.list() == ()
        holder.execute("COMMIT")
        holder.close()
        assert await store.reports.get(await adding) is not None


async def test_a_lock_held_for_long_fails_and_the_outbox_keeps_its_records(sqlite_url, tmp_path, quick):
    async with await Store.open(sqlite_url) as store:
        holder = sqlite3.connect(tmp_path / "errata.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        for index in range(5):
            store.outbox.put(unmatched(user=f"u{index}"))
        with pytest.raises(TransientStorageError, match="locked by another program"):
            await store.reports.add(report())
        assert store.outbox.pending == 5
        holder.execute("COMMIT")
        holder.close()
        assert await store.outbox.flush(10) == 0
        assert (await store.unmatched.find(unmatched().fingerprint)).count == 5


class Cable:
    """A relay to the test server that can be cut and mended."""

    def __init__(self, host, port):
        self.target = (host, port)
        self.server = None
        self.pipes = set()

    async def mend(self, port=0):
        self.server = await asyncio.start_server(self._relay, "127.0.0.1", port)
        return self.server.sockets[0].getsockname()[1]

    async def cut(self):
        self.server.close()
        for task in self.pipes:
            task.cancel()
        await asyncio.gather(*self.pipes, return_exceptions=True)
        await self.server.wait_closed()

    async def _relay(self, reader, writer):
        task = asyncio.current_task()
        self.pipes.add(task)
        task.add_done_callback(self.pipes.discard)
        with contextlib.suppress(OSError, asyncio.CancelledError):
            far_reader, far_writer = await asyncio.open_connection(*self.target)
            try:
                await asyncio.gather(self._pump(reader, far_writer), self._pump(far_reader, writer))
            finally:
                far_writer.transport.abort()
        writer.transport.abort()

    @staticmethod
    async def _pump(reader, writer):
        while data := await reader.read(65536):
            writer.write(data)
        writer.close()


@pytest.fixture
async def cable(postgres_url):
    del postgres_url
    target = make_url(POSTGRES_URL)
    laid = Cable(target.host, target.port or 5432)
    yield laid
    await laid.cut()


async def test_a_server_that_goes_away_and_comes_back(postgres_url, cable, quick):
    port = await cable.mend()
    relayed = make_url(postgres_url).set(host="127.0.0.1", port=port).render_as_string(hide_password=False)
    async with await Store.open(relayed) as store:
        first = await store.reports.add(report())
        await cable.cut()
        for index in range(10):
            store.outbox.put(unmatched(user=f"u{index}"))
            store.outbox.put(lookup(user=f"u{index}"))
        with pytest.raises(TransientStorageError, match=f"the PostgreSQL database .* at 127.0.0.1:{port} ") as caught:
            await store.reports.get(first)
        assert "\n" not in str(caught.value)
        assert store.outbox.pending == 20
        await cable.mend(port)
        assert await store.reports.get(first) is not None
        assert await store.outbox.flush(10) == 0
        assert (await store.unmatched.find(unmatched().fingerprint)).count == 10
        assert (await store.lookups.counts(lookup().at)).total == 10


async def test_connections_ended_by_the_server_are_made_anew(postgres_url, quick):
    async with await Store.open(postgres_url) as store:
        await asyncio.gather(*(store.reports.add(report()) for _ in range(5)))
        own = text("SELECT pg_backend_pid()")
        others = text(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'ended by a test'"
        )
        await asyncio.gather(*(store._database.run(text("SET application_name = 'ended by a test'")) for _ in range(5)))
        async with await Store.open(postgres_url) as killer:
            assert await killer._database.value(others) >= 1
            assert await killer._database.value(own)
        numbers = await asyncio.gather(*(store.reports.add(report()) for _ in range(5)))
        assert len(set(numbers)) == 5
