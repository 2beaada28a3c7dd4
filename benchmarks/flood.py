"""A flood: thousands of distinct errors that nobody knows, as fast as they come. python benchmarks/flood.py

Every paste takes the way of a message in a watched channel: diagnosed, counted, gathered into clusters in a SQLite file.
A few people report or wait before the flood; what they were promised must still stand behind it.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import resource
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.assembly import build_desk
from bot.matching.decide import Door, Verdict
from bot.reception.guilds import Defaults, Guilds
from bot.reception.memory import RecentDiagnoses
from bot.reception.reports import ReportDesk, Submission
from bot.reception.service import Reception, Visit
from bot.review.collector import Collector
from bot.storage.store import MAX_CLUSTERS, Store

PROMISED = 50
_GUILD, _CHANNEL = 1, 2
_SYLLABLES = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "ke",
    "li",
    "mo",
    "nu",
    "pa",
    "re",
    "si",
    "to",
    "vu",
    "wa",
    "xe",
    "zi",
    "qua",
    "bro",
    "cle",
    "dri",
    "fle",
    "gro",
    "pla",
    "ste",
    "tru",
]


@dataclass(frozen=True, slots=True)
class Flood:
    """What came of it. `kept` counts the promises that still stand; memory is the peak of the process in MB.

    `processor_seconds` are those from the first paste to the last row written.
    """

    pastes: int
    logged: int
    diagnose_seconds: float
    written_seconds: float
    processor_seconds: float
    counted: int
    dropped: int
    refused: int
    most_waiting: int
    clusters: int
    promised: int
    kept: int
    database_mb: float
    memory_mb: float


async def measure_flood(pastes: int, folder: Path, max_clusters: int = MAX_CLUSTERS) -> Flood:
    """Let `pastes` distinct errors come at once and look at what is left."""
    rng = random.Random(11)
    desk = build_desk().desk
    async with await Store.open(f"sqlite:///{folder}/flood.db", max_clusters=max_clusters) as store:
        collector = Collector(store)
        store.collect_by(collector.add_all)
        guilds = Guilds(store, Defaults())
        reception = Reception(desk, store, guilds, RecentDiagnoses(), now=lambda: datetime.now(UTC))
        reports = ReportDesk(desk, store)
        numbers = []
        for number in range(PROMISED):
            submission = Submission(made_up(rng))
            numbers.append((await reports.file(submission, visit(number, "report"), "en")).number)
        before, used, logged, most = time.perf_counter(), time.process_time(), 0, 0
        for number in range(pastes):
            outcome = await reception.examine(made_up(rng), visit(PROMISED + number, "watch"))
            reception.record_lookup(outcome)
            logged += outcome.diagnosis.verdict is Verdict.UNMATCHED
            most = max(most, store.outbox.pending)
            await asyncio.sleep(0)
        diagnosed = time.perf_counter()
        while store.outbox.pending:
            await store.outbox.flush(1.0)
        written = time.perf_counter()
        kept = 0
        for number in numbers:
            report = await store.reports.get(number)
            waiting = await store.subscriptions.list(report.cluster_id) if report and report.cluster_id else ()
            kept += bool(waiting)
        since = datetime(2000, 1, 1, tzinfo=UTC)
        return Flood(
            pastes=pastes,
            logged=logged,
            diagnose_seconds=diagnosed - before,
            written_seconds=written - before,
            processor_seconds=time.process_time() - used,
            counted=(await store.lookups.counts(since)).total,
            dropped=store.outbox.dropped,
            refused=store.outbox.refused,
            most_waiting=most,
            clusters=await store.unmatched.count(),
            promised=PROMISED,
            kept=kept,
            database_mb=(folder / "flood.db").stat().st_size / 1e6,
            memory_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
        )


def made_up(rng: random.Random) -> str:
    """An error in words that no other one has."""
    words = ["".join(rng.choices(_SYLLABLES, k=3)) for _ in range(7)]
    return f"{words[0].title()}Error: request failed with status 418: {' '.join(words[1:])} was refused"


def visit(number: int, way: str) -> Visit:
    door = Door.WATCH if way == "watch" else Door.COMMAND
    return Visit(
        way, door, number, 10_000 + number, datetime.now(UTC), guild_id=_GUILD, channel_id=_CHANNEL, place_id=_CHANNEL
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Flood the bot's own pipeline with unknown errors.")
    parser.add_argument("--pastes", type=int, default=10_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(measure_flood(asked.pastes, Path(folder)))
    for name in found.__slots__:
        value = getattr(found, name)
        print(f"{name:18} {value:,.1f}" if isinstance(value, float) else f"{name:18} {value:,}")


if __name__ == "__main__":
    main()
