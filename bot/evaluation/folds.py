"""Folds of cross-validation by thread of origin."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.evaluation.corpus import Row

FOLDS = 5


def fold_of(row: Row) -> int:
    """The fold of a row; rows of one thread share it."""
    return row.thread % FOLDS
