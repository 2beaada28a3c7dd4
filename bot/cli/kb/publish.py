"""`errata kb publish`: what maintainers approved in Discord, as files for a pull request."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.cli.kb.loading import open_catalogue, require_writable
from bot.cli.options import CONTEXT, knowledge_option
from bot.cli.safe import visible
from bot.cli.storing import with_store
from bot.errors import ExitCode
from bot.review.upstream import publish_overlays


@click.command(
    context_settings=CONTEXT,
    short_help="Write what was approved in Discord.",
    epilog="Example: errata kb publish && errata kb check",
)
@click.option(
    "--corpus",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder of the test corpus, where samples become rows. Default: tests/corpus, where it exists.",
)
@knowledge_option
def publish(corpus: Path | None, knowledge: Path | None) -> None:
    """Write entries that were approved in Discord into the catalogue, and their samples into the test corpus.

    The bot recognises them when it starts with a catalogue that has them. Exit code 1: some lack a language, or belong
    into a file that holds faults.
    """
    folder, loaded = open_catalogue(knowledge)
    if corpus is None and (folder.parent / "tests" / "corpus").is_dir():
        corpus = folder.parent / "tests" / "corpus"
    overlays = with_store(lambda store: store.overlays.list("live"))
    if overlays:
        require_writable(folder)
    results = publish_overlays(overlays, folder, loaded, corpus)
    for result in results:
        click.echo(visible(f"{result.entry}: {result.problem or result.path}"), err=result.problem is not None)
    if not results:
        click.echo("nothing to publish")
    if any(result.problem for result in results):
        sys.exit(ExitCode.FAULTS)
