"""Gateway sessions and the connections that carry them."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aiohttp import web

    from tests.standin.intents import Intents
    from tests.standin.records import Connection

Json = dict[str, Any]

DISPATCH = 0
FRAMES_PER_MINUTE = 120
REPLAY_LENGTH = 1000


class CloseError(Exception):
    """The connection must be closed with this code."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


@dataclass(eq=False, slots=True)
class Session:
    """One identified session; it outlives its connection while it can be resumed."""

    id: str
    shard: tuple[int, int]
    intents: Intents
    seq: int = 0
    resumable: bool = True
    ready: bool = False
    wire: Wire | None = None
    replay: deque[Json] = field(default_factory=lambda: deque(maxlen=REPLAY_LENGTH))

    def dispatch(self, event: str, data: Json) -> None:
        """Number the event, keep it for a resumption, and send it if somebody is connected."""
        self.seq += 1
        frame: Json = {"op": DISPATCH, "t": event, "s": self.seq, "d": data}
        self.replay.append(frame)
        if self.wire is not None:
            self.wire.send(frame)

    def covers(self, guild_id: int | None) -> bool:
        """Whether events of this guild belong to the session's shard; DMs belong to shard 0."""
        number, count = self.shard
        return (0 if guild_id is None else (guild_id >> 22) % count) == number


class Wire:
    """One WebSocket with a writer of its own, so that senders never wait and frames keep their order."""

    def __init__(self, socket: web.WebSocketResponse, record: Connection) -> None:
        self.socket = socket
        self.record = record
        self.session: Session | None = None
        self.sent_times: deque[float] = deque(maxlen=FRAMES_PER_MINUTE)
        self._queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._writer = asyncio.create_task(self._write())

    def send(self, frame: Json) -> None:
        self._queue.put_nowait(frame)

    async def close(self, code: int, reason: str, *, by: str = "standin") -> None:
        """Send what is queued, then close with `code`."""
        if self.record.closed_by is None:
            self.record.closed_by, self.record.close_code, self.record.reason = by, code, reason
        await self.stop()
        await self.socket.close(code=code, message=reason.encode())

    async def stop(self) -> None:
        self._queue.put_nowait(None)
        with contextlib.suppress(ConnectionError):
            await self._writer

    def cut(self, request: web.Request) -> None:
        """Break the connection without a close frame, as a lost network does."""
        self.record.closed_by = "network"
        if request.transport is not None:
            request.transport.abort()

    async def _write(self) -> None:
        while (frame := await self._queue.get()) is not None:
            with contextlib.suppress(ConnectionError):
                await self.socket.send_str(json.dumps(frame))
