"""The process that reads pictures, seen from the bot: started when needed, replaced when stuck, ended when idle."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import IntakeError
from bot.intake.limits import IMAGE_SECONDS
from bot.intake.ocr_worker import LENGTH

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Sequence

MAX_WAITING = 8
"""Pictures that may wait for their turn; more are refused."""

IDLE_SECONDS = 300.0
"""How long the process stays without a picture: its models hold a few hundred megabytes."""

_ROOT = Path(__file__).parents[2]
_COMMAND = (sys.executable, "-P", "-m", "bot.intake.ocr_worker")
# The bot's token and database are not among them: the process unfolds what strangers send.
_ENVIRONMENT = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "SYSTEMROOT",
    "TEMP",
    "TMPDIR",
)


class ReaderProcess:
    """Reads pictures one after the other in a process of its own. Belongs to one event loop; close it there.

    `command` starts a program that speaks as `bot.intake.ocr_worker` does; `seconds` is the time for one picture with
    the start of the process, after which it is killed.
    """

    def __init__(
        self,
        command: Sequence[str] = _COMMAND,
        *,
        seconds: float = IMAGE_SECONDS,
        idle_seconds: float = IDLE_SECONDS,
        max_waiting: int = MAX_WAITING,
    ) -> None:
        self._command = tuple(command)
        self._seconds = seconds
        self._idle_seconds = idle_seconds
        self._max_waiting = max_waiting
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._process: Process | None = None
        self._rest: asyncio.Task[None] | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The process at work or waiting for it, None while there is none."""
        return self._process.pid if self._process is not None else None

    async def read(self, data: bytes) -> str:
        """The text of a picture.

        Raises IntakeError: `image-busy`, `image-slow`, `image-unreadable` (or its reader broke down), and what the
        process refuses.
        """
        if self._closed or self._waiting >= self._max_waiting:
            raise IntakeError("image-busy", "too many pictures at once")
        self._waiting += 1
        try:
            async with self._turn:
                answer = await self._ask(data)
        finally:
            self._waiting -= 1
        if "text" in answer:
            return answer["text"]
        raise IntakeError(answer["fault"])

    async def close(self) -> None:
        """Ends the process, whatever it is doing. Later pictures are refused."""
        self._closed = True
        if self._rest is not None:
            self._rest.cancel()
        await self._end()

    async def _ask(self, data: bytes) -> dict[str, str]:
        if self._rest is not None:
            self._rest.cancel()
        try:
            async with asyncio.timeout(self._seconds):
                answer = await _exchange(await self._running(), data)
        except TimeoutError as fault:
            await self._end()
            raise IntakeError("image-slow", f"reading the picture took longer than {self._seconds:g} s") from fault
        except (OSError, EOFError, ValueError) as fault:
            await self._end()
            raise IntakeError("image-unreadable", "reading the picture broke off") from fault
        except asyncio.CancelledError:
            # Its answer would be taken for that to the next picture.
            await self._end()
            raise
        if not self._closed:
            self._rest = asyncio.create_task(self._end_when_idle())
        return answer

    async def _running(self) -> Process:
        if self._closed:
            raise EOFError
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                # Libraries complain there about what they read, which is nobody's business.
                stderr=asyncio.subprocess.DEVNULL,
                env=_environment(),
                # Ctrl-C is for the bot, which ends the process in its turn.
                start_new_session=True,
            )
        return self._process

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.kill()
        if process.stdin is not None:
            process.stdin.close()
        await process.wait()

    async def _end_when_idle(self) -> None:
        await asyncio.sleep(self._idle_seconds)
        async with self._turn:
            await self._end()


async def _exchange(process: Process, data: bytes) -> dict[str, str]:
    """One picture for one answer. Raises OSError, EOFError or ValueError where the process is not up to it."""
    if process.stdin is None or process.stdout is None:
        raise EOFError
    process.stdin.write(LENGTH.pack(len(data)) + data)
    await process.stdin.drain()
    (size,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
    return json.loads(await process.stdout.readexactly(size))


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    # Memory pools for each thread would fill the address space that the process may have.
    return {**kept, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1", "MALLOC_ARENA_MAX": "2"}
