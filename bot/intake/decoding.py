"""Bytes of a file into its text."""

from __future__ import annotations

import asyncio
import codecs

from bot.errors import IntakeError
from bot.intake.limits import MAX_DECODED_AT_ONCE
from bot.intake.unpacking import GZIP, MARGIN_BYTES, Ends, unpack
from bot.text.redact import cap_paste

_BYTE_ORDER_MARKS = (
    # UTF-32's mark begins with that of UTF-16, so it is asked for first.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY_STARTS = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF-", b"PK\x03\x04", b"PK\x05\x06", b"\x7fELF", b"MZ\x90", b"7z\xbc\xaf",
    b"Rar!\x1a", b"RIFF", b"OggS", b"ID3\x03", b"ID3\x04", b"SQLite format 3\0",
    b"BZh9", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd",
)  # fmt: skip
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\x08\x0c\x1b") + b"\x7f"
_MOST_CONTROLS = 0.02
_BEYOND_ASCII = bytes(range(0x80, 0x100))
_CONTINUATIONS = bytes(range(0x80, 0xC0))
# In UTF-8 as in GB18030 only bytes from 0x30 on are part of a character of several.
_PARTS = bytes(range(0x30, 0x100))


class Decoder:
    """Decodes files beside the event loop, a few at a time: a small file may unfold to megabytes."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(MAX_DECODED_AT_ONCE)

    async def decode(self, data: bytes, name: str) -> str:
        """The text of a file, as `decode` reads it. Raises IntakeError like that."""
        async with self._turns:
            return await asyncio.to_thread(decode, data, name)


def decode(data: bytes, name: str) -> str:
    """The text of a file called `name`, gzip undone; its head and tail if it is long (`bot.text.redact.cap_paste`).

    Reads UTF-8, UTF-16 and UTF-32 (by their marks, UTF-16 also without) and GB18030; what fits none of them is read as
    UTF-8 with replacement characters. Raises IntakeError: `empty`, `binary`, `too-big` (unpacked), `cut-off` (gzip).
    """
    ends = unpack(data, name) if data.startswith(GZIP) else Ends(data)
    if ends.head.startswith(_BINARY_STARTS):
        raise IntakeError("binary", f"{name} is not a text file")
    text = cap_paste(_to_text(ends))
    if not text.strip("\ufeff\0 \t\r\n"):
        raise IntakeError("empty", f"{name} holds no text")
    controls = sum(text.count(chr(code)) for code in _CONTROLS)
    if controls > _MOST_CONTROLS * len(text) + 1:
        raise IntakeError("binary", f"{name} is not a text file")
    return text


def _to_text(ends: Ends) -> str:
    """What the bytes mean, in the one encoding that fits both ends."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if ends.head.startswith(mark):
            return ends.head[len(mark) :].decode(encoding, "replace") + ends.tail.decode(encoding, "replace")
    if encoding := _guess_utf16(ends.head):
        return ends.head.decode(encoding, "replace") + ends.tail.decode(encoding, "replace")
    parts = (ends.head, _begin_whole(ends.tail))
    if (text := _read_as("utf-8", parts)) is not None:
        return text
    damaged = "".join(part.decode("utf-8", "replace") for part in parts)
    lost = damaged.count("\ufffd")
    # Characters of ASCII are the same in both, and deleting the others from bytes is fast.
    plain = sum(len(part.translate(None, _BEYOND_ASCII)) for part in parts)
    # Mostly good UTF-8 is UTF-8 with damage; GB18030 would read it, too, but as nonsense.
    if len(damaged) - plain - lost > lost:
        return damaged
    return _read_as("gb18030", parts) or damaged


def _read_as(encoding: str, parts: tuple[bytes, ...]) -> str | None:
    """The parts without a character that is cut off at their ends; None where they are of another encoding."""
    try:
        return "".join(codecs.getincrementaldecoder(encoding)().decode(part) for part in parts)
    except UnicodeDecodeError:
        return None


def _begin_whole(tail: bytes) -> bytes:
    """The tail from the first place on where surely no character is cut."""
    margin = tail[:MARGIN_BYTES]
    whole = margin.lstrip(_PARTS)
    return tail[len(margin) - len(whole) :] if whole else tail.lstrip(_CONTINUATIONS)


def _guess_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: Latin text has a zero in every second byte."""
    head = data[:4096]
    half = len(head) // 2
    if half < 2:
        return None
    if head[1::2].count(0) > 0.4 * half and head[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if head[::2].count(0) > 0.4 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None
