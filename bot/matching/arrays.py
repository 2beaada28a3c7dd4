"""Files of arrays, read without trust: nothing in them can run, and whatever is the matter with one is one error."""

from __future__ import annotations

import io
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    Parts = Mapping[str, npt.NDArray[Any]]

_BROKEN = (
    ValueError,
    KeyError,
    TypeError,
    OSError,
    EOFError,
    MemoryError,
    NotImplementedError,
    zipfile.BadZipFile,
    zlib.error,
)


@contextmanager
def open_arrays(content: bytes) -> Generator[Parts]:
    """The arrays in the content of an `.npz` file by their names, each read when it is asked for.

    Raises `ValueError` where the content is broken or lacks what is asked for, or what reads it says so by one.
    """
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as parts:
            yield parts
    except _BROKEN as error:
        raise ValueError(str(error)) from error


def encode_text(text: str) -> npt.NDArray[np.uint8]:
    """A text as an array; `decode_text` reads it back."""
    return np.frombuffer(text.encode(), dtype=np.uint8)


def decode_text(data: npt.NDArray[Any]) -> str:
    """Raise `ValueError` where the array holds no text."""
    return data.tobytes().decode()
