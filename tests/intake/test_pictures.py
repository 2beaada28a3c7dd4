"""Pictures told by their header: formats, sizes, bombs and what only pretends to be one."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import IntakeError
from bot.intake.limits import MAX_IMAGE_BYTES
from bot.intake.pictures import Picture, check_picture, identify


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", width, height, 8, 2, 0, 0, 0)


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x00\x00\x00"


def jpeg(width: int, height: int, between: bytes = b"\xff\xe0\x00\x04ab") -> bytes:
    return b"\xff\xd8" + between + b"\xff\xc2" + struct.pack(">HBHH", 11, 8, height, width) + b"\x01\x01\x11\x00"


def webp(kind: bytes, body: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", len(body) + 12) + b"WEBP" + kind + struct.pack("<I", len(body)) + body


def lossless(width: int, height: int) -> bytes:
    return webp(b"VP8L", b"\x2f" + struct.pack("<I", width - 1 | (height - 1) << 14))


def extended(width: int, height: int) -> bytes:
    sizes = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return webp(b"VP8X", b"\x10\0\0\0" + sizes)


@pytest.mark.parametrize(
    ("data", "picture"),
    [
        (png(1080, 2400), Picture("png", 1080, 2400)),
        (gif(320, 200), Picture("gif", 320, 200)),
        (jpeg(640, 480), Picture("jpeg", 640, 480)),
        (jpeg(640, 480, b"\xff\xff\xff\xe1\x00\x02\xff\x01\xff\xdb\x00\x03x"), Picture("jpeg", 640, 480)),
        (lossless(1080, 2400), Picture("webp", 1080, 2400)),
        (extended(70_000, 300), Picture("webp", 70_000, 300)),
        (extended(300, 70_000), Picture("webp", 300, 70_000)),
        (webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 1280, 720)), Picture("webp", 1280, 720)),
    ],
)
def test_format_and_size(data, picture):
    assert identify(data) == picture


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"429",
        b"<svg/>",
        b"%PDF-1.7",
        b"BM" + bytes(60),
        png(9, 9)[:20],
        jpeg(9, 9)[:12],
        extended(9, 9)[:28],
        gif(0, 9),
    ],
)
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(IntakeError, match="image-unreadable"):
        check_picture(data)


@pytest.mark.parametrize(
    "data",
    [
        png(60_000, 60_000),
        png(4_100, 4_000),
        png(1, 16_385),
        jpeg(65_535, 65_535),
        extended(1 << 24, 1 << 24),
        png(10, 10) + bytes(MAX_IMAGE_BYTES),
    ],
)
def test_bombs_are_refused_before_they_unfold(data):
    with pytest.raises(IntakeError, match="image-too-big"):
        check_picture(data)


@given(st.sampled_from([b"", b"\xff\xd8\xff", b"GIF89a", b"RIFF0000WEBPVP8X", png(5, 5)[:16]]), st.binary(max_size=60))
def test_no_bytes_break_it(start, rest):
    picture = identify(start + rest)
    assert picture is None or picture.format in {"png", "jpeg", "webp", "gif"}
