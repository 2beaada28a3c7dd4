"""The ends of a compressed file: what lies between them is never kept, as nobody reads it."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from bot.errors import IntakeError
from bot.intake.limits import MAX_UNPACKED_BYTES
from bot.text.normalise import HEAD_CHARS, TAIL_CHARS

GZIP = b"\x1f\x8b"
MARGIN_BYTES = 4_096
"""How much of the tail may be dropped to begin it with a whole character."""

_WINDOW = 31
_WIDEST_CHAR = 4
_CONTEXT_CHARS = 16_384
# Enough for what `cap_paste` keeps, and reads around its cuts for secrets, however wide the characters are; multiples
# of the width of any of them.
_HEAD_BYTES = _WIDEST_CHAR * (HEAD_CHARS + _CONTEXT_CHARS) + MARGIN_BYTES
_TAIL_BYTES = _WIDEST_CHAR * (TAIL_CHARS + 1 + _CONTEXT_CHARS) + MARGIN_BYTES
_PIECE_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Ends:
    """The head of some bytes and, where there is a gap behind it, their tail; else all of them are the head.

    The gap is a multiple of four bytes long, so that characters of two or four bytes stay whole.
    """

    head: bytes
    tail: bytes = b""


def unpack(data: bytes, name: str) -> Ends:
    """The ends of a gzip file called `name`, read up to the limit only: a few kilobytes may hold gigabytes.

    Raises IntakeError: `binary` (no gzip), `too-big` (unpacked), `cut-off`.
    """
    unpacker = zlib.decompressobj(_WINDOW)
    kept, size, has_gap = bytearray(), 0, False
    try:
        while piece := unpacker.decompress(unpacker.unconsumed_tail if size else data, _PIECE_BYTES):
            size += len(piece)
            if size > MAX_UNPACKED_BYTES:
                raise IntakeError("too-big", f"{name} holds more than {MAX_UNPACKED_BYTES // 1024} kB")
            kept += piece
            surplus = len(kept) - _HEAD_BYTES - _TAIL_BYTES
            if surplus >= _WIDEST_CHAR:
                del kept[_HEAD_BYTES : _HEAD_BYTES + surplus - surplus % _WIDEST_CHAR]
                has_gap = True
    except zlib.error as fault:
        raise IntakeError("binary", f"{name} is no readable gzip file") from fault
    if not unpacker.eof:
        raise IntakeError("cut-off", f"{name} ends in the middle")
    return Ends(bytes(kept[:_HEAD_BYTES]), bytes(kept[_HEAD_BYTES:])) if has_gap else Ends(bytes(kept))
