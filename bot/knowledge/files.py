"""Writing files so that nobody ever reads half of one, and reading them without waiting for anybody."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from pathlib import Path


class NoFileError(OSError):
    """What should be a file is a pipe, a socket or a device."""


def read_file(path: Path, most: int = -1) -> bytes:
    """What a file holds, at most so many bytes.

    Raises OSError, NoFileError for what is no file: whoever opens a pipe waits until somebody writes into it.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise NoFileError(errno.EINVAL, "a pipe, a socket or a device", str(path))
    with path.open("rb") as file:
        return file.read(most)


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write a file, of text in UTF-8, in one step, making its folder; an existing file keeps its permissions.

    Raises OSError that names the file; then the old one is untouched.
    """
    try:
        _replace(path, content)
    except FileExistsError as error:
        raise NotADirectoryError(errno.ENOTDIR, f"{path.parent} is no folder", str(path)) from error
    except OSError as error:
        # Named after the file that people know, and not after the part of it that is written first.
        raise OSError(error.errno, error.strerror, str(path)) from error


def _replace(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
        part.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
