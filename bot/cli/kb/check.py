"""`errata kb check`: every fault of the catalogue, with its place."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import Progress

from bot.cli.kb.chosen import choose
from bot.cli.kb.loading import show_fault
from bot.cli.options import CONTEXT, knowledge_option
from bot.desk import Desk, Paste
from bot.errors import ExitCode
from bot.knowledge.lint import STALE_MONTHS, lint
from bot.knowledge.load import LoadResult, default_folder, load_knowledge
from bot.matching.matcher import Matcher
from bot.matching.spellings import Spellings
from bot.matching.weights import Weights
from bot.text.counting import count

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.knowledge.fault import Fault


@click.command(
    context_settings=CONTEXT,
    short_help="Report every fault with its place.",
    epilog="Example: errata kb check --strict relay/token-invalid",
)
@click.argument("of", nargs=-1, metavar="[ID_OR_FILE]...")
@click.option(
    "--strict",
    is_flag=True,
    help="Also report messages that lead to a choice at most, stand whole within another entry's or do no more than "
    f"another of their own, and entries not verified for {STALE_MONTHS} months.",
)
@knowledge_option
def check(of: tuple[str, ...], strict: bool, knowledge: Path | None) -> None:
    """Report every fault of the catalogue as file:line:column with what to write instead.

    With ids of entries or files only what concerns these, beside all others: much faster.

    Exit code 0: no faults; 1: faults; 2: bad usage.
    """
    folder = knowledge or default_folder()
    loaded = load_knowledge(folder)
    chosen = choose(of, folder, loaded) if of else None
    faults = _judge(loaded, folder, strict, None if chosen is None else chosen.entries)
    if chosen is not None:
        faults = [fault for fault in faults if chosen.concerns(fault)]
    for fault in faults:
        click.echo(show_fault(folder, fault))
    known = loaded.knowledge
    looked_at = f"{count(len(known.entries), 'entry', 'entries')} of {count(len(known.systems), 'system')}"
    if chosen is not None:
        looked_at = f"{count(len(chosen.files), 'file')} beside {looked_at}"
    if faults:
        files = len({fault.file for fault in faults})
        click.echo(f"{looked_at}: {count(len(faults), 'fault')} in {count(files, 'file')}", err=True)
        sys.exit(ExitCode.FAULTS)
    click.echo(f"{looked_at}: no faults")


def _judge(loaded: LoadResult, folder: Path, strict: bool, found: Collection[str] | None) -> list[Fault]:
    """Every fault of the catalogue; asks the engine for the messages of the entries `found`, or of all.

    A choice counts as found by its first entry unless `strict`. Who waits at a terminal sees how far it is.
    """
    matcher = Matcher(loaded.knowledge, Weights.load())
    desk = Desk(loaded.knowledge, matcher)
    covers = Spellings(matcher.index, matcher.entries).covers
    entries = [entry for entry in loaded.knowledge.entries.values() if found is None or entry.id in found]
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        asked = progress.add_task("messages", total=sum(len(entry.messages) for entry in entries))

        def find(text: str, system: str | None) -> str | None:
            progress.advance(asked)
            return next((entry.id for entry in desk.find(Paste(text=text, system=system), sure=strict)), None)

        rules = lint(loaded, folder, datetime.now(UTC).date(), find, found=found, strict=strict, covers=covers)
    return sorted({*loaded.faults, *rules})
