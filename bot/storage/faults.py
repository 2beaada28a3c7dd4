"""What went wrong in the database, in one line for a person, and whether trying again can help."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.errors import StorageError

# Locked, busy, full or failing disks may recover; so may a file that is being replaced.
_SQLITE_TRANSIENT = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
_SQLITE_WORDS = {
    sqlite3.SQLITE_BUSY: "is locked by another program",
    sqlite3.SQLITE_LOCKED: "is locked by another program",
    sqlite3.SQLITE_FULL: "can't grow: the disk is full",
    sqlite3.SQLITE_CANTOPEN: "can't be opened",
    sqlite3.SQLITE_NOTADB: "can't be opened: the file is not an SQLite database, or it is damaged",
    sqlite3.SQLITE_CORRUPT: "is damaged; restore it from a backup",
    sqlite3.SQLITE_READONLY: "can't be written: it is read-only",
}
# SQLSTATE classes: connection lost, transaction rolled back (deadlock), out of resources, server shutting down or
# starting; and one code for plans that a migration in another process made stale.
_POSTGRES_TRANSIENT = ("08", "40", "53", "57P", "0A000")
_POSTGRES_WORDS = {
    "28P01": "refuses the login",
    "28000": "refuses the login",
    "3D000": "does not exist",
}


class TransientStorageError(StorageError):
    """The database could not be used just now; the same write may succeed later."""


def describe_fault(error: Exception, name: str) -> StorageError | None:
    """Return what `error` means for the database called `name`; None if it is no fault of a database at all."""
    if isinstance(error, StorageError):
        return error
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    if isinstance(cause, sqlite3.Error):
        return _sqlite_fault(cause, name)
    state = getattr(cause, "sqlstate", None)
    if isinstance(state, str):
        return _postgres_fault(cause, state, name)
    if isinstance(cause, OSError) or (isinstance(error, DBAPIError) and error.connection_invalidated):
        silent = isinstance(cause, TimeoutError)
        line = "does not answer in time" if silent else f"can't be reached: {_first_line(cause)}"
        return TransientStorageError(f"{name} {line}")
    # What the drivers raise while no server is involved, such as a number beyond 64 bits or a naive time.
    if isinstance(error, SQLAlchemyError | OverflowError) or type(cause).__module__.partition(".")[0] == "asyncpg":
        return StorageError(f"{name} can't do this: {_first_line(cause)}")
    return None


def _sqlite_fault(error: sqlite3.Error, name: str) -> StorageError:
    extended: int | None = getattr(error, "sqlite_errorcode", None)
    if extended is None:
        # Raised by the binding, not by SQLite: the connection has been closed.
        return TransientStorageError(f"{name}: {_first_line(error)}")
    code = extended & 0xFF
    words = _SQLITE_WORDS.get(code)
    line = f"{name} {words}" if words else f"{name}: {_first_line(error)}"
    return TransientStorageError(line) if code in _SQLITE_TRANSIENT else StorageError(line)


def _postgres_fault(error: BaseException, state: str, name: str) -> StorageError:
    words = _POSTGRES_WORDS.get(state)
    line = f"{name} {words}: {_first_line(error)}" if words else f"{name}: {_first_line(error)}"
    return TransientStorageError(line) if state.startswith(_POSTGRES_TRANSIENT) else StorageError(line)


def _first_line(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    text = str(error).strip()
    if text.startswith("<class"):
        # SQLAlchemy puts the class of the driver's error before its words.
        text = text.partition(">: ")[2]
    lines = text.splitlines()
    return lines[0][:300] if lines else type(error).__name__
