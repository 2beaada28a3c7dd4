from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from bot.errors import StorageError
from bot.storage.faults import TransientStorageError, describe_fault


class ServerError(Exception):
    """An error as the driver raises it for an answer of the server."""

    def __init__(self, sqlstate, words="<class 'x.Y'>: words of the server\nDETAIL: more"):
        super().__init__(words)
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("sqlstate", "transient"),
    [
        ("40P01", True),  # deadlock
        ("40001", True),  # serialization failure
        ("08006", True),  # connection failure
        ("53300", True),  # too many connections
        ("57P01", True),  # shut down by the administrator
        ("57P03", True),  # starting up
        ("0A000", True),  # plan made stale by a migration
        ("57014", False),  # query cancelled
        ("23505", False),  # unique violation
        ("42501", False),  # no permission
        ("28P01", False),  # wrong password
    ],
)
def test_whether_trying_again_can_help(sqlstate, transient):
    raw = describe_fault(ServerError(sqlstate), "the database")
    wrapped = describe_fault(OperationalError("SELECT 1", {}, ServerError(sqlstate)), "the database")
    assert type(raw) is type(wrapped) is (TransientStorageError if transient else StorageError)
    assert str(raw) == str(wrapped)
    assert str(raw).startswith("the database")
    assert str(raw).endswith("words of the server")


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (ConnectionRefusedError(111, "Connection refused"), "the database can't be reached: Connection refused"),
        (TimeoutError(), "the database does not answer in time"),
        (sqlite3.ProgrammingError("Cannot operate on a closed database."), "the database: Cannot operate on a closed"),
        (OverflowError("too large"), "the database can't do this: too large"),
    ],
)
def test_one_line_for_each(error, line):
    assert str(describe_fault(error, "the database")).startswith(line)


def test_other_mistakes_are_not_the_databases():
    assert describe_fault(KeyError("x"), "the database") is None
    own = StorageError("said already")
    assert describe_fault(own, "the database") is own
