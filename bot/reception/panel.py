"""What managers choose, on the panel or by a command, read into settings. Ids can be forged, so nothing is trusted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, get_args

from bot.reception.quiet import with_hours
from bot.storage.records import MAX_RETENTION_DAYS, ChannelMode, ChannelSettings, GuildLanguage, Rhythm, Sensitivity

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

    from bot.reception.guilds import Guilds
    from bot.reception.watch import Place

MAX_CHANNELS = 25
"""As many channels fit into a menu."""

MAX_COOLDOWN_MINUTES = 1440
COOLDOWN_MINUTES = (0, 1, 5, 15, 30, 60, 180, 720, MAX_COOLDOWN_MINUTES)
RETENTION_DAYS = (7, 14, 30, 60, 90, 180, 365, 730, MAX_RETENTION_DAYS)
NO_SYSTEM = "-"

SWITCHES = {
    "secrets": "remove_secrets",
    "ocr": "ocr",
    "react": "react_unmatched",
    "solved": "solved_tag",
    "reviewers": "two_reviewers",
}
"""What is simply on or off: the name on the panel, and the field of GuildSettings."""


@dataclass(frozen=True, slots=True)
class PanelChoice:
    """What somebody chose for one setting. `channel_id` is the channel that a menu of one channel is about."""

    field: str
    values: tuple[str, ...]
    channel_id: int | None = None

    @property
    def about(self) -> int | None:
        """The channel that the panel is to show from now on, if the choice says so."""
        if self.field == "channel":
            return _read_id(self.values[0]) if self.values else None
        return self.channel_id


class PanelDesk:
    """Stores what was chosen. `patterns` are the channels that the operator watches."""

    def __init__(self, guilds: Guilds, patterns: tuple[str, ...]) -> None:
        self._guilds = guilds
        self._patterns = patterns

    async def apply(
        self,
        guild_id: int,
        choice: PanelChoice,
        systems: Container[str],
        find_place: Callable[[int], Place | None],
    ) -> bool:
        """Whether the choice was one that a panel offers; then it is stored. Raises StorageError.

        `find_place` knows the guild's channels by id, None for one that is gone.
        """
        if choice.field == "channel":
            return choice.about in (await self._guilds.view(guild_id)).channels
        if choice.field == "watch":
            wanted = [_read_id(value) for value in choice.values]
            if None in wanted:
                return False
            await self._watch(guild_id, {one for one in wanted if one is not None}, find_place)
            return True
        if choice.channel_id is not None:
            return await self._set_channel(guild_id, choice.channel_id, choice, systems)
        changes = read_change(choice.field, choice.values)
        if changes is None:
            return False
        await self._guilds.change(guild_id, **changes)
        return True

    async def _watch(self, guild_id: int, chosen: set[int], find_place: Callable[[int], Place | None]) -> None:
        """Watches the chosen channels and leaves those that the menu showed and that are no longer chosen."""
        known = (await self._guilds.view(guild_id)).channels
        shown = watched(known)[:MAX_CHANNELS]
        for channel_id in shown:
            if channel_id in chosen:
                continue
            if (place := find_place(channel_id)) is not None:
                await self._guilds.leave(guild_id, place, self._patterns)
            else:
                await self._guilds.drop_channel(guild_id, channel_id)
        for channel_id in chosen - set(shown):
            setting = known.get(channel_id) or ChannelSettings(guild_id, channel_id)
            await self._guilds.put_channel(replace(setting, mode="answer"))

    async def _set_channel(self, guild_id: int, channel_id: int, choice: PanelChoice, systems: Container[str]) -> bool:
        setting = (await self._guilds.view(guild_id)).channels.get(channel_id)
        if setting is None or len(choice.values) != 1:
            return False
        (value,) = choice.values
        if choice.field == "mode" and value in get_args(ChannelMode):
            await self._guilds.put_channel(replace(setting, mode=value))
        elif choice.field == "system" and (value == NO_SYSTEM or value in systems):
            await self._guilds.put_channel(replace(setting, system=None if value == NO_SYSTEM else value))
        elif choice.field == "quiet" and (changed := with_hours(setting, value)) is not None:
            await self._guilds.put_channel(changed)
        else:
            return False
        return True


def watched(channels: Mapping[int, ChannelSettings]) -> list[int]:
    """The ids of the channels in which the bot answers by itself."""
    return [channel.channel_id for channel in channels.values() if channel.mode != "commands"]


def read_change(field: str, values: Sequence[str]) -> dict[str, Any] | None:
    """The fields of GuildSettings that a choice changes; None for what no panel offers."""
    if field in SWITCHES:
        return {SWITCHES[field]: values[0] == "on"} if values and values[0] in {"on", "off"} else None
    if field in _IDS:
        ids = [_read_id(value) for value in values[:1]]
        return None if None in ids else {_IDS[field]: ids[0] if ids else None}
    if len(values) != 1 or field not in _CHOICES:
        return None
    name, read = _CHOICES[field]
    value = read(values[0])
    return None if value is None else {name: value}


def _read_id(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= 20 else None


def _one_of(kind: Any) -> Callable[[str], str | None]:
    return lambda value: value if value in get_args(kind) else None


def _number(least: int, most: int, factor: int = 1) -> Callable[[str], int | None]:
    def read(value: str) -> int | None:
        number = _read_id(value)
        return number * factor if number is not None and least <= number <= most else None

    return read


_IDS = {"maintainers": "maintainers_channel_id", "role": "maintainers_role_id"}
_CHOICES: Mapping[str, tuple[str, Callable[[str], str | int | None]]] = {
    "language": ("language", _one_of(GuildLanguage)),
    "taste": ("sensitivity", _one_of(Sensitivity)),
    "digest": ("digest", _one_of(Rhythm)),
    "cooldown": ("cooldown_seconds", _number(0, MAX_COOLDOWN_MINUTES, 60)),
    "retention": ("retention_days", _number(1, MAX_RETENTION_DAYS)),
}
