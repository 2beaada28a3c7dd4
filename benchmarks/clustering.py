"""Clustering quality: pairs of pastes put together rightly and wrongly, on the corpus and on variants of it.

`python benchmarks/clustering.py` prints the table. Three streams are fed in a shuffled order:

- negatives: the errors of other software that were read for labels, each once;
- variants: the same errors, four variants each; pairs of one origin belong together;
- known: pastes around catalogued errors, as if the catalogue were empty; pairs with an entry in common are counted as
  "could be together" (one entry may be printed in very different words).

A pair is together wrongly where `tests/review/labels.py` knows no reason for it: no entry explains both, their masked
error lines differ, and nobody who read them named what both print. Held-back texts take no part.
"""

from __future__ import annotations

import random
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bot.evaluation.corpus import load_rows  # noqa: E402
from bot.review.index import ClusterIndex  # noqa: E402
from bot.text.fingerprint import make_fingerprint  # noqa: E402
from bot.text.normalise import normalise  # noqa: E402
from tests.review.labels import JUDGED, are_one_error  # noqa: E402
from tests.review.variants import make_variants  # noqa: E402


@dataclass(frozen=True, slots=True)
class Labelled:
    """A paste and what it is: entries that explain it, or the row that it was made of."""

    text: str
    expect: frozenset[str]


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


def count_pairs(stream: list[Labelled], clusters: list[int]) -> tuple[int, int, int]:
    """Pairs that belong together and are, that belong together, and that are together wrongly."""
    together: defaultdict[int, list[int]] = defaultdict(list)
    for number, cluster_id in enumerate(clusters):
        together[cluster_id].append(number)
    right = wrong = 0
    for members in together.values():
        for one, other in combinations(members, 2):
            if stream[one].expect & stream[other].expect:
                right += 1
            elif not are_one_error(stream[one], stream[other]):
                wrong += 1
    wanted = sum(bool(one.expect & other.expect) for one, other in combinations(stream, 2))
    return right, wanted, wrong


def streams() -> dict[str, list[Labelled]]:
    files = sorted((ROOT / "tests" / "corpus").glob("*.yaml"))
    rows = load_rows([path for path in files if not path.name.startswith("blind-")])
    negatives = [row for row in rows if row.want == "unmatched" and row.file in JUDGED]
    known = [row for row in rows if row.expect and row.form not in {"multi", "chat"}]
    made = {
        "negatives": [Labelled(row.text, frozenset({f"n{number}"})) for number, row in enumerate(negatives)],
        "variants": [],
        "known": [Labelled(row.text, frozenset(row.expect)) for row in known],
    }
    for number, row in enumerate(negatives):
        texts = [row.text, *make_variants(row.text, 4, seed=number)]
        made["variants"] += [Labelled(text, frozenset({f"n{number}"})) for text in texts]
    return made


def main() -> None:
    print(f"{'stream':<10} {'way':<12} {'texts':>6} {'clusters':>8} {'together':>16} {'wrong':>6} {'ms/paste':>9}")
    for name, stream in streams().items():
        random.Random(5).shuffle(stream)
        for similar in (False, True):
            started = time.perf_counter()
            clusters = cluster([one.text for one in stream], similar=similar)
            spent = (time.perf_counter() - started) * 1000 / len(stream)
            right, wanted, wrong = count_pairs(stream, clusters)
            share = f"{right}/{wanted} {right / wanted:.1%}" if wanted else "-"
            way = "similar" if similar else "fingerprint"
            print(f"{name:<10} {way:<12} {len(stream):>6} {len(set(clusters)):>8} {share:>16} {wrong:>6} {spent:>9.2f}")
            if similar and "-v" in sys.argv:
                show_wrong(stream, clusters)


def show_wrong(stream: list[Labelled], clusters: list[int]) -> None:
    shown = 0
    for one, other in combinations(range(len(stream)), 2):
        if clusters[one] == clusters[other] and not are_one_error(stream[one], stream[other]):
            for place in (one, other):
                print("WRONG  ", sorted(stream[place].expect), " ".join(stream[place].text.split())[:230])
            shown += 1
            if shown == 25:
                return


if __name__ == "__main__":
    main()
