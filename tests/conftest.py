"""How many processes test, and what becomes of a test that hangs: it fails and says where.

See `timeout` in pyproject.toml.
"""

from __future__ import annotations

import asyncio
import faulthandler
import inspect
import os
import traceback
import warnings

import pytest

_TERMINAL = pytest.StashKey[int]()


def pytest_configure(config):
    """Keeps the true stderr: while a test runs it is captured."""
    config.stash[_TERMINAL] = os.dup(2)


def pytest_xdist_auto_num_workers():
    """A process a core and one more, as scenarios mostly wait; four at most, as each keeps a catalogue of its own."""
    return min(4, 1 + (os.cpu_count() or 1))


def pytest_unconfigure(config):
    os.close(config.stash[_TERMINAL])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """The stack of a test that waits ends in the event loop, so its tasks say where they are."""
    report = yield
    timed_out = call.excinfo is not None and "from pytest-timeout" in str(call.excinfo.value)
    if timed_out and call.when == "call" and inspect.iscoroutinefunction(item.function):
        report.sections.append(("Where the tasks wait", "".join(_waiting())))
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item):
    """Gives the tidying up a limit of its own: a test that failed has used up the first one."""
    limit = float(item.config.getini("faulthandler_timeout"))
    faulthandler.dump_traceback_later(limit, exit=True, file=item.config.stash[_TERMINAL])


def _waiting():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python 3.14 warns of policies; the loop of a test is found no other way
        loop = asyncio.get_event_loop_policy().get_event_loop()
    for task in asyncio.all_tasks(loop):
        yield f"{task.get_name()}\n"
        awaited = task.get_coro()
        while frame := getattr(awaited, "cr_frame", None):
            yield from traceback.format_stack(frame, limit=1)
            awaited = awaited.cr_await
