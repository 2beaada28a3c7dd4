"""The command tree: one place for what goes wrong, and a sync only when commands changed."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import TYPE_CHECKING, Any, Literal

import discord
from discord import app_commands

from bot.ui.client import DeskClient
from bot.ui.faults import tell_fault

if TYPE_CHECKING:
    from bot.storage.store import Store
    from bot.ui.client import Interaction

_FACT = "commands-digest"
_log = logging.getLogger(__name__)


class DeskTree(app_commands.CommandTree[DeskClient]):
    """Commands of the desk."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Lets everything in; a command that takes long asks for more time."""
        if interaction.type is discord.InteractionType.application_command:
            self.client.patience.watch(interaction)
        return True

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Turns whatever a command raised into one private sentence."""
        await tell_fault(interaction, error)


async def sync_commands(
    tree: DeskTree, store: Store, application_id: int, mode: Literal["auto", "always", "never"]
) -> bool:
    """Registers the commands with Discord where they differ from what was registered last; tells whether it did.

    Raises discord.HTTPException, which includes CommandSyncFailure, and StorageError.
    """
    if mode == "never":
        return False
    digest = await _digest(tree, application_id)
    if mode == "auto" and await store.facts.get(_FACT) == digest:
        return False
    await tree.sync()
    await store.facts.put(_FACT, digest)
    _log.info("registered %d commands", len(tree.get_commands()))
    return True


async def _digest(tree: DeskTree, application_id: int) -> str:
    translator = tree.translator
    payloads: list[dict[str, Any]] = []
    for command in tree.get_commands():
        if translator is None:
            payloads.append(command.to_dict(tree))
        else:
            payloads.append(await command.get_translated_payload(tree, translator))
    payloads.sort(key=lambda payload: (payload["type"], payload["name"]))
    text = json.dumps([application_id, payloads], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
