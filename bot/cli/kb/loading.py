"""What the catalogue commands share: loading, the language of the terminal, plain output for pipes."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from bot.cli.caching import cache_folder
from bot.cli.render import plain
from bot.cli.safe import on_one_line, visible
from bot.knowledge.fault import Fault
from bot.knowledge.load import LoadResult, default_folder, load_knowledge
from bot.reception.tongue import Tongue, choose_tongue

language_option = click.option(
    "--lang",
    type=click.Choice(["zh", "en", "zh-TW"]),
    default=None,
    help="Language of the texts (default: the terminal's).",
)

_ENDLESS = 100_000
"""Columns of a terminal that is wide enough for anything."""


def open_catalogue(knowledge: Path | None) -> tuple[Path, LoadResult]:
    """The folder in use and what it gave; faults go to the error output, the rest is served."""
    folder = knowledge or default_folder()
    loaded = load_knowledge(folder, cache_folder())
    for fault in loaded.faults:
        click.echo(show_fault(folder, fault), err=True)
    return folder, loaded


def require_writable(folder: Path) -> None:
    """Tell before the work what would fail after it. Raises PermissionError."""
    if not os.access(folder, os.W_OK):
        hint = "nothing can be written there; give --knowledge a copy (docs/maintainers.md, In Docker)"
        raise PermissionError(errno.EACCES, hint, str(folder))


def show_fault(folder: Path, fault: Fault) -> str:
    """A fault with a path that can be opened from where the person stands."""
    try:
        shown = folder.resolve().relative_to(Path.cwd())
    except ValueError:
        shown = folder
    return f"{(shown / fault.file).as_posix()}:{fault.line}:{fault.column}: {visible(fault.message)}"


def choose_language(lang: str | None) -> Tongue:
    """The language asked for, else the one that the terminal's locale names."""
    if lang is None:
        lang = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
        lang = lang.partition(".")[0].replace("_", "-")
    return choose_tongue("auto", user_locale=lang)


def print_rows(heads: Sequence[str], rows: Iterable[Sequence[str]], nothing: str) -> None:
    """A table on a terminal, a block a row where that is too narrow; lines of tab-separated values in a pipe.

    Without rows a terminal is told so in the sentence `nothing`; a pipe stays empty.

    Nothing is cut off: what a row names is typed or copied into the next command.
    """
    console = Console()
    shown = [tuple(map(on_one_line, row)) for row in rows]
    if not console.is_terminal:
        for row in shown:
            click.echo("\t".join(row))
        return
    if not shown:
        click.echo(nothing)
        return
    table = Table(*heads, box=None, pad_edge=False, header_style="bold")
    for row in shown:
        table.add_row(*map(plain, row))
    if console.measure(table, options=console.options.update(width=_ENDLESS)).maximum <= console.width:
        console.print(table)
        return
    for first, *rest in shown:
        console.print(plain(first, "bold"), soft_wrap=True)
        console.print(Padding(plain(" · ".join(filter(None, rest))), (0, 0, 0, 2)))
