"""Reaction events, for the bot's own reactions and people's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.standin.intents import Intents
from tests.standin.payloads import member_payload

if TYPE_CHECKING:
    from tests.standin.messages import Message
    from tests.standin.model import User
    from tests.standin.world import World


def tell_of_reaction(world: World, event: str, message: Message, emoji: str, user: User) -> None:
    """MESSAGE_REACTION_ADD or _REMOVE, to a bot that has the intent and sees the channel."""
    if not world.bot_sees(message.channel):
        return
    name, _, emoji_id = emoji.partition(":")
    payload: dict[str, Any] = {
        "user_id": str(user.id),
        "channel_id": str(message.channel.id),
        "message_id": str(message.id),
        "message_author_id": str(message.author.id),
        "emoji": {"id": emoji_id or None, "name": name},
        "burst": False,
        "type": 0,
    }
    needs = Intents.DIRECT_MESSAGE_REACTIONS
    if message.guild is not None:
        payload["guild_id"] = str(message.guild.id)
        needs = Intents.GUILD_MESSAGE_REACTIONS
        member = message.guild.members.get(user.id)
        if member is not None and event.endswith("ADD"):
            payload["member"] = member_payload(member)
    world.tell(event, payload, guild=message.guild, needs=needs)
