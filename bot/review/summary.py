"""What a message that shows an unknown error says, in a line by which it is known to be out of date."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from bot.storage.gathering import sample_digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.review.nearness import Near
    from bot.storage.records import Cluster, Sample


def summarise(cluster: Cluster, seen: Cluster, samples: Sequence[Sample], near: Sequence[Near]) -> str:
    """First what must show at once, then behind a bar the counts, the nearest entries and what is quoted.

    It begins with the state for everybody, by which the store finds what is outdated; `seen` is what readers see.
    """
    local = "+".join(one.entry for one in seen.local)
    decided = f"{cluster.state}:{seen.state}:{seen.entry}:{cluster.assignee_id}:{_mark(local)}"
    # The first sample is quoted, all of them are linked to. What is ignored stays quiet but for what is deleted.
    quoted = _mark("+".join(f"{sample_digest(one.text)}@{one.message_id}" for one in samples))
    if seen.state == "ignored":
        return f"{decided}|{quoted}"
    counts = f"{cluster.count}:{cluster.people}:{cluster.guilds}:{cluster.unhelpful}"
    # A point more or less of probability is no reason to edit a message.
    nearest = ",".join(f"{one.entry.id}~{round(10 * (one.probability or 0))}" for one in near)
    return f"{decided}|{counts}|{_mark(nearest)}|{quoted}"


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
