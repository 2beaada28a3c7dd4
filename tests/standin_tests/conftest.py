"""A fresh stand-in for each test, and the sample bot against it."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from tests.standin import BotProcess, Standin

SAMPLE = (sys.executable, str(Path(__file__).with_name("sample_bot.py")))

StartSample = Callable[..., Awaitable[BotProcess]]


@pytest.fixture
async def world() -> AsyncIterator[Standin]:
    async with Standin() as standin:
        yield standin
        assert standin.unknown_routes == []
        assert standin.log.faults_in_handlers == []


@pytest.fixture
async def start_sample(world: Standin, tmp_path: Path) -> AsyncIterator[StartSample]:
    """Starts the sample bot against a stand-in (by default the test's own) and ends it after the test."""
    started: list[BotProcess] = []

    async def start(standin: Standin = world, *, sessions: int = 1, **env: str | None) -> BotProcess:
        bot = BotProcess(standin, data=tmp_path, env=env, command=SAMPLE, sessions=sessions)
        started.append(bot)
        await bot.start()
        return bot

    yield start
    for bot in started:
        await bot.stop()
