"""Bytes of files become text, or a refusal with a reason."""

from __future__ import annotations

import codecs
import gzip
import os
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import IntakeError
from bot.intake.decoding import decode
from bot.intake.limits import MAX_UNPACKED_BYTES
from bot.text.normalise import HEAD_CHARS, TAIL_CHARS
from bot.text.redact import cap_paste

LOG = "[ERROR] 请求失败：429 Too Many Requests\r\n当前分组上游负载已饱和\n" * 3
LATIN = "Error: connect ECONNREFUSED 127.0.0.1:8000\n" * 3

READ = {
    "UTF-8": (LOG.encode(), LOG),
    "UTF-8 with mark": (codecs.BOM_UTF8 + LOG.encode(), LOG),
    "UTF-16 LE with mark": (codecs.BOM_UTF16_LE + LOG.encode("utf-16-le"), LOG),
    "UTF-16 BE with mark": (codecs.BOM_UTF16_BE + LOG.encode("utf-16-be"), LOG),
    "UTF-32 with mark": (LOG.encode("utf-32"), LOG),
    "UTF-16 LE without mark": (LATIN.encode("utf-16-le"), LATIN),
    "UTF-16 BE without mark": (LATIN.encode("utf-16-be"), LATIN),
    "GB18030": (LOG.encode("gb18030"), LOG),
    "GB18030 cut in a character": (LOG.encode("gb18030")[:-3], LOG[:-2]),
    "UTF-8 cut in a character": (LOG.encode()[:-2], LOG[:-2]),
    "UTF-8 with a damaged byte": (LOG.encode() + b"\xff end", LOG + "\ufffd end"),
    "Latin-1 in an English log": (LATIN.encode() + b"caf\xe9\n", LATIN + "caf\ufffd\n"),
    "colours": (b"\x1b[31mError 429\x1b[0m", "\x1b[31mError 429\x1b[0m"),
    "one stray zero": (b"Error 429\0 after a crash", "Error 429\0 after a crash"),
    "gzip": (gzip.compress(LOG.encode()), LOG),
    "gzip of GB18030": (gzip.compress(LOG.encode("gb18030")), LOG),
    "one character": (b"x", "x"),
}

REFUSED = {
    "nothing": (b"", "empty"),
    "blanks": (b" \r\n\t", "empty"),
    "mark only": (codecs.BOM_UTF8, "empty"),
    "zeros": (bytes(100), "empty"),
    "gzip of nothing": (gzip.compress(b""), "empty"),
    "PNG": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"),
    "ZIP": (b"PK\x03\x04" + b"readme.txt" * 20, "binary"),
    "PDF": (b"%PDF-1.7\n" + b"plain words " * 20, "binary"),
    "controls": (b"\x00\x01\x02 429 " * 100, "binary"),
    "gzip of a picture": (gzip.compress(b"\x89PNG\r\n\x1a\n" + bytes(range(256))), "binary"),
    "gzip damaged": (b"\x1f\x8b\x08\x00" + b"\xff" * 50, "binary"),
    "gzip cut off": (gzip.compress(os.urandom(5_000).hex().encode())[:-800], "cut-off"),
    "gzip bomb": (gzip.compress(b"a" * (MAX_UNPACKED_BYTES + 1)), "too-big"),
}


@pytest.mark.parametrize(("data", "text"), READ.values(), ids=READ.keys())
def test_text_is_read(data: bytes, text: str) -> None:
    assert decode(data, "app.log") == text


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(IntakeError) as refusal:
        decode(data, "app.log")
    assert refusal.value.reason == reason
    assert "app.log" in refusal.value.detail


LINES = "".join(f"{number} [ERROR] 请求失败：429 Too Many Requests 🧨 ключ\n" for number in range(60_000))
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-32")
LONG = {
    "lines": (LINES, (*UNICODE, "gb18030")),
    "wide": (("错" * 99 + "\n") * 20_000, (*UNICODE, "gb18030")),
    "widest": (("🧨" * 99 + "\n") * 20_000, (*UNICODE, "gb18030")),
    # Where no character of one byte stands between, nothing shows in GB18030 where the others begin.
    "endless": ("错" * 2_000_000, UNICODE),
    "endless and mixed": ("é🧨" * 1_000_000, UNICODE),
}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [pytest.param(text, encoding, id=f"{name} {encoding}") for name, (text, fits) in LONG.items() for encoding in fits],
)
@pytest.mark.parametrize("before", range(3))
def test_of_a_long_packed_file_the_ends_are_read(text: str, encoding: str, before: int) -> None:
    """Whatever its encoding, and wherever the gap cuts a character."""
    text = "x" * before + text[: MAX_UNPACKED_BYTES // 4 - 8]
    assert decode(gzip.compress(text.encode(encoding), 1), "app.gz") == cap_paste(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("length", [40, 4_000, 8_000])
@pytest.mark.parametrize("shift", [1, 30, 3_900])
def test_a_secret_where_the_text_is_cut_is_still_known_for_one(length: int, shift: int, encoding: str) -> None:
    secret = "Authorization: Bearer " + "aZ3" * (length // 3)
    end = f"{secret} and so on\n"
    head, tail = "错 line\n" * 8_000, "🧨 line\n" * 20_000
    text = head[: HEAD_CHARS - shift] + end + "x\n" * 500_000 + end + tail[-TAIL_CHARS + len(end) - shift :]
    data = text.encode(encoding)
    assert decode(gzip.compress(data, 1), "app.gz") == decode(data, "app.log") == cap_paste(text)


@settings(max_examples=20, deadline=None)
@given(st.binary(max_size=4) | st.text(max_size=4).map(str.encode), st.integers(0, 5), st.integers(0, 5))
def test_a_gap_is_never_seen(unit: bytes, before: int, after: int) -> None:
    """Damaged and foreign files, too, read as if all of them were unpacked."""
    data = b"a" * before + (unit + b" caf\xe9 \n") * 150_000 + b"b" * after
    with suppress(IntakeError):
        assert decode(gzip.compress(data, 1), "app.gz") == decode(data, "app.log")


def test_a_file_that_unfolds_far_is_decoded_fast() -> None:
    packed = gzip.compress(b"caf\xe9 error " * (MAX_UNPACKED_BYTES // 11))
    started = time.process_time()
    decode(packed, "app.gz")
    assert time.process_time() - started < 0.15


@given(st.binary(max_size=2_000))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(IntakeError):
        assert decode(data, "x").strip("\ufeff\0 \t\r\n")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: text.strip(" \ufeff")))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode(), "x") == text
