"""Who the bot is, and which commands it offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.standin.errors import missing_access, unknown_command
from tests.standin.payloads import user_payload
from tests.standin.validation.commands import read_commands

if TYPE_CHECKING:
    from tests.standin.commands import Command, CommandKind
    from tests.standin.rest.router import Call, Router
    from tests.standin.world import World

Json = dict[str, Any]


class ApplicationRoutes:
    """`/users/@me`, `/oauth2/applications/@me`, `/gateway/bot` and the bulk overwrite of commands."""

    def __init__(self, world: World, router: Router) -> None:
        self._world = world
        router.add("GET", "/users/@me", self._own_user)
        router.add("GET", "/oauth2/applications/@me", self._own_application)
        router.add("GET", "/gateway/bot", self._gateway)
        router.add("GET", "/applications/{application}/commands", self._list)
        router.add("PUT", "/applications/{application}/commands", self._overwrite)
        router.add("GET", "/applications/{application}/guilds/{guild}/commands", self._list)
        router.add("PUT", "/applications/{application}/guilds/{guild}/commands", self._overwrite)

    async def _own_user(self, call: Call) -> Json:
        return user_payload(self._world.bot) | {"verified": True, "mfa_enabled": True, "locale": "en-US", "flags": 0}

    async def _own_application(self, call: Call) -> Json:
        world = self._world
        return {
            "id": str(world.application_id),
            "name": "Errata",
            "description": "",
            "icon": None,
            "bot_public": True,
            "bot_require_code_grant": False,
            "owner": user_payload(world.app_owner),
            "team": None,
            "privacy_policy_url": world.privacy_policy_url,
            "verify_key": "0" * 64,
            "flags": world.application_flags,
        }

    async def _gateway(self, call: Call) -> Json:
        return {
            "url": self._world.gateway_url,
            "shards": self._world.recommended_shards,
            "session_start_limit": {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1},
        }

    async def _list(self, call: Call) -> list[Json]:
        return [self._payload(command) for command in self._world.commands.scopes.get(self._scope(call), [])]

    async def _overwrite(self, call: Call) -> list[Json]:
        """Replace all commands of a scope; those that were there before keep their ids."""
        scope = self._scope(call)
        book = self._world.commands

        def id_for(kind: CommandKind, name: str) -> int:
            return book.known_id(scope, kind, name) or self._world.snowflakes.next()

        book.replace(scope, read_commands(call.body, guild_id=scope, id_for=id_for))
        return [self._payload(command) for command in book.scopes[scope]]

    def _scope(self, call: Call) -> int | None:
        """None for global commands, else the guild's id; guilds without the bot are 50001."""
        if call.id("application") != self._world.application_id:
            raise unknown_command()
        if "guild" not in call.params:
            return None
        guild = self._world.guilds.get(call.id("guild"))
        if guild is None or not guild.has_bot:
            raise missing_access()
        return guild.id

    def _payload(self, command: Command) -> Json:
        payload = {
            "description": "",
            **command.definition,
            "id": str(command.id),
            "application_id": str(self._world.application_id),
            "version": str(command.id),
            "type": int(command.kind),
            "default_member_permissions": None if command.permissions is None else str(int(command.permissions)),
            "contexts": sorted(int(context) for context in command.contexts),
            "integration_types": sorted(int(install) for install in command.installs),
            "nsfw": command.nsfw,
        }
        if command.guild_id is not None:
            payload["guild_id"] = str(command.guild_id)
        return payload
