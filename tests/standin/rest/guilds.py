"""Guilds, members, channels, threads and DMs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.standin.errors import (
    cannot_message_user,
    invalid_form,
    missing_access,
    missing_permissions,
    unknown_guild,
    unknown_member,
    unknown_user,
)
from tests.standin.intents import Intents
from tests.standin.payloads import channel_payload, guild_payload, member_payload, role_payload, user_payload
from tests.standin.permissions import Permission
from tests.standin.records import EffectKind

if TYPE_CHECKING:
    from tests.standin.model import Channel, Guild
    from tests.standin.rest.router import Call, Router
    from tests.standin.world import World

Json = dict[str, Any]

MAX_APPLIED_TAGS = 5
MAX_GUILDS = 200


class GuildRoutes:
    """What the bot may look up, and the few things that it may change: tags and state of threads."""

    def __init__(self, world: World, router: Router) -> None:
        self._world = world
        router.add("GET", "/users/@me/guilds", self._own_guilds)
        router.add("GET", "/guilds/{guild}", self._guild)
        router.add("DELETE", "/users/@me/guilds/{guild}", self._leave)
        router.add("GET", "/guilds/{guild}/channels", self._channels)
        router.add("GET", "/guilds/{guild}/roles", self._roles)
        router.add("GET", "/guilds/{guild}/threads/active", self._threads)
        router.add("GET", "/guilds/{guild}/members/{user}", self._member)
        router.add("GET", "/users/{user}", self._user)
        router.add("POST", "/users/@me/channels", self._open_dm)
        router.add("GET", "/channels/{channel}", self._channel)
        router.add("PATCH", "/channels/{channel}", self._edit_channel)
        router.add("PUT", "/channels/{channel}/thread-members/@me", self._join_thread)

    def _own_guild(self, call: Call) -> Guild:
        guild = self._world.guilds.get(call.id("guild"))
        if guild is None:
            raise unknown_guild()
        if not guild.has_bot:
            raise missing_access()
        return guild

    async def _own_guilds(self, call: Call) -> list[Json]:
        """A page of the guilds that the bot is in, by id, with what its roles allow it there."""
        after, limit = int(call.query.get("after", 0)), int(call.query.get("limit", MAX_GUILDS))
        if not 1 <= limit <= MAX_GUILDS:
            raise invalid_form([(("limit",), "NUMBER_TYPE_MAX", "int value should be between 1 and 200.")])
        own = sorted((guild for guild in self._world.guilds.values() if guild.has_bot), key=lambda guild: guild.id)
        return [
            {
                "id": str(guild.id),
                "name": guild.name,
                "icon": None,
                "owner": guild.owner is self._world.bot,
                "permissions": str(int(guild.permissions_of(self._world.bot))),
                "features": [],
            }
            for guild in own
            if guild.id > after
        ][:limit]

    async def _guild(self, call: Call) -> Json:
        guild = self._own_guild(call)
        hidden = {"channels", "threads", "members", "member_count", "joined_at", "large", "voice_states", "presences"}
        return {key: part for key, part in guild_payload(guild, bot=self._world.bot).items() if key not in hidden}

    async def _leave(self, call: Call) -> None:
        guild = self._own_guild(call)
        self._world.tell("GUILD_DELETE", {"id": str(guild.id)}, guild=guild, needs=Intents.GUILDS)
        guild.has_bot = False
        guild.members.pop(self._world.bot.id, None)

    async def _channels(self, call: Call) -> list[Json]:
        live = [one for one in self._own_guild(call).channels.values() if not one.deleted and not one.is_thread]
        return [channel_payload(channel) for channel in live]

    async def _roles(self, call: Call) -> list[Json]:
        return [role_payload(role) for role in self._own_guild(call).roles.values()]

    async def _threads(self, call: Call) -> Json:
        guild = self._own_guild(call)
        active = [
            one
            for one in guild.channels.values()
            if one.thread and not one.deleted and not one.thread.archived and self._world.bot_sees(one)
        ]
        return {"threads": [channel_payload(thread) for thread in active], "members": []}

    async def _member(self, call: Call) -> Json:
        member = self._own_guild(call).members.get(call.id("user"))
        if member is None:
            raise unknown_member()
        return member_payload(member)

    async def _user(self, call: Call) -> Json:
        user = self._world.users.get(call.id("user"))
        if user is None:
            raise unknown_user()
        return user_payload(user)

    async def _open_dm(self, call: Call) -> Json:
        """Open (or find) the DM with a user; whether it can be written to shows only when posting."""
        user = self._world.users.get(int((call.body or {}).get("recipient_id", 0)))
        if user is None:
            raise unknown_user()
        if user.bot:
            raise cannot_message_user()
        return channel_payload(self._world.dm_between(user, self._world.bot))

    def _visible_channel(self, call: Call) -> Channel:
        channel = self._world.channel(call.id("channel"))
        if not self._world.bot_sees(channel):
            raise missing_access()
        return channel

    async def _channel(self, call: Call) -> Json:
        return channel_payload(self._visible_channel(call))

    async def _edit_channel(self, call: Call) -> Json:
        """Threads only: the owner may change name, tags and archive it; all else needs MANAGE_THREADS."""
        channel = self._visible_channel(call)
        thread, guild, bot = channel.thread, channel.guild, self._world.bot
        body: Json = call.body or {}
        if thread is None or guild is None:
            raise missing_permissions()
        manages = guild.may(bot, channel, Permission.MANAGE_THREADS)
        if not manages and (thread.owner is not bot or body.keys() - {"name", "archived", "applied_tags"}):
            raise missing_permissions()
        if "applied_tags" in body:
            thread.applied_tags = self._read_tags(channel, body["applied_tags"] or [], manages=manages)
        channel.name = body.get("name", channel.name)
        thread.archived = body.get("archived", thread.archived)
        thread.locked = body.get("locked", thread.locked)
        self._world.note(EffectKind.THREAD_EDIT, call.at, channel, detail=", ".join(sorted(body)))
        self._world.tell("THREAD_UPDATE", channel_payload(channel), guild=guild, needs=Intents.GUILDS)
        return channel_payload(channel)

    @staticmethod
    def _read_tags(thread: Channel, wanted: list[str], *, manages: bool) -> list[int]:
        """At most five tags, each of the forum; moderated ones only for those who manage threads."""
        known = {tag.id: tag for tag in (thread.parent.tags if thread.parent else [])}
        if len(wanted) > MAX_APPLIED_TAGS:
            raise invalid_form([(("applied_tags",), "BASE_TYPE_MAX_LENGTH", "Must be 5 or fewer in length.")])
        for i, tag_id in enumerate(wanted):
            if int(tag_id) not in known:
                raise invalid_form([(("applied_tags", i), "INVALID_TAG", "Invalid tag")])
            if known[int(tag_id)].moderated and not manages:
                raise missing_permissions()
        return [int(tag_id) for tag_id in wanted]

    async def _join_thread(self, call: Call) -> None:
        channel = self._visible_channel(call)
        if channel.thread is not None:
            channel.thread.members.add(self._world.bot.id)
