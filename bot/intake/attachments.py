"""Attached files: which to read, and their text. Types of Discord fit the protocol as they are."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Protocol

from bot.errors import IntakeError
from bot.intake.limits import FETCH_SECONDS, MAX_ATTACHMENTS, MAX_FILE_BYTES, MAX_IMAGE_BYTES, MAX_IMAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.intake.decoding import Decoder

_TEXT_SUFFIXES = frozenset(
    {"", ".txt", ".log", ".json", ".jsonl", ".ndjson", ".md", ".yaml", ".yml", ".csv", ".tsv", ".html", ".htm", ".har"}
    | {".xml", ".toml", ".ini", ".conf", ".cfg", ".env", ".out", ".err", ".trace", ".gz"}
)
_TEXT_TYPES = ("text/", "application/json", "application/xml", "application/yaml", "application/x-yaml")
_PICTURE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif"})
_PICTURE_TYPES = ("image/png", "image/jpeg", "image/webp", "image/gif")
_MEDIA_TYPES = ("image/", "audio/", "video/", "font/", "application/pdf", "application/zip")
_GONE = (401, 403, 404, 410)


class Attachment(Protocol):
    """A file to be fetched. `size`: bytes as declared. `read` may raise whatever its transport raises."""

    @property
    def filename(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def content_type(self) -> str | None: ...
    async def read(self) -> bytes: ...


class PictureReader(Protocol):
    """What turns a picture into its text. Raises IntakeError."""

    async def read(self, data: bytes, /) -> str: ...


@dataclass(frozen=True, slots=True)
class AttachedText:
    """The texts of the files that could be read, in order, and why the others could not."""

    texts: tuple[str, ...]
    refusals: tuple[IntakeError, ...]


def is_readable(attachment: Attachment) -> bool:
    """Whether a file looks like text of a size that is read, by its name, type and size: worth fetching unasked."""
    if not 0 < attachment.size <= MAX_FILE_BYTES or _is_media(attachment):
        return False
    return _suffix(attachment) in _TEXT_SUFFIXES or _type(attachment).startswith(_TEXT_TYPES)


def is_picture(attachment: Attachment) -> bool:
    """Whether a file is a picture that could be read, by its type, or by its name where it has none."""
    kind = _type(attachment)
    return kind.startswith(_PICTURE_TYPES) if kind else _suffix(attachment) in _PICTURE_SUFFIXES


def pick_readable(attachments: Sequence[Attachment], *, pictures: bool) -> list[Attachment]:
    """The files worth fetching unasked: text of a size that is read and, with `pictures`, the first few pictures."""
    shown = [file for file in attachments if pictures and is_picture(file) and 0 < file.size <= MAX_IMAGE_BYTES]
    return [file for file in attachments if file in shown[:MAX_IMAGES] or is_readable(file)]


async def read_attachment(attachment: Attachment, decoder: Decoder, pictures: PictureReader | None = None) -> str:
    """The text of a file, its head and tail if it is long; that on a picture where `pictures` reads them.

    Raises IntakeError: `empty`, `too-big`, `binary`, `missing` (gone or forbidden), `cut-off`, `slow`, `unreadable`
    (its server fails), and for pictures `image-too-big` and what `pictures` raises.
    """
    name = attachment.filename
    if attachment.size == 0:
        raise IntakeError("empty", f"{name} holds no text")
    if pictures is not None and is_picture(attachment):
        if attachment.size > MAX_IMAGE_BYTES:
            raise IntakeError("image-too-big", f"{name} is larger than {MAX_IMAGE_BYTES // 1024 // 1024} MB")
        return await pictures.read(await _fetch(attachment))
    if _is_media(attachment):
        raise IntakeError("binary", f"{name} is not a text file")
    if attachment.size > MAX_FILE_BYTES:
        raise IntakeError("too-big", f"{name} is larger than {MAX_FILE_BYTES // 1024} kB")
    data = await _fetch(attachment)
    if len(data) > MAX_FILE_BYTES:
        raise IntakeError("too-big", f"{name} is larger than {MAX_FILE_BYTES // 1024} kB")
    if len(data) < attachment.size:
        raise IntakeError("cut-off", f"{name} ends after {len(data)} of {attachment.size} bytes")
    return await decoder.decode(data, name)


async def read_attachments(
    attachments: Sequence[Attachment], decoder: Decoder, pictures: PictureReader | None = None
) -> AttachedText:
    """The texts of the first few files, fetched at the same time. Raises nothing of its own."""
    found = await asyncio.gather(*(_try_reading(file, decoder, pictures) for file in attachments[:MAX_ATTACHMENTS]))
    return AttachedText(
        tuple(text for text in found if isinstance(text, str)),
        tuple(refusal for refusal in found if isinstance(refusal, IntakeError)),
    )


async def _try_reading(attachment: Attachment, decoder: Decoder, pictures: PictureReader | None) -> str | IntakeError:
    try:
        return await read_attachment(attachment, decoder, pictures)
    except IntakeError as refusal:
        return refusal


async def _fetch(attachment: Attachment) -> bytes:
    name = attachment.filename
    try:
        async with asyncio.timeout(FETCH_SECONDS):
            return await attachment.read()
    except TimeoutError as fault:
        raise IntakeError("slow", f"{name} took longer than {FETCH_SECONDS:g} s") from fault
    except Exception as fault:
        # Each transport has errors of its own, and none of them is known here; those of HTTP carry a status.
        status = getattr(fault, "status", None)
        if status in _GONE:
            raise IntakeError("missing", f"{name} can no longer be fetched") from fault
        if status is not None:
            raise IntakeError("unreadable", f"{name}: its server answers {status}") from fault
        raise IntakeError("cut-off", f"{name} broke off: {type(fault).__name__}") from fault


def _is_media(attachment: Attachment) -> bool:
    return _type(attachment).startswith(_MEDIA_TYPES) and _suffix(attachment) not in _TEXT_SUFFIXES - {""}


def _type(attachment: Attachment) -> str:
    return (attachment.content_type or "").lower()


def _suffix(attachment: Attachment) -> str:
    return PurePosixPath(attachment.filename).suffix.lower()
