"""From the database URL an operator writes to the one SQLAlchemy wants, and to words fit for a log."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.engine import URL

_SQLITE = {"sqlite", "sqlite+aiosqlite", "sqlite+pysqlite"}
_POSTGRES = {
    "postgres", "postgresql", "postgresql+asyncpg", "postgresql+psycopg", "postgresql+psycopg2",
}  # fmt: skip
_ASYNCPG_OPTIONS = {
    "host", "ssl", "timeout", "command_timeout", "passfile", "target_session_attrs",
    "statement_cache_size", "prepared_statement_cache_size",
}  # fmt: skip
# Hosters put it into their URLs; the driver negotiates it by itself.
_IGNORED_OPTIONS = {"channel_binding"}
# What libpq calls it -> what asyncpg calls it.
_LIBPQ_OPTIONS = {"sslmode": "ssl", "connect_timeout": "timeout"}
_NUMBERS = {"timeout", "command_timeout", "statement_cache_size", "prepared_statement_cache_size"}
_CONNECT_TIMEOUT_SECONDS = 10
_COMMAND_TIMEOUT_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Address:
    """Where the database is: the converted URL, arguments of the driver, and a name for people."""

    url: URL
    name: str
    arguments: Mapping[str, object]

    @property
    def sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @property
    def path(self) -> Path | None:
        """The file of an SQLite database, None for one in memory or on a server."""
        database = self.url.database
        return Path(database) if self.sqlite and database and database != ":memory:" else None


def parse_address(url: str) -> Address:
    """Read a database URL. Raises StorageError in one line that never repeats the URL, as it may hold a password."""
    try:
        parsed = make_url(url.strip())
    except (ArgumentError, ValueError):
        msg = (
            "the database URL can't be read; it looks like sqlite:///errata.db or postgresql://user:password@host/name"
        )
        raise StorageError(msg) from None
    if parsed.drivername in _SQLITE:
        return _sqlite(parsed)
    if parsed.drivername in _POSTGRES:
        return _postgres(parsed)
    msg = f"databases of the kind {parsed.drivername!r} are not supported; use sqlite or postgresql"
    raise StorageError(msg)


def _sqlite(url: URL) -> Address:
    if url.host or url.username or url.password:
        msg = "an SQLite URL has three slashes before a relative path and four before an absolute one"
        raise StorageError(msg)
    if url.query:
        msg = "an SQLite URL takes no options after the path"
        raise StorageError(msg)
    name = f"the SQLite database {url.database}" if url.database else "the SQLite database in memory"
    return Address(url.set(drivername="sqlite+aiosqlite"), name, {})


def _postgres(url: URL) -> Address:
    settings = {"application_name": "errata"}
    arguments: dict[str, object] = {"timeout": _CONNECT_TIMEOUT_SECONDS, "command_timeout": _COMMAND_TIMEOUT_SECONDS}
    for key, values in url.normalized_query.items():
        value = values[-1]
        option = _LIBPQ_OPTIONS.get(key, key)
        if key == "application_name":
            settings[key] = value
        elif key == "options":
            settings.update(_session_settings(value))
        elif option in _ASYNCPG_OPTIONS:
            arguments[option] = _number(key, value) if option in _NUMBERS else value
        elif key not in _IGNORED_OPTIONS:
            msg = f"the option {key!r} in the database URL is not known"
            raise StorageError(msg)
    # Days are counted in UTC, whatever the server thinks.
    arguments["server_settings"] = settings | {"timezone": "UTC"}
    place = f"{url.host or arguments.get('host', 'localhost')}:{url.port or 5432}"
    name = f"the PostgreSQL database {url.database or url.username or ''} at {place}"
    return Address(url.set(drivername="postgresql+asyncpg", query={}), name, arguments)


def _number(key: str, value: str) -> int:
    if not value.isdecimal():
        msg = f"the option {key!r} in the database URL must be a whole number"
        raise StorageError(msg)
    return int(value)


def _session_settings(options: str) -> dict[str, str]:
    """Read libpq's `-c name=value -c name=value`."""
    words = options.replace("-c ", "-c").split()
    pairs = [word.removeprefix("-c").partition("=") for word in words if word.startswith("-c")]
    if len(pairs) != len(words) or not all(name and value for name, _, value in pairs):
        msg = "'options' in the database URL must look like -c name=value"
        raise StorageError(msg)
    return {name: value for name, _, value in pairs}
