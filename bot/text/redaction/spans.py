"""Places in a text that must be masked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


MARK = r"\[redacted:[a-z0-9-]+\]"
"""The pattern of what stands in the place of something masked."""


class Span(NamedTuple):
    """Characters `start` to `end` (exclusive) show something of `kind`."""

    start: int
    end: int
    kind: str


def merge_spans(spans: Iterable[Span]) -> list[Span]:
    """Disjoint spans in text order. Where spans overlap, their union takes the kind that was found first."""
    merged: list[Span] = []
    rank_of_last = 0
    for span, rank in sorted((span, rank) for rank, span in enumerate(spans)):
        last = merged[-1] if merged else None
        if last is None or span.start >= last.end:
            merged.append(span)
            rank_of_last = rank
            continue
        kind = last.kind if rank_of_last < rank else span.kind
        rank_of_last = min(rank_of_last, rank)
        merged[-1] = Span(last.start, max(last.end, span.end), kind)
    return merged
