"""`errata kb new`: questions whose answers make a clean file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from pydantic import ValidationError

from bot.cli.kb.loading import open_catalogue, require_writable
from bot.cli.options import CONTEXT, knowledge_option
from bot.errors import KnowledgeError
from bot.knowledge.advice import advise_on_model, fields_at, list_errors
from bot.knowledge.model import Blame, Entry, Retry
from bot.knowledge.publish import publish_entry

if TYPE_CHECKING:
    from collections.abc import Callable

_SUPPORTS = ("message", "cause", "fix")


@click.command(context_settings=CONTEXT, epilog="Example: errata kb new   (then: errata kb check)")
@knowledge_option
def new(knowledge: Path | None) -> None:
    """Ask for an error and its answer, and write a clean file for it.

    Questions that take several lines end with an empty line. Nothing is written before the last answer; what makes no
    entry is asked again.
    """
    folder, loaded = open_catalogue(knowledge)
    known = loaded.knowledge
    if not known.systems:
        raise KnowledgeError(f"the catalogue in {folder} has no system that an entry could belong to")
    require_writable(folder)
    system = click.prompt("System", type=click.Choice(list(known.systems)), show_choices=False).strip()
    questions: dict[str, Callable[[], object]] = {
        "id": lambda: _ask_id(system, set(known.entries)),
        "title": lambda: _ask_both("Title"),
        "systems": lambda: [system, *_ask_systems(system, set(known.systems))],
        "status": lambda: _ask_numbers("HTTP statuses (separated by spaces, may be empty)"),
        "codes": lambda: _ask_text("Error codes (separated by spaces, may be empty)").split(),
        "messages": lambda: _ask_lines("What the machine prints, one message a line; %{INT:limit} for what varies"),
        "aliases": lambda: {
            "zh": _ask_lines("How people say it in Chinese"),
            "en": _ask_lines("How people say it in English"),
        },
        "blame": lambda: click.prompt("Where the cause lies", type=click.Choice([blame.value for blame in Blame])),
        "retry": lambda: click.prompt("Does a retry help", type=click.Choice([retry.value for retry in Retry])),
        "cause": lambda: _ask_both("What happened"),
        "fix": lambda: {"zh": _ask_lines("Steps in Chinese", least=1), "en": _ask_lines("Steps in English", least=1)},
        "sources": _ask_sources,
    }
    raw = {name: ask() for name, ask in questions.items()} | {"verified": f"{datetime.now(UTC):%Y-%m}"}
    while (entry := _read_entry(raw, problems := {})) is None:
        for field, told in problems.items():
            click.echo(told)
            raw[field] = questions[field]()
    path = publish_entry(entry, folder, loaded.files)
    click.echo(f"{path} written; `errata kb check` tells whether it is found by its own messages")


def _read_entry(raw: dict[str, object], problems: dict[str, str]) -> Entry | None:
    """The entry that the answers make; None where they make none, with what is wrong by field in `problems`."""
    try:
        return Entry.model_validate(raw)
    except ValidationError as error:
        for detail in list_errors(error):
            # What is wrong with several answers together is told where the messages are.
            field = str(detail["loc"][0]) if detail["loc"] else "messages"
            problems.setdefault(field, advise_on_model(detail, fields_at(Entry, detail["loc"])))
        return None


def _ask_id(system: str, taken: set[str]) -> str:
    while True:
        slug = click.prompt("Short name (lower case, hyphens; with the status in front, as in 429-daily-quota)").strip()
        if f"{system}/{slug}" not in taken:
            return f"{system}/{slug}"
        click.echo(f"{system}/{slug} exists already: choose another name")


def _ask_systems(home: str, known: set[str]) -> list[str]:
    while True:
        others = click.prompt(
            "Other systems that print it (separated by spaces)", default="", show_default=False
        ).split()
        unknown = [system for system in others if system not in known]
        if not unknown:
            return [system for system in dict.fromkeys(others) if system != home]
        click.echo(f"unknown: {', '.join(unknown)}; see `errata systems`")


def _ask_numbers(question: str) -> list[int]:
    while True:
        words = _ask_text(question).split()
        if all(word.isascii() and word.isdigit() for word in words):
            return [int(word) for word in words]
        click.echo("numbers only, as in 429 503")


def _ask_both(question: str) -> dict[str, str]:
    return {
        "zh": click.prompt(f"{question}, in Chinese").strip(),
        "en": click.prompt(f"{question}, in English").strip(),
    }


def _ask_text(question: str) -> str:
    """An answer that may stay empty."""
    return click.prompt(question, default="", show_default=False).strip()


def _ask_lines(question: str, least: int = 0) -> list[str]:
    click.echo(f"{question} (an empty line ends):")
    lines: list[str] = []
    while True:
        line = click.prompt(f"{len(lines) + 1}", prompt_suffix="> ", default="", show_default=False).strip()
        if line:
            lines.append(line)
        elif len(lines) >= least:
            return lines
        else:
            click.echo("at least one line is needed")


def _ask_sources() -> list[dict[str, str]]:
    sources: list[dict[str, str]] = []
    while True:
        title = (
            _ask_text("Title of a source (empty: no more)") if sources else click.prompt("Title of a source").strip()
        )
        if not title:
            return sources
        address = click.prompt("Its https address, or the publisher's name where it has none").strip()
        field = "url" if address.startswith(("https://", "http://")) else "publisher"
        supports = click.prompt("It supports the", type=click.Choice(_SUPPORTS), default=_SUPPORTS[0])
        sources.append({"title": title, field: address, "supports": supports})
