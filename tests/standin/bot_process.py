"""The bot as people run it: a process of its own, started from the command line, watched from outside."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tests.standin.patience import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.standin.server import Standin

ROOT = Path(__file__).resolve().parents[2]
SITE = Path(__file__).resolve().parent / "site"
LONGEST_LINE = 1 << 22
SETTLING_SECONDS = 2.3
COMMAND = (sys.executable, "-m", "bot", "run")
_INHERITED = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "SYSTEMROOT", "LD_LIBRARY_PATH")
_TROUBLE = re.compile(r"Traceback \(most recent call last\)|never retrieved|was never awaited|Ignoring exception in")


class BotProcess:
    """One run of the bot against a stand-in, with a clean environment and a data folder of its own.

    `async with BotProcess(world, data=tmp_path, env={"ERRATA_WATCH_CHANNELS": "求助*"}) as bot:` starts it, waits until
    READY and all GUILD_CREATEs are sent, and ends it with SIGTERM. `env` values of None take a variable away (so that
    `{"ERRATA_TOKEN": None}` is a start without a token). The process sees only loopback.
    """

    def __init__(
        self,
        world: Standin,
        *,
        data: Path,
        env: Mapping[str, str | None] | None = None,
        command: Sequence[str] = COMMAND,
        sessions: int = 1,
    ) -> None:
        self._world = world
        self._command = tuple(command)
        self._sessions = sessions
        self._process: asyncio.subprocess.Process | None = None
        self._readers: list[asyncio.Task[None]] = []
        self._started_at = 0.0
        self._ready_at: float | None = None
        self.data = data
        self.lines: list[str] = []
        self.stdout: list[str] = []
        self.env: dict[str, str] = {name: os.environ[name] for name in _INHERITED if name in os.environ}
        defaults: dict[str, str | None] = {
            "HOME": str(data),
            "PYTHONPATH": os.pathsep.join([str(SITE), str(ROOT)]),
            "PYTHONUNBUFFERED": "1",
            "PYTHONDONTWRITEBYTECODE": os.environ.get("PYTHONDONTWRITEBYTECODE", ""),
            "STANDIN_URL": world.url,
            "ERRATA_TOKEN": world.token,
            "ERRATA_DATA_DIR": str(data),
        }
        self.env |= {name: value for name, value in {**defaults, **(env or {})}.items() if value is not None}

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    # Life

    async def spawn(self) -> None:
        """Start the process without waiting for anything."""
        self._started_at = time.perf_counter()
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            env=self.env,
            cwd=self.data,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=LONGEST_LINE,
        )
        for stream, sinks in ((self._process.stdout, [self.lines, self.stdout]), (self._process.stderr, [self.lines])):
            if stream is not None:
                self._readers.append(asyncio.create_task(self._collect(stream, sinks)))

    async def start(self, *, within: float = 20.0) -> None:
        """Start and wait until READY. If it ends or hangs before that, RuntimeError tells what it printed."""
        before = len(self._world.gateway.sessions)
        await self.spawn()
        ready = asyncio.create_task(self._world.gateway.wait_ready(self._sessions, after=before, within=within))
        gone = asyncio.create_task(self._require_process().wait())
        await asyncio.wait([ready, gone], return_when=asyncio.FIRST_COMPLETED)
        started = ready.done() and ready.exception() is None
        self._ready_at = time.perf_counter() if started else None
        for task in (ready, gone):
            task.cancel()
        await asyncio.gather(ready, gone, return_exceptions=True)
        if not started:
            await self.kill()
            raise RuntimeError(f"the bot wasn't READY within {within} s (exit {self.exit_code}):\n{self.output}")

    async def settle(self) -> None:
        """Wait until discord.py's start-up is over: until two seconds after READY it takes a joined guild for an old
        acquaintance and fires no `on_guild_join`."""
        ready_for = time.perf_counter() - (self._ready_at or 0)
        await asyncio.sleep(max(0.0, SETTLING_SECONDS - ready_for))

    async def wait(self, within: float = 10.0) -> int:
        """Wait for the end of the process; returns its exit code."""
        await asyncio.wait_for(self._require_process().wait(), within * PATIENCE)
        await self._drain()
        return self._require_process().returncode or 0

    async def stop(self, *, within: float = 10.0) -> int | None:
        """End the process with SIGTERM as a service manager does; returns the exit code (None if never started)."""
        if self._process is None:
            return None
        self.signal(signal.SIGTERM)
        try:
            return await self.wait(within)
        except TimeoutError:
            await self.kill()
            raise AssertionError(f"the bot didn't end within {within} s of SIGTERM:\n{self.output}") from None

    async def kill(self) -> None:
        """End the process at once, as a crash or the kernel does."""
        self.signal(signal.SIGKILL)
        await self.wait()

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the process, if it still runs."""
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(number)

    async def _drain(self) -> None:
        await asyncio.gather(*self._readers)

    def _require_process(self) -> asyncio.subprocess.Process:
        if self._process is None:
            raise RuntimeError("the bot hasn't been started")
        return self._process

    async def _collect(self, stream: asyncio.StreamReader, sinks: list[list[str]]) -> None:
        while raw := await stream.readline():
            line = raw.decode(errors="replace").rstrip("\r\n")
            for sink in sinks:
                sink.append(line)
            self._world.world.pulse()

    # What can be seen from outside

    async def wait_output(self, pattern: str, *, since: int = 0, within: float = 5.0) -> str:
        """Wait for a line from number `since` on that the regular expression finds something in; returns the line."""
        found = re.compile(pattern)
        return await self._world.world.until(
            lambda: next((line for line in self.lines[since:] if found.search(line)), None), within, f"line {pattern!r}"
        )

    @property
    def pid(self) -> int:
        return self._require_process().pid

    @property
    def exit_code(self) -> int | None:
        """The exit code, None while it runs; negative is the signal that ended it."""
        return self._require_process().returncode

    @property
    def output(self) -> str:
        """Everything printed so far, stdout and stderr in the order of arrival."""
        return "\n".join(self.lines)

    @property
    def start_to_ready_s(self) -> float:
        """Seconds from the start of the process until READY and the GUILD_CREATEs were sent."""
        if self._ready_at is None:
            raise RuntimeError("the bot isn't ready")
        return self._ready_at - self._started_at

    @property
    def memory_mb(self) -> float:
        """Resident memory of the process and its children now, in MB (10^6 bytes); Linux only."""
        return sum(_resident_kb(pid, "VmRSS") for pid in [self.pid, *_children(self.pid)]) * 1024 / 1e6

    @property
    def peak_memory_mb(self) -> float:
        """The highest resident memory of the process itself so far, in MB; Linux only."""
        return _resident_kb(self.pid, "VmHWM") * 1024 / 1e6

    @property
    def cpu_ms(self) -> float:
        """Processor time that the process itself has used so far, in milliseconds; Linux only."""
        fields = Path(f"/proc/{self.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")

    def troubles(self, since: int = 0) -> list[str]:
        """Tracebacks and lost exceptions in the output from line `since` on, each with the lines around it."""
        lines = self.lines[since:]
        return ["\n".join(lines[max(0, i - 2) : i + 30]) for i, line in enumerate(lines) if _TROUBLE.search(line)]


def _resident_kb(pid: int, field: str) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return 0
    found = re.search(rf"^{field}:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) if found else 0


def _children(pid: int) -> list[int]:
    found: list[int] = []
    with contextlib.suppress(FileNotFoundError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += [int(child), *_children(int(child))]
    return found
