"""Guilds: building communities and changing them while the bot watches."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from tests.standin.driver.people import Person
from tests.standin.intents import Intents
from tests.standin.messages import KIND_MEMBER_JOINED, Message
from tests.standin.model import Channel, ChannelKind, ForumTag, Guild, Member, Role, User
from tests.standin.payloads import channel_payload, guild_payload, member_payload, role_payload
from tests.standin.permissions import BOT_INVITATION, Overwrite, Permission

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.standin.world import World

Json = dict[str, Any]

Target = Person | User | Role


class GuildDriver:
    """One guild. Whatever is changed while the bot is there is told to it at once, as Discord does."""

    def __init__(self, world: World, guild: Guild) -> None:
        self._world = world
        self.guild = guild

    @property
    def id(self) -> int:
        return self.guild.id

    @property
    def everyone(self) -> Role:
        return self.guild.everyone

    @property
    def bot(self) -> User:
        return self._world.bot

    @property
    def owner(self) -> Person:
        """Who may do everything."""
        return Person(self._world, self.guild.owner)

    # Channels

    def add_text_channel(
        self, name: str, *, topic: str | None = None, nsfw: bool = False, category: Channel | None = None
    ) -> Channel:
        return self._add_channel(ChannelKind.TEXT, name, topic=topic, nsfw=nsfw, parent=category)

    def add_forum(self, name: str, *, tags: Iterable[str] = (), moderated_tags: Iterable[str] = ()) -> Channel:
        """A forum with its tags; the moderated ones can be applied only by those who manage threads."""
        forum_tags = [ForumTag(self._world.snowflakes.next(), tag) for tag in tags]
        forum_tags += [ForumTag(self._world.snowflakes.next(), tag, moderated=True) for tag in moderated_tags]
        return self._add_channel(ChannelKind.FORUM, name, tags=forum_tags)

    def add_category(self, name: str) -> Channel:
        return self._add_channel(ChannelKind.CATEGORY, name)

    def _add_channel(self, kind: ChannelKind, name: str, **about: Any) -> Channel:
        channel = Channel(self._world.snowflakes.next(), kind, name, guild=self.guild, **about)
        channel.position = len(self.guild.channels)
        self._world.channels[channel.id] = channel
        self.guild.channels[channel.id] = channel
        self._tell("CHANNEL_CREATE", channel_payload(channel))
        return channel

    def rename_channel(self, channel: Channel, name: str) -> None:
        channel.name = name
        self._tell("THREAD_UPDATE" if channel.is_thread else "CHANNEL_UPDATE", channel_payload(channel))

    def delete_channel(self, channel: Channel) -> None:
        """Delete a channel or thread; from then on the API answers 10003."""
        payload = channel_payload(channel)
        channel.deleted = True
        self._tell("THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE", payload)

    def archive_thread(self, thread: Channel, *, locked: bool = False) -> None:
        """Archive a thread; a locked one opens only for those who manage threads."""
        if thread.thread is None:
            raise ValueError(f"#{thread.name} is no thread")
        thread.thread.archived, thread.thread.locked = True, locked
        self._tell("THREAD_UPDATE", channel_payload(thread))

    def set_system_channel(self, channel: Channel | None) -> None:
        self.guild.system_channel = channel
        self._tell_guild()

    def set_locale(self, locale: str) -> None:
        self.guild.locale = locale
        self._tell_guild()

    # People and permissions

    def add_member(
        self,
        name: str,
        *,
        locale: str = "en-US",
        permissions: Permission = Permission.NONE,
        nick: str | None = None,
        bot: bool = False,
    ) -> Person:
        """A new person (or another bot) in the guild; `permissions` come by a role of their own."""
        user = self._world.add_user(name, locale=locale, bot=bot)
        return self.admit(Person(self._world, user), permissions=permissions, nick=nick)

    def admit(self, person: Person, *, permissions: Permission = Permission.NONE, nick: str | None = None) -> Person:
        """Let a person in who exists already."""
        member = Member(person.user, self._world.clock.stamp(), nick=nick)
        self.guild.members[person.id] = member
        if permissions:
            member.roles.append(self.add_role(f"{person.user.name}'s", permissions))
        payload = member_payload(member) | {"guild_id": str(self.id)}
        self._tell("GUILD_MEMBER_ADD", payload, needs=Intents.GUILD_MEMBERS)
        return person

    def expel(self, person: Person) -> None:
        """Remove a person from the guild."""
        member = self.guild.members.pop(person.id)
        payload = {"guild_id": str(self.id), "user": member_payload(member)["user"]}
        self._tell("GUILD_MEMBER_REMOVE", payload, needs=Intents.GUILD_MEMBERS)

    def add_role(self, name: str, permissions: Permission = Permission.NONE, *, mentionable: bool = False) -> Role:
        role = Role(self._world.snowflakes.next(), name, permissions, len(self.guild.roles), mentionable=mentionable)
        self.guild.roles[role.id] = role
        self._tell("GUILD_ROLE_CREATE", {"guild_id": str(self.id), "role": role_payload(role)})
        return role

    def give_role(self, person: Person, role: Role) -> None:
        member = self.guild.members[person.id]
        member.roles.append(role)
        payload = member_payload(member) | {"guild_id": str(self.id)}
        self._tell("GUILD_MEMBER_UPDATE", payload, needs=Intents.GUILD_MEMBERS)

    def allow(self, channel: Channel, who: Target, permissions: Permission, *, announce: bool = True) -> None:
        """Grant permissions in a channel by an overwrite."""
        line = self._overwrite(channel, who)
        line.allow |= permissions
        line.deny &= ~permissions
        if announce:
            self._tell("CHANNEL_UPDATE", channel_payload(channel))

    def deny(self, channel: Channel, who: Target, permissions: Permission, *, announce: bool = True) -> None:
        """Take permissions away in a channel. Without `announce` the bot's cache stays behind, as in a race."""
        line = self._overwrite(channel, who)
        line.deny |= permissions
        line.allow &= ~permissions
        if announce:
            self._tell("CHANNEL_UPDATE", channel_payload(channel))

    def _overwrite(self, channel: Channel, who: Target) -> Overwrite:
        target = who.user if isinstance(who, Person) else who
        for line in channel.overwrites:
            if line.target_id == target.id:
                return line
        line = Overwrite(target.id, for_member=isinstance(target, User))
        channel.overwrites.append(line)
        return line

    # The bot

    def invite_bot(self, permissions: Permission = BOT_INVITATION) -> None:
        """Add the bot with a role of its own: GUILD_CREATE without `unavailable`, which means it has just joined."""
        role = Role(self._world.snowflakes.next(), "Errata", permissions, len(self.guild.roles), managed=True)
        self.guild.roles[role.id] = role
        self.guild.members[self.bot.id] = Member(self.bot, self._world.clock.stamp(), [role])
        self.guild.has_bot = True
        self._tell("GUILD_CREATE", guild_payload(self.guild, bot=self.bot))

    def set_bot_permissions(self, permissions: Permission) -> None:
        """Change the guild-wide permissions of the bot's own role."""
        role = next(role for role in self.guild.members[self.bot.id].roles if role.managed)
        role.permissions = permissions
        self._tell("GUILD_ROLE_UPDATE", {"guild_id": str(self.id), "role": role_payload(role)})

    def remove_bot(self) -> None:
        """Kick the bot: GUILD_DELETE, and its member and role are gone."""
        if not self.guild.has_bot:
            return
        self._tell("GUILD_DELETE", {"id": str(self.id)})
        self.guild.has_bot = False
        member = self.guild.members.pop(self.bot.id)
        for role in member.roles:
            self.guild.roles.pop(role.id, None)

    # Messages that no person writes

    async def webhook_send(self, channel: Channel, name: str, content: str) -> Message:
        """A message of a webhook (a bridge, a status page): it has no member and a name of its own."""
        author = User(self._world.snowflakes.next(), name, bot=True)
        message = Message(self._world.snowflakes.next(), channel, author, content=content, webhook_name=name)
        return await self._publish(message)

    async def system_notice(self, channel: Channel, person: Person, kind: int = KIND_MEMBER_JOINED) -> Message:
        """One of Discord's own notices, such as "mei joined"."""
        return await self._publish(Message(self._world.snowflakes.next(), channel, person.user, kind=kind))

    async def unfurl(self, message: Message, embed: Json) -> None:
        """Discord adds the preview of a link: MESSAGE_UPDATE without an edit."""
        message.embeds.append(embed | {"type": "link"})
        self._world.mark(message.channel)
        self._world.amend(message, by_author=False)
        await asyncio.sleep(0)

    async def _publish(self, message: Message) -> Message:
        self._world.mark(message.channel)
        self._world.publish(message)
        await asyncio.sleep(0)
        return message

    def _tell_guild(self) -> None:
        self._tell("GUILD_UPDATE", guild_payload(self.guild, bot=self.bot))

    def _tell(self, event: str, payload: Json, *, needs: Intents = Intents.GUILDS) -> None:
        self._world.tell(event, payload, guild=self.guild, needs=needs)
