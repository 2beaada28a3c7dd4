"""Gives answers in channels: sends, changes and removes them, and warns of secrets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.cogs.leaks import Cleared, Leaks
from bot.cogs.visits import within_reach
from bot.reception.secrets import leaked_secrets
from bot.reception.visits import Action
from bot.ui.answer import Shown, link_to, show_diagnosis
from bot.ui.delivery import Allowed, Fate, allowed_in
from bot.ui.faults import word_fault
from bot.ui.outages import point_to_outage
from bot.ui.tongues import guild_tongue

if TYPE_CHECKING:
    import discord

    from bot.cogs.finding import Found
    from bot.errors import IntakeError
    from bot.reception.visits import Outcome, Visit
    from bot.services import Services
    from bot.storage.records import Reply
    from bot.ui.client import DeskClient

MAX_WAITING = 8
"""Pastes that may queue for one place; of what comes beyond them in a flood only secrets are seen to."""

UNMATCHED_EMOJI = "❔"


class Replier:
    """Does in Discord what the reception decided."""

    def __init__(self, services: Services, client: DeskClient) -> None:
        self._services = services
        self._client = client
        self._leaks = Leaks(services, client)
        self._being_warned: set[tuple[int, int]] = set()

    async def answer(self, found: Found, visit: Visit, text: str) -> None:
        """Answers a paste where it calls for that. Raises StorageError."""
        reception = self._services.reception
        outcome = await reception.examine(text, visit)
        reception.record_lookup(outcome)
        secrets = leaked_secrets(outcome.diagnosis.redacted)
        if outcome.action is Action.NOTHING and not secrets:
            await self._mark_unmatched(found, outcome)
            return
        if reception.turns.waiting(visit) >= MAX_WAITING:
            self._client.courier.note(found.asker.channel.id, "more pastes at once than can be answered")
            if secrets:
                await self._warn_in_flood(found, outcome)
            return
        async with reception.turns.hold(visit):
            examined = outcome
            outcome = await within_reach(self._client, found.asker.guild, lambda: reception.settle(examined))
            if outcome.action is not Action.NOTHING:
                await self._send(found, outcome, warned=bool(secrets))
            elif secrets:
                await self._warn(found, outcome)

    async def revise(self, found: Found, visit: Visit, text: str) -> None:
        """Brings the answer to an edited paste up to date, or gives one now. Raises StorageError."""
        reception = self._services.reception
        async with reception.turns.hold(visit):
            outcome = await within_reach(self._client, found.asker.guild, lambda: reception.revise(text, visit))
            await self._revise(found, outcome)

    async def withdraw(self, message_id: int, channel_id: int) -> None:
        """Takes the answers to a deleted message away, and forgets a deleted answer. Raises StorageError."""
        reception = self._services.reception
        async with reception.turns.hold_channel(channel_id):
            await self._take_away(message_id)
            await reception.replies.forget_answer(message_id)

    async def refuse(self, found: Found, error: IntakeError) -> None:
        """Somebody asked, so they hear why not; a watched channel doesn't. Raises StorageError."""
        if found.is_watch:
            return
        tongue = await guild_tongue(self._services, found.asker.guild)
        content = word_fault(error, tongue, self._services.texts)
        await self._client.courier.reply(found.asker, allowed_in(found.asker), Shown(content, (), None).as_new())

    async def _mark_unmatched(self, found: Found, outcome: Outcome) -> None:
        """A small sign under an error that nobody knows, where the guild wants to see that it was noticed."""
        guild = found.paste.guild
        if guild is None or outcome.visit.quiet or not outcome.diagnosis.logged:
            return
        if (await self._services.guilds.view(guild.id)).settings.react_unmatched:
            await self._client.courier.react(found.paste, UNMATCHED_EMOJI)

    async def _send(self, found: Found, outcome: Outcome, *, warned: bool) -> None:
        allowed = allowed_in(found.asker)
        cleared = await self._leaks.clear(found, allowed) if warned else Cleared()
        is_link = outcome.action in {Action.LINK, Action.OUTAGE}
        warning = self._leaks.warn(found, cleared, outcome.tongue) if warned else None
        shown = self._link(outcome, warning) if is_link else self._show(outcome, allowed, warning)
        if cleared.removed:
            allowed = replace(allowed, refer=False)
        sent = await self._client.courier.reply(found.asker, allowed, shown.as_new())
        if sent is None:
            return
        if cleared.removed:
            # The paste is gone by our own hand; its answer stays and stands for itself.
            outcome = replace(outcome, visit=replace(outcome.visit, paste_id=sent.id))
        await self._services.reception.replies.record(outcome, sent.id, is_link=is_link)

    async def _revise(self, found: Found, outcome: Outcome) -> None:
        reply, secrets = outcome.reply, bool(leaked_secrets(outcome.diagnosis.redacted))
        if self._services.reception.is_news(outcome):
            self._services.reception.record_lookup(outcome)
            await self._mark_unmatched(found, outcome)
        if outcome.action in {Action.ANSWER, Action.LINK, Action.OUTAGE}:
            self._services.reception.record_lookup(outcome)
            await self._send(found, outcome, warned=secrets)
        elif outcome.action is Action.UPDATE and reply is not None:
            await self._update(found, outcome, reply, warned=secrets)
        elif outcome.action is Action.REMOVE and reply is not None:
            await self._take_away(reply.paste_message_id)
            if secrets:
                await self._warn(found, outcome)
        elif secrets and reply is None:
            await self._warn(found, outcome)

    async def _update(self, found: Found, outcome: Outcome, reply: Reply, *, warned: bool) -> None:
        allowed, reception = allowed_in(found.asker), self._services.reception
        cleared = await self._leaks.clear(found, allowed) if warned else Cleared()
        warning = self._leaks.warn(found, cleared, outcome.tongue) if warned else None
        shown = self._show(outcome, allowed, warning)
        if await self._client.courier.edit(self._partial(reply), shown.as_edit()) is not Fate.DONE:
            return
        reception.record_lookup(outcome)
        if cleared.removed:
            outcome = replace(outcome, visit=replace(outcome.visit, paste_id=reply.reply_message_id))
        await reception.replies.record(outcome, reply.reply_message_id)

    async def _take_away(self, paste_id: int) -> None:
        for reply in await self._services.reception.replies.forget_paste(paste_id):
            await self._client.courier.delete(self._partial(reply))

    def _partial(self, reply: Reply) -> discord.PartialMessage:
        channel = self._client.get_partial_messageable(reply.channel_id, guild_id=reply.guild_id)
        return channel.get_partial_message(reply.reply_message_id)

    async def _warn(self, found: Found, outcome: Outcome) -> None:
        """A leaked secret is worth a word even where the paste itself gets none."""
        allowed = allowed_in(found.asker)
        cleared = await self._leaks.clear(found, allowed)
        content = self._leaks.warn(found, cleared, outcome.tongue)
        if cleared.removed:
            allowed = replace(allowed, refer=False)
        sent = await self._client.courier.reply(found.asker, allowed, Shown(content, (), None).as_new())
        if sent is not None and not cleared.removed:
            await self._services.reception.replies.record(outcome, sent.id, is_link=True)

    async def _warn_in_flood(self, found: Found, outcome: Outcome) -> None:
        """Out of turn, for a secret can't wait; but who leaks one after the other is not warned of each at once."""
        whom = (found.asker.author.id, found.asker.channel.id)
        if whom in self._being_warned:
            await self._leaks.clear(found, allowed_in(found.asker))
            return
        self._being_warned.add(whom)
        try:
            await self._warn(found, outcome)
        finally:
            self._being_warned.discard(whom)

    def _show(self, outcome: Outcome, allowed: Allowed, warning: str | None) -> Shown:
        visit, texts = outcome.visit, self._services.texts
        return show_diagnosis(
            outcome.diagnosis,
            outcome.tongue,
            texts,
            visit.pasted_at or visit.at,
            now=visit.at,
            embeds=allowed.embed,
            warning=warning,
        )

    def _link(self, outcome: Outcome, warning: str | None) -> Shown:
        texts, tongue = self._services.texts, outcome.tongue
        if outcome.notice is not None:
            pointer = point_to_outage(outcome.notice, tongue, texts)
        elif outcome.reply is not None:
            pointer = texts.say("answered-already", tongue, url=link_to(outcome.reply))
        else:
            raise TypeError("a link needs an earlier answer")
        return Shown("\n".join(line for line in (warning, pointer) if line), (), None)
