"""`resolved`: the objects behind the ids in an interaction's data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.standin.cdn import CdnFile, Upload
from tests.standin.errors import ClientRefusalError
from tests.standin.model import Channel, Guild, Role, User
from tests.standin.payloads import (
    attachment_payload,
    channel_payload,
    member_payload,
    message_payload,
    role_payload,
    user_payload,
)

if TYPE_CHECKING:
    from tests.standin.messages import Message
    from tests.standin.world import World

Json = dict[str, Any]


class Resolved:
    """Collects what an interaction refers to, each object once, by Discord's groups."""

    def __init__(self, world: World, user: User, channel: Channel) -> None:
        self._world = world
        self._user = user
        self._channel = channel
        self.groups: dict[str, dict[str, Json]] = {}

    @property
    def _guild(self) -> Guild | None:
        return self._channel.guild

    def add(self, thing: object) -> str:
        """Add a user, role, channel or upload; returns its id as interactions carry it."""
        match thing:
            case User():
                return self._add_user(thing)
            case Role():
                return self._put("roles", thing.id, role_payload(thing))
            case Channel():
                granted = self._guild.permissions_of(self._user, thing) if self._guild else 0
                return self._put("channels", thing.id, channel_payload(thing) | {"permissions": str(int(granted))})
            case Upload():
                file = self._world.cdn.store(thing, self._channel.id, ephemeral=True)
                return self.add_file(file)
            case _:
                raise ClientRefusalError(f"nobody can choose {thing!r}")

    def add_file(self, file: CdnFile) -> str:
        return self._put("attachments", file.id, attachment_payload(file))

    def add_message(self, message: Message) -> str:
        return self._put("messages", message.id, message_payload(message, bot=self._world.bot))

    def _add_user(self, user: User) -> str:
        member = self._guild.members.get(user.id) if self._guild else None
        if member is not None and self._guild is not None:
            granted = self._guild.permissions_of(user, self._channel)
            self._put("members", user.id, member_payload(member, permissions=granted, with_user=False))
        return self._put("users", user.id, user_payload(user))

    def _put(self, group: str, thing_id: int, payload: Json) -> str:
        self.groups.setdefault(group, {})[str(thing_id)] = payload
        return str(thing_id)
