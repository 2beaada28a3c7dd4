"""Which commands Discord offers to a person in a place, and how it checks what they type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.standin.cdn import Upload
from tests.standin.commands import Command, CommandKind, Context, Install
from tests.standin.errors import ClientRefusalError
from tests.standin.model import Channel, ChannelKind, Role, User
from tests.standin.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.standin.driver.resolved import Resolved
    from tests.standin.world import World

Json = dict[str, Any]

SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN = 1, 2, 3, 4, 5
USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = 6, 7, 8, 9, 10, 11
MAX_TYPED = 6000


def context_of(world: World, channel: Channel) -> Context:
    if channel.guild is not None:
        return Context.GUILD
    own = channel.kind is ChannelKind.DM and world.bot in channel.recipients
    return Context.BOT_DM if own else Context.PRIVATE_CHANNEL


def owners_of(world: World, user: User, channel: Channel) -> dict[str, str]:
    """`authorizing_integration_owners`: by which installs the app is present here for this person."""
    owners: dict[str, str] = {}
    if channel.guild is not None and channel.guild.has_bot:
        owners["0"] = str(channel.guild.id)
    elif context_of(world, channel) is Context.BOT_DM:
        owners["0"] = "0"
    if user.installed_app:
        owners["1"] = str(user.id)
    return owners


def offered(world: World, user: User, channel: Channel) -> list[Command]:
    """The commands that Discord's client shows to `user` in `channel`."""
    scopes: list[int | None] = [None]
    if channel.guild is not None:
        scopes.append(channel.guild.id)
    return [
        command
        for scope in scopes
        for command in world.commands.scopes.get(scope, [])
        if why_hidden(world, command, user, channel) is None
    ]


def why_hidden(world: World, command: Command, user: User, channel: Channel) -> str | None:
    """Why a command isn't offered: context, install, permissions, age limit. None when it is."""
    if command.guild_id is None and context_of(world, channel) not in command.contexts:
        return f"not offered in the context {context_of(world, channel).name}"
    owners = owners_of(world, user, channel)
    by_guild = "0" in owners and Install.GUILD in command.installs
    if not by_guild and not ("1" in owners and Install.USER in command.installs):
        return "not installed in a way that offers it here"
    if command.nsfw and not channel.nsfw:
        return "only offered in age-restricted channels"
    if channel.guild is None:
        return None
    return _why_forbidden(command, channel.guild.permissions_of(user, channel), by_guild=by_guild)


def _why_forbidden(command: Command, granted: Permission, *, by_guild: bool) -> str | None:
    """USE_APPLICATION_COMMANDS, and default_member_permissions where the guild installed the app (0: nobody)."""
    if not granted & Permission.USE_APPLICATION_COMMANDS:
        return "the person may not use application commands here"
    needed = command.permissions
    if needed is None or not by_guild or granted & Permission.ADMINISTRATOR:
        return None
    allowed = needed != Permission.NONE and granted & needed == needed
    return None if allowed else f"needs the permissions {needed!r}"


def find_offered(world: World, kind: CommandKind, name: str, user: User, channel: Channel) -> Command:
    """The command by its name, in English or as this person sees it; a refusal says why it isn't there."""
    reasons: list[str] = []
    for scope in ([channel.guild.id] if channel.guild else []) + [None]:
        for command in world.commands.scopes.get(scope, []):
            if command.kind is kind and name in {command.name, command.name_in(user.locale)}:
                hidden = why_hidden(world, command, user, channel)
                if hidden is None:
                    return command
                reasons.append(hidden)
    raise ClientRefusalError(f"{kind.name.lower()} command {name!r}: {'; '.join(reasons) or 'no such command'}")


class TypedOptions:
    """Turns what a person typed into the options of an interaction, refusing what Discord's client refuses."""

    def __init__(self, command: Command, resolved: Resolved, *, focused: str | None = None) -> None:
        self._command = command
        self._resolved = resolved
        self._focused = focused

    def build(self, path: list[str], values: Mapping[str, Any]) -> list[Json]:
        """`path` names subcommand group and subcommand, `values` the options by name."""
        return self._descend(self._command.options, path, values)

    def _descend(self, options: list[Json], path: list[str], values: Mapping[str, Any]) -> list[Json]:
        inner = [option for option in options if option["type"] in {SUBCOMMAND, GROUP}]
        if not path:
            if inner:
                raise ClientRefusalError(f"/{self._command.name} needs one of its subcommands")
            return self._fill(options, values)
        for option in inner:
            if option["name"] == path[0]:
                rest = self._descend(option.get("options") or [], path[1:], values)
                return [{"type": option["type"], "name": option["name"], "options": rest}]
        raise ClientRefusalError(f"/{self._command.name} has no subcommand {path[0]!r}")

    def _fill(self, options: list[Json], values: Mapping[str, Any]) -> list[Json]:
        known = {option["name"]: option for option in options}
        for name in values:
            if name not in known:
                raise ClientRefusalError(f"/{self._command.name} has no option {name!r}, only {sorted(known)}")
        for name, option in known.items():
            if option.get("required") and name not in values and self._focused is None:
                raise ClientRefusalError(f"/{self._command.name}: the option {name!r} is required")
        filled: list[Json] = []
        for name, value in values.items():
            focused = name == self._focused
            if focused and not known[name].get("autocomplete"):
                raise ClientRefusalError(f"the option {name!r} has no autocomplete")
            given: Json = {"name": name, "type": known[name]["type"]}
            given["value"] = str(value) if focused else self._check(known[name], value)
            filled.append(given | ({"focused": True} if focused else {}))
        return filled

    def _check(self, option: Json, value: Any) -> Any:
        name, kind = option["name"], option["type"]
        if option.get("choices"):
            return self._choose(option, value)
        wanted: dict[int, tuple[type, ...]] = {
            STRING: (str,),
            INTEGER: (int,),
            BOOLEAN: (bool,),
            NUMBER: (int, float),
            USER: (User,),
            CHANNEL: (Channel,),
            ROLE: (Role,),
            MENTIONABLE: (User, Role),
            ATTACHMENT: (Upload,),
        }
        if not isinstance(value, wanted[kind]) or (isinstance(value, bool) and kind != BOOLEAN):
            raise ClientRefusalError(f"the option {name!r} takes {wanted[kind][0].__name__}, not {value!r}")
        if kind in {USER, CHANNEL, ROLE, MENTIONABLE, ATTACHMENT}:
            offered_types = option.get("channel_types")
            if isinstance(value, Channel) and offered_types and int(value.kind) not in offered_types:
                raise ClientRefusalError(f"the option {name!r} doesn't offer channels of that type")
            return self._resolved.add(value)
        self._check_range(option, value)
        return value

    @staticmethod
    def _check_range(option: Json, value: Any) -> None:
        name = option["name"]
        if isinstance(value, str):
            low, high = option.get("min_length") or 0, option.get("max_length") or MAX_TYPED
            if not low <= len(value) <= high:
                raise ClientRefusalError(f"the option {name!r} takes {low} to {high} characters")
        elif not isinstance(value, bool):
            low, high = option.get("min_value", value), option.get("max_value", value)
            if not low <= value <= high:
                raise ClientRefusalError(f"the option {name!r} takes {low} to {high}")

    @staticmethod
    def _choose(option: Json, value: Any) -> Any:
        for choice in option["choices"]:
            spellings = {choice["name"], *(choice.get("name_localizations") or {}).values()}
            if value == choice["value"] or value in spellings:
                return choice["value"]
        raise ClientRefusalError(f"the option {option['name']!r} doesn't offer {value!r}")
