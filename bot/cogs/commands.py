"""All commands, built once with the words of the message catalogues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.cogs.about import about_command, help_command
from bot.cogs.lookup import diagnose_menu, entry_command, error_command
from bot.cogs.privacy import privacy_group
from bot.cogs.reports import report_command
from bot.cogs.review.catalogue import kb_group
from bot.cogs.review.commands import unmatched_group
from bot.cogs.review.stats import stats_command
from bot.cogs.settings.commands import settings_group
from bot.ui.translator import CommandWords

if TYPE_CHECKING:
    from discord import app_commands

    from bot.services import Services

    AnyCommand = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu | app_commands.Group


def build_commands(services: Services) -> tuple[AnyCommand, ...]:
    """Every command that the bot registers."""
    words = CommandWords(services.texts)
    return (
        error_command(services, words),
        diagnose_menu(services, words),
        entry_command(services, words),
        report_command(services, words),
        unmatched_group(services, words),
        kb_group(services, words),
        stats_command(services, words),
        settings_group(services, words),
        privacy_group(services, words),
        help_command(services, words),
        about_command(services, words),
    )
