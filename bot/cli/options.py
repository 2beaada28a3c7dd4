"""What several commands share."""

from __future__ import annotations

from pathlib import Path

import click

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 110}


class _Number(click.IntRange):
    """A whole number in a range, asked for in words that people use."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            number = int(str(value))
        except ValueError:
            self.fail(f"{str(value)!r} is no whole number", param, ctx)
        return super().convert(number, param, ctx)


ROW_NUMBER = _Number(1, 2**63 - 1)
"""The number of something stored, or an id of Discord: databases count no further."""

knowledge_option = click.option(
    "--knowledge",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="ERRATA_KNOWLEDGE_DIR",
    metavar="DIR",
    help="A catalogue folder other than the one that came along.",
)
