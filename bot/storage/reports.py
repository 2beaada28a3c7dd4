"""Reports of new errors, each under a number that is told to the reporter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from bot.storage.records import Report
from bot.storage.rows import columns_of, to_record, to_values
from bot.storage.tables import clusters, reports

if TYPE_CHECKING:
    from sqlalchemy import Select

    from bot.storage.database import Database


class Reports:
    """Reports by number. A number never names another report, not even after the first is deleted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, report: Report) -> int:
        """Store a report and return its number; `report.number` is not looked at.

        Texts beyond 20,000 characters (client, actions: 2,000) are cut. A cluster that is gone by now becomes None.
        """
        values = to_values(report, without=["number"])
        values["cluster_id"] = select(clusters.c.id).where(clusters.c.id == report.cluster_id).scalar_subquery()
        return await self._database.insert(insert(reports).values(values).returning(reports.c.number))

    async def get(self, number: int) -> Report | None:
        """Return a report by number."""
        row = await self._database.row(_selected().where(reports.c.number == number))
        return None if row is None else to_record(Report, row)

    async def list(
        self, *, guild_id: int | None = None, cluster_id: int | None = None, limit: int = 25, offset: int = 0
    ) -> tuple[Report, ...]:
        """Return a page of reports, of one guild or cluster where given, the newest first."""
        statement = _selected().order_by(reports.c.number.desc()).limit(limit).offset(offset)
        if guild_id is not None:
            statement = statement.where(reports.c.guild_id == guild_id)
        if cluster_id is not None:
            statement = statement.where(reports.c.cluster_id == cluster_id)
        return tuple(to_record(Report, row) for row in await self._database.rows(statement))

    async def show(self, number: int, channel_id: int, message_id: int) -> bool:
        """Note the message that shows a report to the maintainers; False if the report is gone."""
        statement = update(reports).where(reports.c.number == number)
        return await self._database.run(statement.values(note_channel_id=channel_id, note_message_id=message_id)) > 0

    async def link(self, number: int, cluster_id: int) -> bool:
        """Join a report to a cluster; False if either of them is gone."""
        exists = select(clusters.c.id).where(clusters.c.id == cluster_id).exists()
        statement = update(reports).where(reports.c.number == number, exists).values(cluster_id=cluster_id)
        return await self._database.run(statement) > 0


def _selected() -> Select[Any]:
    return select(*columns_of(reports, Report))
