"""Pictures of errors, turned into text in a process of its own. What they say is a paste like any other."""

from __future__ import annotations

import asyncio
from importlib.util import find_spec

from bot.errors import IntakeError
from bot.extras import install_hint
from bot.intake.pictures import check_picture
from bot.intake.reader_process import ReaderProcess
from bot.text.redact import cap_paste

_LIBRARIES = ("rapidocr", "onnxruntime", "PIL")


class Screenshots:
    """Reads pictures. Nothing is started before the first one; close it on the loop that it works on."""

    def __init__(self, process: ReaderProcess | None = None) -> None:
        self._process = process or ReaderProcess()
        self._is_available = process is not None or all(find_spec(library) for library in _LIBRARIES)

    @property
    def is_available(self) -> bool:
        """Whether the extra `ocr` is installed."""
        return self._is_available

    async def read(self, data: bytes) -> str:
        """The text on a PNG, JPEG, WebP or GIF (its first frame), from top to bottom.

        Raises IntakeError: `no-ocr`, `image-too-big` (bytes or pixels), `image-unreadable` (another format, damaged),
        `image-textless`, `image-slow`, `image-busy`.
        """
        if not self._is_available:
            raise IntakeError("no-ocr", f"screenshots need what reads them: {install_hint('ocr')}")
        check_picture(data)
        text = cap_paste(await self._process.read(data))
        if not text.strip():
            raise IntakeError("image-textless", "there is no text on the picture")
        return text

    async def close(self) -> None:
        """Ends the process behind it."""
        await self._process.close()


def read_image(data: bytes) -> str:
    """The text of one picture, where no event loop runs. Raises IntakeError like `Screenshots.read`."""
    return asyncio.run(_read_once(data))


async def _read_once(data: bytes) -> str:
    screenshots = Screenshots()
    try:
        return await screenshots.read(data)
    finally:
        await screenshots.close()
