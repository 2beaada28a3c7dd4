"""From a checked body to a message."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from tests.standin.cdn import Upload
from tests.standin.mentions import find_pings
from tests.standin.messages import FLAG_COMPONENTS_V2, FLAG_SUPPRESS_EMBEDS, Message

if TYPE_CHECKING:
    from tests.standin.model import Channel
    from tests.standin.validation.messages import Draft
    from tests.standin.world import World


def compose(world: World, channel: Channel, draft: Draft, *, referenced: Message | None, at: float) -> Message:
    """A new message of the bot, not yet published."""
    message = Message(
        world.snowflakes.next(),
        channel,
        world.bot,
        flags=draft.flags,
        referenced=referenced,
        reference_id=referenced.id if referenced else None,
        nonce=draft.nonce,
        arrived_at=at,
    )
    apply_draft(world, message, draft)
    return message


def apply_draft(world: World, message: Message, draft: Draft) -> None:
    """Take over what the draft mentions and keep the rest, as a PATCH does."""
    if draft.content is not None:
        message.content = draft.content
    if draft.embeds is not None:
        message.embeds = draft.embeds
    if draft.components is not None:
        message.components = draft.components
    if draft.kept_files is not None:
        message.attachments = [file for file in message.attachments if file.id in draft.kept_files]
    message.attachments += [
        world.cdn.store(Upload(file.filename, file.data), message.channel.id, ephemeral=message.private_to is not None)
        for file in draft.new_files
    ]
    kept = message.flags & ~FLAG_SUPPRESS_EMBEDS
    message.flags = kept | (draft.flags & (FLAG_COMPONENTS_V2 | FLAG_SUPPRESS_EMBEDS))
    author = message.referenced.author.id if message.referenced else None
    pings = find_pings(draft.mentionable_text, draft.allowed_mentions, author)
    message.pings = pings if message.revision == 0 else dataclasses.replace(pings, replied=False)
    message.mentions = world.mentioned(pings, message.referenced)
    message.mention_everyone = pings.everyone
