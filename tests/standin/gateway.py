"""The gateway: sessions, intents, sequence numbers, resumption, and how connections end."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from tests.standin.intents import KNOWN, PRIVILEGED, Intents
from tests.standin.payloads import guild_payload, member_payload, user_payload
from tests.standin.records import Connection
from tests.standin.sessions import FRAMES_PER_MINUTE, CloseError, Session, Wire

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.standin.world import World

Json = dict[str, Any]

RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 7, 9, 10, 11

# Discord asks for 41.25 s. Over loopback the acknowledgement may come before discord.py has
# noted that it sent the heartbeat; it then takes the whole interval for the latency, and warns
# from 10 s on that it can't keep up.
HEARTBEAT_INTERVAL_MS = 8_000
MAX_FRAME_BYTES = 4096


class Gateway:
    """All sessions, and what a scenario may do to them."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.sessions: list[Session] = []
        self.refusing = False
        self._requests: dict[Wire, web.Request] = {}

    # What the bot speaks to

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection from HELLO to its end."""
        if self.refusing:
            return web.Response(status=503)
        socket = web.WebSocketResponse(autoping=True, compress=False, max_msg_size=1 << 20)
        await socket.prepare(request)
        record = Connection(opened_at=time.perf_counter())
        self._world.log.connections.append(record)
        wire = Wire(socket, record)
        self._requests[wire] = request
        wire.send({"op": HELLO, "d": {"heartbeat_interval": HEARTBEAT_INTERVAL_MS}})
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._receive(wire, message.data)
        except CloseError as closing:
            if wire.session is not None and closing.code != 4000:
                wire.session.resumable = False
            await wire.close(closing.code, closing.reason)
        finally:
            await self._part(wire)
        return socket

    async def _part(self, wire: Wire) -> None:
        del self._requests[wire]
        record, session = wire.record, wire.session
        if record.closed_by is None:
            record.close_code = wire.socket.close_code
            record.closed_by = "network" if record.close_code in {None, 1006} else "bot"
        if session is not None and session.wire is wire:
            session.wire = None
            if record.closed_by == "bot" and record.close_code in {1000, 1001}:
                session.resumable = False  # a clean goodbye ends the session
        await wire.stop()
        self._world.pulse()

    def _receive(self, wire: Wire, text: str) -> None:
        self._limit(wire, text)
        try:
            frame = json.loads(text)
            op, data = frame["op"], frame.get("d")
        except (ValueError, KeyError, TypeError):
            raise CloseError(4002, "Error while decoding payload.") from None
        match op:
            case 1:
                wire.record.heartbeats += 1
                wire.send({"op": HEARTBEAT_ACK})
            case 2:
                self._identify(wire, data)
            case 6:
                self._resume(wire, data)
            case _ if wire.session is None:
                raise CloseError(4003, "Not authenticated.")
            case 3:
                wire.record.presences.append(data)
            case 8:
                self._send_members(wire.session, data)
            case 4 | 31 | 43:
                pass
            case _:
                raise CloseError(4001, "Unknown opcode.")

    @staticmethod
    def _limit(wire: Wire, text: str) -> None:
        """4096 bytes a frame (4002), 120 frames a minute (4008)."""
        if len(text.encode()) > MAX_FRAME_BYTES:
            raise CloseError(4002, "Error while decoding payload.")
        now = time.monotonic()
        if len(wire.sent_times) == FRAMES_PER_MINUTE and now - wire.sent_times[0] < 60:
            raise CloseError(4008, "Rate limited.")
        wire.sent_times.append(now)

    def _identify(self, wire: Wire, data: Json) -> None:
        world = self._world
        if wire.session is not None:
            raise CloseError(4005, "Already authenticated.")
        if data.get("token") != world.token:
            raise CloseError(4004, "Authentication failed.")
        shard = data.get("shard", [0, 1])
        if not 0 <= shard[0] < shard[1]:
            raise CloseError(4010, "Invalid shard.")
        asked = data.get("intents")
        if not isinstance(asked, int) or asked & ~int(KNOWN):
            raise CloseError(4013, "Invalid intent(s).")
        wire.record.intents = intents = Intents(asked)
        if intents & PRIVILEGED & ~world.privileged:
            raise CloseError(4014, "Disallowed intent(s).")
        session = Session(secrets.token_hex(16), (shard[0], shard[1]), intents, wire=wire)
        wire.session, wire.record.session_id = session, session.id
        self.sessions.append(session)
        self._greet(session)

    def _greet(self, session: Session) -> None:
        """READY with the guilds as unavailable stubs, then one GUILD_CREATE for each (with the GUILDS intent)."""
        world = self._world
        guilds = [guild for guild in world.guilds.values() if guild.has_bot and session.covers(guild.id)]
        session.dispatch(
            "READY",
            {
                "v": 10,
                "user": user_payload(world.bot) | {"verified": True, "mfa_enabled": True, "flags": 0},
                "session_id": session.id,
                "session_type": "normal",
                "resume_gateway_url": world.gateway_url,
                "shard": list(session.shard),
                "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
                "application": {"id": str(world.application_id), "flags": world.application_flags},
                "private_channels": [],
            },
        )
        if session.intents & Intents.GUILDS:
            for guild in guilds:
                session.dispatch("GUILD_CREATE", guild_payload(guild, bot=world.bot) | {"unavailable": False})
        session.ready = True
        world.pulse()

    def _resume(self, wire: Wire, data: Json) -> None:
        if wire.session is not None:
            raise CloseError(4005, "Already authenticated.")
        if data.get("token") != self._world.token:
            raise CloseError(4004, "Authentication failed.")
        session = next((one for one in self.sessions if one.id == data.get("session_id") and one.resumable), None)
        if session is None:
            wire.send({"op": INVALID_SESSION, "d": False})
            return
        if data.get("seq", 0) > session.seq:
            raise CloseError(4007, "Invalid seq.")
        wire.session, session.wire = session, wire
        wire.record.session_id, wire.record.intents, wire.record.resumed = session.id, session.intents, True
        for frame in session.replay:
            if frame["s"] > data["seq"]:
                wire.send(frame)
        session.dispatch("RESUMED", {"_trace": []})
        self._world.pulse()

    def _send_members(self, session: Session, data: Json) -> None:
        """GUILD_MEMBERS_CHUNK by ids or name; the whole list needs the GUILD_MEMBERS intent."""
        guild = self._world.guilds.get(int(data["guild_id"]))
        if guild is None:
            return
        wanted = data.get("user_ids")
        query = data.get("query")
        if wanted is not None:
            ids = {int(one) for one in (wanted if isinstance(wanted, list) else [wanted])}
            found = [member for member in guild.members.values() if member.user.id in ids]
        elif query or session.intents & Intents.GUILD_MEMBERS:
            found = [member for member in guild.members.values() if member.user.name.startswith(query or "")]
        else:
            raise CloseError(4014, "Disallowed intent(s).")
        session.dispatch(
            "GUILD_MEMBERS_CHUNK",
            {
                "guild_id": str(guild.id),
                "members": [member_payload(member) for member in found],
                "chunk_index": 0,
                "chunk_count": 1,
                "nonce": data.get("nonce"),
            },
        )

    # What the world tells the bot

    def announce(
        self, event: str, payload: Json | Callable[[Intents], Json], *, guild_id: int | None, needs: Intents
    ) -> bool:
        """Dispatch to the sessions of the guild's shard that have one of the intents `needs` (NONE: everybody)."""
        told = False
        for session in self.sessions:
            if not session.resumable or not session.ready or not session.covers(guild_id):
                continue
            if needs and not session.intents & needs:
                continue
            session.dispatch(event, payload(session.intents) if callable(payload) else payload)
            told = True
        return told

    # What a scenario may do

    @property
    def connected(self) -> list[Session]:
        """The sessions that have a connection now."""
        return [session for session in self.sessions if session.wire is not None]

    async def drop(self, *, resumable: bool, code: int = 4000) -> None:
        """Close every connection with `code`. Without `resumable` the sessions are forgotten."""
        for session in self.connected:
            session.resumable = resumable
            if session.wire is not None:
                await session.wire.close(code, "dropped by the scenario")

    async def cut(self) -> None:
        """Break every connection without a goodbye; the sessions can be resumed."""
        for session in self.connected:
            if session.wire is not None:
                session.wire.cut(self._requests[session.wire])
        await asyncio.sleep(0)

    def ask_to_reconnect(self) -> None:
        """Opcode 7: the client must come back and resume."""
        for session in self.connected:
            if session.wire is not None:
                session.wire.send({"op": RECONNECT, "d": None})

    def invalidate(self, *, resumable: bool = False) -> None:
        """Opcode 9: the client must identify anew, or resume if `resumable`."""
        for session in self.connected:
            session.resumable = resumable
            if session.wire is not None:
                session.wire.send({"op": INVALID_SESSION, "d": resumable})

    async def wait_ready(self, sessions: int = 1, *, after: int = 0, within: float = 10.0) -> list[Session]:
        """Until `sessions` sessions beyond the first `after` have got READY and their GUILD_CREATEs."""
        return await self._world.until(
            lambda: ready if len(ready := [s for s in self.sessions[after:] if s.ready]) >= sessions else None,
            within,
            "READY",
        )

    async def wait_resumed(self, *, after: int = 0, within: float = 10.0) -> Connection:
        """Until a connection beyond the first `after` has resumed its session."""
        connections = self._world.log.connections
        return await self._world.until(
            lambda: next((one for one in connections[after:] if one.resumed), None), within, "RESUMED"
        )

    async def wait_closed(self, connection: Connection, within: float = 10.0) -> Connection:
        """Until the connection has ended."""
        return await self._world.until(lambda: connection if connection.closed_by else None, within, "a close")
