"""What a paste says and nothing else is believed, and stands in front."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from bot.matching.stretches import is_held

if TYPE_CHECKING:
    from bot.matching.ranking import Scored

VERBATIM = 0.93
"""The probability of a wording that stands alone; of some that stand alone alike, they share it."""

_AS_LONG = 0.95


def trust_verbatim(ranked: tuple[Scored, ...], *, asked: bool) -> tuple[Scored, ...]:
    """The ranking with what the paste says and nothing else in front, and believed: fitted weights know such wordings
    among other words only.

    Sayings count for who asks: in a channel they are talk.
    """
    whole = _list_whole(ranked)
    said = [scored for scored in ranked if scored.candidate.said] if asked else []
    trusted = whole or said
    if not trusted:
        return ranked
    least = VERBATIM / len(trusted)
    first = [replace(scored, probability=max(scored.probability, least)) for scored in trusted]
    rest = [scored for scored in ranked if scored not in trusted]
    ceiling = min(scored.probability for scored in first) if whole else least / 2
    return (*first, *(replace(scored, probability=min(scored.probability, ceiling)) for scored in rest))


def _list_whole(ranked: tuple[Scored, ...]) -> list[Scored]:
    """What a whole paste is the message of, the longest message first.

    What yields to another is not, nor what stands behind another that is held by no less of the paste.
    """
    held = [one for one in ranked if is_held(one.candidate)]
    entries = {one.candidate.entry for one in held}
    whole: list[Scored] = []
    for one in ranked:
        before = takewhile(lambda other, one=one: other is not one, held)
        outdone = any(_length(other) >= _length(one) and not other.candidate.whole for other in before)
        if one.candidate.whole and not one.candidate.yields_to & entries and not outdone:
            whole.append(one)
    whole.sort(key=lambda one: -round(_length(one)))
    return [one for one in whole if _length(one) >= _AS_LONG * _length(whole[0])]


def _length(scored: Scored) -> float:
    return scored.candidate.message.mass if scored.candidate.message else 0.0
