"""A test that hangs fails with a stack, and nothing stops for good."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent

WAITING = """
import asyncio

async def test_waiting():
    await asyncio.Event().wait()

def test_after_it():
    pass
"""

STUBBORN = """
import asyncio

async def refuse_to_end():
    while True:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            pass

async def test_stubborn():
    refusing = asyncio.create_task(refuse_to_end())
    await asyncio.Event().wait()
"""


@pytest.fixture
def run(tmp_path):
    def start(source):
        path = tmp_path / "test_hanging.py"
        path.write_text(source, "utf-8")
        options = ["-o", "timeout=1", "-o", "faulthandler_timeout=2", "-p", "no:cacheprovider"]
        command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "-p", "tests.conftest", *options]
        return subprocess.run([*command, path], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)

    return start


def test_a_hang_fails_where_it_waits_and_the_rest_goes_on(run):
    ended = run(WAITING)
    assert "1 failed, 1 passed" in ended.stdout
    told = ended.stdout.split("Where the tasks wait")[1]
    assert "await asyncio.Event().wait()" in told


def test_a_hang_while_tidying_up_ends_the_run_with_a_stack(run):
    ended = run(STUBBORN)
    assert ended.returncode == 1
    assert "Timeout (0:00:02)!" in ended.stderr
    assert "pytest_runtest_teardown" in ended.stderr
