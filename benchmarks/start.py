"""How long the bot takes to READY and how much memory it then holds, as seen by the stand-in for Discord.

    python -m benchmarks.start [--times 7]

The first start finds an empty data folder; the others find the database and the caches of the one before. The CPU time
is the bot's own (user and system): on a machine with other work it says more than the wall clock.
"""

from __future__ import annotations

import argparse
import asyncio
import compileall
import os
import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path

import bot
from tests.e2e.pastes import KEY_EXPIRED, KEY_INVALID, KEY_LEAKED
from tests.standin import BotProcess, Standin

PASTES = (KEY_INVALID, KEY_EXPIRED, KEY_LEAKED) * 10


@dataclass(frozen=True, slots=True)
class Start:
    """One start. Times until READY in milliseconds, memory in MB (10^6 bytes): at READY and after some pastes."""

    wall_ms: float
    cpu_ms: float
    ready_mb: float
    worked_mb: float


async def start_once(data: Path) -> Start:
    """Start on a data folder, read the clocks, let it answer, and stop it."""
    async with Standin() as world:
        guild = world.add_guild()
        channels = [guild.add_text_channel(f"help-{number}") for number in range(len(PASTES))]
        people = [guild.add_member(f"asker-{number}") for number in range(len(PASTES))]
        async with BotProcess(world, data=data, env={"ERRATA_WATCH_CHANNELS": "help-*"}) as bot:
            cpu_ms, ready_mb = read_cpu_ms(bot.pid), bot.memory_mb
            for asker, channel, text in zip(people, channels, PASTES, strict=True):
                await world.wait_reply(to=await asker.send(channel, text), within=30)
            return Start(bot.start_to_ready_s * 1000, cpu_ms, ready_mb, bot.memory_mb)


def read_cpu_ms(pid: int) -> float:
    """User and system time of a process so far; Linux only."""
    behind_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return 1000 * (int(behind_name[11]) + int(behind_name[12])) / os.sysconf("SC_CLK_TCK")


async def measure(times: int) -> None:
    """Print the first start and the best and the median of those behind it."""
    # pip compiles what it installs; a checkout may run where PYTHONDONTWRITEBYTECODE would have every start do it again.
    compileall.compile_dir(bot.__path__[0], quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        first, *others = [await start_once(Path(folder)) for _ in range(times)]
    print(f"{'':22}{'READY, ms':>11}{'CPU, ms':>9}{'at READY, MB':>14}{'at work, MB':>13}")
    report("first start", first)
    for name, pick in (("later starts, best", min), ("later starts, median", statistics.median)):
        fields = ("wall_ms", "cpu_ms", "ready_mb", "worked_mb")
        report(name, Start(*(pick([getattr(one, field) for one in others]) for field in fields)))


def report(name: str, one: Start) -> None:
    print(f"{name:22}{one.wall_ms:11.0f}{one.cpu_ms:9.0f}{one.ready_mb:14.0f}{one.worked_mb:13.0f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=7, metavar="N", help="starts, the first one included")
    asyncio.run(measure(max(2, parser.parse_args().times)))
