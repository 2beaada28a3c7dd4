from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.storage.address import parse_address


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///errata.db", Path("errata.db")),
        (" sqlite:////var/lib/errata/desk.db\n", Path("/var/lib/errata/desk.db")),
        ("sqlite+aiosqlite:///data/errata.db", Path("data/errata.db")),
        ("sqlite+pysqlite:///data/报错.db", Path("data/报错.db")),
        ("sqlite://", None),
        ("sqlite:///:memory:", None),
    ],
)
def test_sqlite_urls(url, path):
    address = parse_address(url)
    assert address.sqlite
    assert address.path == path
    assert address.url.drivername == "sqlite+aiosqlite"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg", "postgresql+psycopg2"])
def test_postgresql_urls(scheme):
    address = parse_address(f"{scheme}://errata:s3cret@db.example:6543/desk")
    assert not address.sqlite
    assert address.path is None
    assert address.url.drivername == "postgresql+asyncpg"
    assert (address.url.host, address.url.port, address.url.database) == ("db.example", 6543, "desk")
    assert address.name == "the PostgreSQL database desk at db.example:6543"
    assert address.arguments["server_settings"] == {"application_name": "errata", "timezone": "UTC"}


@pytest.mark.parametrize(
    ("query", "name", "value"),
    [
        ("sslmode=require", "ssl", "require"),
        ("ssl=verify-full&channel_binding=require", "ssl", "verify-full"),
        ("connect_timeout=3", "timeout", 3),
        ("host=/run/postgresql", "host", "/run/postgresql"),
        ("prepared_statement_cache_size=0", "prepared_statement_cache_size", 0),
        (
            "options=-c search_path=desk -cstatement_timeout=5s&application_name=second",
            "server_settings",
            {"search_path": "desk", "statement_timeout": "5s", "application_name": "second", "timezone": "UTC"},
        ),
    ],
)
def test_options_as_hosters_write_them(query, name, value):
    address = parse_address(f"postgres://errata:s3cret@db.example/desk?{query}")
    assert address.arguments[name] == value
    assert not address.url.query


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("", "can't be read"),
        ("errata.db", "can't be read"),
        ("postgresql://errata:s3cret@db.example:port/desk", "can't be read"),
        ("postgresql://errata:s3c:ret@db.example:x@y/desk", "can't be read"),
        ("mysql://errata:s3cret@db.example/desk", "'mysql' are not supported"),
        ("postgresql+psycopg3://errata:s3cret@db.example/desk", "not supported"),
        ("sqlite://errata.db", "three slashes"),
        ("sqlite:///errata.db?mode=ro", "takes no options"),
        ("postgresql://errata:s3cret@db.example/desk?pool=5", "'pool' in the database URL is not known"),
        ("postgresql://errata:s3cret@db.example/desk?connect_timeout=soon", "whole number"),
        ("postgresql://errata:s3cret@db.example/desk?options=-x", "-c name=value"),
    ],
)
def test_wrong_urls_are_refused_in_one_line_without_the_password(url, says):
    with pytest.raises(StorageError, match=says) as caught:
        parse_address(url)
    assert "s3c" not in str(caught.value)
    assert "\n" not in str(caught.value)
