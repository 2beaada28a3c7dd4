"""What holds in a guild, in words."""

from __future__ import annotations

import re
from datetime import time

from bot.reception.guilds import GuildView
from bot.storage.records import ChannelSettings, GuildSettings
from bot.ui.settings import check_embed, settings_embed

FIRST = 1_200_000_000_000_000_000


def whole(text):
    """Whether every channel in a text is one that can be clicked."""
    return text.count("<#") == len(re.findall(r"<#\d{19}>", text)) > 0


def test_many_channels_end_at_the_end_of_one(desk, texts):
    channels = {
        number: ChannelSettings(1, number, "sure", "gemini-aistudio", quiet_from=time(22), quiet_until=time(8))
        for number in range(FIRST, FIRST + 40)
    }
    view = GuildView(GuildSettings(1), channels)
    embed = settings_embed(view, (), desk.knowledge.systems, "en", texts)
    assert whole(embed.fields[0].value)
    assert all(len(field.value) <= 1024 for field in embed.fields)


def test_many_channels_that_lack_something_end_at_the_end_of_one(texts):
    lacks = dict.fromkeys(range(FIRST, FIRST + 200), ("view-channel", "send-messages"))
    embed = check_embed(lacks, (), "UTC", "en", texts)
    assert whole(embed.description)
    assert embed.description.endswith("…")
