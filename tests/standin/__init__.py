"""A strict stand-in for Discord: gateway, REST API and CDN on loopback, for the real bot in a process of its own.

It refuses what Discord refuses, hides what Discord hides, and records every request. A scenario reads:

    async with Standin() as world:
        guild = world.add_guild(locale="zh-CN")
        channel = guild.add_text_channel("求助-报错")
        mei = guild.add_member("mei", locale="zh-CN")
        async with BotProcess(world, env={...}) as bot:
            paste = await mei.send(channel, "429 RESOURCE_EXHAUSTED ...")
            reply = await world.wait_reply(to=paste)
            assert reply.embeds and not reply.pings
"""

from __future__ import annotations

from tests.standin.bot_process import BotProcess
from tests.standin.cdn import Serving, Upload
from tests.standin.commands import CommandKind, Context, Install
from tests.standin.driver.guilds import GuildDriver
from tests.standin.driver.people import Person
from tests.standin.driver.shown import Shown
from tests.standin.errors import ApiError, ClientRefusalError, NoAnswerError, UnexpectedNoiseError
from tests.standin.intents import PRIVILEGED, Intents
from tests.standin.interactions import Modal
from tests.standin.messages import Message, Pings
from tests.standin.model import Channel, ChannelKind, Role, User
from tests.standin.permissions import BOT_INVITATION, EVERYONE_DEFAULT, Permission
from tests.standin.records import Effect, EffectKind, Request
from tests.standin.server import TOKEN, Standin

__all__ = [
    "BOT_INVITATION",
    "EVERYONE_DEFAULT",
    "PRIVILEGED",
    "TOKEN",
    "ApiError",
    "BotProcess",
    "Channel",
    "ChannelKind",
    "ClientRefusalError",
    "CommandKind",
    "Context",
    "Effect",
    "EffectKind",
    "GuildDriver",
    "Install",
    "Intents",
    "Message",
    "Modal",
    "NoAnswerError",
    "Permission",
    "Person",
    "Pings",
    "Request",
    "Role",
    "Serving",
    "Shown",
    "Standin",
    "UnexpectedNoiseError",
    "Upload",
    "User",
]
