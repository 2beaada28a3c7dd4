"""Which entries somebody may have meant."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.knowledge.model import KnowledgeBase

_SHOWN = 3
_OF_ID = 0.5
_OF_SLUG = 0.6


def say_nearby(given: str, knowledge: KnowledgeBase) -> str:
    """What to add to a complaint about an unknown id: the ids near to it, else where all of them are listed."""
    near = _find_nearby(given.casefold(), list(knowledge.entries))
    return f"; did you mean {', '.join(near)}?" if near else "; see `errata kb list`"


def _find_nearby(given: str, known: list[str]) -> list[str]:
    """Ids that hold what was given, that are spelt like it, or whose part behind the system is: the nearest first."""
    holding = sorted((name for name in known if given and given in name), key=len)
    slug = given.rpartition("/")[2]
    slugs = {name.partition("/")[2]: name for name in known}
    alike = get_close_matches(given, known, n=_SHOWN, cutoff=_OF_ID)
    alike += [slugs[near] for near in get_close_matches(slug, list(slugs), n=_SHOWN, cutoff=_OF_SLUG)]
    return list(dict.fromkeys([*holding, *alike]))[:_SHOWN]
