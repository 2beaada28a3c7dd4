"""What exists in the stand-in's Discord: users, guilds, roles, channels, threads."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from tests.standin.permissions import EVERYTHING, Overwrite, Permission, apply_overwrites, combine_roles, imply_denials

if TYPE_CHECKING:
    from tests.standin.messages import Message


class ChannelKind(IntEnum):
    """Discord's channel types, as far as text can be written in them or they group others."""

    TEXT = 0
    DM = 1
    VOICE = 2
    CATEGORY = 4
    NEWS = 5
    NEWS_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    FORUM = 15


THREADS = frozenset({ChannelKind.NEWS_THREAD, ChannelKind.PUBLIC_THREAD, ChannelKind.PRIVATE_THREAD})
WRITABLE = THREADS | {ChannelKind.TEXT, ChannelKind.DM, ChannelKind.VOICE, ChannelKind.NEWS}


@dataclass(eq=False, repr=False, slots=True)
class User:
    """A person or a bot, known across guilds.

    `accepts_dms=False` makes a DM fail with 50007; `installed_app` is the user-installed use of the bot.
    """

    id: int
    name: str
    locale: str = "en-US"
    display_name: str | None = None
    bot: bool = False
    accepts_dms: bool = True
    installed_app: bool = False

    def __repr__(self) -> str:
        return f"<{'bot' if self.bot else 'user'} {self.name}>"

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"


@dataclass(eq=False, repr=False, slots=True)
class Role:
    """A guild's role. `managed` roles belong to a bot and were made by its invitation."""

    id: int
    name: str
    permissions: Permission
    position: int = 1
    managed: bool = False
    mentionable: bool = False

    def __repr__(self) -> str:
        return f"<role {self.name}>"


@dataclass(eq=False, slots=True)
class Member:
    """A user inside a guild."""

    user: User
    joined_at: str
    roles: list[Role] = field(default_factory=list)
    nick: str | None = None


@dataclass(eq=False, slots=True)
class ForumTag:
    """A tag that posts of a forum may carry; `moderated` ones only by those who manage threads."""

    id: int
    name: str
    moderated: bool = False


@dataclass(eq=False, slots=True)
class ThreadState:
    """What only threads have."""

    owner: User
    archived: bool = False
    locked: bool = False
    applied_tags: list[int] = field(default_factory=list)
    members: set[int] = field(default_factory=set)
    created_at: str = ""


@dataclass(eq=False, repr=False, slots=True)
class Channel:
    """A place for messages: channel, forum, thread or DM. Deleted messages stay here, marked as deleted."""

    id: int
    kind: ChannelKind
    name: str
    guild: Guild | None = None
    parent: Channel | None = None
    overwrites: list[Overwrite] = field(default_factory=list)
    messages: dict[int, Message] = field(default_factory=dict)
    recipients: list[User] = field(default_factory=list)
    tags: list[ForumTag] = field(default_factory=list)
    thread: ThreadState | None = None
    nsfw: bool = False
    position: int = 0
    topic: str | None = None
    deleted: bool = False

    def __repr__(self) -> str:
        return f"<{self.kind.name.lower()} #{self.name}{' deleted' if self.deleted else ''}>"

    @property
    def mention(self) -> str:
        return f"<#{self.id}>"

    @property
    def is_thread(self) -> bool:
        return self.kind in THREADS

    @property
    def latest(self) -> Message | None:
        """The newest message that everybody here can see."""
        public = [message for message in self.messages.values() if not message.deleted and message.seen_by_all]
        return public[-1] if public else None

    def live(self, message_id: int) -> Message | None:
        """The message, unless it never was here or has been deleted."""
        message = self.messages.get(message_id)
        return None if message is None or message.deleted else message


@dataclass(eq=False, repr=False, slots=True)
class Guild:
    """A community. The role with the guild's own id is @everyone."""

    id: int
    name: str
    locale: str
    owner: User
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    system_channel: Channel | None = None
    has_bot: bool = False
    created_at: str = ""

    def __repr__(self) -> str:
        return f"<guild {self.name}>"

    @property
    def everyone(self) -> Role:
        return self.roles[self.id]

    def permissions_of(self, user: User, channel: Channel | None = None) -> Permission:
        """What `user` may do in the guild, or in one of its channels or threads (which follow their parent)."""
        member = self.members.get(user.id)
        if member is None:
            return Permission.NONE
        if user is self.owner:
            return EVERYTHING
        base = combine_roles([self.everyone.permissions, *(role.permissions for role in member.roles)])
        if channel is None:
            return base
        place = channel.parent if channel.is_thread and channel.parent else channel
        granted = apply_overwrites(
            base,
            place.overwrites,
            everyone_id=self.id,
            role_ids={role.id for role in member.roles},
            member_id=user.id,
        )
        if channel.kind is ChannelKind.PRIVATE_THREAD and channel.thread and not granted & Permission.MANAGE_THREADS:
            granted = granted if user.id in channel.thread.members else Permission.NONE
        return imply_denials(granted, in_thread=channel.is_thread)

    def may(self, user: User, channel: Channel, needed: Permission) -> bool:
        """Whether `user` holds every bit of `needed` in `channel`."""
        return self.permissions_of(user, channel) & needed == needed
