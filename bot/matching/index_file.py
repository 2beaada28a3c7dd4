"""The index on disk, so that a restart need not build it again.

The file is named by what it was made of: the content of the catalogue and the source of the modules that make an index.
Whatever else is the matter with it, the index is built instead. Arrays only: nothing in it can run.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from bot.knowledge.files import write_atomically
from bot.matching.arrays import decode_text, encode_text, open_arrays
from bot.matching.index import Index, Postings
from bot.matching.vocabulary import Vocabulary
from bot.matching.wordings import Wordings

if TYPE_CHECKING:
    from bot.matching.arrays import Parts

_FILE = "index.npz"
_MAKERS = (
    "bot.knowledge.slots.template",
    "bot.text.normalise",
    "bot.text.words",
    "bot.matching.templates",
    "bot.matching.skeleton",
    "bot.matching.vocabulary",
    "bot.matching.wordings",
    "bot.matching.index",
    "bot.matching.numbers",
    "bot.matching.meanings",
    "bot.matching.nearness",
    "bot.matching.arrays",
    "bot.matching.index_file",
)


def index_key(digest: str) -> str | None:
    """A name for the index that this code makes of the catalogue with that digest; None where the source is not at
    hand."""
    key = hashlib.sha256(f"{digest} {np.__version__} {sys.byteorder}".encode())
    try:
        for name in _MAKERS:
            key.update(Path(str(sys.modules[name].__file__)).read_bytes())
    except (OSError, KeyError):
        return None
    return key.hexdigest()[:32]


def read_index(folder: Path, key: str) -> Index | None:
    """The index with that key, or None. Never raises."""
    try:
        with open_arrays((folder / _FILE).read_bytes()) as parts:
            return _unpack(parts) if decode_text(parts["key"]) == key else None
    except (OSError, ValueError):
        return None


def write_index(folder: Path, key: str, index: Index) -> None:
    """Keep an index for the next start, atomically. A folder that can't be written is no fault."""
    content = io.BytesIO()
    np.savez(content, allow_pickle=False, key=encode_text(key), **_pack(index))
    with contextlib.suppress(OSError):
        write_atomically(folder / _FILE, content.getvalue())


def _pack(index: Index) -> dict[str, npt.NDArray[Any]]:
    wordings = index.wordings
    return {
        "entry_of": wordings.entry_of,
        "slots": wordings.slots,
        "is_message": wordings.is_message,
        "letters": encode_text(wordings.letters),
        "letter_starts": wordings.letter_starts,
        "vocabulary": encode_text("\n".join(wordings.vocabulary)),
        "word_ids": wordings.word_ids,
        "word_starts": wordings.word_starts,
        "numbers": encode_text(json.dumps({template: sorted(held) for template, held in wordings.numbers.items()})),
        "gram_order": index.gram_order,
        "gram_starts": index.gram_starts,
        "gram_mass": index.gram_mass,
        "gram_keys": index.grams.keys,
        "gram_buckets": index.grams.buckets,
        "said": index.said,
        **_pack_postings("gram", index.gram_postings),
        **_pack_postings("word", index.word_postings),
    }


def _unpack(parts: Parts) -> Index:
    numbers: dict[str, list[str]] = json.loads(decode_text(parts["numbers"]))
    words = decode_text(parts["vocabulary"])
    return Index(
        wordings=Wordings(
            entry_of=parts["entry_of"],
            slots=parts["slots"],
            is_message=parts["is_message"],
            letters=decode_text(parts["letters"]),
            letter_starts=parts["letter_starts"],
            vocabulary=tuple(words.split("\n")) if words else (),
            word_ids=parts["word_ids"],
            word_starts=parts["word_starts"],
            numbers={int(template): frozenset(held) for template, held in numbers.items()},
        ),
        gram_order=parts["gram_order"],
        gram_starts=parts["gram_starts"],
        gram_mass=parts["gram_mass"],
        grams=Vocabulary(keys=parts["gram_keys"], buckets=parts["gram_buckets"]),
        gram_postings=_unpack_postings("gram", parts),
        word_postings=_unpack_postings("word", parts),
        said=parts["said"],
    )


def _pack_postings(what: str, postings: Postings) -> dict[str, npt.NDArray[Any]]:
    return {
        f"{what}_posting_starts": postings.starts,
        f"{what}_members": postings.members,
        f"{what}_weights": postings.weights,
    }


def _unpack_postings(what: str, parts: Parts) -> Postings:
    return Postings(
        starts=parts[f"{what}_posting_starts"], members=parts[f"{what}_members"], weights=parts[f"{what}_weights"]
    )
