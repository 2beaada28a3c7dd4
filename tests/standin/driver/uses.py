"""INTERACTION_CREATE: how a person's use of the bot reaches it."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING, Any

from tests.standin.driver.offers import context_of, owners_of
from tests.standin.intents import Intents
from tests.standin.interactions import Interaction, InteractionKind, Modal
from tests.standin.payloads import channel_payload, member_payload, message_payload, user_payload
from tests.standin.permissions import Permission

if TYPE_CHECKING:
    from tests.standin.commands import Command
    from tests.standin.messages import Message
    from tests.standin.model import Channel, User
    from tests.standin.world import World

Json = dict[str, Any]

ATTACHMENT_SIZE_LIMIT = 10 * 1024 * 1024
DM_PERMISSIONS = Permission.EMBED_LINKS | Permission.ATTACH_FILES | Permission.MENTION_EVERYONE


def dispatch_use(
    world: World,
    user: User,
    channel: Channel,
    kind: InteractionKind,
    data: Json,
    *,
    command: Command | None = None,
    source: Message | None = None,
    modal: Modal | None = None,
) -> Interaction:
    """Create the interaction and tell the bot of it; needs no intent."""
    interaction = Interaction(
        id=world.snowflakes.next(),
        application_id=world.application_id,
        token=secrets.token_urlsafe(96),
        kind=kind,
        user=user,
        channel=channel,
        context=context_of(world, channel),
        owners=owners_of(world, user, channel),
        created=world.clock.now(),
        dispatched_at=time.perf_counter(),
        data=data,
        command=command,
        source=source,
        modal_from=modal,
    )
    world.interactions[interaction.id] = interaction
    world.mark(channel)
    interaction.dispatched_at = time.perf_counter()
    world.gateway.announce(
        "INTERACTION_CREATE",
        _payload(world, interaction),
        guild_id=channel.guild.id if channel.guild else None,
        needs=Intents.NONE,
    )
    return interaction


def _payload(world: World, interaction: Interaction) -> Json:
    channel, guild, user = interaction.channel, interaction.guild, interaction.user
    payload: Json = {
        "id": str(interaction.id),
        "application_id": str(interaction.application_id),
        "type": int(interaction.kind),
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "locale": user.locale,
        "context": int(interaction.context),
        "authorizing_integration_owners": interaction.owners,
        "attachment_size_limit": ATTACHMENT_SIZE_LIMIT,
        "entitlements": [],
        "channel_id": str(channel.id),
        "channel": channel_payload(channel),
    }
    if guild is None:
        return (
            payload
            | {"user": user_payload(user), "app_permissions": str(int(DM_PERMISSIONS))}
            | _source(world, interaction)
        )
    granted = guild.permissions_of(user, channel)
    payload["channel"]["permissions"] = str(int(granted))
    own = guild.permissions_of(world.bot, channel) if guild.has_bot else guild.everyone.permissions
    return (
        payload
        | {
            "guild_id": str(guild.id),
            "guild_locale": guild.locale,
            "guild": {"id": str(guild.id), "locale": guild.locale, "features": ["COMMUNITY"]},
            "member": member_payload(guild.members[user.id], permissions=granted),
            "app_permissions": str(int(own)),
        }
        | _source(world, interaction)
    )


def _source(world: World, interaction: Interaction) -> Json:
    if interaction.source is None:
        return {}
    return {"message": message_payload(interaction.source, bot=world.bot)}
