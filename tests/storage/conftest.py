"""Each test that asks for `url` or `store` runs over both databases."""

from __future__ import annotations

import os
import uuid

import asyncpg
import pytest

from bot.storage.store import Store

POSTGRES_URL = os.environ.get("ERRATA_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/test")


@pytest.fixture
async def postgres_url():
    """An empty schema of its own on the test server."""
    try:
        connection = await asyncpg.connect(POSTGRES_URL, timeout=5)
    except (OSError, asyncpg.PostgresError) as error:
        pytest.skip(f"no PostgreSQL server to test with (ERRATA_TEST_POSTGRES_URL): {error}")
    schema = f"errata_{uuid.uuid4().hex}"
    await connection.execute(f"CREATE SCHEMA {schema}")
    try:
        yield f"{POSTGRES_URL}?options=-csearch_path%3D{schema}"
    finally:
        await connection.execute(f"DROP SCHEMA {schema} CASCADE")
        await connection.close()


@pytest.fixture
def sqlite_url(tmp_path):
    return f"sqlite:///{tmp_path}/errata.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    """The URL of an empty database."""
    return request.getfixturevalue(f"{'postgres' if request.param == 'postgresql' else 'sqlite'}_url")


@pytest.fixture
async def store(url):
    async with await Store.open(url) as opened:
        yield opened
