"""Finds the handler of a request, checks the token, strikes planned faults, records everything."""

from __future__ import annotations

import asyncio
import json
import re
import time
import traceback
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import BodyPartReader, web

from tests.standin.errors import ApiError, invalid_form, invalid_json, unauthorized
from tests.standin.faults import Fault, Trouble
from tests.standin.records import Request
from tests.standin.validation.messages import SentFile

if TYPE_CHECKING:
    from tests.standin.world import World

PREFIX = "/api/v10"

Handler = Callable[["Call"], Awaitable[Any]]


@dataclass(slots=True)
class Call:
    """One matched request as handlers see it. `at` is when it arrived, in `time.perf_counter()` seconds."""

    at: float
    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    files: list[SentFile] = field(default_factory=list)

    def id(self, name: str) -> int:
        """A snowflake from the path; anything else is Discord's 50035."""
        text = self.params[name]
        if not text.isdigit():
            raise invalid_form([((name,), "NUMBER_TYPE_COERCE", f'Value "{text}" is not snowflake.')])
        return int(text)


@dataclass(slots=True, frozen=True)
class _Route:
    method: str
    template: str
    pattern: re.Pattern[str]
    handler: Handler
    needs_token: bool


class Router:
    """The routes that the stand-in knows. A handler returns JSON, or None for 204."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._routes: list[_Route] = []

    def add(self, method: str, template: str, handler: Handler, *, needs_token: bool = True) -> None:
        """Add a route such as `/channels/{channel}/messages`. Calls with an interaction's token need no bot token."""
        pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template))
        self._routes.append(_Route(method, template, pattern, handler, needs_token))

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer one request as Discord would."""
        path = request.path.removeprefix(PREFIX)
        route, params = self._match(request.method, path)
        body, files, broken = await _read_body(request)
        record = Request(
            at=time.perf_counter(),
            method=request.method,
            path=path,
            route=route.template if route else None,
            body=body,
            files=tuple(file.filename for file in files),
        )
        self._world.log.requests.append(record)
        if route is None:
            return self._refuse(record, ApiError(404, 0, "404: Not Found"))
        call = Call(record.at, params, request.query, body, files)
        try:
            if broken:
                raise invalid_json()
            if route.needs_token and request.headers.get("Authorization") != f"Bot {self._world.token}":
                raise unauthorized()
            return await self._answer(request, record, route, call)
        except ApiError as error:
            return self._refuse(record, error)

    def _match(self, method: str, path: str) -> tuple[_Route | None, dict[str, str]]:
        for route in self._routes:
            if route.method == method and (found := route.pattern.fullmatch(path)):
                return route, found.groupdict()
        return None, {}

    async def _answer(self, request: web.Request, record: Request, route: _Route, call: Call) -> web.StreamResponse:
        faults = self._world.faults
        headers: dict[str, str] = {"Via": "1.1 standin"}
        if bucket := faults.bucket(route.method, route.template):
            wait, limits = bucket.take(next(iter(call.params.values()), ""))
            headers |= limits
            if wait:
                return self._limit(record, wait, headers)
        fault = faults.strike(route.method, route.template)
        if fault is not None:
            troubled = await self._strike(request, record, fault, headers)
            if troubled is not None:
                return troubled
        try:
            result = await route.handler(call)
        except ApiError:
            raise
        except Exception:  # noqa: BLE001 - a bug of the stand-in, whatever it is, must reach the report
            self._world.log.faults_in_handlers.append(traceback.format_exc())
            return self._finish(record, 503, {"message": "the stand-in has a bug", "code": 0}, headers)
        if fault is not None and fault.trouble is Trouble.LOST:
            return self._finish(record, fault.status, {"message": "lost", "code": 0}, headers)
        return self._finish(record, 204 if result is None else 200, result, headers)

    async def _strike(
        self, request: web.Request, record: Request, fault: Fault, headers: dict[str, str]
    ) -> web.StreamResponse | None:
        match fault.trouble:
            case Trouble.RATE_LIMIT:
                return self._limit(record, fault.seconds, headers, is_global=fault.is_global)
            case Trouble.BAN:
                record.status = 429
                return web.Response(status=429, text="<html>error code: 1015</html>", content_type="text/html")
            case Trouble.STATUS:
                return self._finish(record, fault.status, {"message": "Internal Server Error", "code": 0}, headers)
            case Trouble.DROP:
                record.status = -1
                if request.transport is not None:
                    request.transport.abort()
                return web.Response(status=500)
            case Trouble.DELAY:
                await asyncio.sleep(fault.seconds)
        return None

    def _limit(self, record: Request, wait: float, headers: dict[str, str], *, is_global: bool = False) -> web.Response:
        headers = headers | {"Retry-After": f"{wait:.3f}"}
        if is_global:
            headers["X-RateLimit-Global"] = "true"
        body = {"message": "You are being rate limited.", "retry_after": wait, "global": is_global}
        return self._finish(record, 429, body, headers)

    def _refuse(self, record: Request, error: ApiError) -> web.Response:
        record.error_code = error.code
        record.error = error.body()
        return self._finish(record, error.status, error.body(), {"Via": "1.1 standin"})

    def _finish(self, record: Request, status: int, body: Any, headers: dict[str, str]) -> web.Response:
        record.status = status
        record.answered_at = time.perf_counter()
        self._world.pulse()
        if status == 204:
            return web.Response(status=204, headers=headers)
        # discord.py reads JSON only if the header is exactly this, without a charset
        return web.Response(
            status=status, body=json.dumps(body).encode(), content_type="application/json", headers=headers
        )


async def _read_body(request: web.Request) -> tuple[Any, list[SentFile], bool]:
    """The JSON and the files of a request, and whether the JSON was broken."""
    files: list[SentFile] = []
    if request.content_type == "multipart/form-data":
        raw = b""
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                continue
            data = await part.read()
            index = re.fullmatch(r"files\[(\d+)\]", part.name or "")
            if index:
                files.append(SentFile(int(index[1]), part.filename or "unknown", bytes(data)))
            elif part.name == "payload_json":
                raw = bytes(data)
    else:
        raw = await request.read()
    if not raw:
        return None, files, False
    try:
        return json.loads(raw), files, False
    except ValueError:
        return raw.decode(errors="replace"), files, True
