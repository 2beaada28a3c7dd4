"""`errata kb list` and `errata systems`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from bot.cli.kb.loading import choose_language, language_option, open_catalogue, print_rows
from bot.cli.options import CONTEXT, knowledge_option
from bot.cli.render import plain
from bot.cli.safe import dump_json
from bot.knowledge.lint.texts import months_since
from bot.knowledge.model import Bilingual, Entry, System
from bot.ui.texts import Texts


@click.command(
    "list",
    context_settings=CONTEXT,
    short_help="List the entries.",
    epilog="Example: errata kb list --system kiro --lang zh",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@click.option("--system", metavar="S", help="Only entries that concern a system.")
@click.option("--stale", type=click.IntRange(min=0), metavar="MONTHS", help="Only entries not verified for so long.")
@language_option
@knowledge_option
def list_(as_json: bool, system: str | None, stale: int | None, lang: str | None, knowledge: Path | None) -> None:
    """List the entries: id, title, HTTP statuses, month in which the entry was last checked.

    Into a pipe goes one entry a line, these four separated by tabs and the statuses by commas.
    """
    _, loaded = open_catalogue(knowledge)
    if system is not None and system not in loaded.knowledge.systems:
        raise click.UsageError(f"unknown system {system!r}; see `errata systems`")
    today = datetime.now(UTC).date()
    entries = [
        entry
        for entry in loaded.knowledge.entries.values()
        if (system is None or system == entry.home or system in entry.systems)
        and (stale is None or months_since(entry.verified, today) > stale)
    ]
    if as_json:
        click.echo(dump_json([_summary(entry) for entry in entries], indent=2))
        return
    language, texts = choose_language(lang), Texts.load()
    print_rows(
        ("id", "title", "status", "verified"),
        [
            (entry.id, texts.read(entry.title, language), ",".join(map(str, entry.status)), entry.verified)
            for entry in entries
        ],
        "no entry is like that" if system is not None or stale is not None else "the catalogue holds no entry",
    )


def _summary(entry: Entry) -> Mapping[str, object]:
    return entry.model_dump(mode="json", include={"id", "title", "systems", "status", "codes", "blame", "verified"}) | {
        "messages": len(entry.messages)
    }


@click.command(context_settings=CONTEXT, epilog="Example: errata systems --lang zh")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@language_option
@knowledge_option
def systems(as_json: bool, lang: str | None, knowledge: Path | None) -> None:
    """List the systems that print errors: what they are, their risk, how to see that one uses them.

    Into a pipe goes one system a line: id, name and number of entries, separated by tabs; --json has all of it.
    """
    _, loaded = open_catalogue(knowledge)
    if as_json:
        listed = [system.model_dump(mode="json") for system in loaded.knowledge.systems.values()]
        click.echo(dump_json(listed, indent=2))
        return
    language, texts = choose_language(lang), Texts.load()
    counts = Counter(entry.home for entry in loaded.knowledge.entries.values())
    console = Console()
    if not console.is_terminal:
        print_rows(
            (), [(s.id, texts.read(s.name, language), str(counts[s.id])) for s in loaded.knowledge.systems.values()], ""
        )
        return
    for system in loaded.knowledge.systems.values():
        _print_system(console, system, counts[system.id], lambda text: texts.read(text, language))


def _print_system(console: Console, system: System, count: int, read: Callable[[Bilingual], str]) -> None:
    name = plain(read(system.name), "bold")
    console.print(Text.assemble(name, plain(f"  {system.id} · {count}", "bright_black")))
    console.print(plain(read(system.what)))
    if system.risk is not None:
        console.print(plain(read(system.risk), "yellow"))
    if system.find_out is not None:
        console.print(plain(read(system.find_out), "bright_black"))
    for link in system.links:
        console.print(plain(f"↗ {link.title}  {link.url}", "bright_black"))
    console.print()
