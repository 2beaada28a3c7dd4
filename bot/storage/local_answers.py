"""What clusters are in one guild alone, while they stay what they are for all others."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from bot.storage.records import LocalAnswer
from bot.storage.rows import to_values, upsert
from bot.storage.tables import clusters, local_answers, queue_messages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Update
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.storage.database import Database


class LocalAnswers:
    """One a cluster and guild; it goes with its cluster. A change outdates the messages that show the cluster."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, cluster_id: int, answer: LocalAnswer) -> bool:
        """Note what a cluster is in a guild, in place of what it was there; False if the cluster is gone."""

        async def work(connection: AsyncConnection) -> bool:
            there = select(clusters.c.id).where(clusters.c.id == cluster_id).with_for_update()
            if (await connection.execute(there)).first() is None:
                return False
            values = to_values(answer) | {"cluster_id": cluster_id}
            keys = ["cluster_id", "guild_id"]
            await connection.execute(upsert(self._database.dialect, local_answers, values, keys=keys))
            await connection.execute(_outdate(cluster_id))
            return True

        return await self._database.write(work)

    async def drop(self, cluster_id: int, entry: str, guild_id: int | None = None) -> bool:
        """Forget that a cluster is `entry` in a guild, without one in any; False if it is not."""
        mine = delete(local_answers).where(local_answers.c.cluster_id == cluster_id, local_answers.c.entry == entry)
        if guild_id is not None:
            mine = mine.where(local_answers.c.guild_id == guild_id)

        async def work(connection: AsyncConnection) -> bool:
            if (await connection.execute(mine)).rowcount == 0:
                return False
            await connection.execute(_outdate(cluster_id))
            return True

        return await self._database.write(work)


async def local_answers_of(
    connection: AsyncConnection, cluster_ids: Sequence[int]
) -> defaultdict[int, list[LocalAnswer]]:
    """Those of some clusters, by cluster."""
    found: defaultdict[int, list[LocalAnswer]] = defaultdict(list)
    if cluster_ids:
        statement = select(local_answers).where(local_answers.c.cluster_id.in_(cluster_ids))
        for row in (await connection.execute(statement.order_by(local_answers.c.guild_id))).mappings():
            values = dict(row)
            found[values.pop("cluster_id")].append(LocalAnswer(**values))
    return found


def _outdate(cluster_id: int) -> Update:
    return update(queue_messages).where(queue_messages.c.cluster_id == cluster_id).values(shown="")
