"""Secrets that a message in a channel shows: removed where the guild wants that, and warned of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot.cogs.gather import files_of, title_of
from bot.intake.message import compose_paste
from bot.reception.secrets import leaked_secrets
from bot.text.redact import redact
from bot.ui.delivery import Fate
from bot.ui.safe import cut

if TYPE_CHECKING:
    from bot.cogs.finding import Found
    from bot.reception.tongue import Tongue
    from bot.services import Services
    from bot.ui.client import DeskClient
    from bot.ui.delivery import Allowed

_MAX_TITLE = 100


@dataclass(frozen=True, slots=True)
class Cleared:
    """What became of a message that shows a secret. `titled`: the title of its post shows one still."""

    removed: bool = False
    titled: bool = False


class Leaks:
    """Takes secrets out of channels and says what is to be done about them."""

    def __init__(self, services: Services, client: DeskClient) -> None:
        self._services = services
        self._client = client

    async def clear(self, found: Found, allowed: Allowed) -> Cleared:
        """Masks the title of a post and deletes the message, where the guild wants that and the bot may.

        A message that shows no secret but in its title stays. Raises StorageError.
        """
        paste = found.paste
        if paste.guild is None or not (await self._services.guilds.view(paste.guild.id)).settings.remove_secrets:
            return Cleared()
        is_titled = bool(_secrets_in(title_of(paste)))
        titled = is_titled and not await self._mask_title(paste)
        if not (allowed.manage and allowed.write) or (is_titled and not _may_show_secrets(paste)):
            return Cleared(titled=titled)
        return Cleared(await self._client.courier.delete(paste) is Fate.DONE, titled)

    def warn(self, found: Found, cleared: Cleared, tongue: Tongue) -> str:
        """What is said: to whoever wrote the message, or of them to somebody who asked about it."""
        if cleared.removed:
            key = "secret-removed-title" if cleared.titled else "secret-removed"
        elif found.paste.author.id != found.asker.author.id:
            key = "secret-warning-other"
        else:
            key = "secret-warning"
        return self._services.texts.say(key, tongue)

    async def _mask_title(self, paste: discord.Message) -> bool:
        thread = paste.channel
        if not isinstance(thread, discord.Thread) or paste.guild is None:
            return False
        try:
            may = thread.permissions_for(paste.guild.me).manage_threads
        except discord.ClientException:
            # Its parent isn't known to us: Discord decides when we try.
            may = True
        if not may:
            self._client.courier.note(thread.parent_id or thread.id, "no permission to mask the titles of posts")
            return False
        return await self._client.courier.rename(thread, cut(redact(thread.name).text, _MAX_TITLE))


def _may_show_secrets(paste: discord.Message) -> bool:
    """Whether a message without its title shows a secret, or holds files that may."""
    return bool(files_of(paste) or _secrets_in(compose_paste(paste)))


def _secrets_in(text: str) -> tuple[str, ...]:
    return leaked_secrets(redact(text).kinds)
