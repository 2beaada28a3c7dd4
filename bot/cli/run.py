"""`errata run` and `errata doctor`: the Discord bot, and what is missing before it can run."""

from __future__ import annotations

import asyncio
import gc
import sys

import click

from bot.cli.options import CONTEXT
from bot.cli.safe import visible
from bot.config import load_settings
from bot.errors import ConfigError, ErrataError
from bot.logs import configure_logging


@click.command(context_settings=CONTEXT, epilog="Example: errata run")
@click.option(
    "--sync/--no-sync", "sync", default=None, help="Register the commands anew, or never; else if they changed."
)
@click.option("--strict", is_flag=True, help="Refuse to start with a fault in the catalogue.")
def run(sync: bool | None, strict: bool) -> None:
    """Start the Discord bot. Settings come from the environment and .env; .env.example explains them.

    Exit code 78: a setting is wrong; 69: Discord or the database can't be had; 65: the catalogue can't be used.
    """
    settings = load_settings()
    settings.require_token()
    changes: dict[str, object] = {}
    if sync is not None:
        changes["sync"] = "always" if sync else "never"
    if strict:
        changes["strict"] = True
    configure_logging(settings.log_level, settings.log_format)
    # What is loaded from here on stays: looking for garbage in it only takes time. The app switches this on again.
    gc.disable()
    # Everything heavy comes after the settings, so that a wrong one is told at once.
    from bot.app import serve

    asyncio.run(serve(settings.model_copy(update=changes)))


@click.command(context_settings=CONTEXT, epilog="Example: errata doctor")
@click.option("--offline", is_flag=True, help="Don't ask Discord.")
def doctor(offline: bool) -> None:
    """Say what is missing before the bot can run: settings, data folder, database, catalogue, token, intents.

    On each server where it is already: which permissions are missing in the channels that matter.

    Exit code 0: everything is there; else that of the first fault.
    """
    from bot.checkup import examine

    configure_logging("error", "text")
    try:
        settings = load_settings()
    except ConfigError as error:
        for problem in error.problems:
            click.echo(f"✗ {problem}")
        sys.exit(error.exit_code)
    first: ErrataError | None = None
    for finding in asyncio.run(examine(settings, offline=offline)):
        click.echo(f"{'✗' if finding.fault else '!' if finding.is_warning else '✓'} {visible(finding.line)}")
        first = first or finding.fault
    if first is not None:
        sys.exit(first.exit_code)
