"""The application commands that the bot has registered."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.standin.permissions import Permission

Json = dict[str, Any]


class CommandKind(IntEnum):
    """Slash command, or an entry of the context menu on a user or a message."""

    SLASH = 1
    USER = 2
    MESSAGE = 3


class Context(IntEnum):
    """Where a command is used: in a guild, in the bot's own DM, in other private channels."""

    GUILD = 0
    BOT_DM = 1
    PRIVATE_CHANNEL = 2


class Install(IntEnum):
    """How the app came here: added to the guild, or to the person's account."""

    GUILD = 0
    USER = 1


@dataclass(eq=False, slots=True)
class Command:
    """One registered command. `permissions` is default_member_permissions; None means everybody."""

    id: int
    guild_id: int | None
    kind: CommandKind
    name: str
    definition: Json
    permissions: Permission | None
    contexts: frozenset[Context]
    installs: frozenset[Install]
    nsfw: bool = False

    @property
    def options(self) -> list[Json]:
        return self.definition.get("options") or []

    def name_in(self, locale: str) -> str:
        """The name that a person with this language sees."""
        return (self.definition.get("name_localizations") or {}).get(locale, self.name)


@dataclass(slots=True)
class CommandBook:
    """All registered commands by scope: None is global. `syncs` counts how often each scope was overwritten."""

    scopes: dict[int | None, list[Command]] = field(default_factory=dict)
    syncs: dict[int | None, int] = field(default_factory=dict)

    def replace(self, scope: int | None, commands: list[Command]) -> None:
        self.scopes[scope] = commands
        self.syncs[scope] = self.syncs.get(scope, 0) + 1

    def known_id(self, scope: int | None, kind: CommandKind, name: str) -> int | None:
        """The id of a command that was there before: overwriting keeps it."""
        found = self.find(scope, kind, name)
        return found.id if found else None

    def find(self, scope: int | None, kind: int, name: str) -> Command | None:
        for command in self.scopes.get(scope, []):
            if command.kind == kind and command.name == name:
                return command
        return None

    def by_id(self, command_id: int) -> Command | None:
        for commands in self.scopes.values():
            for command in commands:
                if command.id == command_id:
                    return command
        return None
