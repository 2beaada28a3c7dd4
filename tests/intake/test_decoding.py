"""Bytes of files become text, or a refusal with a reason."""

from __future__ import annotations

import codecs
import gzip
import os
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import IntakeError
from bot.intake.decoding import decode
from bot.intake.limits import MAX_UNPACKED_BYTES

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


@given(st.binary(max_size=2_000))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(IntakeError):
        assert decode(data, "x").strip("\ufeff\0 \t\r\n")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: text.strip(" \ufeff")))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode(), "x") == text
