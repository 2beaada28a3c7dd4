"""The process that reads pictures: what happens when it is slow, breaks down, eats memory or is not needed."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.errors import IntakeError
from bot.intake.reader_process import ReaderProcess

PROGRAM = (sys.executable, str(Path(__file__).with_name("fake_reader.py")))
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")


@asynccontextmanager
async def reader(*arguments: str, **limits):
    process = ReaderProcess((*PROGRAM, *arguments), **{"seconds": 20.0, **limits})
    try:
        yield process
    finally:
        await process.close()


async def reason_of(process: ReaderProcess, order: str) -> str:
    with pytest.raises(IntakeError) as caught:
        await process.read(order.encode())
    assert "sk-1234" not in str(caught.value)
    return caught.value.reason


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_nothing_runs_before_the_first_picture_and_one_process_reads_them_all():
    async with reader() as process:
        assert process.pid is None
        assert await process.read("模型 429".encode()) == "模型 429"
        first = process.pid
        assert await asyncio.gather(*(process.read(str(number).encode()) for number in range(5))) == list("01234")
        assert process.pid == first


async def test_what_libraries_print_is_no_answer():
    async with reader() as process:
        assert await process.read(b"chatter") == "chatter"
        assert await process.read(b"next") == "next"


@pytest.mark.parametrize(
    ("order", "reason"), [("raise", "image-unreadable"), ("refuse", "image-unreadable"), ("fill 4000", "image-too-big")]
)
async def test_a_hostile_picture_is_refused_and_the_process_goes_on(order, reason):
    if order.startswith("fill") and sys.platform != "linux":
        pytest.skip("address space is limited on Linux")
    async with reader() as process:
        assert await reason_of(process, order) == reason
        first = process.pid
        assert await process.read(b"next") == "next"
        assert process.pid == first


@pytest.mark.parametrize("order", ["crash", "leave"])
async def test_a_broken_process_is_replaced(order):
    async with reader() as process:
        assert await reason_of(process, order) == "image-unreadable"
        assert process.pid is None
        assert await process.read(b"next") == "next"


@POSIX
async def test_a_process_that_somebody_killed_is_replaced():
    async with reader() as process:
        await process.read(b"first")
        os.kill(process.pid, 9)
        await asyncio.sleep(0.2)
        assert await process.read(b"next") == "next"


async def test_a_stuck_process_is_killed_and_replaced():
    async with reader(seconds=3.0) as process:
        await process.read(b"warm")
        stuck = process.pid
        assert await reason_of(process, "sleep 60") == "image-slow"
        assert not is_alive(stuck)
        assert await process.read(b"next") == "next"


async def test_a_reader_who_went_away_leaves_no_answer_to_the_next():
    async with reader() as process:
        await process.read(b"warm")
        gone = asyncio.create_task(process.read(b"sleep 0.3"))
        await asyncio.sleep(0.1)
        gone.cancel()
        with pytest.raises(asyncio.CancelledError):
            await gone
        assert await process.read(b"next") == "next"


async def test_too_many_at_once_are_refused():
    async with reader(max_waiting=2) as process:
        results = await asyncio.gather(*(process.read(b"sleep 0.1") for _ in range(5)), return_exceptions=True)
    assert [result for result in results if isinstance(result, str)] == ["sleep 0.1"] * 2
    assert {result.reason for result in results if isinstance(result, IntakeError)} == {"image-busy"}


async def test_an_idle_process_ends_and_comes_back():
    async with reader(idle_seconds=0.05) as process:
        await process.read(b"first")
        idle = process.pid
        for _ in range(100):
            if process.pid is None:
                break
            await asyncio.sleep(0.02)
        assert process.pid is None
        assert not is_alive(idle)
        assert await process.read(b"next") == "next"


async def test_closing_ends_a_picture_under_way():
    async with reader() as process:
        await process.read(b"warm")
        pid = process.pid
        reading = asyncio.create_task(reason_of(process, "sleep 60"))
        await asyncio.sleep(0.1)
        await process.close()
        assert await asyncio.wait_for(reading, 5) == "image-unreadable"
        assert not is_alive(pid)
        assert await reason_of(process, "next") == "image-busy"


async def test_a_program_that_is_not_there():
    process = ReaderProcess((str(Path(__file__).with_name("nothing")),))
    assert await reason_of(process, "next") == "image-unreadable"
    await process.close()


async def test_a_missing_library_is_said():
    async with reader("no-library") as process:
        assert await reason_of(process, "next") == "no-ocr"


async def test_the_process_knows_no_secret(monkeypatch):
    for name in ("ERRATA_TOKEN", "DISCORD_TOKEN", "DATABASE_URL", "OPENAI_API_KEY"):
        monkeypatch.setenv(name, "secret")
    async with reader() as process:
        names = (await process.read(b"environment")).split()
    assert "PYTHONPATH" in names
    assert [name for name in names if "TOKEN" in name or "KEY" in name or "DATABASE" in name] == []


@POSIX
async def test_it_leaves_no_core_file_with_what_was_on_the_picture():
    async with reader() as process:
        assert await process.read(b"cores") == "0"
