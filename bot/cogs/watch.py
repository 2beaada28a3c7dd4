"""Reads along where it was asked to: watched channels, mentions, direct messages; edits and deletions follow."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import discord

from bot.cogs.gather import has_readable, read_message
from bot.cogs.visits import place_of, within_reach
from bot.errors import IntakeError
from bot.matching.decide import Door
from bot.reception.locks import KeyedLocks
from bot.reception.secrets import leaked_secrets
from bot.reception.service import Action, Visit
from bot.reception.watch import Watch, find_system, find_watch
from bot.ui.answer import Shown, link_to, show_diagnosis
from bot.ui.delivery import Allowed, allowed_in
from bot.ui.faults import word_fault
from bot.ui.outages import point_to_outage

if TYPE_CHECKING:
    from bot.intake.screenshots import Screenshots
    from bot.reception.service import Outcome
    from bot.reception.tongue import Tongue
    from bot.services import Services
    from bot.storage.records import Reply
    from bot.ui.client import DeskClient

MAX_WAITING = 8
"""Pastes that may queue for one place; what comes beyond them in a flood is not answered."""

UNMATCHED_EMOJI = "❔"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Found:
    """A message that is to be read. `paste` is the message with the error, `asker` the one to answer."""

    paste: discord.Message
    asker: discord.Message
    way: str
    watch: Watch | None

    @property
    def is_watch(self) -> bool:
        """Whether nobody asked."""
        return self.way == "watch"

    @property
    def door(self) -> Door:
        return Door.WATCH if self.is_watch else Door.COMMAND


class Watcher:
    """Listens for the client. Every method handles its own faults or leaves them to the client's log."""

    def __init__(self, services: Services, client: DeskClient) -> None:
        self._services = services
        self._client = client
        self._locks = KeyedLocks()

    def wants(self, message: discord.Message) -> bool:
        """Whether a message could be for us at all: from a person, and more than a system notice."""
        return not (message.author.bot or message.webhook_id is not None or message.is_system())

    def wants_edit(self, payload: discord.RawMessageUpdateEvent) -> bool:
        """Discord reports link previews as edits too; only what a person changed counts."""
        return payload.message.edited_at is not None and self.wants(payload.message)

    async def read(self, message: discord.Message) -> None:
        """Answers a new message where that is wanted."""
        # An edit or a deletion that comes while this is under way waits for its end.
        async with self._locks.hold(message.id):
            found = await self._find(message)
            if found is None:
                return
            try:
                text = await read_message(found.paste, await self._eyes(found), strict=not found.is_watch)
            except IntakeError as error:
                await self._refuse(found, error)
                return
            await self._answer(found, text)

    async def read_again(self, message: discord.Message) -> None:
        """Brings the answer to an edited message up to date."""
        async with self._locks.hold(message.id):
            found = await self._find(message)
            if found is None or found.way == "mention":
                return
            try:
                text = await read_message(found.paste, await self._eyes(found), strict=False)
            except IntakeError:
                text = ""
            async with self._services.reception.turn(message.channel.id):
                outcome = within_reach(await self._services.reception.revise(text, self._visit(found)), message.guild)
                await self._revise(found, outcome)

    async def withdraw(self, message_id: int, channel_id: int) -> None:
        """Takes the answer to a deleted message away; a deleted answer is neither given again nor pointed to."""
        async with self._locks.hold(message_id), self._services.reception.turn(channel_id):
            reply = await self._services.reception.forget_paste(message_id)
            if reply is None:
                await self._services.reception.forget_answer(message_id)
            elif reply.paste_message_id != reply.reply_message_id:
                await self._remove(reply)

    async def _find(self, message: discord.Message) -> _Found | None:
        """By which door a message comes in, if by any."""
        if message.guild is None:
            return _Found(message, message, "dm", None)
        if self._client.user is not None and self._client.user.id in message.raw_mentions:
            return _Found(await _referenced(message) or message, message, "mention", None)
        place = place_of(message.channel)
        if place is None or not has_readable(message):
            return None
        view = await self._services.guilds.view(message.guild.id)
        watch = find_watch(place, view.channels, self._services.settings.watch_channels)
        return _Found(message, message, "watch", watch) if watch is not None else None

    async def _eyes(self, found: _Found) -> Screenshots | None:
        """Pictures are read for whoever asks; unasked only where the guild wants it."""
        guild = found.paste.guild
        unwanted = (
            found.is_watch and guild is not None and not (await self._services.guilds.view(guild.id)).settings.ocr
        )
        return None if unwanted else self._services.screenshots

    async def _answer(self, found: _Found, text: str) -> None:
        reception = self._services.reception
        outcome = await reception.examine(text, await self._visit_with_system(found))
        reception.record_lookup(outcome)
        secrets = leaked_secrets(outcome.diagnosis.redacted)
        if outcome.action is Action.NOTHING and not secrets:
            await self._mark_unmatched(found, outcome)
            return
        if reception.waiting(found.asker.channel.id) >= MAX_WAITING:
            self._client.courier.note(found.asker.channel.id, "more pastes at once than can be answered")
            return
        async with reception.turn(found.asker.channel.id):
            outcome = within_reach(await reception.settle(outcome), found.asker.guild)
            if outcome.action is not Action.NOTHING:
                await self._send(found, outcome, warned=bool(secrets))
            elif secrets:
                await self._warn(found, outcome)

    async def _mark_unmatched(self, found: _Found, outcome: Outcome) -> None:
        """A small sign under an error that nobody knows, where the guild wants to see that it was noticed."""
        guild = found.paste.guild
        if guild is None or not outcome.diagnosis.logged:
            return
        if (await self._services.guilds.view(guild.id)).settings.react_unmatched:
            await self._client.courier.react(found.paste, UNMATCHED_EMOJI)

    async def _send(self, found: _Found, outcome: Outcome, *, warned: bool) -> None:
        allowed = allowed_in(found.asker)
        removed = warned and await self._remove_secret(found, allowed)
        is_link = outcome.action in {Action.LINK, Action.OUTAGE}
        shown = self._link(outcome) if is_link else self._show(outcome, allowed, warned=warned, removed=removed)
        if removed:
            allowed = replace(allowed, refer=False)
        sent = await self._client.courier.reply(found.asker, allowed, shown.as_new())
        if sent is None:
            return
        if removed:
            # The paste is gone by our own hand; its answer stays and stands for itself.
            outcome = replace(outcome, visit=replace(outcome.visit, paste_id=sent.id))
        await self._services.reception.record_answer(outcome, sent.id, is_link=is_link)

    async def _remove_secret(self, found: _Found, allowed: Allowed) -> bool:
        """Deletes a message that shows a secret, where the guild wants that and the bot may."""
        guild = found.paste.guild
        if guild is None or not allowed.manage:
            return False
        if not (await self._services.guilds.view(guild.id)).settings.remove_secrets:
            return False
        return await self._client.courier.delete(found.paste)

    async def _revise(self, found: _Found, outcome: Outcome) -> None:
        reply = outcome.reply
        if outcome.action in {Action.ANSWER, Action.LINK, Action.OUTAGE}:
            self._services.reception.record_lookup(outcome)
            await self._send(found, outcome, warned=bool(leaked_secrets(outcome.diagnosis.redacted)))
        elif outcome.action is Action.UPDATE and reply is not None:
            secrets = leaked_secrets(outcome.diagnosis.redacted)
            shown = self._show(outcome, allowed_in(found.asker), warned=bool(secrets))
            if await self._client.courier.edit(self._partial(reply), shown.as_edit()) is not None:
                self._services.reception.record_lookup(outcome)
                await self._services.reception.record_answer(outcome, reply.reply_message_id)
        elif outcome.action is Action.REMOVE and reply is not None:
            await self._services.reception.forget_paste(reply.paste_message_id)
            await self._remove(reply)

    async def _remove(self, reply: Reply) -> None:
        await self._client.courier.delete(self._partial(reply))

    def _partial(self, reply: Reply) -> discord.PartialMessage:
        channel = self._client.get_partial_messageable(reply.channel_id, guild_id=reply.guild_id)
        return channel.get_partial_message(reply.reply_message_id)

    async def _warn(self, found: _Found, outcome: Outcome) -> None:
        """A leaked secret is worth a word even where the paste itself gets none."""
        allowed = allowed_in(found.asker)
        removed = await self._remove_secret(found, allowed)
        content = self._services.texts.say("secret-removed" if removed else "secret-warning", outcome.tongue)
        if removed:
            allowed = replace(allowed, refer=False)
        sent = await self._client.courier.reply(found.asker, allowed, Shown(content, (), None).as_new())
        if sent is not None and not removed:
            await self._services.reception.record_answer(outcome, sent.id, is_link=True)

    async def _refuse(self, found: _Found, error: IntakeError) -> None:
        """Somebody asked, so they hear why not; a watched channel doesn't."""
        if found.is_watch:
            return
        tongue = await self._tongue(found)
        content = word_fault(error, tongue, self._services.texts)
        await self._client.courier.reply(found.asker, allowed_in(found.asker), Shown(content, (), None).as_new())

    def _show(self, outcome: Outcome, allowed: Allowed, *, warned: bool, removed: bool = False) -> Shown:
        texts, tongue = self._services.texts, outcome.tongue
        warning = texts.say("secret-removed" if removed else "secret-warning", tongue) if warned else None
        return show_diagnosis(outcome.diagnosis, tongue, texts, outcome.visit.at, embeds=allowed.embed, warning=warning)

    def _link(self, outcome: Outcome) -> Shown:
        if outcome.notice is not None:
            return Shown(point_to_outage(outcome.notice, outcome.tongue, self._services.texts), (), None)
        if outcome.reply is None:
            raise TypeError("a link needs an earlier answer")
        return Shown(self._services.texts.say("answered-already", outcome.tongue, url=link_to(outcome.reply)), (), None)

    async def _visit_with_system(self, found: _Found) -> Visit:
        place = place_of(found.paste.channel)
        if found.watch is not None or place is None or found.paste.guild is None:
            return self._visit(found)
        view = await self._services.guilds.view(found.paste.guild.id)
        return self._visit(found, find_system(place, view.channels))

    def _visit(self, found: _Found, channel_system: str | None = None) -> Visit:
        message, watch = found.asker, found.watch
        guild = message.guild
        return Visit(
            way=found.way,
            door=found.door,
            user_id=message.author.id,
            paste_id=found.paste.id,
            at=found.paste.edited_at or found.paste.created_at,
            guild_id=guild.id if guild else None,
            channel_id=message.channel.id,
            place_id=message.channel.id,
            mode=watch.mode if watch else "answer",
            channel_system=watch.system if watch else channel_system,
            guild_locale=str(guild.preferred_locale) if guild else None,
        )

    async def _tongue(self, found: _Found) -> Tongue:
        guild = found.asker.guild
        return await self._services.reception.tongue_of(
            guild_id=guild.id if guild else None, guild_locale=str(guild.preferred_locale) if guild else None
        )


async def _referenced(message: discord.Message) -> discord.Message | None:
    """The message that a mention replies to. Discord sends it along; it is fetched only where it didn't."""
    reference = message.reference
    if reference is None or reference.message_id is None or reference.type is discord.MessageReferenceType.forward:
        return None
    if isinstance(reference.resolved, discord.Message):
        return reference.resolved
    if isinstance(reference.resolved, discord.DeletedReferencedMessage):
        return None
    try:
        return await message.channel.fetch_message(reference.message_id)
    except discord.HTTPException:
        return None
