"""What the engine is to remember of labelled texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.memory import Memory, Remembered, list_remembered
from bot.matching.survey import list_meant, prepare
from bot.text.redact import redact_paste
from bot.text.words import split_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.evaluation.corpus import Row
    from bot.matching.meanings import Meanings


def remember(rows: Iterable[Row], meanings: Meanings) -> Memory:
    """All rows but those that are held back or whose label is weak."""
    return Memory.keep(_remember(row, meanings) for row in rows if not row.held_back and not row.weak)


def _remember(row: Row, meanings: Meanings) -> Remembered:
    text = prepare(redact_paste(row.text).text)
    written = split_words(text)
    return Remembered(
        row.thread,
        row.expect,
        list_remembered(written),
        is_error=row.want != "silent",
        meaning=meanings.read(list_meant(text, written)) if row.expect else None,
    )
