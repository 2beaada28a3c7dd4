"""The JSON of Discord's objects, as gateway events and REST answers carry them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.standin.intents import Intents
from tests.standin.messages import FLAG_EPHEMERAL, FLAG_HAS_SNAPSHOT, Message
from tests.standin.model import Channel, ChannelKind, ForumTag, Guild, Member, Role, User
from tests.standin.snowflakes import isoformat

if TYPE_CHECKING:
    from tests.standin.cdn import CdnFile
    from tests.standin.permissions import Permission

Json = dict[str, Any]


def user_payload(user: User) -> Json:
    return {
        "id": str(user.id),
        "username": user.name,
        "discriminator": "0",
        "global_name": user.display_name,
        "avatar": None,
        "bot": user.bot,
        "public_flags": 0,
    }


def member_payload(member: Member, *, permissions: Permission | None = None, with_user: bool = True) -> Json:
    """A guild member; interactions add the permissions computed for the channel."""
    payload: Json = {
        "roles": [str(role.id) for role in member.roles],
        "nick": member.nick,
        "avatar": None,
        "joined_at": member.joined_at,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
    }
    if with_user:
        payload["user"] = user_payload(member.user)
    if permissions is not None:
        payload["permissions"] = str(int(permissions))
    return payload


def role_payload(role: Role) -> Json:
    return {
        "id": str(role.id),
        "name": role.name,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": role.position,
        "permissions": str(int(role.permissions)),
        "managed": role.managed,
        "mentionable": role.mentionable,
        "flags": 0,
    }


def tag_payload(tag: ForumTag) -> Json:
    return {"id": str(tag.id), "name": tag.name, "moderated": tag.moderated, "emoji_id": None, "emoji_name": None}


def channel_payload(channel: Channel) -> Json:
    """A channel of any kind; threads and DMs have shapes of their own."""
    if channel.is_thread:
        return _thread_payload(channel)
    last = channel.latest
    payload: Json = {
        "id": str(channel.id),
        "type": int(channel.kind),
        "last_message_id": str(last.id) if last else None,
    }
    if channel.guild is None:
        payload["recipients"] = [user_payload(user) for user in channel.recipients if not user.bot]
        return payload
    payload |= {
        "guild_id": str(channel.guild.id),
        "name": channel.name,
        "position": channel.position,
        "parent_id": str(channel.parent.id) if channel.parent else None,
        "topic": channel.topic,
        "nsfw": channel.nsfw,
        "rate_limit_per_user": 0,
        "flags": 0,
        "permission_overwrites": [
            {
                "id": str(line.target_id),
                "type": 1 if line.for_member else 0,
                "allow": str(int(line.allow)),
                "deny": str(int(line.deny)),
            }
            for line in channel.overwrites
        ],
    }
    if channel.kind is ChannelKind.VOICE:
        payload |= {"bitrate": 64_000, "user_limit": 0, "rtc_region": None}
    if channel.kind is ChannelKind.FORUM:
        payload |= {
            "available_tags": [tag_payload(tag) for tag in channel.tags],
            "default_reaction_emoji": None,
            "default_sort_order": None,
            "default_forum_layout": 0,
            "default_auto_archive_duration": 4320,
        }
    return payload


def _thread_payload(channel: Channel) -> Json:
    state, parent, guild = channel.thread, channel.parent, channel.guild
    if state is None or parent is None or guild is None:
        raise ValueError(f"{channel.name} is no complete thread")
    count = sum(1 for message in channel.messages.values() if message.seen_by_all and message.id != channel.id)
    last = channel.latest
    return {
        "id": str(channel.id),
        "type": int(channel.kind),
        "guild_id": str(guild.id),
        "parent_id": str(parent.id),
        "owner_id": str(state.owner.id),
        "name": channel.name,
        "last_message_id": str(last.id) if last else None,
        "message_count": count,
        "member_count": len(state.members),
        "total_message_sent": count,
        "rate_limit_per_user": 0,
        "flags": 0,
        "applied_tags": [str(tag) for tag in state.applied_tags],
        "thread_metadata": {
            "archived": state.archived,
            "locked": state.locked,
            "auto_archive_duration": 4320,
            "archive_timestamp": state.created_at,
            "create_timestamp": state.created_at,
        },
    }


def guild_payload(guild: Guild, *, bot: User) -> Json:
    """GUILD_CREATE's data: with channels, active threads that the bot can see, and the bot's own member."""
    own = guild.members.get(bot.id)
    live = [channel for channel in guild.channels.values() if not channel.deleted]
    threads = [
        channel
        for channel in live
        if channel.is_thread and channel.thread and not channel.thread.archived and guild.permissions_of(bot, channel)
    ]
    return {
        "id": str(guild.id),
        "name": guild.name,
        "icon": None,
        "owner_id": str(guild.owner.id),
        "preferred_locale": guild.locale,
        "features": ["COMMUNITY"],
        "roles": [role_payload(role) for role in guild.roles.values()],
        "emojis": [],
        "stickers": [],
        "channels": [channel_payload(channel) for channel in live if not channel.is_thread],
        "threads": [channel_payload(thread) for thread in threads],
        "members": [member_payload(own)] if own else [],
        "member_count": len(guild.members),
        "large": False,
        "system_channel_id": str(guild.system_channel.id) if guild.system_channel else None,
        "system_channel_flags": 0,
        "verification_level": 0,
        "default_message_notifications": 1,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "afk_timeout": 300,
        "joined_at": own.joined_at if own else guild.created_at,
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def attachment_payload(file: CdnFile) -> Json:
    payload: Json = {
        "id": str(file.id),
        "filename": file.filename,
        "size": file.size,
        "url": file.url,
        "proxy_url": file.url,
    }
    if file.content_type:
        payload["content_type"] = file.content_type
        if file.content_type.startswith("image/"):
            payload |= {"width": 800, "height": 600}
    if file.upload.description:
        payload["description"] = file.upload.description
    if file.ephemeral:
        payload["ephemeral"] = True
    return payload


def content_reaches(intents: Intents, message: Message, bot: User) -> bool:
    """MESSAGE_CONTENT's rule: without it only DMs, the bot's own messages and those that mention it have content."""
    return (
        bool(intents & Intents.MESSAGE_CONTENT)
        or message.guild is None
        or message.author is bot
        or bot in message.mentions
    )


def message_payload(
    message: Message, *, bot: User, intents: Intents = Intents.MESSAGE_CONTENT, in_event: bool = False, depth: int = 0
) -> Json:
    """A message as the bot gets it. `in_event` adds what only gateway events carry (guild and member).

    REST answers and interaction payloads always have content, so they leave `intents` as it is.
    """
    visible = content_reaches(intents, message, bot)
    payload: Json = {
        "id": str(message.id),
        "channel_id": str(message.channel.id),
        "type": message.kind,
        "author": _author_payload(message),
        "timestamp": isoformat(message.sent_at),
        "edited_timestamp": isoformat(message.edited_at) if message.edited_at else None,
        "tts": False,
        "pinned": False,
        "mention_everyone": message.mention_everyone,
        "mentions": [_mention_payload(user, message.guild) for user in message.mentions],
        "mention_roles": [str(role) for role in message.pings.roles],
        "flags": message.flags | (FLAG_HAS_SNAPSHOT if message.snapshots else 0),
        "content": message.content if visible else "",
        "embeds": message.embeds if visible else [],
        "attachments": [attachment_payload(file) for file in message.attachments] if visible else [],
        "components": message.components if visible else [],
    }
    if message.webhook_name is not None:
        payload["webhook_id"] = str(message.author.id)
    if message.interaction is not None:
        payload["application_id"] = str(message.interaction.application_id)
    if message.nonce is not None:
        payload["nonce"] = message.nonce
    _add_reference(payload, message, bot=bot, intents=intents, visible=visible, depth=depth)
    if message.interaction is not None:
        payload["interaction_metadata"] = message.interaction.metadata()
    if in_event and message.guild is not None:
        payload["guild_id"] = str(message.guild.id)
        member = message.guild.members.get(message.author.id)
        if member is not None and message.webhook_name is None:
            payload["member"] = member_payload(member, with_user=False)
    if in_event:
        payload["channel_type"] = int(message.channel.kind)
    return payload


def _author_payload(message: Message) -> Json:
    payload = user_payload(message.author)
    if message.webhook_name is not None:
        payload |= {"username": message.webhook_name, "bot": True, "discriminator": "0000"}
    return payload


def _mention_payload(user: User, guild: Guild | None) -> Json:
    payload = user_payload(user)
    member = guild.members.get(user.id) if guild else None
    if member is not None:
        payload["member"] = member_payload(member, with_user=False)
    return payload


def _add_reference(payload: Json, message: Message, *, bot: User, intents: Intents, visible: bool, depth: int) -> None:
    if message.snapshots:
        origin = message.snapshots[0]
        payload["message_reference"] = _reference(origin.id, origin.channel, kind=1)
        payload["message_snapshots"] = [
            {"message": _snapshot_payload(snapshot, visible=visible)} for snapshot in message.snapshots
        ]
    elif message.reference_id is not None:
        payload["message_reference"] = _reference(message.reference_id, message.channel, kind=0)
        if depth == 0:
            referenced = message.referenced
            payload["referenced_message"] = (
                None
                if referenced is None or referenced.deleted
                else message_payload(referenced, bot=bot, intents=intents, depth=1)
            )


def _reference(message_id: int, channel: Channel, *, kind: int) -> Json:
    reference: Json = {"type": kind, "message_id": str(message_id), "channel_id": str(channel.id)}
    if channel.guild is not None:
        reference["guild_id"] = str(channel.guild.id)
    return reference


def _snapshot_payload(message: Message, *, visible: bool) -> Json:
    """A forwarded message: what it said, without its author."""
    return {
        "type": message.kind,
        "content": message.content if visible else "",
        "embeds": message.embeds if visible else [],
        "attachments": [attachment_payload(file) for file in message.attachments] if visible else [],
        "components": [],
        "timestamp": isoformat(message.sent_at),
        "edited_timestamp": isoformat(message.edited_at) if message.edited_at else None,
        "flags": message.flags & ~FLAG_EPHEMERAL,
        "mentions": [],
        "mention_roles": [],
    }
