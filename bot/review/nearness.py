"""The known entries that an unknown paste comes nearest to, and why it is none of them for sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.desk import Paste
from bot.matching.reasons import find_strongest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.desk import Desk
    from bot.knowledge.model import Entry
    from bot.matching.reasons import Strongest
    from bot.storage.records import Cluster, Sample


@dataclass(frozen=True, slots=True)
class Near:
    """An entry with the probability that it is the answer; neither that nor reasons where no sample is left."""

    entry: Entry
    probability: float | None = None
    reasons: Strongest | None = None


def find_near(cluster: Cluster, samples: Sequence[Sample], desk: Desk, guild_id: int | None) -> tuple[Near, ...]:
    """What the desk says today of the first of `samples`, those that the readers may see; the nearest first.

    Asked anew each time, for the catalogue changes. Without a sample it is what was found when the pastes came.
    """
    if not samples:
        served = (one for one in cluster.nearest if desk.is_served(one, guild_id))
        return tuple(Near(desk.knowledge.entries[one]) for one in served)
    first = samples[0]
    decision = desk.read(Paste(first.text, channel_system=first.system, guild_id=guild_id)).decision
    entries, ranking = desk.matcher.entries, desk.matcher.weights.ranking
    return tuple(
        Near(entries[one.candidate.entry], one.probability, find_strongest(one.candidate.evidence, ranking))
        for one in sorted(decision.nearest, key=lambda one: -one.probability)
    )
