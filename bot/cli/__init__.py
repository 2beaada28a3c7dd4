"""The doors for people at a terminal."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

import click

from bot.cli.lazy import Lazy, LazyGroup
from bot.cli.options import CONTEXT
from bot.cli.safe import visible
from bot.errors import ConfigError, ErrataError, ExitCode, IntakeError

_COMMANDS = {
    "ask": Lazy("bot.cli.ask", "ask", "Diagnose a pasted error."),
    "try": Lazy("bot.cli.ask", "try_", "Paste errors, read the answers a Discord user would get."),
    "run": Lazy("bot.cli.run", "run", "Start the Discord bot."),
    "doctor": Lazy("bot.cli.run", "doctor", "Say what is missing before the bot can run."),
    "kb": Lazy("bot.cli.kb", "kb", "Look at, check and extend the catalogue."),
    "systems": Lazy("bot.cli.kb.listing", "systems", "List the systems that print errors."),
    "eval": Lazy("bot.cli.evaluate", "evaluate", "Measure accuracy on labelled texts."),
    "fit": Lazy("bot.cli.evaluate", "fit", "Fit the engine's weights on labelled texts."),
    "unmatched": Lazy("bot.cli.unmatched", "unmatched", "The errors nobody knows yet."),
    "audit": Lazy("bot.cli.audit", "audit", "What maintainers did."),
    "stats": Lazy("bot.cli.stats", "stats", "What is asked, answered, helped and unknown."),
}


@click.group(cls=LazyGroup, lazy=_COMMANDS, context_settings=CONTEXT, epilog='Example: errata ask "API key not valid"')
@click.version_option(package_name="errata", prog_name="errata")
def cli() -> None:
    """Errata recognises pasted LLM-API errors and says what they mean, what to do and who says so."""


def main() -> None:
    """Entry point: every fault is a line for each thing that is wrong and an exit code, never a traceback."""
    _fill_streams()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that can't show a character shows a question mark in its place.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        sys.exit(cli(prog_name="errata", standalone_mode=False))
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(error.exit_code)
    except click.ClickException as error:
        _fail(error.exit_code, " ".join(error.format_message().split()) + _where_to_read(error))
    except click.Abort:
        sys.exit(ExitCode.INTERRUPTED)
    except ConfigError as error:
        _fail(error.exit_code, *error.problems)
    except IntakeError as error:
        _fail(error.exit_code, error.detail or _word(error))
    except ErrataError as error:
        _fail(error.exit_code, str(error))
    except OSError as error:
        if not error.filename:
            _drop_output()
        name = f"{error.filename}: " if error.filename else "the output can't be written: "
        _fail(ExitCode.FILES, f"{name}{error.strerror or error}")


def _fill_streams() -> None:
    """Nothing to read and nowhere to write to where whoever started us closed a stream (`errata try <&-`)."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  # it stays open


def _drop_output() -> None:
    """Throw away what could not be written: Python tries again when it ends, and would complain in its own words."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


def _word(error: IntakeError) -> str:
    """What people read whose paste can't be read for a reason that says no more than its name."""
    from bot.ui.faults import word_fault
    from bot.ui.texts import Texts

    return word_fault(error, "en", Texts.load())


def _where_to_read(error: click.ClickException) -> str:
    """Which help to read about bad usage."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f" (see {context.command_path} -h)" if context is not None else ""


def _fail(code: int, *lines: str) -> NoReturn:
    for line in lines:
        click.echo(f"errata: {visible(line)}", err=True)
    sys.exit(code)
