"""`errata try` behind a real terminal."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

pty = pytest.importorskip("pty")
pytest.importorskip("readline")

ROOT = Path(__file__).resolve().parents[2]
KNOWN = "openai.AuthenticationError: Error code: 401 - {'error': {'message': 'Incorrect API key provided: sk-abc.'}}"


@pytest.fixture
def terminal_process(tmp_path):
    """`errata try` behind a terminal: our end of it, and the process."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "try", "--lang", "en"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "TERM": "dumb", "COLUMNS": "100", "NO_COLOR": "1"},
    )
    os.close(theirs)
    yield ours, process
    process.kill()
    process.wait()
    os.close(ours)


@pytest.fixture
def terminal(terminal_process):
    """Paste a text at once when `errata try` asks, end the session, give what was shown."""
    ours, process = terminal_process

    def paste(text: str) -> str:
        shown = _read_until(ours, "> ")
        while text:
            text = text[os.write(ours, text[:512].encode()) :]
            time.sleep(0.01)
        shown += _read_until(ours, "\n> ")
        os.write(ours, b"\x04")
        process.wait(timeout=20)
        return shown

    return paste


def test_a_word_of_farewell_ends_the_session(terminal_process):
    """Ctrl-D does that too, but not on Windows, and few know it."""
    ours, process = terminal_process
    _read_until(ours, "> ")
    os.write(ours, b"quit\n")
    assert process.wait(timeout=20) == 0


def _read_until(terminal: int, mark: str) -> str:
    shown = ""
    until = time.monotonic() + 30
    while not shown.replace("\r", "").endswith(mark) and time.monotonic() < until:
        if select.select([terminal], [], [], 0.2)[0]:
            shown += os.read(terminal, 65_536).decode("utf-8", "replace")
    return shown


def test_an_empty_line_inside_a_paste_does_not_end_it(terminal):
    shown = terminal(f'Traceback (most recent call last):\n  File "a.py", line 1\n\n{KNOWN}\n\n')
    assert shown.count("What to do") == 1
    assert "don't know this error" not in shown


def test_lines_may_be_longer_than_a_terminal_keeps(terminal):
    shown = terminal('{"padding": "' + "x " * 4_000 + '"} ' + KNOWN + "\n\n")
    assert "Incorrect OpenAI API key" in shown
