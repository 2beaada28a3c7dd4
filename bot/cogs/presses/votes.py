"""Votes, and what follows where an answer didn't fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cogs.presses.answers import message_of
from bot.cogs.solved import mark_solved
from bot.cogs.visits import channel_system
from bot.reception.memory import LinksGiven
from bot.reception.unmatched import unhelpful_of
from bot.ui.faults import answer_privately
from bot.ui.tongues import own_tongue
from bot.ui.views import instead_view

if TYPE_CHECKING:
    from bot.cogs.presses.answers import PressedAnswers
    from bot.services import Services
    from bot.storage.records import Reply
    from bot.ui.client import Interaction

_VOTERS = 200


class Votes:
    """Counts what people say of an answer and offers what else it could be."""

    def __init__(self, services: Services, answers: PressedAnswers) -> None:
        self._services = services
        self._answers = answers
        self._unhelpful = LinksGiven(most=_VOTERS)

    async def vote(self, interaction: Interaction, entry_id: str, *, helped: bool) -> None:
        """Casts a vote on all that the answer shows; a bad one is followed by what else it could be.

        Raises StorageError.
        """
        reply = await self._answers.find(interaction)
        entries = reply.entries if reply and reply.entries else (entry_id,)
        message_id, user_id = message_of(interaction).id, interaction.user.id
        self._services.reception.replies.vote(message_id, entries, user_id, helped=helped)
        if not helped and reply is not None:
            await self._offer(interaction, reply, "vote-sorry")
            await self._collect(interaction, reply)
            return
        await self._answers.say(interaction, "vote-thanks", own_tongue(interaction))
        if helped:
            await mark_solved(interaction, self._services, reply)

    async def offer_others(self, interaction: Interaction) -> None:
        """Shows what else it could be, and the way to the maintainers. Raises StorageError."""
        reply = await self._answers.find(interaction)
        if reply is None:
            await self._answers.say(interaction, "fault-too-old", own_tongue(interaction))
            return
        await self._offer(interaction, reply, "wrong-answer")

    async def _offer(self, interaction: Interaction, reply: Reply, key: str) -> None:
        texts, tongue = self._services.texts, own_tongue(interaction)
        others = self._answers.others(await self._answers.recall(interaction, reply), reply)
        view = instead_view(reply.reply_message_id, others, tongue, texts)
        await answer_privately(interaction, texts.say(key, tongue), view=view)

    async def _collect(self, interaction: Interaction, reply: Reply) -> None:
        """Puts a paste whose answer didn't help onto the maintainers' list, once a person."""
        diagnosis = await self._answers.recall(interaction, reply)
        if diagnosis is None or not self._unhelpful.take(reply.reply_message_id, interaction.user.id):
            return
        user = self._services.store.hash_user(interaction.user.id)
        system = await channel_system(self._services, interaction.channel)
        if (paste := unhelpful_of(reply, diagnosis, user, self._services.now(), system)) is not None:
            self._services.store.outbox.put(paste)
