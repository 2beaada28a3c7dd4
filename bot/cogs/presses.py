"""What buttons and menus do. Each finds everything it needs from the message it stands under."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import discord

from bot.cogs.filing import open_report_form
from bot.cogs.panel import SettingsPanel
from bot.cogs.solved import mark_solved
from bot.reception.memory import LinksGiven
from bot.reception.replies import shown_entries
from bot.reception.unmatched import unhelpful_of
from bot.ui.answer import show_diagnosis
from bot.ui.cards import MAX_CARDS, build_detail_card, build_system_card
from bot.ui.embeds import build_embeds
from bot.ui.faults import answer_privately
from bot.ui.ids import NONE_OF_THESE, SYSTEM_UNKNOWN
from bot.ui.tongues import own_tongue
from bot.ui.views import instead_view

if TYPE_CHECKING:
    from bot.desk import Diagnosis
    from bot.knowledge.model import Entry
    from bot.reception.panel import PanelChoice
    from bot.reception.tongue import Tongue
    from bot.services import Services
    from bot.storage.records import Reply
    from bot.ui.answer import Shown
    from bot.ui.client import Interaction

_OTHERS = 10
_VOTERS = 200
_PATIENCE_SECONDS = 1.0
_log = logging.getLogger(__name__)


class ButtonPresses:
    """The one implementation of `bot.ui.client.Presses`."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._texts = services.texts
        self._reception = services.reception
        self._replies = services.reception.replies
        self._panel = SettingsPanel(services)
        self._unhelpful = LinksGiven(most=_VOTERS)

    async def vote(self, interaction: Interaction, entry_id: str, *, helped: bool) -> None:
        """Casts a vote; a bad one is followed by what else it could be."""
        message_id = _message_id(interaction)
        reply = await self._find(interaction, message_id)
        entries = reply.entries if reply and reply.entries else (entry_id,)
        for entry in entries[:1]:
            self._replies.vote(message_id, entry, interaction.user.id, helped=helped)
        tongue = own_tongue(interaction)
        if helped or reply is None:
            await answer_privately(interaction, self._texts.say("vote-thanks", tongue))
            if helped:
                await mark_solved(interaction, self._services, reply)
            return
        await self._offer(interaction, reply, "vote-sorry", tongue)
        await self._collect(interaction, reply)

    async def offer_others(self, interaction: Interaction) -> None:
        """Shows what else it could be, and the way to the maintainers."""
        reply = await self._find(interaction, _message_id(interaction))
        tongue = own_tongue(interaction)
        if reply is None:
            await answer_privately(interaction, self._texts.say("fault-too-old", tongue))
            return
        await self._offer(interaction, reply, "wrong-answer", tongue)

    async def show_details(self, interaction: Interaction, entry_id: str) -> None:
        """Shows the whole entry to the person who asked."""
        reply = await self._find(interaction, _message_id(interaction))
        wanted = reply.entries if reply and reply.entries else (entry_id,)
        tongue = own_tongue(interaction)
        found = [self._entry(entry, interaction.guild_id) for entry in wanted[:MAX_CARDS]]
        cards = [build_detail_card(entry, tongue, self._texts) for entry in found if entry is not None]
        if not cards:
            await answer_privately(interaction, self._texts.say("fault-entry-gone", tongue))
            return
        embeds = build_embeds(cards, tongue, self._texts)
        await answer_privately(interaction, embeds=embeds)

    async def switch_tongue(self, interaction: Interaction, tongue: Tongue) -> None:
        """Rewrites the answer for its asker and moderators; anybody else gets a copy."""
        reply = await self._find(interaction, _message_id(interaction))
        diagnosis = await self._recall(interaction, reply) if reply else None
        if reply is None or diagnosis is None:
            await answer_privately(interaction, self._texts.say("fault-too-old", own_tongue(interaction)))
            return
        warning = self._warning(interaction, tongue)
        shown = show_diagnosis(
            diagnosis, tongue, self._texts, reply.at, embeds=bool(_message(interaction).embeds), warning=warning
        )
        if _may_change(interaction, reply):
            await interaction.response.edit_message(**shown.as_edit())
            self._replies.recent.keep(reply.reply_message_id, diagnosis)
            return
        copy = show_diagnosis(diagnosis, tongue, self._texts, reply.at)
        await answer_privately(interaction, embeds=list(copy.embeds))

    async def dismiss(self, interaction: Interaction) -> None:
        """Takes the answer away where the person may."""
        message = _message(interaction)
        reply = await self._find(interaction, message.id)
        if not _may_change(interaction, reply):
            await answer_privately(interaction, self._texts.say("fault-not-yours", own_tongue(interaction)))
            return
        await interaction.response.defer()
        if reply is not None:
            await self._replies.dismiss(reply)
        await interaction.delete_original_response()

    async def pick(self, interaction: Interaction, values: list[str]) -> None:
        """Turns a reply with candidates into an answer; for anybody but the asker only in a copy."""
        message = _message(interaction)
        reply = await self._find(interaction, message.id)
        await self._pick(interaction, reply, values, in_place=True)

    async def pick_instead(self, interaction: Interaction, reply_message_id: int, values: list[str]) -> None:
        """Shows the answer that fits better, and counts the pick."""
        await self._pick(interaction, await self._find(interaction, reply_message_id), values, in_place=False)

    async def open_report(self, interaction: Interaction, reply_message_id: int) -> None:
        """Opens the report form with the paste in it."""
        reply = await self._find(interaction, reply_message_id or _message_id(interaction))
        diagnosis = await self._recall(interaction, reply) if reply else None
        text = diagnosis.text if diagnosis else ""
        await open_report_form(interaction, self._services, own_tongue(interaction), text)

    async def erase(self, interaction: Interaction, user_id: int) -> None:
        """Deletes what is stored about the person who confirms. Only their own press counts."""
        tongue = own_tongue(interaction)
        if interaction.user.id != user_id:
            await answer_privately(interaction, self._texts.say("fault-not-yours", tongue))
            return
        rows = await self._services.store.privacy.delete(user_id)
        self._replies.picks.forget(user_id)
        await interaction.response.edit_message(
            content=self._texts.say("privacy-erased", tongue, rows=rows), view=None, embeds=[]
        )

    async def change_setting(self, interaction: Interaction, choice: PanelChoice) -> None:
        """Changes a setting on the panel, where the person may."""
        await self._panel.change(interaction, choice)

    async def _pick(self, interaction: Interaction, reply: Reply | None, values: list[str], *, in_place: bool) -> None:
        tongue = own_tongue(interaction)
        if not values or values[0] == NONE_OF_THESE:
            await self.open_report(interaction, reply.reply_message_id if reply else 0)
            return
        diagnosis = await self._recall(interaction, reply) if reply else None
        if reply is None or diagnosis is None:
            await answer_privately(interaction, self._texts.say("fault-too-old", tongue))
            return
        if values[0] == SYSTEM_UNKNOWN:
            card = build_system_card(diagnosis.by_system, tongue, self._texts)
            await answer_privately(interaction, embeds=build_embeds([card], tongue, self._texts))
            return
        meant = next((one for one in diagnosis.by_system if one.system.id == values[0]), None)
        entry_id, system = (meant.entry.id, meant.system.id) if meant else (values[0], None)
        if self._entry(entry_id, interaction.guild_id) is None:
            await answer_privately(interaction, self._texts.say("fault-entry-gone", tongue))
            return
        if _may_change(interaction, reply):
            chosen = await self._replies.choose(reply, entry_id, interaction.user.id, diagnosis, system)
            await self._replace(interaction, reply, chosen, in_place=in_place)
            return
        self._replies.vote(reply.reply_message_id, entry_id, interaction.user.id, helped=True)
        chosen = self._replies.prefer(entry_id, interaction.user.id, diagnosis, system)
        copy = show_diagnosis(chosen, tongue, self._texts, reply.at)
        await answer_privately(interaction, embeds=list(copy.embeds))

    async def _replace(self, interaction: Interaction, reply: Reply, chosen: Diagnosis, *, in_place: bool) -> None:
        spoken = _reply_tongue(reply)
        if in_place:
            shown = show_diagnosis(
                chosen,
                spoken,
                self._texts,
                reply.at,
                embeds=bool(_message(interaction).embeds),
                warning=self._warning(interaction, spoken),
            )
            await interaction.response.edit_message(**shown.as_edit())
            return
        shown = show_diagnosis(chosen, spoken, self._texts, reply.at)
        await interaction.response.edit_message(content=None, embeds=list(shown.embeds), view=None)
        await _edit_original(interaction, reply, shown)

    async def _offer(self, interaction: Interaction, reply: Reply, key: str, tongue: Tongue) -> None:
        diagnosis = await self._recall(interaction, reply)
        others = self._others(diagnosis, reply)
        view = instead_view(reply.reply_message_id, others, tongue, self._texts)
        await answer_privately(interaction, self._texts.say(key, tongue), view=view)

    async def _collect(self, interaction: Interaction, reply: Reply) -> None:
        """Puts a paste whose answer didn't help onto the maintainers' list, once a person."""
        diagnosis = await self._recall(interaction, reply)
        if diagnosis is None or not self._unhelpful.take(reply.reply_message_id, interaction.user.id):
            return
        user = self._services.store.hash_user(interaction.user.id)
        if (paste := unhelpful_of(reply, diagnosis, user, self._services.now())) is not None:
            self._services.store.outbox.put(paste)

    async def _recall(self, interaction: Interaction, reply: Reply) -> Diagnosis | None:
        if (known := self._replies.recent.find(reply.reply_message_id)) is not None:
            return known
        return self._replies.recall(reply, await _fetch_text(interaction, reply))

    async def _find(self, interaction: Interaction, message_id: int) -> Reply | None:
        # Somebody may press before the answer under the button has been recorded.
        await self._reception.turns.settled(interaction.channel_id, _PATIENCE_SECONDS)
        return await self._services.store.replies.by_reply(message_id)

    def _others(self, diagnosis: Diagnosis | None, reply: Reply) -> tuple[Entry, ...]:
        """What else the paste could be: the other candidates, what lies near, and what is easily taken for it."""
        if diagnosis is None:
            return ()
        shown = list(shown_entries(diagnosis))
        candidates = [*shown, *diagnosis.nearest]
        candidates += [
            other for entry in shown for note in entry.tell_apart if (other := self._entry(note.other, reply.guild_id))
        ]
        fitting = {entry.id: entry for entry in candidates if entry.id not in reply.entries}
        return tuple(fitting.values())[:_OTHERS]

    def _entry(self, entry_id: str, guild_id: int | None) -> Entry | None:
        """An entry that answers in this guild: ids can be forged, and some entries are one guild's own."""
        desk = self._services.desk
        return desk.knowledge.entries[entry_id] if desk.is_served(entry_id, guild_id) else None

    def _warning(self, interaction: Interaction, tongue: Tongue) -> str | None:
        """The line above the embeds, said again in another language where it was there."""
        message = _message(interaction)
        return self._texts.say("secret-warning", tongue) if message.content and message.embeds else None


def _message(interaction: Interaction) -> discord.Message:
    message = interaction.message
    if message is None:
        raise TypeError("a button without a message")
    return message


def _message_id(interaction: Interaction) -> int:
    return _message(interaction).id


def _reply_tongue(reply: Reply) -> Tongue:
    return "en" if reply.language == "en" else "zh-TW" if reply.language == "zh-TW" else "zh"


def _may_change(interaction: Interaction, reply: Reply | None) -> bool:
    """The asker and moderators may. Where a message is one person's own (private, direct), that person may."""
    message = _message(interaction)
    if interaction.guild is None or message.flags.ephemeral:
        return True
    if reply is not None and reply.asker_id == interaction.user.id:
        return True
    return interaction.permissions.manage_messages


async def _fetch_text(interaction: Interaction, reply: Reply) -> str | None:
    """The paste as it stands in the channel now; None where it can't be read."""
    channel: Any = interaction.channel
    if not isinstance(channel, discord.abc.Messageable) or reply.place_id == reply.reply_message_id:
        return None
    try:
        paste = await channel.fetch_message(reply.paste_message_id)
    except discord.HTTPException:
        return None
    return paste.content


async def _edit_original(interaction: Interaction, reply: Reply, shown: Shown) -> None:
    """Brings the answer that everybody sees up to date, where there is one."""
    channel: Any = interaction.channel
    if not isinstance(channel, discord.abc.Messageable) or reply.place_id == reply.reply_message_id:
        return
    try:
        original = await channel.fetch_message(reply.reply_message_id)
        if original.embeds:
            await original.edit(embeds=list(shown.embeds), view=shown.view)
    except discord.HTTPException as error:
        _log.info("an answer could not be brought up to date: %s", error)
