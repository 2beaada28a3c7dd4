"""Permissions as Discord computes them: roles, channel overwrites, threads, and what one denial implies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Permission(IntFlag):
    """The permission bits that matter to a text bot."""

    NONE = 0
    CREATE_INSTANT_INVITE = 1 << 0
    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_AUDIT_LOG = 1 << 7
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    SEND_TTS_MESSAGES = 1 << 12
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    MODERATE_MEMBERS = 1 << 40
    USE_EXTERNAL_APPS = 1 << 50
    PIN_MESSAGES = 1 << 51


EVERYTHING = Permission(sum(Permission))

EVERYONE_DEFAULT = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.SEND_MESSAGES_IN_THREADS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.ADD_REACTIONS
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.USE_EXTERNAL_APPS
)
"""What a new guild grants to everyone."""

BOT_INVITATION = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.SEND_MESSAGES_IN_THREADS
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.ADD_REACTIONS
)
"""What a well-behaved support bot asks for when it is invited: no moderation powers."""

_NEEDS_SENDING = (
    Permission.SEND_TTS_MESSAGES | Permission.EMBED_LINKS | Permission.ATTACH_FILES | Permission.MENTION_EVERYONE
)


@dataclass(slots=True)
class Overwrite:
    """One line of a channel's permission table. `for_member` tells a member's line from a role's."""

    target_id: int
    for_member: bool
    allow: Permission = Permission.NONE
    deny: Permission = Permission.NONE


def combine_roles(grants: Iterable[Permission]) -> Permission:
    """Guild-wide permissions: the union of the roles; ADMINISTRATOR means everything."""
    total = Permission.NONE
    for grant in grants:
        total |= grant
    return EVERYTHING if total & Permission.ADMINISTRATOR else total


def apply_overwrites(
    base: Permission, overwrites: Iterable[Overwrite], *, everyone_id: int, role_ids: set[int], member_id: int
) -> Permission:
    """Channel permissions: @everyone's overwrite first, then all roles together, then the member's own."""
    if base & Permission.ADMINISTRATOR:
        return EVERYTHING
    table = list(overwrites)
    for layer in (
        [line for line in table if not line.for_member and line.target_id == everyone_id],
        [line for line in table if not line.for_member and line.target_id in role_ids],
        [line for line in table if line.for_member and line.target_id == member_id],
    ):
        denied = Permission.NONE
        allowed = Permission.NONE
        for line in layer:
            denied |= line.deny
            allowed |= line.allow
        base = (base & ~denied) | allowed
    return base


def imply_denials(granted: Permission, *, in_thread: bool) -> Permission:
    """Who can't see a channel can do nothing there; who can't send can't embed, attach or ping either.

    In threads SEND_MESSAGES_IN_THREADS takes the place of SEND_MESSAGES.
    """
    if not granted & Permission.VIEW_CHANNEL:
        return Permission.NONE
    sending = Permission.SEND_MESSAGES_IN_THREADS if in_thread else Permission.SEND_MESSAGES
    return granted if granted & sending else granted & ~_NEEDS_SENDING
