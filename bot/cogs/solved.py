"""The solved tag of a forum post whose asker was helped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

if TYPE_CHECKING:
    from bot.services import Services
    from bot.storage.records import Reply
    from bot.ui.client import Interaction

_NAMES = frozenset({"solved", "resolved", "answered", "已解决", "已解決", "解决", "解決", "已完成", "已回答"})
_MOST_TAGS = 5


async def mark_solved(interaction: Interaction, services: Services, reply: Reply | None) -> None:
    """Puts the solved tag on a post when its author was helped and the guild wants that. Raises StorageError."""
    thread = interaction.channel
    if not isinstance(thread, discord.Thread) or interaction.guild_id is None or reply is None:
        return
    if interaction.user.id not in {reply.asker_id} & {thread.owner_id}:
        return
    if not (await services.guilds.view(interaction.guild_id)).settings.solved_tag:
        return
    tag = find_solved_tag(thread)
    if tag is None or tag in thread.applied_tags or len(thread.applied_tags) >= _MOST_TAGS:
        return
    if not interaction.app_permissions.manage_threads:
        interaction.client.courier.note(
            thread.parent_id or thread.id, "no permission to manage posts, so no solved tag"
        )
        return
    await interaction.client.courier.tag(thread, tag)


def find_solved_tag(thread: discord.Thread) -> discord.ForumTag | None:
    """The forum's tag that says so, by the names that forums give it."""
    forum = thread.parent
    if not isinstance(forum, discord.ForumChannel):
        return None
    return next((tag for tag in forum.available_tags if _plain(tag.name) in _NAMES), None)


def _plain(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())
