"""One database, SQLite or PostgreSQL: connections, transactions, retries. Knows nothing of the tables."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import event, func, select
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from bot.errors import StorageError
from bot.extras import install_hint
from bot.storage.faults import TransientStorageError, describe_fault

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Sequence

    from sqlalchemy.engine import Connection, RowMapping
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
    from sqlalchemy.sql import Executable

    from bot.storage.address import Address

T = TypeVar("T")

RETRY_DELAYS_SECONDS = (0.05, 0.25, 1.0)
BUSY_TIMEOUT_SECONDS = 5.0


class Database:
    """Runs work in transactions. Every fault comes out as StorageError in one line.

    Work is tried again a few times when the fault is transient, so it must be a function that can run twice.
    A connection lost exactly while committing leaves open whether the work was done; it is then done again.
    """

    def __init__(self, address: Address) -> None:
        self._address = address
        self._engine = _create_engine(address)
        if address.sqlite:
            self._readers = self._engine
            # Writers of one process wait for each other here, in order, instead of polling the file's lock.
            self._turn: asyncio.Lock | None = asyncio.Lock()
        else:
            self._readers = self._engine.execution_options(isolation_level="AUTOCOMMIT")
            self._turn = None
        self._writers = self._engine.execution_options(errata_writes=True)
        self._begun: set[asyncio.Task[Any]] = set()

    @property
    def name(self) -> str:
        """What to call the database in a message; never holds a password."""
        return self._address.name

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._engine.dialect.name

    async def read(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """Run `work`, which only selects, outside of a transaction."""

        async def once() -> T:
            async with self._readers.connect() as connection:
                return await work(connection)

        return await self._to_the_end(self._with_retries(once))

    async def write(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """Run `work` in one transaction that may write, and commit it, to the end even where the caller is gone."""

        async def once() -> T:
            async with self._turn or nullcontext(), self._writers.begin() as connection:
                return await work(connection)

        return await self._to_the_end(self._with_retries(once))

    async def rows(self, statement: Executable) -> Sequence[RowMapping]:
        """Return every row that `statement` selects."""

        async def work(connection: AsyncConnection) -> Sequence[RowMapping]:
            return (await connection.execute(statement)).mappings().all()

        return await self.read(work)

    async def row(self, statement: Executable) -> RowMapping | None:
        """Return the first row that `statement` selects."""

        async def work(connection: AsyncConnection) -> RowMapping | None:
            return (await connection.execute(statement)).mappings().first()

        return await self.read(work)

    async def value(self, statement: Executable) -> Any:
        """Return the first column of the first row that `statement` selects, or None."""

        async def work(connection: AsyncConnection) -> Any:
            return (await connection.execute(statement)).scalar()

        return await self.read(work)

    async def run(self, statement: Executable) -> int:
        """Run a writing statement in a transaction of its own; return how many rows it touched."""

        async def work(connection: AsyncConnection) -> int:
            return (await connection.execute(statement)).rowcount

        return await self.write(work)

    async def insert(self, statement: Executable) -> Any:
        """Run an inserting statement in a transaction of its own; return the first column it gives back."""

        async def work(connection: AsyncConnection) -> Any:
            return (await connection.execute(statement)).scalar()

        return await self.write(work)

    async def take_turn(self, connection: AsyncConnection, name: int) -> None:
        """Within a writing transaction, wait until no other one of any process holds `name`; hold it to the end."""
        if self.dialect == "postgresql":
            await connection.execute(select(func.pg_advisory_xact_lock(name)))
        # On SQLite the writing transaction is alone from its beginning.

    async def close(self) -> None:
        """Finish what was begun and close every connection."""
        await asyncio.gather(*self._begun, return_exceptions=True)
        await self._engine.dispose()

    async def _to_the_end(self, work: Coroutine[Any, Any, T]) -> T:
        """Wait for `work` in a task of its own.

        A cancellation that hits the driver between two steps of a transaction can leave its connection, and with it
        everybody who waits for one, hanging. So nothing is cancelled in there: the caller goes, the work ends.
        """
        task = asyncio.get_running_loop().create_task(work)
        self._begun.add(task)
        task.add_done_callback(self._end)
        return await asyncio.shield(task)

    def _end(self, task: asyncio.Task[Any]) -> None:
        self._begun.discard(task)
        if not task.cancelled():
            task.exception()  # whoever waited has it; where nobody did, it is not to be reported as forgotten

    async def _with_retries(self, once: Callable[[], Awaitable[T]]) -> T:
        delays = iter(RETRY_DELAYS_SECONDS)
        while True:
            try:
                return await once()
            except Exception as error:
                fault = describe_fault(error, self.name)
                if fault is None:
                    raise
                delay = next(delays, None) if isinstance(fault, TransientStorageError) else None
                if delay is None:
                    raise fault from error
            await asyncio.sleep(delay)


def _create_engine(address: Address) -> AsyncEngine:
    if address.sqlite:
        engine = create_async_engine(
            address.url,
            # One connection alone keeps a database in memory alive; a file gets one writer and a few readers.
            poolclass=AsyncAdaptedQueuePool,
            pool_size=4 if address.path else 1,
            max_overflow=0,
            pool_use_lifo=True,
            hide_parameters=True,
            # Without an isolation level the driver starts no transaction by itself: _begin does.
            connect_args={"timeout": BUSY_TIMEOUT_SECONDS, "isolation_level": None},
        )
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
        return engine
    try:
        return create_async_engine(
            address.url,
            pool_size=5,
            max_overflow=5,
            pool_recycle=1800,
            pool_use_lifo=True,
            hide_parameters=True,
            connect_args=dict(address.arguments),
        )
    except ModuleNotFoundError:
        msg = f"PostgreSQL needs asyncpg: {install_hint('server')}"
        raise StorageError(msg) from None


def _prepare_sqlite(connection: DBAPIConnection, _: object) -> None:
    cursor = connection.cursor()
    try:
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA foreign_keys=ON")
    except BaseException:
        # The pool has not taken the connection over yet, so nobody else would end its thread.
        connection.close()
        raise
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that turns from reading to writing can fail at once under WAL, whatever the timeout; one that is to
    # write therefore takes the lock first. Reads need no transaction.
    if connection.get_execution_options().get("errata_writes"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
