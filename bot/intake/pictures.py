"""What kind of picture some bytes are and how large it would unfold, told from their first bytes alone."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import IntakeError
from bot.intake.limits import MAX_IMAGE_BYTES, MAX_IMAGE_PIXELS, MAX_IMAGE_SIDE

if TYPE_CHECKING:
    from collections.abc import Callable

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_JPEG_BARE_MARKERS = frozenset({0x01, *range(0xD0, 0xD9)})
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class Picture:
    """Format and size in pixels, as the header declares them."""

    format: str
    width: int
    height: int


def identify(data: bytes) -> Picture | None:
    """The picture that `data` begins to be; None where it is no PNG, JPEG, WebP or GIF or breaks off in its header."""
    for fits, measure in _FORMATS:
        if fits(data):
            try:
                return measure(data)
            except (IndexError, struct.error):
                return None
    return None


def check_picture(data: bytes) -> Picture:
    """The picture, if it may be unfolded at all: a few kilobytes can declare gigabytes of pixels.

    Raises IntakeError: `image-too-big` (bytes or pixels), `image-unreadable`.
    """
    if len(data) > MAX_IMAGE_BYTES:
        raise IntakeError("image-too-big", f"the picture is larger than {MAX_IMAGE_BYTES // 1024 // 1024} MB")
    picture = identify(data)
    if picture is None or not (picture.width and picture.height):
        raise IntakeError("image-unreadable", "that is no PNG, JPEG, WebP or GIF picture")
    if max(picture.width, picture.height) > MAX_IMAGE_SIDE or picture.width * picture.height > MAX_IMAGE_PIXELS:
        raise IntakeError("image-too-big", f"the picture has {picture.width} x {picture.height} pixels")
    return picture


def _measure_png(data: bytes) -> Picture:
    width, height = struct.unpack_from(">II", data, 16)
    return Picture("png", width, height)


def _measure_gif(data: bytes) -> Picture:
    width, height = struct.unpack_from("<HH", data, 6)
    return Picture("gif", width, height)


def _measure_webp(data: bytes) -> Picture:
    kind = data[12:16]
    if kind == b"VP8X":
        low, middle, high = struct.unpack_from("<HHH", data, 24)
        return Picture("webp", (low | (middle & 0xFF) << 16) + 1, (middle >> 8 | high << 8) + 1)
    if kind == b"VP8L":
        bits = struct.unpack_from("<I", data, 21)[0]
        return Picture("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    width, height = struct.unpack_from("<HH", data, 26)
    return Picture("webp", width & 0x3FFF, height & 0x3FFF)


def _measure_jpeg(data: bytes) -> Picture:
    at = 2
    while True:
        # A segment may be preceded by any number of fill bytes.
        while data[at + 1] == 0xFF:
            at += 1
        marker = data[at + 1]
        if data[at] != 0xFF:
            raise IndexError
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return Picture("jpeg", width, height)
        at += 2 if marker in _JPEG_BARE_MARKERS else 2 + struct.unpack_from(">H", data, at + 2)[0]


_FORMATS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], Picture]], ...] = (
    (lambda data: data.startswith(_PNG) and data[12:16] == b"IHDR", _measure_png),
    (lambda data: data.startswith(_JPEG), _measure_jpeg),
    (lambda data: data.startswith(b"RIFF") and data[8:12] == b"WEBP", _measure_webp),
    (lambda data: data.startswith((b"GIF87a", b"GIF89a")), _measure_gif),
)
