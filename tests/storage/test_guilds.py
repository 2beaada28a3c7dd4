from __future__ import annotations

from dataclasses import replace
from datetime import time

from bot.storage.records import ChannelSettings, GuildSettings
from tests.storage.making import CHANNEL, GUILD


async def test_an_unknown_guild_has_the_defaults(store):
    assert await store.guilds.get(GUILD) == GuildSettings(GUILD)


async def test_settings_are_kept_and_replaced(store):
    settings = GuildSettings(
        guild_id=GUILD,
        language="zh-TW",
        maintainers_channel_id=CHANNEL,
        maintainers_role_id=CHANNEL + 1,
        sensitivity="eager",
        cooldown_seconds=0,
        retention_days=7,
        ocr=False,
        remove_secrets=True,
        react_unmatched=True,
        solved_tag=True,
        two_reviewers=True,
        welcomed=True,
        time_zone="Asia/Shanghai",
    )
    await store.guilds.put(settings)
    await store.guilds.put(GuildSettings(GUILD - 1, language="en"))
    assert await store.guilds.get(GUILD) == settings
    changed = replace(settings, maintainers_channel_id=None, welcomed=False)
    await store.guilds.put(changed)
    assert await store.guilds.get(GUILD) == changed
    assert (await store.guilds.get(GUILD - 1)).language == "en"


async def test_channels(store):
    first = ChannelSettings(GUILD, CHANNEL, "answer", "relay")
    second = ChannelSettings(GUILD, CHANNEL + 1, "commands")
    for settings in (second, first, ChannelSettings(GUILD - 1, CHANNEL, "sure")):
        await store.guilds.put_channel(settings)
    assert await store.guilds.channels(GUILD) == (first, second)

    changed = replace(first, mode="sure", system=None)
    await store.guilds.put_channel(changed)
    assert await store.guilds.channels(GUILD) == (changed, second)

    quiet = replace(changed, quiet_from=time(22, 30), quiet_until=time(8))
    await store.guilds.put_channel(quiet)
    assert await store.guilds.channels(GUILD) == (quiet, second)
    await store.guilds.put_channel(changed)
    assert await store.guilds.channels(GUILD) == (changed, second)

    assert await store.guilds.drop_channel(GUILD, CHANNEL)
    assert not await store.guilds.drop_channel(GUILD, CHANNEL)
    assert await store.guilds.channels(GUILD) == (second,)
    assert len(await store.guilds.channels(GUILD - 1)) == 1
