"""The Discord client: what it asks of Discord, what it starts with and how it ends."""

from __future__ import annotations

from bot.client.client import ErrataClient
from bot.client.facts import BotFacts, ServerFacts, look_up_bot
from bot.client.login import run_client

__all__ = ["BotFacts", "ErrataClient", "ServerFacts", "look_up_bot", "run_client"]
