"""`errata kb publish`: what maintainers approved in Discord, as files for a pull request."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.kb.loading import open_catalogue
from bot.cli.options import CONTEXT, knowledge_option
from bot.config import load_settings
from bot.errors import ExitCode
from bot.review.upstream import publish_overlays
from bot.storage.store import Store

if TYPE_CHECKING:
    from bot.storage.records import Overlay


@click.command(context_settings=CONTEXT, epilog="Example: errata kb publish && errata kb check")
@click.option(
    "--corpus",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder of the test corpus, where samples become rows. Default: tests/corpus, where it exists.",
)
@knowledge_option
def publish(corpus: Path | None, knowledge: Path | None) -> None:
    """Write entries that were approved in Discord into the catalogue, and their samples into the test corpus.

    The bot recognises them when it starts with a catalogue that has them. Exit code 1: some lack a language.
    """
    folder, loaded = open_catalogue(knowledge)
    if corpus is None and (folder.parent / "tests" / "corpus").is_dir():
        corpus = folder.parent / "tests" / "corpus"
    settings = load_settings()

    async def read() -> tuple[Overlay, ...]:
        async with await Store.open(settings.database) as store:
            return await store.overlays.list("live")

    results = publish_overlays(asyncio.run(read()), folder, loaded, corpus)
    for result in results:
        click.echo(f"{result.entry}: {result.problem or result.path}", err=result.problem is not None)
    if not results:
        click.echo("nothing to publish")
    if any(result.problem for result in results):
        sys.exit(ExitCode.FAULTS)
