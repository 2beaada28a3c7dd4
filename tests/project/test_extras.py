"""The command that installs an extra can be typed where the person stands, and installs it where it is missed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot.extras import install_hint

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("stands", "runs", "hint"),
    [
        (ROOT, f"{ROOT}/.venv/bin/python", ".venv/bin/python -m pip install --require-hashes -r requirements/ocr.txt"),
        (
            ROOT,
            "/opt/errata/bin/python",
            "/opt/errata/bin/python -m pip install --require-hashes -r requirements/ocr.txt",
        ),
        (
            Path("/"),
            "/srv/my bot/bin/python",
            f'"/srv/my bot/bin/python" -m pip install --require-hashes -r {ROOT}/requirements/ocr.txt',
        ),
    ],
)
def test_the_python_that_runs_installs(monkeypatch, stands, runs, hint):
    monkeypatch.chdir(stands)
    monkeypatch.setattr(sys, "executable", runs)
    assert install_hint("ocr") == hint
