"""Places in a text that must be masked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (exclusive) show something of `kind`."""

    start: int
    end: int
    kind: str


def merge_spans(spans: Iterable[Span]) -> list[Span]:
    """Disjoint spans in text order. Where spans overlap, their union takes the kind that was found first."""
    ranked = sorted(enumerate(spans), key=lambda item: item[1].start)
    merged: list[Span] = []
    rank_of_last = 0
    for rank, span in ranked:
        if merged and span.start < merged[-1].end:
            last = merged[-1]
            kind = last.kind if rank_of_last <= rank else span.kind
            rank_of_last = min(rank_of_last, rank)
            merged[-1] = Span(last.start, max(last.end, span.end), kind)
        else:
            merged.append(span)
            rank_of_last = rank
    return merged
