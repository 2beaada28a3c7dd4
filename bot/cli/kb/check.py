"""`errata kb check`: every fault of the catalogue, with its place."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.kb.loading import show_fault
from bot.cli.options import CONTEXT, knowledge_option
from bot.desk import Desk, Paste
from bot.errors import ExitCode
from bot.knowledge.lint import Find, lint
from bot.knowledge.load import LoadResult, default_folder, load_knowledge
from bot.matching.matcher import Matcher
from bot.matching.weights import Weights

_STALE_MONTHS = 12


@click.command(
    context_settings=CONTEXT,
    short_help="Report every fault with its place.",
    epilog="Example: errata kb check --strict",
)
@click.option(
    "--strict",
    is_flag=True,
    help=f"Also report messages that only lead to a choice and entries not verified for {_STALE_MONTHS} months.",
)
@knowledge_option
def check(strict: bool, knowledge: Path | None) -> None:
    """Report every fault of the catalogue as file:line:column with what to write instead.

    Exit code 0: no faults; 1: faults; 2: bad usage.
    """
    folder = knowledge or default_folder()
    loaded = load_knowledge(folder)
    stale = _STALE_MONTHS if strict else None
    found = lint(loaded, folder, datetime.now(UTC).date(), _find_in(loaded, strict), stale_months=stale)
    faults = sorted({*loaded.faults, *found})
    for fault in faults:
        click.echo(show_fault(folder, fault))
    served = f"{len(loaded.knowledge.entries)} entries of {len(loaded.knowledge.systems)} systems"
    if faults:
        files = len({fault.file for fault in faults})
        click.echo(f"{served}: {len(faults)} faults in {files} files", err=True)
        sys.exit(ExitCode.FAULTS)
    click.echo(f"{served}: no faults")


def _find_in(loaded: LoadResult, strict: bool) -> Find:
    """The engine over this catalogue; a choice counts as found by its first entry unless `strict`."""
    desk = Desk(loaded.knowledge, Matcher(loaded.knowledge, Weights.load()))

    def find(text: str, system: str | None) -> str | None:
        return next((entry.id for entry in desk.find(Paste(text=text, system=system), sure=strict)), None)

    return find
