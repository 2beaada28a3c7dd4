"""What stands around a known message: whoever reports it writes otherwise than who tests, documents or explains it.

The words of the message itself say that there is an error, whoever quotes them; so they are taken out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.stretches import is_held

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.matching.evidence import Candidate
    from bot.matching.index import GramQuery

# Stands for the message; a private letter, so no paste has it by itself.
_MESSAGE = " \ue000 "
_REACH = 1_500


def read_surroundings(text: str, query: GramQuery, candidates: Iterable[Candidate]) -> str | None:
    """Up to 1,500 characters before and behind the weightiest message that stands in the text; None where none does."""
    held = [found.message for found in candidates if is_held(found) and found.message is not None]
    if not held:
        return None
    message = max(held, key=lambda found: found.mass)
    first, last = query.skeleton.ends(message.start, message.end)
    return text[max(0, first - _REACH) : first] + _MESSAGE + text[last + 1 : last + 1 + _REACH]
