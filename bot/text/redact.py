"""Masking: a text without its secrets and personal data, which may then be stored, logged, shown and matched."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING

from bot.text.normalise import HEAD_CHARS, MAX_CHARS, TAIL_CHARS
from bot.text.redaction.cutting import NAME_CHARS, widen
from bot.text.redaction.named_secrets import NAMED_KINDS
from bot.text.redaction.personal_data import PERSONAL_KINDS
from bot.text.redaction.scents import sniff_kinds
from bot.text.redaction.search import find_spans, find_spans_in
from bot.text.redaction.shaped_secrets import SHAPED_KINDS
from bot.text.window import drop_served, find_trouble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.text.redaction.cutting import Piece
    from bot.text.redaction.spans import Span

SECRET_KINDS = SHAPED_KINDS | NAMED_KINDS
"""Kinds that give others access to something: whoever shows one should be told to revoke it."""

KINDS = SECRET_KINDS | PERSONAL_KINDS
"""Every kind that `redact` may report."""

_MARK = "[redacted:"
_MOST_PASSES = 6
_LONGEST_CHARS = 4_096


@dataclass(frozen=True, slots=True)
class Redaction:
    """A text with `[redacted:KIND]` in place of what must not be shown, and the kinds that were masked, sorted."""

    text: str
    kinds: tuple[str, ...]


def cap_paste(text: str) -> str:
    """A paste of at most `MAX_CHARS` characters, its head and its tail, with no secret cut in two.

    For texts that are not redacted yet: of half a secret nobody could tell any more what it is.
    """
    if len(text) <= MAX_CHARS:
        return text
    head, tail = HEAD_CHARS, len(text) - TAIL_CHARS
    spans = find_spans_in(text, widen(text, [(head, head), (tail, tail + _LONGEST_CHARS)]))
    head = min([head, *(span.start for span in spans if span.start < head < span.end)])
    tail = max([tail, *(span.end for span in spans if span.start - NAME_CHARS < tail < span.end)])
    return text[:head] + "\n" + text[tail:]


def redact_paste(text: str) -> Redaction:
    """Redact what is kept of a paste, as `focus` tells: of a long log the lines around signs of trouble.

    Secrets are looked for before anything is cut, since half of one would not be known. What is left out is looked
    through around whatever smells of a secret, so that whoever leaked a key far from the error is told all the same.
    """
    capped = cap_paste(text)
    pieces = find_trouble(capped)
    redaction = _redact_pieces(capped, pieces)
    kinds = redaction.kinds
    if pieces != [(0, len(capped))]:
        kinds = tuple(sorted({*kinds, *sniff_kinds(capped)}))
    return Redaction(drop_served(redaction.text), kinds)


def redact(text: str) -> Redaction:
    """Mask keys, tokens, cookies, passwords, e-mail addresses, phone numbers, names of home folders and public IPs.

    Works on any text, in time linear in its length. What is masked already, here or by whoever printed it, stays as it
    is: redacting twice changes nothing and reports nothing.
    """
    return _redact_pieces(text, [(0, len(text))])


def _redact_pieces(text: str, pieces: Sequence[Piece]) -> Redaction:
    """The pieces of a text, each on lines of its own, without the secrets that the text shows to be in them."""
    kinds: set[str] = set()
    bare = _join(text, pieces, [])
    masked = _join(text, pieces, _record(find_spans_in(text, widen(text, pieces)), kinds))
    for _ in range(_MOST_PASSES):
        if masked == bare:
            break
        bare, masked = masked, _mask_near_marks(masked, kinds)
    return Redaction(masked, tuple(sorted(kinds)))


def _record(spans: list[Span], kinds: set[str]) -> list[Span]:
    kinds.update(span.kind for span in spans)
    return spans


def _join(text: str, pieces: Sequence[Piece], spans: Sequence[Span]) -> str:
    """Pieces of a text with a mark in place of whatever of the spans stands in them. All are in order and disjoint."""
    ends = [span.end for span in spans]
    parts: list[str] = []
    for start, end in pieces:
        done = start
        piece: list[str] = []
        for span in islice(spans, bisect_right(ends, start), None):
            if span.start >= end:
                break
            piece += text[done : span.start], f"{_MARK}{span.kind}]"
            done = min(end, span.end)
        parts.append("".join((*piece, text[done:end])))
    return "\n".join(parts)


def _mask_near_marks(text: str, kinds: set[str]) -> str:
    """Mask once more the lines with a mark and those beside them, for a mark may lay bare what it was glued to."""
    lines = text.split("\n")
    marked = [False, *(_MARK in line for line in lines), False]
    near = [any(marked[at : at + 3]) for at in range(len(lines))]
    parts: list[str] = []
    for is_near, group in groupby(zip(near, lines, strict=True), key=lambda item: item[0]):
        part = "\n".join(line for _, line in group)
        parts.append(_join(part, [(0, len(part))], _record(find_spans(part), kinds)) if is_near else part)
    return "\n".join(parts)
