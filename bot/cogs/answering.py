"""Answers a paste that came with an interaction."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.cogs.systems import read_system
from bot.cogs.visits import channel_system, visit_of, within_reach
from bot.errors import IntakeError
from bot.matching.decide import Door
from bot.reception.secrets import leaked_secrets
from bot.reception.visits import Action
from bot.ui.answer import link_to, show_diagnosis
from bot.ui.outages import point_to_outage
from bot.ui.safe import code_value

if TYPE_CHECKING:
    import discord

    from bot.reception.visits import Outcome, Visit
    from bot.services import Services
    from bot.ui.client import Interaction

_PATIENCE_SECONDS = 1.0


async def answer_paste(
    interaction: Interaction,
    services: Services,
    text: str,
    way: str,
    *,
    system: str | None = None,
    private: bool = False,
    paste: discord.Message | None = None,
) -> None:
    """Diagnoses and answers, at once or after a deferral. Raises IntakeError for an empty paste, StorageError.

    Where the same answer stands in the place already, the person gets theirs alone, with a link to the first.
    A `system` that nobody knows is left out of account, and said to be unknown.
    """
    if not text.strip():
        raise IntakeError("empty")
    known = read_system(services, system) if system else None
    visit = visit_of(
        interaction,
        way,
        Door.COMMAND,
        private=private,
        system=known,
        channel_system=await channel_system(services, interaction.channel),
        paste=paste,
    )
    await _take_time(interaction, services, visit, private=private)
    async with services.reception.turns.hold(visit):
        reception = services.reception
        outcome = await within_reach(interaction.client, interaction.guild, lambda: reception.receive(text, visit))
        services.reception.record_lookup(outcome)
        if outcome.action in {Action.LINK, Action.OUTAGE}:
            own = replace(visit, place_id=None, paste_id=interaction.id, is_message=False)
            outcome = replace(outcome, visit=own)
            if interaction.response.is_done() and not private:
                # The deferral promised everybody an answer; whether one is private can't be changed, so it goes.
                await interaction.delete_original_response()
            private = True
        await send_outcome(interaction, services, outcome, private=private)
    if leaked_secrets(outcome.diagnosis.redacted):
        is_own = paste is None or paste.author.id == interaction.user.id
        warning = services.texts.say("secret-warning" if is_own else "secret-warning-other", outcome.tongue)
        await interaction.followup.send(warning, ephemeral=True)
    if system and known is None:
        content = services.texts.say("system-ignored", outcome.tongue, name=code_value(system))
        await interaction.followup.send(content, ephemeral=True)


async def send_outcome(interaction: Interaction, services: Services, outcome: Outcome, *, private: bool) -> None:
    """Shows an answer and remembers which message shows it. Raises StorageError."""
    visit = outcome.visit
    pasted_at = visit.pasted_at or visit.at
    shown = show_diagnosis(outcome.diagnosis, outcome.tongue, services.texts, pasted_at, now=visit.at)
    arguments: dict[str, Any] = shown.as_new()
    if outcome.action is Action.LINK and outcome.reply is not None:
        arguments["content"] = services.texts.say("answered-already", outcome.tongue, url=link_to(outcome.reply))
    if outcome.action is Action.OUTAGE and outcome.notice is not None:
        arguments["content"] = point_to_outage(outcome.notice, outcome.tongue, services.texts)
    if interaction.response.is_done():
        sent = await interaction.followup.send(**arguments, ephemeral=private, wait=True)
        message_id = sent.id
        if sent.flags.ephemeral:
            # Asking for more time made it private: nobody may be pointed to it.
            outcome = replace(outcome, visit=replace(outcome.visit, place_id=None))
    else:
        message_id = (await interaction.response.send_message(**arguments, ephemeral=private)).message_id
    if message_id is not None:
        await services.reception.replies.record(outcome, message_id)


async def _take_time(interaction: Interaction, services: Services, visit: Visit, *, private: bool) -> None:
    """Lets an answer under way come first; where Discord holds that one back, asks for more time."""
    turns = services.reception.turns
    await turns.passed(visit, _PATIENCE_SECONDS)
    if turns.waiting(visit) and not interaction.response.is_done():
        await interaction.response.defer(ephemeral=private, thinking=True)
