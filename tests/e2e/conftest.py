"""The real bot against the stand-in: one pair shared by most scenarios, and others for a scenario alone.

Starting the bot takes about a second, so scenarios share `world` and `bot` and get a fresh `guild` each. What needs a
process, a token or trouble of its own takes `own_world` and `start_bot`. At the end of every scenario these must hold,
unless its marker says otherwise:

- the bot used no route that the stand-in lacks, and the stand-in itself had no bug;
- Discord refused nothing (`@pytest.mark.refusals` where a scenario provokes it);
- the shared bot's log has no traceback and no lost exception (`@pytest.mark.noisy_log`).
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from pathlib import Path

import pytest
import pytest_asyncio

from bot.assembly import build_desk
from tests.standin import BotProcess, Channel, GuildDriver, Person, Standin
from tests.standin.session_loop import use_session_loop

WATCHED = "求助*,help*"
"""The shared bot watches channels and forums with such names in every guild."""

TICK_SECONDS = 0.25
"""How often a bot of the scenarios looks after the maintainers' channels; usually nobody minds two seconds."""

StartBot = Callable[..., Awaitable[BotProcess]]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "refusals: Discord refuses something on purpose in this scenario")
    config.addinivalue_line("markers", "noisy_log: the bot may log a traceback in this scenario")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    use_session_loop(items, Path(__file__).parent)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def shared_pair(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Standin, BotProcess]]:
    env = {"ERRATA_TICK_SECONDS": str(TICK_SECONDS), "ERRATA_WATCH_CHANNELS": WATCHED}
    async with (
        Standin() as standin,
        BotProcess(standin, data=tmp_path_factory.mktemp("shared-bot"), env=env) as process,
    ):
        await process.settle()
        yield standin, process


@pytest.fixture
def bot(shared_pair: tuple[Standin, BotProcess]) -> BotProcess:
    """The bot that runs all the time, against `world`."""
    return shared_pair[1]


@pytest.fixture
def world(shared_pair: tuple[Standin, BotProcess], request: pytest.FixtureRequest) -> Iterator[Standin]:
    """The stand-in of the shared bot."""
    standin, process = shared_pair
    requests, lines = len(standin.requests), len(process.lines)
    older = frozenset(standin.world.channels)
    yield standin
    standin.faults.clear()
    _check(standin, request, since=requests, aside=older)
    if request.node.get_closest_marker("noisy_log") is None:
        assert process.troubles(lines) == []


@pytest_asyncio.fixture(loop_scope="session")
async def guild(world: Standin) -> AsyncIterator[GuildDriver]:
    """A fresh guild that the bot has just joined; its #lobby has taken what the bot says about joining."""
    driver = world.add_guild(bot=False)
    lobby = driver.add_text_channel("lobby")
    driver.set_system_channel(lobby)
    driver.invite_bot()
    await world.wait_message(lobby)
    yield driver
    driver.remove_bot()


@pytest.fixture
def channel(guild: GuildDriver) -> Channel:
    """A channel that the shared bot watches."""
    return guild.add_text_channel("help")


@pytest.fixture
def lin(guild: GuildDriver) -> Person:
    """Somebody without any rights."""
    return guild.add_member("lin")


@pytest_asyncio.fixture(loop_scope="session")
async def own_world(request: pytest.FixtureRequest) -> AsyncIterator[Standin]:
    """A stand-in for one scenario."""
    async with Standin() as standin:
        yield standin
        _check(standin, request)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a bot that ran before left behind: the catalogue, parsed, and its index."""
    folder = tmp_path_factory.mktemp("cache")
    build_desk(None, folder)
    return folder


@pytest_asyncio.fixture(loop_scope="session")
async def start_bot(own_world: Standin, tmp_path: Path, cache: Path) -> AsyncIterator[StartBot]:
    """Starts the bot for one scenario, by default against `own_world`, and ends it afterwards.

    `start_bot(env={...}, sessions=1)` waits for READY; `start_bot(env={...}, until_exit=True)` waits for the end of a
    process that is expected to give up. All starts of a scenario share one data folder, as restarts do; the catalogue
    is parsed in it already, as reading it anew takes longer than most scenarios (the shared bot does).
    """
    started: list[BotProcess] = []
    data = tmp_path / "data"
    shutil.copytree(cache, data / "cache")

    async def start(
        standin: Standin = own_world,
        *,
        env: Mapping[str, str | None] | None = None,
        sessions: int = 1,
        until_exit: bool = False,
    ) -> BotProcess:
        ticking = {"ERRATA_TICK_SECONDS": str(TICK_SECONDS)}
        process = BotProcess(standin, data=data, env=ticking | dict(env or {}), sessions=sessions)
        started.append(process)
        if until_exit:
            await process.spawn()
            await process.wait(20)
        else:
            await process.start()
        return process

    yield start
    for process in started:
        await process.stop()


def _check(
    standin: Standin, request: pytest.FixtureRequest, since: int = 0, aside: frozenset[int] = frozenset()
) -> None:
    """Fail a scenario in which Discord refused something it didn't expect.

    `aside` are the channels of scenarios before it on the same bot: what is refused there, where one of them took a
    permission away, comes from the bot's periodic work and not from this scenario.
    """
    assert standin.unknown_routes == []
    assert standin.log.faults_in_handlers == []
    if request.node.get_closest_marker("refusals") is None:
        refused = [one for one in standin.log.refused(since) if not any(str(old) in one.path for old in aside)]
        assert [str(one) for one in refused] == []
