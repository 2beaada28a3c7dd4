"""Settings as managers see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.reception.panel import SWITCHES
from bot.reception.quiet import NO_HOURS, write_hours
from bot.text.moments import find_zone
from bot.ui.cards import Colour
from bot.ui.embeds import MAX_FIELD_VALUE, SHADES
from bot.ui.safe import cut_lines, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.knowledge.model import System
    from bot.reception.guilds import GuildView
    from bot.reception.tongue import Tongue
    from bot.storage.records import ChannelSettings, GuildSettings
    from bot.ui.texts import Texts

_SHOWN_CHANNELS = 20
_SHORT = 40
DIGESTS = {"off": "digest-off", "daily": "digest-daily", "weekly": "digest-weekly"}


def switches(settings: GuildSettings) -> Mapping[str, bool]:
    """What is simply on or off, by the name of its field on the panel."""
    return {name: getattr(settings, field) for name, field in SWITCHES.items()}


def channel_line(channel: ChannelSettings, systems: Mapping[str, System], tongue: Tongue, texts: Texts) -> str:
    """What holds in one channel."""
    mode = texts.say(f"mode-{channel.mode}", tongue)
    line = texts.say("settings-channel-line", tongue, channel=f"<#{channel.channel_id}>", mode=mode)
    if channel.system is not None:
        known = systems.get(channel.system)
        line += f" · {texts.read(known.name, tongue) if known else channel.system}"
    if (hours := write_hours(channel)) != NO_HOURS:
        line += " · " + texts.say("settings-channel-quiet", tongue, hours=hours)
    return line


def say_minutes(count: int, tongue: Tongue, texts: Texts) -> str:
    """A cooldown; none at all has a word of its own."""
    return texts.say("settings-minutes", tongue, count=count) if count else texts.say("settings-never", tongue)


def say_switch(tongue: Tongue, texts: Texts, *, on: bool) -> str:
    return texts.say("settings-on" if on else "settings-off", tongue)


def settings_embed(
    view: GuildView, patterns: tuple[str, ...], systems: Mapping[str, System], tongue: Tongue, texts: Texts
) -> discord.Embed:
    """Everything that holds in a guild. `patterns` are the operator's."""
    settings = view.settings
    embed = discord.Embed(title=texts.say("settings-title", tongue), colour=SHADES[Colour.BLUE])
    lines = [
        channel_line(channel, systems, tongue, texts) for channel in list(view.channels.values())[:_SHOWN_CHANNELS]
    ]
    if patterns:
        lines.append(texts.say("settings-patterns", tongue, patterns=", ".join(map(escape, patterns))))
    channel = (
        f"<#{settings.maintainers_channel_id}>"
        if settings.maintainers_channel_id
        else texts.say("settings-none", tongue)
    )
    role = f" <@&{settings.maintainers_role_id}>" if settings.maintainers_role_id else ""
    fields = {
        "channels": "\n".join(lines) or texts.say("settings-none", tongue),
        "language": texts.say(f"language-{settings.language.lower()}", tongue),
        "taste": texts.say(f"taste-{settings.sensitivity}", tongue),
        "cooldown": say_minutes(settings.cooldown_seconds // 60, tongue, texts),
        "zone": settings.time_zone,
        "maintainers": channel + role,
        "digest": texts.say(DIGESTS[settings.digest], tongue),
        **{field: say_switch(tongue, texts, on=on) for field, on in switches(settings).items()},
        "retention": texts.say("settings-days", tongue, count=settings.retention_days),
    }
    for field, value in fields.items():
        name = texts.say(f"settings-field-{field}", tongue)
        embed.add_field(name=name, value=cut_lines(value, MAX_FIELD_VALUE), inline=len(value) < _SHORT)
    return embed


def check_embed(
    lacks: Mapping[int, tuple[str, ...] | None],
    quiet: Iterable[ChannelSettings],
    zone: str,
    tongue: Tongue,
    texts: Texts,
) -> discord.Embed:
    """What is missing in each channel, None for one that is gone; and why the bot is silent in those that are `quiet`.

    `zone` is the guild's time zone, which this machine may not know.
    """
    lines: list[str] = []
    for channel_id, missing in lacks.items():
        if missing is None:
            lines.append(texts.say("check-gone", tongue, channel=f"<#{channel_id}>"))
        elif missing:
            names = ", ".join(texts.say(f"permission-{name}", tongue) for name in missing)
            lines.append(texts.say("check-missing", tongue, channel=f"<#{channel_id}>", permissions=names))
        else:
            lines.append(texts.say("check-fine", tongue, channel=f"<#{channel_id}>"))
    for one in quiet:
        where = f"<#{one.channel_id}>"
        lines.append(texts.say("check-quiet", tongue, channel=where, hours=write_hours(one), zone=zone))
    if unknown := zone != "UTC" and find_zone(zone) is None:
        lines.append(texts.say("check-no-zone", tongue, zone=zone))
    troubled = unknown or any(missing or missing is None for missing in lacks.values())
    return discord.Embed(
        title=texts.say("check-title", tongue),
        description=cut_lines("\n".join(lines) or texts.say("check-nothing", tongue), 4000),
        colour=SHADES[Colour.AMBER if troubled else Colour.TEAL],
    )
