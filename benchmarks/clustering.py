"""Clustering quality: pairs of pastes put together rightly and wrongly, on the corpus and on variants of it.

`python benchmarks/clustering.py` prints the table. Three streams are fed in a shuffled order:

- negatives: every error of other software in the corpus once; all are different errors, so each pair is wrong;
- variants: the same errors, four variants each; pairs of one origin belong together;
- known: pastes around catalogued errors, as if the catalogue were empty; pairs with no entry in common are wrong, and
  pairs with the same entries are counted as "could be together" (one entry may be printed in very different words).
"""

from __future__ import annotations

import random
import sys
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bot.evaluation.corpus import load_rows  # noqa: E402
from bot.review.index import ClusterIndex  # noqa: E402
from bot.text.fingerprint import make_fingerprint  # noqa: E402
from bot.text.normalise import normalise  # noqa: E402
from tests.review.variants import make_variants  # noqa: E402


def cluster(texts: list[str], *, similar: bool = True) -> list[int]:
    """The cluster of each text, fed one after the other as the bot would."""
    index = ClusterIndex()
    exact: dict[str, int] = {}
    found: list[int] = []
    for text in texts:
        fingerprint = make_fingerprint(normalise(text))
        cluster_id = exact.get(fingerprint)
        if cluster_id is None and similar:
            cluster_id = index.find(text)
        if cluster_id is None:
            cluster_id = len(found)
        exact[fingerprint] = cluster_id
        index.learn(cluster_id, text)
        found.append(cluster_id)
    return found


def count_pairs(labels: list[frozenset[str]], clusters: list[int]) -> tuple[int, int, int]:
    """Pairs that belong together and are, that belong together, and that are together wrongly."""
    together: defaultdict[int, list[int]] = defaultdict(list)
    for number, cluster_id in enumerate(clusters):
        together[cluster_id].append(number)
    right = wrong = 0
    for members in together.values():
        for one, other in combinations(members, 2):
            if labels[one] & labels[other]:
                right += 1
            else:
                wrong += 1
    wanted = sum(bool(one & other) for one, other in combinations(labels, 2))
    return right, wanted, wrong


def streams() -> dict[str, list[tuple[str, frozenset[str]]]]:
    rows = load_rows(sorted((ROOT / "tests" / "corpus").glob("*.yaml")))
    negatives = [row for row in rows if row.want == "unmatched"]
    known = [row for row in rows if row.expect and row.form not in {"multi", "chat"}]
    made: dict[str, list[tuple[str, frozenset[str]]]] = {
        "negatives": [(row.text, frozenset({f"n{number}"})) for number, row in enumerate(negatives)],
        "variants": [],
        "known": [(row.text, frozenset(row.expect)) for row in known],
    }
    for number, row in enumerate(negatives):
        texts = [row.text, *make_variants(row.text, 4, seed=number)]
        made["variants"] += [(text, frozenset({f"n{number}"})) for text in texts]
    return made


def main() -> None:
    print(f"{'stream':<10} {'way':<12} {'texts':>6} {'clusters':>8} {'together':>16} {'wrong':>6} {'ms/paste':>9}")
    for name, stream in streams().items():
        random.Random(5).shuffle(stream)
        labels = [label for _, label in stream]
        for similar in (False, True):
            started = time.perf_counter()
            clusters = cluster([text for text, _ in stream], similar=similar)
            spent = (time.perf_counter() - started) * 1000 / len(stream)
            right, wanted, wrong = count_pairs(labels, clusters)
            share = f"{right}/{wanted} {right / wanted:.1%}" if wanted else "-"
            way = "similar" if similar else "fingerprint"
            print(f"{name:<10} {way:<12} {len(stream):>6} {len(set(clusters)):>8} {share:>16} {wrong:>6} {spent:>9.2f}")
            if similar and "-v" in sys.argv:
                show_wrong(stream, clusters)


def show_wrong(stream: list[tuple[str, frozenset[str]]], clusters: list[int]) -> None:
    shown = 0
    for one, other in combinations(range(len(stream)), 2):
        if clusters[one] == clusters[other] and not stream[one][1] & stream[other][1]:
            print(
                "WRONG", *(f"\n   {sorted(stream[i][1])} {' '.join(stream[i][0].split())[:230]}" for i in (one, other))
            )
            shown += 1
            if shown == 25:
                return


if __name__ == "__main__":
    main()
