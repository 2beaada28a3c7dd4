"""Stand-ins and sample bots: one pair that is shared, since a process takes its time, and others for one test alone."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from tests.standin import BotProcess, Standin
from tests.standin.session_loop import use_session_loop
from tests.standin_tests.raw_client import RawClient

SAMPLE = (sys.executable, str(Path(__file__).with_name("sample_bot.py")))

StartSample = Callable[..., Awaitable[BotProcess]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    use_session_loop(items, Path(__file__).parent)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def shared_bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Standin, BotProcess]]:
    async with (
        Standin() as standin,
        BotProcess(standin, data=tmp_path_factory.mktemp("sample"), command=SAMPLE) as bot,
    ):
        yield standin, bot


@pytest.fixture
def bot(shared_bot: tuple[Standin, BotProcess]) -> BotProcess:
    """The sample bot that runs all the time, against `world`."""
    return shared_bot[1]


@pytest.fixture
def world(shared_bot: tuple[Standin, BotProcess]) -> Standin:
    """The stand-in of the running sample bot."""
    standin = shared_bot[0]
    yield standin
    standin.faults.clear()
    _check(standin)


@pytest_asyncio.fixture(loop_scope="session")
async def own_world() -> AsyncIterator[Standin]:
    """A stand-in for one test."""
    async with Standin() as standin:
        yield standin
        _check(standin)


@pytest_asyncio.fixture(loop_scope="session")
async def start_sample(own_world: Standin, tmp_path: Path) -> AsyncIterator[StartSample]:
    """Starts a sample bot for one test (by default against `own_world`) and ends it afterwards."""
    started: list[BotProcess] = []

    async def start(standin: Standin = own_world, *, sessions: int = 1, **env: str | None) -> BotProcess:
        process = BotProcess(standin, data=tmp_path, env=env, command=SAMPLE, sessions=sessions)
        started.append(process)
        await process.start()
        return process

    yield start
    for process in started:
        await process.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def api(own_world: Standin) -> AsyncIterator[RawClient]:
    """Calls by hand to `own_world`."""
    async with RawClient(own_world) as client:
        yield client


def _check(standin: Standin) -> None:
    assert standin.unknown_routes == []
    assert standin.log.faults_in_handlers == []
