"""Attached files are read within bounds, or refused with a reason."""

from __future__ import annotations

import asyncio
import gzip
import threading
import time
from dataclasses import dataclass, field

import pytest

from bot.errors import IntakeError
from bot.intake import attachments, decoding
from bot.intake.attachments import is_readable, read_attachment, read_attachments
from bot.intake.decoding import Decoder
from bot.intake.limits import MAX_ATTACHMENTS, MAX_DECODED_AT_ONCE, MAX_FILE_BYTES, MAX_UNPACKED_BYTES
from bot.text.normalise import MAX_CHARS
from tests.standin.patience import PATIENCE


class HttpError(Exception):
    """What a transport raises for an answer that is no file."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass
class File:
    """A file in memory that may fail on the way."""

    data: bytes = b"Error 429"
    filename: str = "app.log"
    content_type: str | None = None
    declared: int | None = None
    fault: Exception | None = None
    delay: float = 0
    fetched: int = field(default=0, init=False)

    @property
    def size(self) -> int:
        return len(self.data) if self.declared is None else self.declared

    async def read(self) -> bytes:
        self.fetched += 1
        await asyncio.sleep(self.delay)
        if self.fault:
            raise self.fault
        return self.data


@pytest.mark.parametrize(
    ("name", "content_type", "readable"),
    [
        ("message.txt", "text/plain; charset=utf-8", True),
        ("ST.LOG", None, True),
        ("debug.log.gz", "application/gzip", True),
        ("answer.json", "application/json", True),
        ("network.har", None, True),
        ("latest", None, True),
        ("notes.md", None, True),
        ("config.yaml", "application/octet-stream", True),
        ("page.html", "text/html", True),
        ("odd.extension", "text/plain", True),
        ("README", "image/png", False),
        ("shot.png", "image/png", False),
        ("card.png", None, False),
        ("voice.ogg", "audio/ogg", False),
        ("tool.exe", "application/x-msdownload", False),
        ("preset.zip", "application/zip", False),
    ],
)
def test_what_is_worth_fetching(name: str, content_type: str | None, readable: bool) -> None:
    assert is_readable(File(filename=name, content_type=content_type)) is readable


@pytest.mark.parametrize("size", [0, MAX_FILE_BYTES + 1])
def test_size_decides_too(size: int) -> None:
    assert not is_readable(File(declared=size))


async def test_text_is_read() -> None:
    assert await read_attachment(File("报错 429".encode()), Decoder()) == "报错 429"


async def test_more_than_declared_is_read_up_to_the_bound() -> None:
    assert await read_attachment(File(b"x" * 100, declared=10), Decoder()) == "x" * 100


async def test_of_a_long_file_head_and_tail_are_used() -> None:
    lines = "\n".join(f"line {number}" for number in range(40_000)).encode()
    text = await read_attachment(File(lines), Decoder())
    assert len(lines) > MAX_CHARS >= len(text)
    assert text.startswith("line 0\n")
    assert text.endswith("line 39999")


@pytest.mark.parametrize(
    ("file", "reason", "fetched"),
    [
        (File(b""), "empty", 0),
        (File(b" \n"), "empty", 1),
        (File(declared=MAX_FILE_BYTES + 1), "too-big", 0),
        (File(b"x" * (MAX_FILE_BYTES + 1), declared=10), "too-big", 1),
        (File(filename="shot.png", content_type="image/png"), "binary", 0),
        (File(b"\x89PNG\r\n\x1a\n" + bytes(range(256))), "binary", 1),
        (File(declared=1_000), "cut-off", 1),
        (File(fault=ConnectionResetError()), "cut-off", 1),
        (File(fault=RuntimeError("payload")), "cut-off", 1),
        (File(fault=HttpError(404)), "missing", 1),
        (File(fault=HttpError(403)), "missing", 1),
        (File(fault=HttpError(503)), "unreadable", 1),
        (File(fault=TimeoutError()), "slow", 1),
    ],
)
async def test_refusals(file: File, reason: str, fetched: int) -> None:
    with pytest.raises(IntakeError) as refusal:
        await read_attachment(file, Decoder())
    assert refusal.value.reason == reason
    assert file.filename in str(refusal.value)
    assert file.fetched == fetched


async def test_a_slow_file_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "FETCH_SECONDS", 0.02)
    with pytest.raises(IntakeError, match="slow"):
        await read_attachment(File(delay=30), Decoder())


async def test_several_files_keep_their_order_and_refusals() -> None:
    read = await read_attachments(
        [File(b"one", delay=0.02), File(b""), File(b"two"), File(fault=HttpError(404))], Decoder()
    )
    assert read.texts == ("one", "two")
    assert [refusal.reason for refusal in read.refusals] == ["empty", "missing"]


async def test_no_more_than_a_few_files_are_fetched() -> None:
    files = [File(str(number).encode()) for number in range(MAX_ATTACHMENTS + 3)]
    read = await read_attachments(files, Decoder())
    assert len(read.texts) == MAX_ATTACHMENTS
    assert sum(file.fetched for file in files) == MAX_ATTACHMENTS


async def test_files_that_unfold_far_leave_the_loop_free() -> None:
    """While twenty of them are decoded, a few at a time, what else there is to do goes on."""
    packed = gzip.compress(b"caf\xe9 error " * (MAX_UNPACKED_BYTES // 11))
    assert len(packed) < 20_000
    decoder, longest, last = Decoder(), 0.0, time.perf_counter()
    reading = asyncio.gather(
        *(read_attachments([File(packed, "a.gz")] * MAX_ATTACHMENTS, decoder) for _ in range(20 // MAX_ATTACHMENTS))
    )
    while not reading.done():
        await asyncio.sleep(0.001)
        longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
    assert all(len(text) == MAX_CHARS for read in await reading for text in read.texts)
    assert longest < 0.1 * PATIENCE


async def test_a_few_files_are_decoded_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once, most, lock = 0, 0, threading.Lock()

    def slowly(data: bytes, name: str) -> str:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        time.sleep(0.02)
        with lock:
            at_once -= 1
        return name

    monkeypatch.setattr(decoding, "decode", slowly)
    decoder = Decoder()
    await asyncio.gather(*(read_attachments([File()] * MAX_ATTACHMENTS, decoder) for _ in range(3)))
    assert most == MAX_DECODED_AT_ONCE


async def test_giving_up_is_not_swallowed() -> None:
    reading = asyncio.create_task(read_attachments([File(delay=30)], Decoder()))
    await asyncio.sleep(0)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
