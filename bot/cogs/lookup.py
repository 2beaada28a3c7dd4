"""Asking by hand: `/error`, the message menu and `/entry`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.cogs.answering import answer_paste, send_outcome
from bot.cogs.entries import find_entries, suggest_entries
from bot.cogs.gather import read_form, read_message
from bot.cogs.systems import suggest_systems
from bot.cogs.visits import visit_of
from bot.matching.decide import Door
from bot.reception.tongue import catalogue_language
from bot.ui.faults import answer_privately
from bot.ui.modals import ErrorModal
from bot.ui.tongues import house_tongue

if TYPE_CHECKING:
    from bot.services import Services
    from bot.ui.client import Interaction
    from bot.ui.modals import ErrorForm
    from bot.ui.translator import CommandWords


def error_command(services: Services, words: CommandWords) -> app_commands.Command[Any, ..., Any]:
    """`/error [text] [file] [system] [private]`; without text and file it opens a form."""

    @app_commands.rename(
        text=words("error-text-name"),
        file=words("error-file-name"),
        system=words("error-system-name"),
        private=words("error-private-name"),
    )
    @app_commands.describe(
        text=words("error-text"), file=words("error-file"), system=words("error-system"), private=words("error-private")
    )
    async def error(
        interaction: discord.Interaction[Any],
        text: str | None = None,
        file: discord.Attachment | None = None,
        system: str | None = None,
        private: bool = False,  # noqa: FBT001, FBT002  # an option of a slash command
    ) -> None:
        if text is None and file is None:
            await _open_form(interaction, services, system, private=private)
            return
        if file is not None:
            # Fetching takes longer than the three seconds Discord gives.
            await interaction.response.defer(ephemeral=private)
        paste = await read_form(text or "", (file,) if file else (), services.decoder, services.screenshots)
        await answer_paste(interaction, services, paste, "slash", system=system, private=private)

    command: app_commands.Command[Any, ..., Any] = app_commands.Command(
        name=words("error-name"), description=words("error"), callback=error
    )
    command.autocomplete("system")(suggest_systems(services))
    return command


def diagnose_menu(services: Services, words: CommandWords) -> app_commands.ContextMenu:
    """The entry in a message's menu. The answer is for everybody, because the paste is."""

    async def diagnose(interaction: discord.Interaction[Any], message: discord.Message) -> None:
        if message.attachments:
            await interaction.response.defer()
        text = await read_message(message, services.decoder, services.screenshots, strict=True)
        await answer_paste(interaction, services, text, "menu", paste=message)

    return app_commands.ContextMenu(name=words("menu-diagnose"), callback=diagnose)


def entry_command(services: Services, words: CommandWords) -> app_commands.Command[Any, ..., Any]:
    """`/entry`: posts a known answer by hand."""

    @app_commands.rename(query=words("entry-query-name"), private=words("error-private-name"))
    @app_commands.describe(query=words("entry-query"), private=words("error-private"))
    async def entry(
        interaction: discord.Interaction[Any],
        query: str,
        private: bool = False,  # noqa: FBT001, FBT002  # an option of a slash command
    ) -> None:
        tongue = await house_tongue(interaction)
        near = find_entries(services, query, catalogue_language(tongue), interaction.guild_id, limit=1)
        if not near:
            await answer_privately(interaction, services.texts.say("entry-unknown", tongue))
            return
        visit = visit_of(interaction, "entry", Door.COMMAND, private=private)
        outcome = services.reception.present(near[0].id, visit, tongue)
        await send_outcome(interaction, services, outcome, private=private)

    command: app_commands.Command[Any, ..., Any] = app_commands.Command(
        name=words("entry-name"), description=words("entry"), callback=entry
    )
    command.autocomplete("query")(suggest_entries(services))
    return command


async def _open_form(interaction: Interaction, services: Services, system: str | None, *, private: bool) -> None:
    tongue = await house_tongue(interaction)

    async def submit(answer: Interaction, form: ErrorForm) -> None:
        if form.files:
            await answer.response.defer(ephemeral=private, thinking=True)
        paste = await read_form(form.text, form.files, services.decoder, services.screenshots)
        await answer_paste(answer, services, paste, "form", system=system, private=private)

    await interaction.response.send_modal(ErrorModal(interaction.client.boot, tongue, services.texts, submit))
