"""`errata kb export`: the catalogue for other programs and for a wiki."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.kb.loading import choose_language, open_catalogue
from bot.cli.options import CONTEXT, knowledge_option
from bot.knowledge.export import export_json, export_markdown, export_yaml
from bot.knowledge.files import write_atomically
from bot.reception.tongue import catalogue_language
from bot.text.counting import count


@click.command(context_settings=CONTEXT, epilog="Example: errata kb export --format markdown --lang zh --out table")
@click.option("--format", "form", type=click.Choice(["json", "yaml", "markdown"]), required=True)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Write files there.")
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default=None,
    help="Which of the catalogue's two languages Markdown is in (default: the terminal's).",
)
@knowledge_option
def export(form: str, out: Path | None, lang: str | None, knowledge: Path | None) -> None:
    """Print the whole catalogue, or write it into a folder.

    Markdown is a readable table of errors in one language: a page of contents and one page for each system.
    """
    _, loaded = open_catalogue(knowledge)
    if form == "markdown":
        files = export_markdown(loaded.knowledge, catalogue_language(choose_language(lang)))
    elif form == "json":
        files = {"catalogue.json": export_json(loaded.knowledge)}
    else:
        files = {"catalogue.yaml": export_yaml(loaded.knowledge)}
    if out is None:
        click.echo("\n".join(files.values()), nl=False)
        return
    for name, text in files.items():
        write_atomically(out / name, text)
    click.echo(f"{count(len(files), 'file')} written to {out}")
