"""Databases that can't be opened, and how SQLite is set up when it can."""

from __future__ import annotations

import os
import re
import shutil
import socket
import sqlite3
import stat
import sys

import pytest
from sqlalchemy import make_url, text

from bot.errors import ExitCode, StorageError
from bot.extras import install_hint
from bot.storage import database as database_module
from bot.storage.faults import TransientStorageError
from bot.storage.store import Store
from tests.storage.conftest import POSTGRES_URL
from tests.storage.making import lookup


async def refusal(url, **options):
    """Return the line with which the database is refused."""
    with pytest.raises(StorageError) as caught:
        await Store.open(url, **options)
    line = str(caught.value)
    assert "\n" not in line
    assert caught.value.exit_code is ExitCode.UNAVAILABLE
    return line


@pytest.fixture
def impatient(monkeypatch):
    """Give up at once instead of after some seconds."""
    monkeypatch.setattr(database_module, "BUSY_TIMEOUT_SECONDS", 0.05)
    monkeypatch.setattr(database_module, "RETRY_DELAYS_SECONDS", (0.01,))


async def test_a_folder(tmp_path):
    assert await refusal(f"sqlite:///{tmp_path}") == f"the SQLite database {tmp_path} can't be opened: it is a folder"


async def test_a_missing_folder(tmp_path):
    line = await refusal(f"sqlite:///{tmp_path}/missing/errata.db")
    assert line.endswith("can't be made: No such file or directory")


async def test_a_path_that_no_system_takes():
    assert (await refusal("sqlite:///a%00b.db")).endswith("can't be made: embedded null byte")
    assert (await refusal(f"sqlite:///{'x' * 300}.db")).endswith("File name too long")


async def test_a_file_in_the_place_of_a_folder(tmp_path):
    (tmp_path / "file").write_text("")
    assert (await refusal(f"sqlite:///{tmp_path}/file/errata.db")).endswith("Not a directory")


@pytest.mark.parametrize("content", [b"hello, I am a text file\n" * 200, b"\0" * 5000, os.urandom(5000)])
async def test_a_file_that_is_no_database(tmp_path, content):
    path = tmp_path / "errata.db"
    path.write_bytes(content)
    assert "not an SQLite database, or it is damaged" in await refusal(f"sqlite:///{path}")
    assert path.read_bytes() == content


async def test_a_database_cut_short(tmp_path, sqlite_url):
    path = tmp_path / "errata.db"
    os.truncate(path, 6_000)
    assert re.search("damaged|malformed", await refusal(sqlite_url))


async def test_an_empty_file_becomes_a_database(tmp_path, empty_sqlite_url):
    (tmp_path / "new.db").touch()
    async with await Store.open(empty_sqlite_url) as store:
        await store.facts.get("commands")


async def test_a_database_that_may_not_be_written(sqlite_url):
    async with await Store.open(sqlite_url) as store:
        await store._database.run(text("PRAGMA query_only=ON"))
        with pytest.raises(StorageError, match="can't be written: it is read-only"):
            await store.lookups.add(lookup())


async def test_a_database_that_another_program_holds(sqlite_url, tmp_path, impatient):
    holder = sqlite3.connect(tmp_path / "errata.db", isolation_level=None)
    holder.execute("PRAGMA locking_mode=EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    assert (await refusal(sqlite_url)).endswith("errata.db is locked by another program")
    holder.close()


async def test_a_full_disk(sqlite_url, impatient):
    """A limit on the number of pages stands in for the size of the disk."""
    async with await Store.open(sqlite_url) as store:
        pages = await store._database.value(text("PRAGMA page_count"))
        await store._database.value(text(f"PRAGMA max_page_count={pages + 1}"))
        with pytest.raises(TransientStorageError, match="can't grow: the disk is full"):
            await store.facts.put("big", "x" * 20_000)
        await store._database.value(text("PRAGMA max_page_count=100000"))
        await store.facts.put("big", "x" * 20_000)


async def test_no_server(impatient):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        line = await refusal(f"postgresql://errata:s3cret@127.0.0.1:{port}/desk")
    assert line.startswith(f"the PostgreSQL database desk at 127.0.0.1:{port} can't be reached")
    assert "s3cret" not in line


async def test_a_host_that_does_not_exist(impatient):
    line = await refusal("postgresql://errata:s3cret@db.invalid/desk")
    assert line.startswith("the PostgreSQL database desk at db.invalid:5432 can't be reached")
    assert "s3cret" not in line


async def test_a_server_that_never_answers(impatient):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        line = await refusal(f"postgresql://errata:s3cret@127.0.0.1:{silent.getsockname()[1]}/desk?connect_timeout=1")
    assert line.endswith("does not answer in time")


@pytest.mark.usefixtures("postgres_url")
async def test_a_database_the_server_does_not_have():
    url = make_url(POSTGRES_URL).set(database="errata_missing").render_as_string(hide_password=False)
    assert 'does not exist: database "errata_missing" does not exist' in await refusal(url)


@pytest.mark.usefixtures("postgres_url")
async def test_a_user_the_server_does_not_know():
    url = make_url(POSTGRES_URL).set(username="errata_nobody", password="s3cret")
    line = await refusal(url.render_as_string(hide_password=False))
    assert "errata_nobody" in line
    assert "s3cret" not in line


async def test_an_empty_salt(sqlite_url):
    assert "empty salt" in await refusal(sqlite_url, salt=b"")


async def test_without_the_driver(monkeypatch):
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    assert install_hint("server") in await refusal("postgresql://errata@127.0.0.1/desk")


async def test_a_new_file_is_for_its_owner_alone(tmp_path, empty_sqlite_url):
    await (await Store.open(empty_sqlite_url)).close()
    assert stat.S_IMODE((tmp_path / "new.db").stat().st_mode) == 0o600


async def test_sqlite_is_set_up_for_many_readers_and_a_writer(sqlite_url):
    async with await Store.open(sqlite_url) as store:
        pragmas = {}
        for name in ("journal_mode", "busy_timeout", "foreign_keys", "synchronous"):
            pragmas[name] = await store._database.value(text(f"PRAGMA {name}"))
    assert pragmas == {"journal_mode": "wal", "busy_timeout": 5000, "foreign_keys": 1, "synchronous": 1}


async def test_a_relative_path_and_a_name_with_odd_characters(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name = "报错 100% #1.db"
    async with await Store.open(f"sqlite:///{name}") as store:
        await store.lookups.add(lookup())
    assert (tmp_path / name).stat().st_size > 0


async def test_memory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with await Store.open("sqlite://") as store:
        await store.lookups.add(lookup())
        assert (await store.lookups.counts(lookup().at)).total == 1
    assert list(tmp_path.iterdir()) == []


async def test_a_copy_of_a_closed_database_is_complete(tmp_path, sqlite_url):
    async with await Store.open(sqlite_url) as store:
        await store.lookups.add(lookup())
    shutil.copy(tmp_path / "errata.db", tmp_path / "copy.db")
    async with await Store.open(f"sqlite:///{tmp_path}/copy.db") as store:
        assert (await store.lookups.counts(lookup().at)).total == 1
