"""What people at a terminal hand over: a file or a stream, under the rules for attachments."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from bot.errors import IntakeError
from bot.intake.decoding import decode
from bot.intake.limits import MAX_FILE_BYTES, MAX_IMAGE_BYTES

if TYPE_CHECKING:
    from pathlib import Path


def read_file(path: Path) -> str:
    """The text of a file, its head and tail if it is long.

    Raises IntakeError: `missing`, `unreadable` (a folder, no permission), `empty`, `too-big`, `binary`, `cut-off`.
    """
    return _read(_load(path, MAX_FILE_BYTES + 1), path.name)


def read_picture(path: Path) -> bytes:
    """The bytes of a picture, at most one more than is read of it. Raises IntakeError: `missing`, `unreadable`."""
    return _load(path, MAX_IMAGE_BYTES + 1)


def read_stream(stream: BinaryIO) -> str:
    """The text of a stream; empty if nothing came. Raises IntakeError like `read_file`."""
    data = stream.read(MAX_FILE_BYTES + 1)
    return _read(data, "standard input") if data.strip() else ""


def _load(path: Path, most_bytes: int) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(most_bytes)
    except FileNotFoundError as fault:
        raise IntakeError("missing", f"there is no file {path}") from fault
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or "no valid name"
        raise IntakeError("unreadable", f"{path}: {reason}") from fault


def _read(data: bytes, name: str) -> str:
    if len(data) > MAX_FILE_BYTES:
        raise IntakeError("too-big", f"{name} is larger than {MAX_FILE_BYTES // 1024} kB")
    return decode(data, name)
