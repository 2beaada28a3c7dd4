"""The doors for people at a terminal."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from bot.cli.options import CONTEXT
from bot.errors import ConfigError, ErrataError

_COMMANDS = {
    "ask": ("bot.cli.ask", "ask", "Diagnose a pasted error."),
    "try": ("bot.cli.ask", "try_", "Paste errors, read the answers a Discord user would get."),
    "run": ("bot.cli.run", "run", "Start the Discord bot."),
    "doctor": ("bot.cli.run", "doctor", "Say what is missing before the bot can run."),
    "kb": ("bot.cli.kb", "kb", "Look at, check and extend the catalogue."),
    "systems": ("bot.cli.kb", "systems", "List the systems that print errors."),
    "eval": ("bot.cli.evaluate", "evaluate", "Measure accuracy on labelled texts."),
    "fit": ("bot.cli.evaluate", "fit", "Fit the engine's weights on labelled texts."),
    "unmatched": ("bot.cli.unmatched", "unmatched", "The errors nobody knows yet."),
    "audit": ("bot.cli.audit", "audit", "What maintainers did."),
    "stats": ("bot.cli.stats", "stats", "What is asked, answered, helped and unknown."),
}


class _Lazy(click.Group):
    """Imports a command's module when it is called, so that each door opens fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, name, _ = _COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, _, line) in _COMMANDS.items()])


@click.group(cls=_Lazy, context_settings=CONTEXT, epilog='Example: errata ask "API key not valid"')
@click.version_option(package_name="errata", prog_name="errata")
def cli() -> None:
    """Errata recognises pasted LLM-API errors and says what they mean, what to do and who says so."""


def main() -> None:
    """Entry point: every fault that Errata reports itself is one line and an exit code."""
    try:
        cli(standalone_mode=True)
    except ConfigError as error:
        for problem in error.problems:
            click.echo(f"errata: {problem}", err=True)
        sys.exit(error.exit_code)
    except ErrataError as error:
        click.echo(f"errata: {error}", err=True)
        sys.exit(error.exit_code)
