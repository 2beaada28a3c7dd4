"""Coming to Discord, staying there, and what it means when Discord can't be had."""

from __future__ import annotations

import asyncio
import math
from typing import TYPE_CHECKING, Any, NoReturn

import aiohttp
import discord
from discord import app_commands
from yarl import URL

from bot.errors import DiscordError, ErrataError

if TYPE_CHECKING:
    from bot.client.client import ErrataClient
    from bot.client.lifeline import Lifeline
    from bot.config import Settings

_REFUSALS: tuple[tuple[type[Exception], str], ...] = (
    (
        discord.LoginFailure,
        "Discord refuses the token: reset it in the developer portal and put the new one into ERRATA_TOKEN",
    ),
    (
        discord.PrivilegedIntentsRequired,
        "Discord refuses message content: switch on 'Message Content Intent' in the developer portal under Bot",
    ),
    (app_commands.CommandSyncFailure, "Discord refuses the commands: {text}"),
    (aiohttp.ClientHttpProxyError, "the proxy of ERRATA_PROXY answers {error.status}: check its user and password"),
    (
        aiohttp.ClientProxyConnectionError,
        "the proxy of ERRATA_PROXY can't be reached: is it running, and is that its HTTP port?",
    ),
    (discord.ConnectionClosed, "Discord closed the connection for good (code {error.code})"),
    (discord.HTTPException, "Discord can't serve the bot now: {text}"),
    (discord.GatewayNotFound, "Discord can't serve the bot now: {text}"),
)

_LOOK_SECONDS = 5.0


async def run_client(client: ErrataClient, token: str, stop: asyncio.Event) -> None:
    """Stays on Discord until `stop` is set.

    Raises DiscordError, in one line, when Discord can't be had, or not any more for as long as the settings allow.
    """
    limit = client.services.settings.offline_seconds
    start = asyncio.create_task(client.start(token), name="discord")
    stopped = asyncio.create_task(stop.wait(), name="stop")
    lost = asyncio.create_task(_give_up(client.lifeline, limit or math.inf), name="lost")
    try:
        await asyncio.wait({start, stopped, lost}, return_when=asyncio.FIRST_COMPLETED)
        for ended in (start, lost):
            if ended.done():
                await ended
    except Exception as error:
        if (fault := explain_refusal(error, client.services.settings)) is None:
            raise
        raise fault from error
    finally:
        stopped.cancel()
        lost.cancel()
        await client.close()
        start.cancel()
        await asyncio.wait({start})


async def _give_up(lifeline: Lifeline, limit: float) -> NoReturn:
    """Raises DiscordError once Discord has been out of reach for `limit` seconds."""
    while True:
        await asyncio.sleep(min(limit / 4, _LOOK_SECONDS))
        if (away := lifeline.measure()) >= limit:
            raise DiscordError(f"Discord has been out of reach for {away:.0f} s (ERRATA_OFFLINE_SECONDS): giving up")


def explain_refusal(error: Exception, settings: Settings) -> DiscordError | None:
    """What a failed start means for an operator, in one line; None for a fault of ours."""
    if isinstance(error, ErrataError):
        return None
    for kind, line in _REFUSALS:
        if isinstance(error, kind):
            return DiscordError(line.format(error=error, text=_one_line(error)))
    if isinstance(error, aiohttp.ClientError | OSError | TimeoutError):
        hint = "" if settings.proxy else "; where Discord is blocked, set ERRATA_PROXY"
        return DiscordError(f"Discord can't be reached ({_one_line(error)}){hint}")
    return None


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def proxy_arguments(settings: Settings) -> dict[str, Any]:
    """What ERRATA_PROXY means to discord.py, which takes the password apart from the address."""
    if settings.proxy is None:
        return {}
    url = URL(settings.proxy)
    proxy: dict[str, Any] = {"proxy": str(url.with_user(None))}
    if url.user is not None:
        proxy["proxy_auth"] = aiohttp.BasicAuth(url.user, url.password or "")
    return proxy
