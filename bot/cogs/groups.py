"""Groups of commands that belong to a guild."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands

if TYPE_CHECKING:
    import discord

    from bot.ui.translator import CommandWords


def make_group(words: CommandWords, name: str, permissions: discord.Permissions | None = None) -> app_commands.Group:
    """A group that stands in guilds alone.

    `name` is the key of its words, `permissions` what a guild asks for until it sets others.
    """
    return app_commands.Group(
        name=words(f"{name}-name"),
        description=words(name),
        default_permissions=permissions,
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )
