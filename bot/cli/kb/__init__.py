"""`errata kb`: the catalogue at a terminal."""

from __future__ import annotations

import click

from bot.cli.lazy import Lazy, LazyGroup
from bot.cli.options import CONTEXT

_COMMANDS = {
    "check": Lazy("bot.cli.kb.check", "check", "Report every fault with its place."),
    "overlaps": Lazy("bot.cli.kb.overlaps", "overlaps", "List pairs of entries that compete."),
    "list": Lazy("bot.cli.kb.listing", "list_", "List the entries."),
    "show": Lazy("bot.cli.kb.show", "show", "Show an entry and the messages it knows."),
    "new": Lazy("bot.cli.kb.new", "new", "Ask for an error and its answer, and write a clean file for it."),
    "export": Lazy("bot.cli.kb.export", "export", "Print the whole catalogue, or write it into a folder."),
    "publish": Lazy("bot.cli.kb.publish", "publish", "Write what was approved in Discord."),
}


@click.group(cls=LazyGroup, lazy=_COMMANDS, context_settings=CONTEXT, epilog="Example: errata kb check")
def kb() -> None:
    """Look at, check and extend the catalogue."""
