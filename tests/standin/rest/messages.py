"""Messages in channels: post, read, edit, delete, react, type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from tests.standin.errors import (
    ApiError,
    cannot_message_user,
    invalid_form,
    missing_access,
    missing_permissions,
    no_history_no_reply,
    not_a_text_channel,
    not_in_this_channel,
    not_your_message,
    thread_archived,
    unknown_emoji,
    unknown_message,
)
from tests.standin.messages import FLAG_SUPPRESS_EMBEDS, KIND_REPLY, USER_KINDS, Message
from tests.standin.model import WRITABLE, Channel, User
from tests.standin.payloads import message_payload, user_payload
from tests.standin.permissions import EVERYTHING, Permission
from tests.standin.records import EffectKind
from tests.standin.rest.drafts import apply_draft, compose
from tests.standin.rest.reactions import tell_of_reaction
from tests.standin.validation.messages import Draft, read_message

if TYPE_CHECKING:
    from tests.standin.rest.router import Call, Router
    from tests.standin.world import World

Json = dict[str, Any]

NONCE_LIFETIME_SECONDS = 300
MESSAGES = "/channels/{channel}/messages"
ONE = MESSAGES + "/{message}"
REACTION = ONE + "/reactions/{emoji}"


class MessageRoutes:
    """The bot's own hands in a channel, with every permission that Discord asks for."""

    def __init__(self, world: World, router: Router) -> None:
        self._world = world
        router.add("POST", MESSAGES, self._post)
        router.add("GET", MESSAGES, self._history)
        router.add("GET", ONE, self._get)
        router.add("PATCH", ONE, self._edit)
        router.add("DELETE", ONE, self._delete)
        router.add("PUT", REACTION + "/@me", self._react)
        router.add("DELETE", REACTION + "/@me", self._unreact)
        router.add("DELETE", REACTION + "/{user}", self._unreact)
        router.add("GET", REACTION, self._reactions)
        router.add("POST", "/channels/{channel}/typing", self._type)

    # Permissions

    def _channel(self, call: Call) -> tuple[Channel, Permission]:
        """The channel and what the bot may do there; 50001 if it can't even see it."""
        channel = self._world.channel(call.id("channel"))
        if channel.guild is None:
            if self._world.bot not in channel.recipients:
                raise missing_access()
            return channel, EVERYTHING
        granted = channel.guild.permissions_of(self._world.bot, channel)
        if not granted & Permission.VIEW_CHANNEL:
            raise missing_access()
        return channel, granted

    def _message(self, call: Call) -> tuple[Message, Permission]:
        """A message that everybody can see; ephemeral ones don't exist for these routes (10008)."""
        channel, granted = self._channel(call)
        message = channel.live(call.id("message"))
        if message is None or message.private_to is not None:
            raise unknown_message()
        return message, granted

    @staticmethod
    def _require(granted: Permission, needed: Permission) -> None:
        if granted & needed != needed:
            raise missing_permissions()

    def _require_sending(self, channel: Channel, granted: Permission) -> None:
        """SEND_MESSAGES, or SEND_MESSAGES_IN_THREADS in a thread; never in a locked thread or straight to a forum."""
        if channel.kind not in WRITABLE:
            raise not_a_text_channel()
        if channel.guild is None:
            self._require_open_dm(channel)
            return
        self._require(granted, Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES)
        if channel.thread is not None and channel.thread.locked and not granted & Permission.MANAGE_THREADS:
            raise thread_archived()

    def _require_open_dm(self, channel: Channel) -> None:
        """A DM needs a willing person who shares a guild with the bot or has installed the app; else 50007."""
        person = next(user for user in channel.recipients if user is not self._world.bot)
        shared = any(guild.has_bot and person.id in guild.members for guild in self._world.guilds.values())
        if not person.accepts_dms or not (shared or person.installed_app):
            raise cannot_message_user()

    def _require_for_draft(self, draft: Draft, granted: Permission) -> None:
        """Embeds need EMBED_LINKS, files ATTACH_FILES; without them Discord refuses the whole message."""
        if draft.embeds:
            self._require(granted, Permission.EMBED_LINKS)
        if draft.new_files:
            self._require(granted, Permission.ATTACH_FILES)

    # Messages

    async def _post(self, call: Call) -> Json:
        channel, granted = self._channel(call)
        self._require_sending(channel, granted)
        draft = read_message(call.body, call.files)
        self._require_for_draft(draft, granted)
        referenced = self._read_reference(draft, channel, granted)
        if twin := self._twin(channel, draft):
            return message_payload(twin, bot=self._world.bot)
        message = compose(self._world, channel, draft, referenced=referenced, at=call.at)
        if referenced is not None or draft.reference:
            message.kind = KIND_REPLY if referenced else message.kind
        if channel.thread is not None:
            channel.thread.archived = False
        self._world.publish(message)
        self._world.note(EffectKind.POST, call.at, channel, message=message)
        return message_payload(message, bot=self._world.bot)

    def _twin(self, channel: Channel, draft: Draft) -> Message | None:
        """With `enforce_nonce` a repeated nonce gives back the first message instead of a second one."""
        if draft.nonce is None:
            return None
        since = self._world.clock.now() - NONCE_LIFETIME_SECONDS
        return next(
            (one for one in channel.messages.values() if one.nonce == draft.nonce and one.sent_at > since), None
        )

    def _read_reference(self, draft: Draft, channel: Channel, granted: Permission) -> Message | None:
        """The message replied to. Replying needs READ_MESSAGE_HISTORY (160002), and the message must exist (50035)
        unless `fail_if_not_exists` is false; Discord's own notices can't be replied to."""
        reference = draft.reference
        if reference is None:
            return None
        if not granted & Permission.READ_MESSAGE_HISTORY:
            raise no_history_no_reply()
        if reference.get("type", 0) != 0:
            raise ApiError(400, 160014, "Forwarding is not something that this bot does")
        message = channel.live(int(reference.get("message_id", 0)))
        if int(reference.get("channel_id", channel.id)) != channel.id:
            message = None
        if message is None or message.private_to is not None:
            if reference.get("fail_if_not_exists", True):
                raise invalid_form([(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")])
            return None
        if message.kind not in USER_KINDS:
            path = ("message_reference",)
            raise invalid_form([(path, "REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE", "Cannot reply to a system message")])
        return message

    async def _history(self, call: Call) -> list[Json]:
        """The latest messages first. Without READ_MESSAGE_HISTORY Discord answers with an empty list."""
        channel, granted = self._channel(call)
        if not granted & Permission.READ_MESSAGE_HISTORY:
            return []
        low, high = int(call.query.get("after", 0)), int(call.query.get("before", 1 << 63))
        if "around" in call.query:
            low, high = int(call.query["around"]) - 1, int(call.query["around"]) + 1
        found = [
            one
            for one in channel.messages.values()
            if not one.deleted and one.private_to is None and low < one.id < high
        ]
        limit = min(100, int(call.query.get("limit", 50)))
        found.sort(key=lambda one: one.id)
        chosen = found[:limit] if "after" in call.query else found[-limit:]
        return [message_payload(one, bot=self._world.bot) for one in reversed(chosen)]

    async def _get(self, call: Call) -> Json:
        message, granted = self._message(call)
        if not granted & Permission.READ_MESSAGE_HISTORY:
            raise missing_access()
        return message_payload(message, bot=self._world.bot)

    async def _edit(self, call: Call) -> Json:
        """Only the bot's own messages; of others it may suppress the embeds with MANAGE_MESSAGES."""
        message, granted = self._message(call)
        thread = message.channel.thread
        if thread is not None and thread.archived:
            raise thread_archived()
        if message.author is not self._world.bot:
            self._suppress_embeds(message, granted, call.body or {})
        else:
            draft = read_message(call.body, call.files, before=message)
            self._require_for_draft(draft, granted)
            apply_draft(self._world, message, draft)
        self._world.amend(message, by_author=message.author is self._world.bot)
        self._world.note(EffectKind.EDIT, call.at, message.channel, message=message)
        return message_payload(message, bot=self._world.bot)

    def _suppress_embeds(self, message: Message, granted: Permission, body: Json) -> None:
        if body.keys() != {"flags"}:
            raise not_your_message()
        self._require(granted, Permission.MANAGE_MESSAGES)
        message.flags = (message.flags & ~FLAG_SUPPRESS_EMBEDS) | (body["flags"] & FLAG_SUPPRESS_EMBEDS)

    async def _delete(self, call: Call) -> None:
        """The bot's own, or others' with MANAGE_MESSAGES; in DMs only its own (50003)."""
        message, granted = self._message(call)
        if message.author is not self._world.bot:
            if message.guild is None:
                raise not_in_this_channel()
            self._require(granted, Permission.MANAGE_MESSAGES)
        self._world.retract(message)
        self._world.note(EffectKind.DELETE, call.at, message.channel, message=message)

    # Reactions and typing

    async def _react(self, call: Call) -> None:
        """READ_MESSAGE_HISTORY, and ADD_REACTIONS if nobody has used this emoji here yet."""
        message, granted = self._message(call)
        emoji = self._emoji(call)
        self._require(granted, Permission.READ_MESSAGE_HISTORY)
        if emoji not in message.reactions:
            self._require(granted, Permission.ADD_REACTIONS)
        message.reactions.setdefault(emoji, set()).add(self._world.bot.id)
        tell_of_reaction(self._world, "MESSAGE_REACTION_ADD", message, emoji, self._world.bot)
        self._world.note(EffectKind.REACT, call.at, message.channel, message=message, detail=emoji)

    async def _unreact(self, call: Call) -> None:
        message, granted = self._message(call)
        emoji = self._emoji(call)
        user: User | None = self._world.bot
        if "user" in call.params:
            self._require(granted, Permission.MANAGE_MESSAGES)
            user = self._world.users.get(call.id("user"))
        if user is None or user.id not in message.reactions.get(emoji, set()):
            return
        message.reactions[emoji].discard(user.id)
        if not message.reactions[emoji]:
            del message.reactions[emoji]
        tell_of_reaction(self._world, "MESSAGE_REACTION_REMOVE", message, emoji, user)
        self._world.note(EffectKind.UNREACT, call.at, message.channel, message=message, detail=emoji)

    async def _reactions(self, call: Call) -> list[Json]:
        message, granted = self._message(call)
        self._require(granted, Permission.READ_MESSAGE_HISTORY)
        people = sorted(message.reactions.get(self._emoji(call), set()))
        return [user_payload(self._world.users[one]) for one in people[: int(call.query.get("limit", 25))]]

    @staticmethod
    def _emoji(call: Call) -> str:
        """A Unicode emoji, or `name:id`; other text is 10014."""
        emoji = unquote(call.params["emoji"])
        if emoji.isascii() and ":" not in emoji:
            raise unknown_emoji()
        return emoji

    async def _type(self, call: Call) -> None:
        channel, granted = self._channel(call)
        self._require_sending(channel, granted)
        self._world.note(EffectKind.TYPING, call.at, channel)
