"""The API by hand: single calls, so that each refusal can be looked at without a library in between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import aiohttp

if TYPE_CHECKING:
    from tests.standin import Message, Shown, Standin

Json = dict[str, Any]


@dataclass(slots=True)
class Answer:
    """Status and JSON of one call."""

    status: int
    body: Any
    headers: Any

    @property
    def code(self) -> int | None:
        """Discord's error code, None for a success."""
        return self.body.get("code") if isinstance(self.body, dict) and self.status >= 400 else None

    def fault(self, *path: str | int) -> str:
        """The first fault code of a 50035 under the path of a field."""
        node = self.body["errors"]
        for step in path:
            node = node[str(step)]
        return node["_errors"][0]["code"]


class RawClient:
    """A bot without a library."""

    def __init__(self, world: Standin, token: str | None = None) -> None:
        self.world = world
        self._headers = {"Authorization": f"Bot {token or world.token}"}
        self._session = aiohttp.ClientSession()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def call(self, method: str, path: str, body: Any = None, **about: Any) -> Answer:
        if body is not None:
            about["json"] = body
        url = f"{self.world.url}/api/v10{path}"
        async with self._session.request(method, url, headers=self._headers, **about) as response:
            text = await response.text()
            is_json = response.headers.get("Content-Type") == "application/json"
            return Answer(response.status, await response.json() if is_json else text, response.headers)

    async def post(self, channel: Any, **body: Any) -> Answer:
        return await self.call("POST", f"/channels/{channel.id}/messages", body)

    async def reply(self, to: Message, **body: Any) -> Answer:
        reference = {"message_id": str(to.id), "channel_id": str(to.channel.id)}
        return await self.post(to.channel, message_reference=reference, **{"content": "re", **body})

    async def edit(self, message: Any, **body: Any) -> Answer:
        return await self.call("PATCH", f"/channels/{message.channel.id}/messages/{message.id}", body)

    async def register(self, *commands: Json) -> Answer:
        return await self.call("PUT", f"/applications/{self.world.world.application_id}/commands", list(commands))

    async def answer(self, shown: Shown, kind: int, **data: Any) -> Answer:
        one = shown.interaction
        path = f"/interactions/{one.id}/{one.token}/callback?with_response=1"
        return await self.call("POST", path, {"type": kind, "data": data})

    def webhook(self, shown: Shown, rest: str = "") -> str:
        return f"/webhooks/{shown.interaction.application_id}/{shown.interaction.token}{rest}"


def slash(name: str = "ask", **about: Any) -> Json:
    """A command definition with nothing special."""
    return {"name": name, "description": "Ask", "type": 1, **about}
