"""Watched channels, threads and forum posts: answered where asked for, silent everywhere else."""

from __future__ import annotations

import pytest

from tests.e2e.pastes import (
    CHAT,
    EXPIRED_ZH,
    INVALID_EN,
    INVALID_ZH,
    KEY_EXPIRED,
    KEY_INVALID,
    KEY_LEAKED,
    UNKNOWN,
    title,
)
from tests.standin import Upload


async def test_an_error_is_answered_in_the_language_of_the_guild(world, guild):
    guild.set_locale("zh-CN")
    channel = guild.add_text_channel("求助-报错")
    mei = guild.add_member("mei", locale="zh-CN")
    paste = await mei.send(channel, KEY_INVALID)
    reply = await world.wait_reply(to=paste)
    assert title(reply) == INVALID_ZH
    assert "怎么办" in reply.text
    assert reply.links
    assert all(link.startswith("https://") for link in reply.links)
    assert [field["name"] for field in reply.embeds[0]["fields"]] == ["问题出在", "重试有用吗", "来源"]
    assert "核实于" in reply.embeds[0]["footer"]["text"]
    assert not reply.pings


async def test_the_words_around_an_error_decide_in_an_english_guild(world, guild, channel, lin):
    reply = await world.wait_reply(to=await lin.send(channel, KEY_INVALID))
    assert title(reply) == INVALID_EN
    other = guild.add_text_channel("help-zh")
    reply = await world.wait_reply(
        to=await guild.add_member("mei").send(other, f"大佬们，一直报这个错怎么办：{KEY_INVALID}")
    )
    assert title(reply) == INVALID_ZH
    third = guild.add_text_channel("help-tw")
    reply = await world.wait_reply(to=await guild.add_member("yun").send(third, f"請問這個錯誤怎麼辦：{KEY_INVALID}"))
    assert title(reply) == "API Key 無效"


@pytest.mark.parametrize("name", ["general", "off-topic-help"])
async def test_other_channels_stay_silent(world, guild, name, lin):
    channel = guild.add_text_channel(name)
    await lin.send(channel, KEY_INVALID)
    await world.expect_silence(channel)


async def test_a_channel_is_watched_by_command_and_left_again(world, guild, lin):
    channel = guild.add_text_channel("general")
    told = await guild.owner.slash("settings watch", channel=channel)
    assert told.ephemeral
    assert channel.mention in told.content
    reply = await world.wait_reply(to=await lin.send(channel, KEY_INVALID))
    assert title(reply) == INVALID_EN
    await guild.owner.slash("settings unwatch", {"channel": channel}, channel=channel)
    await lin.send(channel, KEY_EXPIRED)
    await world.expect_silence(channel)


async def test_a_guild_can_switch_off_what_the_operator_watches(world, guild, channel, lin):
    await guild.owner.slash("settings watch", {"mode": "commands"}, channel=channel)
    await lin.send(channel, KEY_INVALID)
    await world.expect_silence(channel)


async def test_a_thread_counts_under_its_channel(world, channel, lin):
    thread = await lin.start_thread(channel, "my problem")
    reply = await world.wait_reply(to=await lin.send(thread, KEY_INVALID))
    assert reply.channel is thread
    assert title(reply) == INVALID_EN


async def test_a_forum_post_is_read_with_its_title(world, guild, lin):
    forum = guild.add_forum("help-forum")
    starter = await lin.post(forum, "API key expired. Please renew the API key.", "since this morning, any idea?")
    reply = await world.wait_reply(to=starter)
    assert "expired" in title(reply)


async def test_a_forum_post_is_read_with_its_attachment(world, guild, lin):
    forum = guild.add_forum("help-posts")
    log = Upload("console.log", KEY_EXPIRED.encode())
    post = await lin.post(forum, "酒馆用不了", "看附件", attachments=[log])
    reply = await world.wait_reply(to=post)
    assert title(reply) == EXPIRED_ZH
    assert reply.channel is post.channel


async def test_a_log_file_is_read(world, channel, lin):
    log = "\n".join(["starting up"] * 300 + [KEY_LEAKED] + ["done"] * 50)
    paste = await lin.send(channel, attachments=[Upload("log.txt", log.encode())])
    assert "leaked" in title(await world.wait_reply(to=paste))


async def test_several_problems_get_an_answer_each(world, channel, lin):
    paste = await lin.send(
        channel, f"two different things today\n\n{KEY_EXPIRED}\n\nand on the other one\n\n{KEY_LEAKED}"
    )
    reply = await world.wait_reply(to=paste)
    assert len(reply.embeds) == 2
    assert len({embed["title"] for embed in reply.embeds}) == 2


async def test_chat_and_unknown_errors_stay_unanswered(world, channel, lin):
    for text in (CHAT, "thanks, the 401 is gone!", "gm everyone", UNKNOWN):
        await lin.send(channel, text)
        await world.expect_silence(channel)


async def test_bots_and_webhooks_are_ignored(world, guild, channel):
    robot = guild.add_member("robot", bot=True)
    await robot.send(channel, KEY_INVALID)
    await guild.webhook_send(channel, "hook", KEY_INVALID)
    await world.expect_silence(channel)


async def test_only_when_sure(world, guild, channel, lin):
    await guild.owner.slash("settings watch", {"mode": "sure"}, channel=channel)
    reply = await world.wait_reply(to=await lin.send(channel, KEY_INVALID))
    assert title(reply) == INVALID_EN
