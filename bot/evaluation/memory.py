"""What the engine is to remember of labelled texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.memory import Memory, Remembered, list_remembered
from bot.matching.survey import prepare
from bot.text.redact import redact_paste
from bot.text.words import split_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.evaluation.corpus import Row


def remember(rows: Iterable[Row]) -> Memory:
    """All rows but those that are held back or whose label is weak."""
    return Memory.keep(
        Remembered(
            row.thread,
            row.expect,
            list_remembered(split_words(prepare(redact_paste(row.text).text))),
            is_error=row.want != "silent",
        )
        for row in rows
        if not row.held_back and not row.weak
    )
