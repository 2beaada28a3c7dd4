"""What people read when something went wrong, and what the log keeps of it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.errors import IntakeError, StorageError
from bot.ui.tongues import own_tongue

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from bot.reception.tongue import Tongue
    from bot.ui.client import Interaction
    from bot.ui.texts import Texts

_log = logging.getLogger(__name__)

_GONE = {10003, 10008, 10015, 10062, 40060, 50027}
"""Discord's codes for what is deleted, expired or answered already: nothing to tell and nobody to tell it to."""

_FAULTS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (app_commands.MissingPermissions, "fault-permission"),
    (app_commands.NoPrivateMessage, "fault-guild-only"),
    ((app_commands.CommandNotFound, app_commands.CommandSignatureMismatch), "fault-stale-command"),
    (discord.Forbidden, "fault-forbidden"),
    # A form can only be the first answer, and more time had been asked for by then.
    (discord.InteractionResponded, "fault-too-slow"),
)


async def guarded(interaction: Interaction, work: Awaitable[None]) -> None:
    """Awaits `work` and turns what it raises into one polite private sentence. Never raises."""
    stop = interaction.client.patience.watch(interaction)
    try:
        await work
    except Exception as error:  # noqa: BLE001  # the edge: whatever it is, the person must hear of it
        await tell_fault(interaction, error)
    finally:
        stop()


async def tell_fault(interaction: Interaction, error: Exception) -> None:
    """Answers an interaction that failed; logs what only an operator can mend. Never raises."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    if isinstance(error, discord.HTTPException) and error.code in _GONE:
        _log.info("an interaction was gone before its answer (%s)", error.code)
        return
    texts = interaction.client.services.texts
    tongue = own_tongue(interaction)
    await _take_back_promise(interaction)
    try:
        await answer_privately(interaction, word_fault(error, tongue, texts))
    except discord.HTTPException as second:
        _log.info("a refusal could not be shown: %s", second)


async def _take_back_promise(interaction: Interaction) -> None:
    """Removes a public "is thinking", which would make whatever comes first public, too. Never raises.

    What was answered already stays, even if something failed after that.
    """
    if interaction.response.type is not discord.InteractionResponseType.deferred_channel_message:
        return
    try:
        promise = await interaction.original_response()
        if promise.flags.loading and not promise.flags.ephemeral:
            await promise.delete()
    except discord.DiscordException as error:
        _log.info("a promise of an answer could not be taken back: %s", error)


def word_fault(error: Exception, tongue: Tongue, texts: Texts) -> str:
    """The sentence for a fault. Logs those that are nobody's input."""
    if isinstance(error, IntakeError):
        key = f"refusal-{error.reason}"
        return texts.say(key if texts.has(key) else "refusal-unreadable", tongue)
    for kind, key in _FAULTS:
        if isinstance(error, kind):
            return texts.say(key, tongue)
    if isinstance(error, StorageError):
        _log.error("storage failed during an interaction: %s", error)
        return texts.say("fault-storage", tongue)
    _log.error("an interaction failed", exc_info=error)
    return texts.say("fault-unknown", tongue)


async def answer_privately(interaction: discord.Interaction[Any], content: str = "", **more: Any) -> None:
    """Says something to one person, whether or not the interaction was answered or deferred before."""
    if interaction.response.is_done():
        await interaction.followup.send(content, ephemeral=True, **more)
    else:
        await interaction.response.send_message(content, ephemeral=True, **more)
