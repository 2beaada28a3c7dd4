"""Accuracy, speed, growth and memory of the engine beside what a user would pick instead, in one process.

python benchmarks/run.py            # everything; writes docs/performance.md and docs/performance.png
python benchmarks/run.py --quick    # smaller, prints only
"""

from __future__ import annotations

import argparse
import gc
import json
import platform
import statistics
import subprocess
import sys
import time
import tracemalloc
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from chart import draw_chart
from engines import Engine, all_engines
from noise import grow, make_queries
from traffic import Traffic, measure_traffic

from bot.evaluation.corpus import Row, load_rows
from bot.knowledge.load import default_folder, load_knowledge

ROOT = Path(__file__).resolve().parent.parent
SIZES = (300, 3_000, 30_000)
ROUNDS = 5
_SLOW_SAMPLE = {300: 120, 3_000: 24, 30_000: 4}
_SLOW_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Speed:
    """Accuracy and time of one engine at one size. Times in milliseconds, memory in MB of Python and numpy objects."""

    first: float
    median: float
    p99: float
    build_seconds: float
    memory_mb: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    arguments = parser.parse_args()
    base = load_knowledge(default_folder()).knowledge
    real = list(base.entries.values())
    rows = [row for row in load_rows(sorted((ROOT / "tests/corpus").glob("*.yaml"))) if row.expect and row.sure]
    sizes = SIZES[:2] if arguments.quick else SIZES
    accuracy = {}
    for engine in all_engines(base):
        engine.build(real)
        accuracy[engine.name] = rate_corpus(engine, rows[:: 4 if arguments.quick else 1])
        print(f"corpus {engine.name}: {accuracy[engine.name]}", flush=True)
    growth: dict[str, dict[int, Speed]] = {}
    for size in sizes:
        entries = grow(real, size)
        queries = make_queries(entries, 500)
        for engine in all_engines(base):
            speed = time_engine(engine, entries, queries)
            growth.setdefault(engine.name, {})[size] = speed
            print(f"{size} {engine.name}: {speed}", flush=True)
    traffic = measure_traffic(ROOT)
    page = write_page(len(real), len(rows), accuracy, growth, traffic)
    if arguments.quick:
        print(page)
        return
    (ROOT / "docs").mkdir(exist_ok=True)
    (ROOT / "docs/performance.md").write_text(page, "utf-8")
    draw_chart(
        ROOT / "docs/performance.png",
        {name: {size: item.median for size, item in sizes.items()} for name, sizes in growth.items()},
        accuracy,
    )


def rate_corpus(engine: Engine, rows: list[Row]) -> tuple[float, float, float, float]:
    """R@1 and R@3 over the known and the field pastes."""
    hits: dict[bool, list[tuple[bool, bool]]] = {True: [], False: []}
    slow = engine.name in {"rapidfuzz partial_ratio", "rapidfuzz WRatio"}
    for row in rows[:: 4 if slow else 1]:
        found = engine.search_row(row)
        hits["field" in row.file].append(
            (bool(set(found[:1]) & set(row.expect)), bool(set(found[:3]) & set(row.expect)))
        )
    known, field = np.mean(hits[False], axis=0), np.mean(hits[True], axis=0)
    return float(known[0]), float(known[1]), float(field[0]), float(field[1])


def time_engine(engine: Engine, entries: list, queries: list) -> Speed:
    """Build, then ask every query in several rounds and keep the best time of each, so that work of others on the machine
    does not pass for the engine's; engines that cost milliseconds an entry are asked a seeded part."""
    gc.collect()
    tracemalloc.start()
    engine.build(entries)
    memory = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    gc.collect()
    started = time.process_time()
    engine.build(entries)
    build = time.process_time() - started
    asked, rounds = queries, ROUNDS
    if engine.name.startswith("rapidfuzz"):
        asked, rounds = queries[: _SLOW_SAMPLE.get(len(entries), len(queries))], _SLOW_ROUNDS
    for query in asked[: 2 * rounds]:
        engine.search(query.text)
    gc.collect()
    gc.freeze()  # as the bot does once it is built
    best = [float("inf")] * len(asked)
    right = 0
    for _ in range(rounds):
        right = 0
        for number, query in enumerate(asked):
            started = time.perf_counter()
            found = engine.search(query.text)
            best[number] = min(best[number], (time.perf_counter() - started) * 1000)
            right += found[:1] == [query.entry]
    gc.unfreeze()
    return Speed(
        first=right / len(asked),
        median=statistics.median(best),
        p99=float(np.percentile(best, 99)),
        build_seconds=build,
        memory_mb=memory,
    )


def write_page(
    entries: int,
    rows: int,
    accuracy: dict[str, tuple[float, float, float, float]],
    growth: dict[str, dict[int, Speed]],
    traffic: Traffic,
) -> str:
    """The performance page in Markdown."""
    lines = [
        "# Performance",
        "",
        "Written by `make bench`; don't edit. Every engine runs in the same process over the same entries, so read the ratios first.",
        f"Machine: {platform.processor() or platform.machine()}, {_cores()} cores, Python {platform.python_version()}, "
        f"commit {_commit()}.",
        "",
        "![Median look-up time by catalogue size, and accuracy](performance.png)",
        "",
        f"## Accuracy on real pastes ({entries} entries, {rows} labelled pastes)",
        "",
        "R@1: the first answer is right; R@3: a right answer is among the first three. *Known*: pastes around catalogued errors; "
        "*field*: collected without looking at the catalogue. Errata's weights are fitted on most of these rows "
        "(`errata eval --held-back` judges the rest), and it remembers those with an answer, though for a paste none of its "
        "own thread; the other engines have nothing to fit.",
        "",
        "| engine | known R@1 | known R@3 | field R@1 | field R@3 |",
        "|---|---|---|---|---|",
    ]
    lines += [f"| {name} | {a:.3f} | {b:.3f} | {c:.3f} | {d:.3f} |" for name, (a, b, c, d) in accuracy.items()]
    sizes = list(next(iter(growth.values())))
    lines += [
        "",
        "## Speed and growth on seeded noise (500 queries in nine forms)",
        "",
        f"Each query is asked in {ROUNDS} rounds over all queries and counts with its best time; median and p99 are over the "
        f"queries. rapidfuzz scorers, which read every text, are asked {', '.join(map(str, _SLOW_SAMPLE.values()))} queries "
        f"in {_SLOW_ROUNDS} rounds. So p99 is the slow query, not the slow moment. Collections of garbage run as they do in the bot. Entries "
        "beyond the real ones are made up, with as many wordings each.",
        "",
    ]
    lines += [
        "| engine | " + " | ".join(f"{size:,}: R@1, median / p99 ms" for size in sizes) + " | growth of the median |"
    ]
    lines += ["|" + "---|" * (len(sizes) + 2)]
    for name, by_size in growth.items():
        cells = [f"{item.first:.3f}, {item.median:.2f} / {item.p99:.2f}" for item in by_size.values()]
        ratio = by_size[sizes[-1]].median / max(1e-6, by_size[sizes[0]].median)
        lines.append(f"| {name} | " + " | ".join(cells) + f" | {ratio:.1f}x |")
    lines += [
        "",
        "## Build time and memory",
        "",
        "| engine | " + " | ".join(f"{size:,}: s, MB" for size in sizes) + " |",
        "|" + "---|" * (len(sizes) + 1),
    ]
    for name, by_size in growth.items():
        lines.append(
            f"| {name} | "
            + " | ".join(f"{item.build_seconds:.2f}, {item.memory_mb:.0f}" for item in by_size.values())
            + " |"
        )
    lines += [
        "",
        "Build time is CPU time. Memory is what Python and numpy allocate; what tantivy and SQLite hold outside Python is not in it.",
        "",
        "## Long logs, chat, bursts",
        "",
        f"- A 200 kB log with one error line in the middle: median {traffic.log_median_ms:.1f} ms, p99 {traffic.log_p99_ms:.1f} ms, "
        f"right in {traffic.log_right:.0%} of {traffic.logs}.",
        f"- The worst of {traffic.hostile} hostile texts (endless runs, nested JSON, thousands of keys, lone surrogates ...): "
        f"{traffic.hostile_worst_ms:.0f} ms, {traffic.hostile_worst}.",
        f"- Ordinary chat through the gate of a watched channel: {traffic.chat_per_second:,.0f} messages a second on one core; "
        f"{traffic.chat_passed:.1%} needed the full look-up.",
        f"- A burst of {traffic.burst:,} messages through `errata ask --jsonl`: {traffic.burst_seconds:.1f} s, start included "
        f"({traffic.burst / traffic.burst_seconds:,.0f} a second).",
        "",
    ]
    return "\n".join(lines)


def _cores() -> int:
    return len(__import__("os").sched_getaffinity(0))


def _commit() -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    main()
    print(json.dumps({"done": True}))
