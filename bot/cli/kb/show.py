"""`errata kb show`: one entry, as it answers and as it is recognised."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from bot.cli.kb.loading import choose_language, language_option, open_catalogue
from bot.cli.kb.nearby import say_nearby
from bot.cli.options import CONTEXT, knowledge_option
from bot.cli.render import print_cards
from bot.knowledge.export import export_entry_json
from bot.ui.cards import build_detail_card, build_entry_card
from bot.ui.texts import Texts


@click.command(
    context_settings=CONTEXT,
    short_help="Show an entry and the messages it knows.",
    epilog="Example: errata kb show relay/no-available-channel --lang zh",
)
@click.argument("entry_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print the entry as one JSON object.")
@language_option
@knowledge_option
def show(entry_id: str, as_json: bool, lang: str | None, knowledge: Path | None) -> None:
    """Show an entry: the answer people get, how to tell it from others, and the messages it knows."""
    folder, loaded = open_catalogue(knowledge)
    entry = loaded.knowledge.entries.get(entry_id)
    if entry is None:
        raise click.UsageError(f"unknown entry {entry_id!r}{say_nearby(entry_id, loaded.knowledge)}")
    if as_json:
        click.echo(export_entry_json(entry))
        return
    language, texts, console = choose_language(lang), Texts.load(), Console()
    print_cards(console, (build_entry_card(entry, language, texts), build_detail_card(entry, language, texts)))
    console.print(folder / loaded.files[entry.id], style="bright_black", markup=False, highlight=False, soft_wrap=True)
