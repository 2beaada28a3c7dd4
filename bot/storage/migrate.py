"""Brings the tables to the state this version needs. Alembic is loaded only when there is something to do."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from sqlalchemy import Column, MetaData, String, Table, inspect, select
from sqlalchemy.exc import DBAPIError

from bot.errors import StorageError

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.database import Database

MIGRATING = 0x0E22A7A
"""Names the turn that migrating processes wait for."""

_version = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))


def known_revisions() -> tuple[str, ...]:
    """Return the revisions this version has, in order; the files of `migrations/versions` begin with them."""
    folder = files("bot.storage") / "migrations" / "versions"
    return tuple(sorted(file.name.partition("_")[0] for file in folder.iterdir() if file.name[0].isdigit()))


async def migrate(database: Database) -> None:
    """Bring `database` to the newest revision; one select if it is there already.

    Several processes may do so at once: one works, the others wait for it. Raises StorageError, and changes nothing,
    if the database comes from a newer version of Errata.
    """
    known = known_revisions()

    async def is_current(connection: AsyncConnection) -> bool:
        try:
            revisions = (await connection.execute(select(_version.c.version_num))).scalars().all()
        except DBAPIError:
            # Most likely the table is not there yet; anything else comes up again below.
            return False
        return revisions == [known[-1]]

    async def work(connection: AsyncConnection) -> None:
        await database.take_turn(connection, MIGRATING)
        await connection.run_sync(_upgrade, known, database.name)

    if not await database.read(is_current):
        await database.write(work)


def _upgrade(connection: Connection, known: tuple[str, ...], name: str) -> None:
    found: list[str] = []
    if inspect(connection).has_table(_version.name):
        found.extend(connection.execute(select(_version.c.version_num)).scalars())
    if found == [known[-1]]:
        return
    unknown = sorted(set(found).difference(known))
    if unknown:
        msg = f"{name} is at revision {unknown[0]}, this version of Errata knows up to {known[-1]}: update Errata"
        raise StorageError(msg)
    from alembic import command
    from alembic.config import Config

    with as_file(files("bot.storage") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
