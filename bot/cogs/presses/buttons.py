"""Every button and menu under an answer, on the panel and under a question for sureness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cogs.presses.answers import PressedAnswers, may_change
from bot.cogs.presses.picks import Picks
from bot.cogs.presses.votes import Votes
from bot.cogs.settings.panel import SettingsPanel
from bot.ui.cards import MAX_CARDS, build_detail_card
from bot.ui.embeds import build_embeds
from bot.ui.faults import answer_privately
from bot.ui.pressed import redraw_pressed
from bot.ui.tongues import house_chinese, own_tongue

if TYPE_CHECKING:
    from bot.reception.panel import PanelChoice
    from bot.reception.tongue import Tongue
    from bot.services import Services
    from bot.ui.client import Interaction


class ButtonPresses:
    """The one implementation of `bot.ui.client.Presses`."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._texts = services.texts
        self._replies = services.reception.replies
        self._answers = PressedAnswers(services)
        self._votes = Votes(services, self._answers)
        self._picks = Picks(services, self._answers)
        self._panel = SettingsPanel(services)

    async def vote(self, interaction: Interaction, entry_id: str, *, helped: bool) -> None:
        """Casts a vote; a bad one is followed by what else it could be."""
        await self._votes.vote(interaction, entry_id, helped=helped)

    async def offer_others(self, interaction: Interaction) -> None:
        """Shows what else it could be, and the way to the maintainers."""
        await self._votes.offer_others(interaction)

    async def show_details(self, interaction: Interaction, entry_id: str) -> None:
        """Shows the whole entry to the person who asked."""
        reply = await self._answers.find(interaction)
        wanted = reply.entries if reply and reply.entries else (entry_id,)
        tongue = own_tongue(interaction)
        found = [self._answers.entry(entry, interaction.guild_id) for entry in wanted[:MAX_CARDS]]
        cards = [build_detail_card(entry, tongue, self._texts) for entry in found if entry is not None]
        if not cards:
            await self._answers.say(interaction, "fault-entry-gone", tongue)
            return
        await answer_privately(interaction, embeds=build_embeds(cards, tongue, self._texts))

    async def switch_tongue(self, interaction: Interaction, tongue: Tongue) -> None:
        """Rewrites the answer for its asker and moderators, to stay so; anybody else gets a copy."""
        if tongue != "en":
            tongue = await house_chinese(interaction)
        reply = await self._answers.find(interaction)
        diagnosis = await self._answers.recall(interaction, reply)
        if reply is None or diagnosis is None:
            await self._answers.say(interaction, "fault-too-old", own_tongue(interaction))
        elif may_change(interaction, reply):
            await self._replies.turn(reply, tongue)
            await self._answers.redraw(interaction, reply, diagnosis, tongue)
            self._replies.recent.keep(reply.reply_message_id, diagnosis)
        else:
            await self._answers.show_copy(interaction, reply, diagnosis, tongue)

    async def dismiss(self, interaction: Interaction) -> None:
        """Takes the answer away where the person may."""
        reply = await self._answers.find(interaction)
        if not may_change(interaction, reply):
            await self._answers.say(interaction, "fault-not-yours", own_tongue(interaction))
            return
        await interaction.response.defer()
        if reply is not None:
            await self._replies.dismiss(reply)
        await interaction.delete_original_response()

    async def pick(self, interaction: Interaction, values: list[str]) -> None:
        """Turns a reply with candidates into an answer; for anybody but the asker only in a copy."""
        await self._picks.pick(interaction, values)

    async def pick_instead(self, interaction: Interaction, reply_message_id: int, values: list[str]) -> None:
        """Shows the answer that fits better, and counts the pick."""
        await self._picks.pick_instead(interaction, reply_message_id, values)

    async def open_report(self, interaction: Interaction, reply_message_id: int) -> None:
        """Opens the report form with the paste in it."""
        await self._picks.open_report(interaction, reply_message_id)

    async def erase(self, interaction: Interaction, user_id: int) -> None:
        """Deletes what is stored about the person who confirms. Only their own press counts."""
        tongue = own_tongue(interaction)
        if interaction.user.id != user_id:
            await self._answers.say(interaction, "fault-not-yours", tongue)
            return
        privacy, collector = self._services.store.privacy, self._services.collector
        clusters = await privacy.clusters_of(user_id)
        rows = await privacy.delete(user_id)
        for cluster_id in clusters:
            # The maintainers' channels still show what they pasted.
            collector.note(cluster_id)
        self._replies.picks.forget(user_id)
        content = self._texts.say("privacy-erased", tongue, rows=rows)
        await redraw_pressed(interaction, content=content, view=None, embeds=[])

    async def change_setting(self, interaction: Interaction, choice: PanelChoice) -> None:
        """Changes a setting on the panel, where the person may."""
        await self._panel.change(interaction, choice)
