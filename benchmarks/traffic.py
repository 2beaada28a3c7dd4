"""Long logs, ordinary chat and bursts."""

from __future__ import annotations

import gc
import json
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.assembly import build_desk
from bot.desk import Paste
from bot.evaluation.corpus import load_rows
from bot.matching.decide import Door
from tests.matching.hostile import make_hostile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.desk import Desk
    from bot.evaluation.corpus import Row

_LOG_CHARS = 200_000
_TRIES = 5
_SMALL_TALK = (
    "早上好", "哈哈哈哈哈", "谢谢大佬", "这张卡好好看", "有没有推荐的预设", "good night everyone", "lol same", "今天更新了吗", "求一个小克的破限思路",
    "she finally remembered the dog's name", "我去吃饭了", "that preset is so good", "图呢图呢", "明天周五！", "anyone up for a movie night?", "笑死我了",
    "这楼盖得好高", "好耶", "brb", "新角色卡在频道置顶", "what sampler do you all use?", "我觉得 2.5 写得更细腻", "晚安", "贴贴",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Traffic:
    """What `measure_traffic` found. Times in milliseconds unless the name says otherwise."""

    logs: int
    log_median_ms: float
    log_p99_ms: float
    log_right: float
    hostile: int
    hostile_worst: str
    hostile_worst_ms: float
    chat_per_second: float
    chat_passed: float
    burst: int
    burst_seconds: float


def measure_traffic(root: Path, burst: int = 10_000) -> Traffic:
    """Measure all of it on the packaged catalogue."""
    desk = build_desk().desk
    gc.collect()
    gc.freeze()  # as the bot does once it is built
    rows = load_rows(sorted((root / "tests/corpus").glob("*.yaml")))
    rng = random.Random(3)
    times, right = _read_logs(desk, rows, rng)
    hostile = {name: _best_ms(desk, text) for name, text in make_hostile().items()}
    worst = max(hostile, key=lambda name: hostile[name])
    talk = [*_SMALL_TALK] * 20 + [row.text for row in rows if row.form == "chat" and row.want == "silent"]
    rng.shuffle(talk)
    return Traffic(
        logs=len(times),
        log_median_ms=float(np.median(times)),
        log_p99_ms=float(np.percentile(times, 99)),
        log_right=right / len(times),
        hostile=len(hostile),
        hostile_worst=worst,
        hostile_worst_ms=hostile[worst],
        chat_per_second=_hear_chat(desk),
        chat_passed=sum(desk.matcher.gate.opens(text) for text in talk) / len(talk),
        burst=burst,
        burst_seconds=_answer_burst(root, rows, burst),
    )


def _read_logs(desk: Desk, rows: Sequence[Row], rng: random.Random) -> tuple[list[float], int]:
    """The time for each of 40 long logs with an error in the middle, and how often the error was found."""
    errors = [
        row for row in rows if row.form in {"json", "sentence"} and row.expect and row.sure and len(row.text) < 600
    ]
    times, right = [], 0
    for row in rng.sample(errors, 40):
        log = _bury(row.text, rng)
        diagnosis = desk.diagnose(Paste(text=log, door=Door.COMMAND))
        times.append(_best_ms(desk, log))
        shown = {match.entry.id for match in diagnosis.matches} | {choice.entry.id for choice in diagnosis.choices}
        right += bool(shown & set(row.expect))
    return times, right


def _hear_chat(desk: Desk) -> float:
    """How many messages of small talk pass in a second."""
    quiet = [*_SMALL_TALK] * 400
    started = time.perf_counter()
    for text in quiet:
        desk.diagnose(Paste(text=text, door=Door.WATCH))
    return len(quiet) / (time.perf_counter() - started)


def _answer_burst(root: Path, rows: Sequence[Row], burst: int) -> float:
    """Seconds for so many lines through `errata ask --jsonl`, its start included."""
    lines = "\n".join(
        json.dumps({"id": number, "text": rows[number % len(rows)].text, "door": "watch"}) for number in range(burst)
    )
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--jsonl"],
        input=lines.encode(),
        stdout=subprocess.DEVNULL,
        cwd=root,
        check=True,
    )
    return time.perf_counter() - started


def _best_ms(desk: Desk, text: str) -> float:
    """The best of some diagnoses, so that work of others on the machine does not count."""
    best = float("inf")
    for _ in range(_TRIES):
        started = time.perf_counter()
        desk.diagnose(Paste(text=text, door=Door.COMMAND))
        best = min(best, (time.perf_counter() - started) * 1000)
    return best


def _bury(text: str, rng: random.Random) -> str:
    """The text in the middle of 200 kB of ordinary log lines."""
    lines = []
    size = 0
    while size < _LOG_CHARS:
        line = f"2026-05-01 10:{rng.randint(10, 59)}:{rng.randint(10, 59)} INFO  [gin] 200 | {rng.randint(1, 900)}ms | GET /v1/models from 10.0.0.{rng.randint(1, 250)}"
        lines.append(line)
        size += len(line) + 1
    lines.insert(len(lines) // 2, text)
    return "\n".join(lines)[:_LOG_CHARS]
