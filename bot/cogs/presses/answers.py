"""The answer under which somebody pressed: what it was, who may change it, and how it is drawn anew."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import discord

from bot.reception.replies import shown_entries
from bot.ui.answer import find_warning, show_diagnosis
from bot.ui.faults import answer_privately
from bot.ui.pressed import redraw_pressed

if TYPE_CHECKING:
    from bot.desk import Diagnosis
    from bot.knowledge.model import Entry
    from bot.reception.tongue import Tongue
    from bot.services import Services
    from bot.storage.records import Reply
    from bot.ui.client import Interaction

_OTHERS = 10
_PATIENCE_SECONDS = 1.0
_log = logging.getLogger(__name__)


class PressedAnswers:
    """Finds answers again and shows them differently."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._texts = services.texts
        self._replies = services.reception.replies

    async def find(self, interaction: Interaction, message_id: int | None = None) -> Reply | None:
        """The record of the answer, by its message or by the one that was pressed. Raises StorageError."""
        # Somebody may press before the answer under the button has been recorded.
        await self._services.reception.turns.settled(interaction.channel_id, _PATIENCE_SECONDS)
        return await self._services.store.replies.by_reply(message_id or message_of(interaction).id)

    async def recall(self, interaction: Interaction, reply: Reply | None) -> Diagnosis | None:
        """What the answer shows; None where neither memory nor the channel tell it any more."""
        if reply is None:
            return None
        if (known := self._replies.recent.find(reply.reply_message_id)) is not None:
            return known
        paste = await _fetch(interaction, reply, reply.paste_message_id)
        return self._replies.recall(reply, paste.content if paste else None)

    def entry(self, entry_id: str, guild_id: int | None) -> Entry | None:
        """An entry that answers in this guild: ids can be forged, and some entries are one guild's own."""
        desk = self._services.desk
        return desk.knowledge.entries[entry_id] if desk.is_served(entry_id, guild_id) else None

    def others(self, diagnosis: Diagnosis | None, reply: Reply) -> tuple[Entry, ...]:
        """What else the paste could be: the other candidates, what lies near, and what is easily taken for it."""
        if diagnosis is None:
            return ()
        shown = list(shown_entries(diagnosis))
        candidates = [*shown, *diagnosis.nearest]
        candidates += [
            other for entry in shown for note in entry.tell_apart if (other := self.entry(note.other, reply.guild_id))
        ]
        fitting = {entry.id: entry for entry in candidates if entry.id not in reply.entries}
        return tuple(fitting.values())[:_OTHERS]

    async def say(self, interaction: Interaction, key: str, tongue: Tongue) -> None:
        """Says something to the person who pressed."""
        await answer_privately(interaction, self._texts.say(key, tongue))

    async def redraw(self, interaction: Interaction, reply: Reply, diagnosis: Diagnosis, tongue: Tongue) -> None:
        """Turns the pressed message into another answer; what stands above it stays, a warning in the new language."""
        message = message_of(interaction)
        has_embeds = bool(message.embeds)
        above = find_warning(message.content, tongue, self._texts) or (message.content if has_embeds else None)
        at, now = reply.pasted_at or reply.at, interaction.created_at
        shown = show_diagnosis(diagnosis, tongue, self._texts, at, now=now, embeds=has_embeds, warning=above or None)
        await redraw_pressed(interaction, **shown.as_edit())

    async def redraw_elsewhere(
        self, interaction: Interaction, reply: Reply, diagnosis: Diagnosis, tongue: Tongue
    ) -> None:
        """Shows another answer in place of the private menu that was used, and brings the public one up to date."""
        at, now = reply.pasted_at or reply.at, interaction.created_at
        shown = show_diagnosis(diagnosis, tongue, self._texts, at, now=now)
        await redraw_pressed(interaction, content=None, embeds=list(shown.embeds), view=None)
        original = await _fetch(interaction, reply, reply.reply_message_id)
        if original is None or not original.embeds:
            return
        try:
            await original.edit(embeds=list(shown.embeds), view=shown.view)
        except discord.HTTPException as error:
            _log.info("an answer could not be brought up to date: %s", error)

    async def show_copy(self, interaction: Interaction, reply: Reply, diagnosis: Diagnosis, tongue: Tongue) -> None:
        """Shows another answer to the person who pressed alone."""
        at, now = reply.pasted_at or reply.at, interaction.created_at
        shown = show_diagnosis(diagnosis, tongue, self._texts, at, now=now)
        await answer_privately(interaction, embeds=list(shown.embeds))


def message_of(interaction: Interaction) -> discord.Message:
    """The message whose button or menu was used."""
    message = interaction.message
    if message is None:
        raise TypeError("a button without a message")
    return message


def may_change(interaction: Interaction, reply: Reply | None) -> bool:
    """The asker and moderators may. Where a message is one person's own (private, direct to the bot), that person may.

    People talk to one another in direct messages, too, and use the bot there.
    """
    if interaction.context.dm_channel or message_of(interaction).flags.ephemeral:
        return True
    if reply is not None and reply.asker_id == interaction.user.id:
        return True
    return interaction.permissions.manage_messages


async def _fetch(interaction: Interaction, reply: Reply, message_id: int) -> discord.Message | None:
    """A message as it stands in the channel now; None where it can't be read, or the answer was one person's own."""
    channel: Any = interaction.channel
    if not isinstance(channel, discord.abc.Messageable) or not reply.is_public:
        return None
    try:
        return await channel.fetch_message(message_id)
    except discord.HTTPException as error:
        _log.info("a message could not be read: %s", error)
        return None
