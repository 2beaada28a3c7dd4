"""Picking among candidates, and among what would fit better than the answer that was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cogs.filing import open_report_form
from bot.cogs.presses.answers import may_change, message_of
from bot.reception.tongue import read_tongue
from bot.ui.cards import build_system_card
from bot.ui.embeds import build_embeds
from bot.ui.faults import answer_privately
from bot.ui.ids import NONE_OF_THESE, SYSTEM_UNKNOWN
from bot.ui.tongues import own_tongue

if TYPE_CHECKING:
    from bot.cogs.presses.answers import PressedAnswers
    from bot.desk import Diagnosis
    from bot.services import Services
    from bot.storage.records import Reply
    from bot.ui.client import Interaction


class Picks:
    """Turns what was picked into the answer; who fits nothing gets the report form."""

    def __init__(self, services: Services, answers: PressedAnswers) -> None:
        self._services = services
        self._replies = services.reception.replies
        self._answers = answers

    async def pick(self, interaction: Interaction, values: list[str]) -> None:
        """Turns a reply with candidates into an answer; for anybody but the asker only in a copy."""
        await self._pick(interaction, await self._answers.find(interaction), values, in_place=True)

    async def pick_instead(self, interaction: Interaction, reply_message_id: int, values: list[str]) -> None:
        """Shows the answer that fits better, and counts the pick."""
        reply = await self._answers.find(interaction, reply_message_id)
        await self._pick(interaction, reply, values, in_place=False)

    async def open_report(self, interaction: Interaction, reply_message_id: int) -> None:
        """Opens the report form with the paste in it."""
        reply = await self._answers.find(interaction, reply_message_id or message_of(interaction).id)
        diagnosis = await self._answers.recall(interaction, reply)
        text = diagnosis.text if diagnosis else ""
        await open_report_form(interaction, self._services, own_tongue(interaction), text)

    async def _pick(self, interaction: Interaction, reply: Reply | None, values: list[str], *, in_place: bool) -> None:
        tongue = own_tongue(interaction)
        if not values or values[0] == NONE_OF_THESE:
            await self.open_report(interaction, reply.reply_message_id if reply else 0)
            return
        diagnosis = await self._answers.recall(interaction, reply)
        if reply is None or diagnosis is None:
            await self._answers.say(interaction, "fault-too-old", tongue)
            return
        if values[0] == SYSTEM_UNKNOWN:
            card = build_system_card(diagnosis.by_system, tongue, self._services.texts)
            await answer_privately(interaction, embeds=build_embeds([card], tongue, self._services.texts))
            return
        meant = next((one for one in diagnosis.by_system if one.system.id == values[0]), None)
        entry_id, system = (meant.entry.id, meant.system.id) if meant else (values[0], None)
        if self._answers.entry(entry_id, interaction.guild_id) is None:
            await self._answers.say(interaction, "fault-entry-gone", tongue)
            return
        user_id = interaction.user.id
        if may_change(interaction, reply):
            chosen = await self._replies.choose(reply, entry_id, user_id, diagnosis, system)
            await self._replace(interaction, reply, chosen, in_place=in_place)
            return
        self._replies.vote(reply.reply_message_id, (entry_id,), user_id, helped=True)
        chosen = self._replies.prefer(entry_id, user_id, diagnosis, system)
        await self._answers.show_copy(interaction, reply, chosen, tongue)

    async def _replace(self, interaction: Interaction, reply: Reply, chosen: Diagnosis, *, in_place: bool) -> None:
        redraw = self._answers.redraw if in_place else self._answers.redraw_elsewhere
        await redraw(interaction, reply, chosen, read_tongue(reply.language))
