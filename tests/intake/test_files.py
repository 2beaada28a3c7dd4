"""Files and streams of a terminal."""

from __future__ import annotations

import gzip
import io
from typing import TYPE_CHECKING

import pytest

from bot.errors import ExitCode, IntakeError
from bot.intake.files import read_file, read_stream
from bot.intake.limits import MAX_FILE_BYTES
from bot.text.normalise import MAX_CHARS

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "报错.log"
    path.write_bytes("错误 429".encode("gb18030"))
    assert read_file(path) == "错误 429"


def test_a_packed_file_is_read_in_part(tmp_path: Path) -> None:
    path = tmp_path / "app.log.gz"
    path.write_bytes(gzip.compress(b"line\n" * 100_000 + b"Error 429"))
    text = read_file(path)
    assert len(text) <= MAX_CHARS
    assert text.endswith("Error 429")


def test_refusals_are_one_line_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "empty.log").write_bytes(b"")
    (tmp_path / "big.log").write_bytes(b"x" * (MAX_FILE_BYTES + 1))
    (tmp_path / "shot.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    for name, reason in (
        ("empty.log", "empty"),
        ("big.log", "too-big"),
        ("shot.png", "binary"),
        ("none.log", "missing"),
        ("", "unreadable"),
        ("zero\0.log", "unreadable"),
    ):
        with pytest.raises(IntakeError) as refusal:
            read_file(tmp_path / name)
        assert refusal.value.reason == reason
        assert "\n" not in str(refusal.value)
        assert refusal.value.exit_code == ExitCode.USAGE


def test_a_stream_is_read() -> None:
    assert read_stream(io.BytesIO(b"\xef\xbb\xbfError 429\n")) == "Error 429\n"


@pytest.mark.parametrize("data", [b"", b" \n"])
def test_an_empty_stream_is_empty_text(data: bytes) -> None:
    assert read_stream(io.BytesIO(data)) == ""


@pytest.mark.parametrize(("data", "reason"), [(b"x" * (MAX_FILE_BYTES + 1), "too-big"), (b"\0\1\2" * 50, "binary")])
def test_streams_are_refused_like_files(data: bytes, reason: str) -> None:
    with pytest.raises(IntakeError) as refusal:
        read_stream(io.BytesIO(data))
    assert refusal.value.reason == reason
