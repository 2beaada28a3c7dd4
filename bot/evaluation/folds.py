"""Folds of cross-validation by thread of origin."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.evaluation.corpus import Row

FOLDS = 5


def fold_of(row: Row) -> int:
    """The fold of a row; rows of one thread share it."""
    return zlib.crc32(row.group.encode("utf-8", "replace")) % FOLDS
