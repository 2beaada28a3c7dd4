"""Bytes of a file into its text."""

from __future__ import annotations

import codecs
import zlib

from bot.errors import IntakeError
from bot.intake.limits import MAX_UNPACKED_BYTES

_GZIP = b"\x1f\x8b"
_GZIP_WINDOW = 31
_BYTE_ORDER_MARKS = (
    # UTF-32's mark begins with that of UTF-16, so it is asked for first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY_STARTS = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF-", b"PK\x03\x04", b"PK\x05\x06", b"\x7fELF", b"MZ\x90", b"7z\xbc\xaf",
    b"Rar!\x1a", b"RIFF", b"OggS", b"ID3\x03", b"ID3\x04", b"SQLite format 3\0",
    b"BZh9", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd",
)  # fmt: skip
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\x08\x0c\x1b") + b"\x7f"
_MOST_CONTROLS = 0.02


def decode(data: bytes, name: str) -> str:
    """The text of a file called `name`, gzip undone.

    Reads UTF-8, UTF-16 and UTF-32 (by their marks, UTF-16 also without) and GB18030; what fits none of them is read as
    UTF-8 with replacement characters. Raises IntakeError: `empty`, `binary`, `too-big` (unpacked), `cut-off` (gzip).
    """
    if data.startswith(_GZIP):
        data = _unpack(data, name)
    if data.startswith(_BINARY_STARTS):
        raise IntakeError("binary", f"{name} is not a text file")
    text = _to_text(data)
    if not text.strip("\ufeff\0 \t\r\n"):
        raise IntakeError("empty", f"{name} holds no text")
    controls = sum(text.count(chr(code)) for code in _CONTROLS)
    if controls > _MOST_CONTROLS * len(text) + 1:
        raise IntakeError("binary", f"{name} is not a text file")
    return text


def _unpack(data: bytes, name: str) -> bytes:
    """The content of a gzip file, read up to the limit only: a few kilobytes may hold gigabytes."""
    unpacker = zlib.decompressobj(_GZIP_WINDOW)
    try:
        unpacked = unpacker.decompress(data, MAX_UNPACKED_BYTES + 1)
    except zlib.error as fault:
        raise IntakeError("binary", f"{name} is no readable gzip file") from fault
    if len(unpacked) > MAX_UNPACKED_BYTES:
        raise IntakeError("too-big", f"{name} holds more than {MAX_UNPACKED_BYTES // 1024} kB")
    if not unpacker.eof:
        raise IntakeError("cut-off", f"{name} ends in the middle")
    return unpacked


def _to_text(data: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    encoding = _guess_utf16(data)
    if encoding:
        return data.decode(encoding, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError as fault:
        if fault.reason == "unexpected end of data":
            return data[: fault.start].decode()
    damaged = data.decode("utf-8", "replace")
    lost = damaged.count("\ufffd")
    read = sum(char > "\x7f" for char in damaged) - lost
    # Mostly good UTF-8 is UTF-8 with damage; GB18030 would read it, too, but as nonsense.
    return damaged if read > lost else _from_chinese(data) or damaged


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


def _from_chinese(data: bytes) -> str | None:
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as fault:
        if fault.reason == "incomplete multibyte sequence":
            return data[: fault.start].decode("gb18030")
    return None
