"""Filing reports: the form, the receipt and the note to the maintainers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.cogs.channels import find_channel
from bot.cogs.gather import read_form
from bot.cogs.visits import channel_system, visit_of
from bot.errors import IntakeError
from bot.matching.decide import Door
from bot.reception.reports import Submission
from bot.reception.secrets import leaked_secrets
from bot.storage.records import Leftover
from bot.ui.answer import show_diagnosis
from bot.ui.faults import answer_privately
from bot.ui.modals import ReportModal
from bot.ui.notes import report_note
from bot.ui.tongues import guild_tongue

if TYPE_CHECKING:
    from bot.reception.reports import Filed
    from bot.reception.tongue import Tongue
    from bot.services import Services
    from bot.ui.client import Interaction
    from bot.ui.modals import ReportForm


async def open_report_form(interaction: Interaction, services: Services, tongue: Tongue, text: str = "") -> None:
    """Opens the form as the first answer to an interaction, filled in with `text`."""

    async def submit(answer: Interaction, form: ReportForm) -> None:
        await file_report(answer, services, tongue, form)

    systems = tuple(services.desk.knowledge.systems.values())
    modal = ReportModal(interaction.client.boot, systems, tongue, services.texts, submit, text=text)
    await interaction.response.send_modal(modal)


async def file_report(interaction: Interaction, services: Services, tongue: Tongue, form: ReportForm) -> None:
    """Stores a report, then tells its number, then shows it to the maintainers. Raises IntakeError, StorageError."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    text = await read_form(form.text, form.files, services.decoder, services.screenshots)
    if not text:
        raise IntakeError("empty")
    about = await channel_system(services, interaction.channel)
    visit = visit_of(interaction, "report", Door.COMMAND, private=True, channel_system=about)
    submission = Submission(text, form.system, form.client, form.actions)
    filed = await services.reports.file(submission, visit, tongue)
    await answer_privately(
        interaction, _receipt(filed, tongue, services), **_known_answer(filed, tongue, services, interaction)
    )
    await _tell_maintainers(interaction, services, filed)


def _receipt(filed: Filed, tongue: Tongue, services: Services) -> str:
    lines = [services.texts.say("report-filed", tongue, number=filed.number)]
    if filed.is_known:
        lines.append(services.texts.say("report-known", tongue))
    elif filed.others:
        lines.append(services.texts.say("report-others", tongue, count=filed.others))
    if filed.cluster is not None:
        lines.append(services.texts.say("report-joined", tongue, id=filed.cluster.id))
    if leaked_secrets(filed.redacted):
        lines.append(services.texts.say("secret-masked", tongue))
    return "\n".join(lines)


def _known_answer(filed: Filed, tongue: Tongue, services: Services, interaction: Interaction) -> dict[str, Any]:
    if not filed.is_known:
        return {}
    shown = show_diagnosis(filed.diagnosis, tongue, services.texts, interaction.created_at)
    return {"embeds": list(shown.embeds)}


async def _tell_maintainers(interaction: Interaction, services: Services, filed: Filed) -> None:
    """Posts the report where the guild's maintainers read. The report is stored already, so failing is no loss.

    The store remembers the message, as it goes with the report. Raises StorageError.
    """
    channel_id = (await services.guilds.view(interaction.guild_id)).reports_channel_id
    if channel_id is None:
        return
    client = interaction.client
    channel = find_channel(client, channel_id)
    if channel is None:
        client.courier.note(channel_id, "the maintainers' channel is gone or hidden from the bot")
        return
    tongue = await guild_tongue(services, getattr(channel, "guild", None) or interaction.guild)
    note = report_note(filed, tongue, services.texts)
    content = {"embed": note, "allowed_mentions": discord.AllowedMentions.none()}
    sent = await client.courier.send(channel, channel_id, content)
    if sent is not None and not await services.store.reports.show(filed.number, channel_id, sent.id):
        # Its author had everything deleted meanwhile.
        await services.store.leftovers.add(Leftover(channel_id, sent.id))
