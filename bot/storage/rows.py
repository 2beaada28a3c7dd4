"""Between records and rows: the statements that both databases understand, written once."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from _typeshed import DataclassInstance
    from sqlalchemy import Column, Select, Table
    from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
    from sqlalchemy.engine import RowMapping
    from sqlalchemy.ext.asyncio import AsyncConnection

    AnyInsert = PostgresInsert | SqliteInsert

T = TypeVar("T")


def to_values(record: DataclassInstance, *, without: Iterable[str] = ()) -> dict[str, Any]:
    """Return the fields of `record` as column values, but those named in `without`."""
    names = (field.name for field in fields(record))
    return {name: getattr(record, name) for name in names if name not in without}


def to_record(kind: Callable[..., T], row: RowMapping, **more: object) -> T:
    """Build a record from a row whose columns are named like its fields."""
    return kind(**cast("Mapping[str, Any]", row), **more)


def columns_of(table: Table, kind: type[DataclassInstance]) -> list[Column[Any]]:
    """Return the columns of `table` that the record type `kind` holds."""
    return [table.c[field.name] for field in fields(kind) if field.name in table.c]


def upsert(
    dialect: str,
    table: Table,
    values: Mapping[str, Any],
    *,
    keys: Iterable[str],
    changes: Mapping[str, Any] | None = None,
) -> AnyInsert:
    """Insert `values`, or change the row that has the same `keys`: to `values`, or to `changes` where given."""
    keys = tuple(keys)
    if changes is None:
        changes = {name: value for name, value in values.items() if name not in keys}
    return _insert(dialect, table).values(values).on_conflict_do_update(index_elements=keys, set_=dict(changes))


def insert_once(dialect: str, table: Table, values: Mapping[str, Any]) -> AnyInsert:
    """Insert `values` unless a row with the same key is there already."""
    return _insert(dialect, table).values(values).on_conflict_do_nothing()


def insert_selected_once(dialect: str, table: Table, names: Sequence[str], rows: Select[Any, Any]) -> AnyInsert:
    """Insert the rows that a selection with a condition finds, but those whose key is there already."""
    return _insert(dialect, table).from_select(list(names), rows).on_conflict_do_nothing()


async def upsert_each(
    connection: AsyncConnection,
    dialect: str,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    *,
    keys: Iterable[str],
    changes: Callable[[Any], Mapping[str, Any]],
) -> None:
    """Insert rows one after the other with one statement, or change what has the same `keys`.

    `changes` says to what, given the columns of the row that was to be inserted.
    """
    if rows:
        statement = _insert(dialect, table)
        news = changes(statement.excluded)
        await connection.execute(
            statement.on_conflict_do_update(index_elements=tuple(keys), set_=dict(news)), [dict(row) for row in rows]
        )


async def insert_each_once(
    connection: AsyncConnection, dialect: str, table: Table, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Insert rows with one statement, but those whose key is there already."""
    if rows:
        await connection.execute(_insert(dialect, table).on_conflict_do_nothing(), [dict(row) for row in rows])


def _insert(dialect: str, table: Table) -> AnyInsert:
    # Each dialect is imported only where it is in use; the other one costs start-up time.
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as postgres_insert

        return postgres_insert(table)
    from sqlalchemy.dialects.sqlite import insert as sqlite_insert

    return sqlite_insert(table)
