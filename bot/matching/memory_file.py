"""What is remembered, as a file of arrays: read in a moment at every start. Nothing in it can run."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from bot.matching.arrays import decode_text, encode_text, open_arrays
from bot.matching.memory import Labels, Memory

if TYPE_CHECKING:
    from bot.matching.arrays import Parts

_KINDS = {
    "threads": np.uint32,
    "errors": np.bool_,
    "answer_of": np.int32,
    "answers": np.uint8,
    "keys": np.int32,
    "counts": np.int32,
    "members": np.int32,
    "meanings": np.int8,
}
_TABLES = frozenset({"meanings"})


def dump_memory(memory: Memory) -> bytes:
    """The content of a file; the same memory gives the same bytes, and `parse_memory` reads them back."""
    labels = memory.labels
    content = io.BytesIO()
    np.savez_compressed(
        content,
        allow_pickle=False,
        threads=labels.threads,
        errors=labels.errors,
        answer_of=labels.answer_of,
        answers=encode_text(json.dumps(labels.answers)),
        keys=memory.keys,
        counts=np.diff(memory.postings.starts),
        members=memory.postings.members,
        meanings=memory.meanings,
    )
    return content.getvalue()


def parse_memory(content: bytes) -> Memory:
    """Raise `ValueError` where the content is not of `dump_memory`."""
    try:
        with open_arrays(content) as parts:
            return _join({name: parts[name] for name in _KINDS})
    except ValueError as error:
        msg = f"nothing that was remembered ({error})"
        raise ValueError(msg) from error


def _join(parts: Parts) -> Memory:
    for name, kind in _KINDS.items():
        _demand(parts[name].dtype == kind and parts[name].ndim == 1 + (name in _TABLES), f"{name} of another kind")
    texts, terms, members, counts = len(parts["threads"]), len(parts["keys"]), parts["members"], parts["counts"]
    answers = tuple(tuple(map(str, answer)) for answer in json.loads(decode_text(parts["answers"])))
    _demand(answers[:1] == ((),), "answers without the empty one")
    _demand(len(parts["errors"]) == len(parts["answer_of"]) == texts, "labels of another number of texts")
    _demand(_lie_below(parts["answer_of"], len(answers)), "an answer that there is not")
    _demand(len(counts) == terms and bool((counts > 0).all()), "terms without texts")
    _demand(bool((np.diff(parts["keys"]) > 0).all()), "terms out of order")
    _demand(int(counts.sum(dtype=np.int64)) == len(members) and _lie_below(members, texts), "texts that there are not")
    answered = int(np.count_nonzero(parts["answer_of"]))
    _demand(len(parts["meanings"]) == answered, "meanings of another number of texts")
    labels = Labels(threads=parts["threads"], errors=parts["errors"], answer_of=parts["answer_of"], answers=answers)
    return Memory.join(labels, parts["keys"], counts, members, parts["meanings"])


def _lie_below(numbers: npt.NDArray[Any], end: int) -> bool:
    return not len(numbers) or (int(numbers.min()) >= 0 and int(numbers.max()) < end)


def _demand(holds: bool, otherwise: str) -> None:  # noqa: FBT001
    if not holds:
        raise ValueError(otherwise)
