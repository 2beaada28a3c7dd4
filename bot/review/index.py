"""Known clusters in memory, so that a new paste finds the one it is like. Bounded; the longest unseen goes first."""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict
from typing import TYPE_CHECKING

from bot.review.likeness import is_alike, read_likeness

if TYPE_CHECKING:
    from bot.review.likeness import Likeness

CAPACITY = 3_000
_COMPARED = 40
_COMMON = 4
_PER_CLUSTER = 6


class ClusterIndex:
    """Texts of clusters by id. A cluster is known by a few different texts; a line of many clusters counts nothing."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.capacity = capacity
        self._clusters: OrderedDict[int, list[Likeness]] = OrderedDict()
        self._by_word: defaultdict[str, set[int]] = defaultdict(set)
        self._lines: Counter[tuple[str, ...]] = Counter()

    def __len__(self) -> int:
        return len(self._clusters)

    def find(self, text: str) -> int | None:
        """The cluster that a redacted paste belongs to, None if it is like none."""
        likeness = read_likeness(text)
        if not likeness.lines:
            return None
        common = {line for line in likeness.lines if self._lines[line] >= _COMMON}
        for cluster_id in self._candidates(likeness):
            if any(is_alike(likeness, known, common) for known in self._clusters[cluster_id]):
                return cluster_id
        return None

    def learn(self, cluster_id: int, text: str) -> None:
        """Remember that a text belongs to a cluster."""
        known = self._clusters.setdefault(cluster_id, [])
        self._clusters.move_to_end(cluster_id)
        if len(known) >= _PER_CLUSTER:
            return
        likeness = read_likeness(text)
        if likeness.lines and likeness not in known:
            seen = {line for one in known for line in one.lines}
            known.append(likeness)
            for word in likeness.words:
                self._by_word[word].add(cluster_id)
            self._lines.update(line for line in likeness.lines if line not in seen)
        while len(self._clusters) > self.capacity:
            self.forget(next(iter(self._clusters)))

    def forget(self, cluster_id: int) -> None:
        """Drop a cluster that is gone."""
        known = self._clusters.pop(cluster_id, [])
        for word in {word for one in known for word in one.words}:
            owners = self._by_word[word]
            owners.discard(cluster_id)
            if not owners:
                del self._by_word[word]
        self._lines -= Counter({line for one in known for line in one.lines})

    def merge(self, source: int, target: int) -> None:
        """What was known of one cluster belongs to another one from now on."""
        moved = self._clusters.get(source, [])
        self.forget(source)
        if target in self._clusters:
            known = self._clusters[target]
            for likeness in moved[: _PER_CLUSTER - len(known)]:
                known.append(likeness)
                for word in likeness.words:
                    self._by_word[word].add(target)
                self._lines.update(set(likeness.lines))

    def _candidates(self, likeness: Likeness) -> list[int]:
        """Clusters that share the rarest words, most telling first."""
        scores: Counter[int] = Counter()
        words = sorted(likeness.words, key=lambda word: len(self._by_word.get(word, ())))
        for word in words[:24]:
            owners = self._by_word.get(word, ())
            if len(owners) > self.capacity // 4:
                continue
            for owner in owners:
                scores[owner] += 1.0 / len(owners)  # type: ignore[assignment]
        return [cluster_id for cluster_id, _ in scores.most_common(_COMPARED)]
