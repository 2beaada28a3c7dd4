"""What signals mean: an end, or another look at the catalogue."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from bot.app import listen_to_signals

SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


@pytest.fixture
async def stop_and_hang_up():
    yield asyncio.Event(), asyncio.Event()
    for number in SIGNALS:
        asyncio.get_running_loop().remove_signal_handler(number)


@pytest.fixture
def no_input():
    with Path(os.devnull).open() as file:
        yield file


async def sent(number, event):
    os.kill(os.getpid(), number)
    await asyncio.wait_for(event.wait(), 5)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_an_end_is_an_end(stop_and_hang_up, number):
    stop, hang_up = stop_and_hang_up
    listen_to_signals(stop, hang_up)
    await sent(number, stop)
    assert not hang_up.is_set()


async def test_a_hang_up_ends_only_what_ran_in_a_terminal_that_is_gone(stop_and_hang_up, monkeypatch):
    stop, hang_up = stop_and_hang_up
    theirs, ours = os.openpty()
    with os.fdopen(ours, "r") as terminal:
        monkeypatch.setattr(sys, "stdin", terminal)
        listen_to_signals(stop, hang_up)
        await sent(signal.SIGHUP, hang_up)
        assert not stop.is_set()
        os.close(theirs)
        await sent(signal.SIGHUP, stop)


async def test_a_service_has_no_terminal_to_lose(stop_and_hang_up, monkeypatch, no_input):
    stop, hang_up = stop_and_hang_up
    for standard_input in (no_input, None):
        monkeypatch.setattr(sys, "stdin", standard_input)
        listen_to_signals(stop, hang_up)
        hang_up.clear()
        await sent(signal.SIGHUP, hang_up)
        assert not stop.is_set()
