"""Pastes read at a terminal's prompt."""

from __future__ import annotations

import select
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

with suppress(ImportError):
    # Without it a terminal cuts lines off at 4,096 characters, and error bodies are often longer.
    import readline  # noqa: F401  # pyright: ignore[reportUnusedImport]  # input() uses it once it is there

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECONDS_BETWEEN_LINES = 0.1
_FAREWELLS = frozenset({"exit", "quit"})


def read_pastes() -> Iterator[str]:
    """Yield pastes typed or pasted at the prompt until Ctrl-D or Ctrl-C.

    An empty line ends a paste, unless more stands behind it already: what is pasted at once is one paste. A line that
    says no more than `exit` or `quit` ends the session, too, as in other programs that ask.
    """
    lines: list[str] = []
    while True:
        try:
            line = input("> " if not lines else "… ")
        except (EOFError, KeyboardInterrupt) as end:
            click.echo()
            if lines and isinstance(end, EOFError):
                yield "\n".join(lines)
            return
        if not lines and line.strip().lower() in _FAREWELLS and not _more_waits():
            return
        if line.strip() or (lines and _more_waits()):
            lines.append(line)
        elif lines:
            yield "\n".join(lines)
            lines = []


def _more_waits() -> bool:
    """Whether further lines of the same paste are there already. Windows can't tell."""
    try:
        return bool(select.select([sys.stdin], [], [], _SECONDS_BETWEEN_LINES)[0])
    except (OSError, ValueError):
        return False
