"""All finders at once, over a text or over parts of it."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from bot.text.redaction.named_secrets import find_named_secrets
from bot.text.redaction.personal_data import find_personal_data
from bot.text.redaction.shaped_secrets import find_breaks, find_shaped_secrets
from bot.text.redaction.spans import Span, merge_spans
from bot.text.redaction.unfolding import unfold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.text.redaction.cutting import Piece

FINDERS = (find_shaped_secrets, find_named_secrets, find_personal_data)
"""Each yields spans of an unfolded text, maybe overlapping those of the others."""

_SEAM = "\n" * 8
"""Wider than any space that a secret has inside, so that none is seen where two parts meet."""


def find_spans(text: str) -> list[Span]:
    """Disjoint spans, in order, of all that must be masked in a text."""
    view = unfold(text, find_breaks(text))
    found = [span for find in FINDERS for span in find(view.text)]
    return [Span(*view.original(span.start, span.end), span.kind) for span in merge_spans(found)]


def find_spans_in(text: str, pieces: Sequence[Piece]) -> list[Span]:
    """The same, of what stands in some pieces of a text, which are in order and disjoint."""
    begins = [0, *accumulate(end - start + len(_SEAM) for start, end in pieces)]
    spans: list[Span] = []
    for span in find_spans(_SEAM.join(text[start:end] for start, end in pieces)):
        first = bisect_right(begins, span.start) - 1
        for begin, (start, end) in zip(begins[first:], pieces[first:], strict=False):
            if begin >= span.end:
                break
            part = Span(max(start, span.start - begin + start), min(end, span.end - begin + start), span.kind)
            if part.start < part.end:
                spans.append(part)
    return spans
