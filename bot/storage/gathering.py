"""Many unmatched pastes into their clusters in one transaction: a handful of statements, however many pastes."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, select

from bot.storage.columns import clean_text
from bot.storage.records import UnmatchedPaste
from bot.storage.rows import insert_each_once, to_values, upsert_each
from bot.storage.tables import NAME, SAMPLE, cluster_aliases, cluster_guilds, cluster_people, clusters, samples

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncConnection

SAMPLES_PER_CLUSTER = 5
ALIASES_PER_CLUSTER = 500


@dataclass(frozen=True, slots=True)
class Gathered:
    """A paste on its way into a cluster: that of its fingerprint, if there is one.

    Otherwise it joins what it is `like`, a cluster by id or the cluster of an earlier paste of the same batch by that
    one's fingerprint, of a merged cluster the one that it went into; nothing, or a cluster that is gone or has
    ALIASES_PER_CLUSTER, lets it found a cluster.
    """

    paste: UnmatchedPaste
    like: int | str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The clusters that a batch went into, in its order, and the newest of those that it founded."""

    cluster_ids: tuple[int, ...]
    founded: int | None


async def gather(connection: AsyncConnection, dialect: str, batch: Sequence[Gathered]) -> Outcome:
    """Put each paste of a batch into its cluster, within the transaction of `connection`."""
    batch = await _follow_merges(connection, [_cleaned(one) for one in batch])
    led = await lead(connection, {one.paste.fingerprint for one in batch})
    rooms = await _read_rooms(connection, batch)
    homes, joined = _find_homes(batch, led, rooms)
    # In one order for everybody: processes that write the same clusters at once wait for each other, not in a circle.
    ordered = sorted(batch, key=lambda one: homes[one.paste.fingerprint])
    await _count(connection, dialect, [(homes[one.paste.fingerprint], one.paste) for one in ordered])
    mine = Counter(homes[one.paste.fingerprint] for one in batch)
    found = await _read_counts(connection, set(mine))
    ids = {home: cluster_id for home, (cluster_id, _) in found.items()}
    aliases = [{"fingerprint": own, "cluster_id": ids[home], "old_id": None} for own, home in sorted(joined.items())]
    await insert_each_once(connection, dialect, cluster_aliases, aliases)
    settled = [(ids[homes[one.paste.fingerprint]], one.paste) for one in ordered]
    await _keep_people(connection, dialect, settled)
    fresh = {cluster_id for home, (cluster_id, count) in found.items() if count == mine[home]}
    in_order = [(ids[homes[one.paste.fingerprint]], one.paste) for one in batch]
    await _keep_samples(connection, dialect, in_order, fresh)
    return Outcome(tuple(cluster_id for cluster_id, _ in in_order), max(fresh, default=None))


def _cleaned(one: Gathered) -> Gathered:
    """With fingerprints as the columns keep them, so that they are found again."""
    own = clean_text(one.paste.fingerprint, NAME)
    like = clean_text(one.like, NAME) if isinstance(one.like, str) else one.like
    return (
        one
        if own == one.paste.fingerprint and like == one.like
        else Gathered(replace(one.paste, fingerprint=own), like)
    )


async def lead(connection: AsyncConnection, fingerprints: Collection[str]) -> dict[str, str]:
    """By each fingerprint that leads to a cluster the one that founded it. Without those that lead nowhere."""
    founding = select(clusters.c.fingerprint).where(clusters.c.fingerprint.in_(fingerprints))
    found = {name: name for name in (await connection.execute(founding)).scalars()}
    # After a split the fingerprint that founded a cluster may belong to another one.
    joined = select(cluster_aliases.c.fingerprint, clusters.c.fingerprint)
    joined = joined.join(clusters, cluster_aliases.c.cluster_id == clusters.c.id)
    rows = await connection.execute(joined.where(cluster_aliases.c.fingerprint.in_(fingerprints)))
    return found | dict(rows.all())


async def _follow_merges(connection: AsyncConnection, batch: Sequence[Gathered]) -> list[Gathered]:
    """The batch with the present ids of what its pastes are like: another process may have merged that meanwhile."""
    likes = {one.like for one in batch if isinstance(one.like, int)}
    if not likes:
        return list(batch)
    merged = select(cluster_aliases.c.old_id, cluster_aliases.c.cluster_id).where(cluster_aliases.c.old_id.in_(likes))
    there = select(clusters.c.id).where(clusters.c.id == cluster_aliases.c.old_id)
    present = dict((await connection.execute(merged.where(~there.exists()))).all())
    return [replace(one, like=present.get(one.like, one.like)) if isinstance(one.like, int) else one for one in batch]


async def _read_rooms(connection: AsyncConnection, batch: Sequence[Gathered]) -> dict[int, tuple[str, int]]:
    """By id the founding fingerprint of the clusters that pastes are like, and how many aliases they may still get."""
    wanted = sorted({one.like for one in batch if isinstance(one.like, int)})
    if not wanted:
        return {}
    there = select(clusters.c.id, clusters.c.fingerprint).where(clusters.c.id.in_(wanted))
    names = (await connection.execute(there.order_by(clusters.c.fingerprint).with_for_update())).all()
    number = select(cluster_aliases.c.cluster_id, func.count()).where(cluster_aliases.c.cluster_id.in_(wanted))
    taken = dict((await connection.execute(number.group_by(cluster_aliases.c.cluster_id))).all())
    return {cluster_id: (name, ALIASES_PER_CLUSTER - taken.get(cluster_id, 0)) for cluster_id, name in names}


def _find_homes(
    batch: Sequence[Gathered], led: dict[str, str], rooms: dict[int, tuple[str, int]]
) -> tuple[dict[str, str], dict[str, str]]:
    """By each fingerprint of a batch the founding one of its cluster; and the same for those that join it now."""
    homes: dict[str, str] = {}
    joined: dict[str, str] = {}
    left = {cluster_id: room for cluster_id, (_, room) in rooms.items()}
    for one in batch:
        own = one.paste.fingerprint
        if own in homes:
            continue
        homes[own] = led.get(own, own)
        if own in led or one.like is None:
            continue
        if isinstance(one.like, str):
            home = homes.get(one.like)
        else:
            home = rooms[one.like][0] if left.get(one.like, 0) > 0 else None
            left[one.like] = left.get(one.like, 0) - 1
        if home is not None:
            homes[own] = joined[own] = home
    return homes, joined


async def _count(connection: AsyncConnection, dialect: str, pastes: Sequence[tuple[str, UnmatchedPaste]]) -> None:
    # Counting within the statement, so that no count is lost between reading and writing; it also locks the row on
    # PostgreSQL, which makes the rest of the transaction safe from another paste of the same fingerprint.
    rows = [
        {
            "fingerprint": home,
            "state": "open",
            "count": 1,
            "first_seen": paste.at,
            "last_seen": paste.at,
            "nearest": paste.nearest,
            "unhelpful": int(paste.unhelpful),
        }
        for home, paste in pastes
    ]
    old = clusters.c

    def changes(new: Any) -> dict[str, ColumnElement[Any]]:
        return {
            "count": old.count + new.count,
            # Pastes may arrive late and out of order, after the database was away.
            "first_seen": case((old.first_seen > new.first_seen, new.first_seen), else_=old.first_seen),
            "last_seen": _later(old.last_seen, new.last_seen),
            "nearest": new.nearest,
            "unhelpful": old.unhelpful + new.unhelpful,
        }

    await upsert_each(connection, dialect, clusters, rows, keys=["fingerprint"], changes=changes)


async def _read_counts(connection: AsyncConnection, fingerprints: Collection[str]) -> dict[str, tuple[int, int]]:
    statement = select(clusters.c.fingerprint, clusters.c.id, clusters.c.count)
    rows = await connection.execute(statement.where(clusters.c.fingerprint.in_(fingerprints)))
    return {name: (cluster_id, count) for name, cluster_id, count in rows}


async def _keep_people(connection: AsyncConnection, dialect: str, pastes: Sequence[tuple[int, UnmatchedPaste]]) -> None:
    people = [
        {"cluster_id": cluster_id, "user": paste.user, "guild_id": paste.guild_id, "at": paste.at}
        for cluster_id, paste in pastes
        if paste.user
    ]
    guilds = [
        {"cluster_id": cluster_id, "guild_id": paste.guild_id, "at": paste.at}
        for cluster_id, paste in pastes
        if paste.guild_id is not None
    ]
    await upsert_each(
        connection,
        dialect,
        cluster_people,
        people,
        keys=["cluster_id", "user"],
        changes=lambda new: {"guild_id": new.guild_id, "at": _later(cluster_people.c.at, new.at)},
    )
    await upsert_each(
        connection,
        dialect,
        cluster_guilds,
        guilds,
        keys=["cluster_id", "guild_id"],
        changes=lambda new: {"at": _later(cluster_guilds.c.at, new.at)},
    )


async def _keep_samples(
    connection: AsyncConnection, dialect: str, pastes: Sequence[tuple[int, UnmatchedPaste]], fresh: Collection[int]
) -> None:
    """Keep the first SAMPLES_PER_CLUSTER distinct texts of each cluster. `fresh` clusters have none yet."""
    known: defaultdict[int, set[str]] = defaultdict(set)
    older = {cluster_id for cluster_id, _ in pastes} - set(fresh)
    if older:
        kept = select(samples.c.cluster_id, samples.c.digest).where(samples.c.cluster_id.in_(older))
        for cluster_id, digest in await connection.execute(kept):
            known[cluster_id].add(digest)
    rows: list[dict[str, Any]] = []
    for cluster_id, paste in pastes:
        text = clean_text(paste.text, SAMPLE)
        digest = sample_digest(text)
        if digest in known[cluster_id] or len(known[cluster_id]) >= SAMPLES_PER_CLUSTER:
            continue
        known[cluster_id].add(digest)
        values = to_values(paste, without=["fingerprint", "nearest", "unhelpful"])
        rows.append(values | {"cluster_id": cluster_id, "text": text, "digest": digest})
    await insert_each_once(connection, dialect, samples, rows)


def _later(old: ColumnElement[Any], new: ColumnElement[Any]) -> ColumnElement[Any]:
    return case((old < new, new), else_=old)


def sample_digest(text: str) -> str:
    """What names a sample within its cluster; texts that differ only in white space share it."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:32]
