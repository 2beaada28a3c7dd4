from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def cache_home(tmp_path_factory):
    """Where the commands keep the parsed catalogue, as they do in a home folder."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def errata(tmp_path, cache_home):
    """Run the real command line in a process of its own, far from the repository."""

    def run(
        *arguments: str, stdin: str | bytes | None = "", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        raw = stdin.encode("utf-8", "surrogatepass") if isinstance(stdin, str) else stdin
        environment = {
            key: value for key, value in os.environ.items() if not key.startswith(("ERRATA_", "DISCORD_", "DATABASE_"))
        }
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            input=raw,
            capture_output=True,
            cwd=tmp_path,
            env=environment
            | {"PYTHONPATH": str(ROOT), "COLUMNS": "100", "XDG_CACHE_HOME": str(cache_home)}
            | (env or {}),
            timeout=120,
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        )

    return run
