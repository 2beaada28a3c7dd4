from __future__ import annotations

import click
import pytest

from bot.cli import cli


@pytest.fixture(scope="session")
def errata_commands() -> set[str]:
    return set(cli.list_commands(click.Context(cli)))
