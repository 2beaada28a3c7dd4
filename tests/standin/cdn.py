"""Attachments as Discord's CDN serves them, with every way in which a download goes wrong."""

from __future__ import annotations

import asyncio
import mimetypes
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING
from urllib.parse import quote

from aiohttp import web

if TYPE_CHECKING:
    from tests.standin.world import World

LINK_LIFETIME_SECONDS = 24 * 3600


class Serving(Enum):
    """How a file comes when it is asked for."""

    NORMAL = auto()
    SLOW = auto()  # in small pieces, `delay_seconds` apart
    CUT_OFF = auto()  # half of it, then the connection breaks
    STALLED = auto()  # headers and half of it, then nothing more
    FORBIDDEN = auto()  # 403, as for a link whose signature is wrong
    MISSING = auto()  # 404, as for a deleted message's file


@dataclass(slots=True)
class Upload:
    """A file that a person attaches. `declared_size` is what Discord's payload claims, if not the truth."""

    filename: str
    data: bytes
    content_type: str | None = None
    serving: Serving = Serving.NORMAL
    declared_size: int | None = None
    delay_seconds: float = 0.05
    description: str | None = None


@dataclass(eq=False, slots=True)
class CdnFile:
    """A stored attachment. `fetches` counts how often it was downloaded or tried."""

    id: int
    channel_id: int
    upload: Upload
    expires_at: float
    base_url: str
    ephemeral: bool = False
    fetches: int = 0

    @property
    def filename(self) -> str:
        return self.upload.filename

    @property
    def size(self) -> int:
        upload = self.upload
        return len(upload.data) if upload.declared_size is None else upload.declared_size

    @property
    def content_type(self) -> str | None:
        return self.upload.content_type or mimetypes.guess_type(self.filename)[0]

    @property
    def signature(self) -> str:
        return f"{self.id * 2_654_435_761 % (1 << 64):016x}"

    @property
    def url(self) -> str:
        """The signed address; without `ex` and `hm` the CDN answers 404."""
        folder = "ephemeral-attachments" if self.ephemeral else "attachments"
        path = f"/{folder}/{self.channel_id}/{self.id}/{quote(self.filename)}"
        return f"{self.base_url}{path}?ex={int(self.expires_at):x}&is=0&hm={self.signature}"


class Cdn:
    """Stores what was attached and serves it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.files: dict[int, CdnFile] = {}

    def store(self, upload: Upload, channel_id: int, *, ephemeral: bool = False) -> CdnFile:
        file = CdnFile(
            id=self._world.snowflakes.next(),
            channel_id=channel_id,
            upload=upload,
            expires_at=self._world.clock.now() + LINK_LIFETIME_SECONDS,
            base_url=self._world.url,
            ephemeral=ephemeral,
        )
        self.files[file.id] = file
        return file

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer one download. A wrong or expired signature is a 404, as since 2024."""
        parts = request.path.split("/")
        file = self.files.get(int(parts[3])) if len(parts) > 4 and parts[3].isdigit() else None
        gone = web.Response(status=404, text="This content is no longer available.")
        if file is None:
            return gone
        file.fetches += 1
        self._world.pulse()
        expired = self._world.clock.now() > file.expires_at
        if request.query.get("hm") != file.signature or expired or file.upload.serving is Serving.MISSING:
            return gone
        if file.upload.serving is Serving.FORBIDDEN:
            return web.Response(status=403, text="Access denied.")
        return await self._stream(request, file)

    async def _stream(self, request: web.Request, file: CdnFile) -> web.StreamResponse:
        body = file.upload.data
        response = web.StreamResponse(headers={"Content-Type": file.content_type or "application/octet-stream"})
        response.content_length = len(body)
        await response.prepare(request)
        if request.method == "HEAD":
            return response
        half = len(body) // 2
        match file.upload.serving:
            case Serving.SLOW:
                step = max(1, len(body) // 10)
                for start in range(0, len(body), step):
                    await response.write(body[start : start + step])
                    await asyncio.sleep(file.upload.delay_seconds)
            case Serving.CUT_OFF:
                await response.write(body[:half])
                await self._abort(request)
            case Serving.STALLED:
                await response.write(body[:half])
                await self._world.stopping.wait()
                await self._abort(request)
            case _:
                await response.write(body)
        return response

    @staticmethod
    async def _abort(request: web.Request) -> None:
        await asyncio.sleep(0.01)  # lets the half that was written leave first
        if request.transport is not None:
            request.transport.abort()
