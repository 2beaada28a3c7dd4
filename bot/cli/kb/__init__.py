"""`errata kb` and `errata systems`: the catalogue at a terminal."""

from __future__ import annotations

import click

from bot.cli.kb.check import check
from bot.cli.kb.export import export
from bot.cli.kb.listing import list_, systems
from bot.cli.kb.new import new
from bot.cli.kb.overlaps import overlaps
from bot.cli.kb.publish import publish
from bot.cli.kb.show import show
from bot.cli.options import CONTEXT

__all__ = ["kb", "systems"]


@click.group(context_settings=CONTEXT, epilog="Example: errata kb check")
def kb() -> None:
    """Look at, check and extend the catalogue."""


for _command in (check, overlaps, list_, show, new, export, publish):
    kb.add_command(_command)
