"""Each test that asks for `url`, `empty_url` or `store` runs over both databases."""

from __future__ import annotations

import asyncio
import os
import shutil
import uuid

import asyncpg
import pytest

from bot.storage.store import Store
from bot.storage.tables import metadata

POSTGRES_URL = os.environ.get("ERRATA_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/test")
NO_SERVER = "no PostgreSQL server to test with (ERRATA_TEST_POSTGRES_URL)"

both = pytest.fixture(params=["sqlite", "postgresql"])


async def make_tables(url):
    await (await Store.open(url)).close()


async def on_server(statement):
    """Run a statement on the test server; False if there is no server."""
    try:
        connection = await asyncpg.connect(POSTGRES_URL, timeout=5)
    except (OSError, asyncpg.PostgresError):
        return False
    await connection.execute(statement)
    await connection.close()
    return True


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    """A database file with all tables, to be copied: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("template") / "errata.db"
    asyncio.run(make_tables(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres_schema():
    """A schema with all tables, to be emptied before each test; None without a server."""
    schema = f"errata_{uuid.uuid4().hex}"
    if not asyncio.run(on_server(f"CREATE SCHEMA {schema}")):
        yield None
        return
    asyncio.run(make_tables(schema_url(schema)))
    yield schema
    asyncio.run(on_server(f"DROP SCHEMA {schema} CASCADE"))


def schema_url(schema):
    return f"{POSTGRES_URL}?options=-csearch_path%3D{schema}"


@pytest.fixture
def sqlite_url(tmp_path, sqlite_template):
    shutil.copy(sqlite_template, tmp_path / "errata.db")
    return f"sqlite:///{tmp_path}/errata.db"


@pytest.fixture
async def postgres_url(postgres_schema):
    if postgres_schema is None:
        pytest.skip(NO_SERVER)
    tables = ", ".join(f"{postgres_schema}.{table.name}" for table in metadata.sorted_tables)
    await on_server(f"TRUNCATE {tables} RESTART IDENTITY")
    return schema_url(postgres_schema)


@both
def url(request):
    """The URL of a database with all tables and no rows."""
    return request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")


@pytest.fixture
def empty_sqlite_url(tmp_path):
    return f"sqlite:///{tmp_path}/new.db"


@pytest.fixture
async def empty_postgres_url():
    schema = f"errata_{uuid.uuid4().hex}"
    if not await on_server(f"CREATE SCHEMA {schema}"):
        pytest.skip(NO_SERVER)
    yield schema_url(schema)
    await on_server(f"DROP SCHEMA {schema} CASCADE")


@both
def empty_url(request):
    """The URL of a database without tables; a file that does not exist."""
    return request.getfixturevalue("empty_sqlite_url" if request.param == "sqlite" else "empty_postgres_url")


@pytest.fixture
async def store(url):
    async with await Store.open(url) as opened:
        yield opened
