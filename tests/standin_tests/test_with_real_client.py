"""A real discord.py client in its own process against the stand-in: the main paths of both."""

from __future__ import annotations

import signal
import sys

import pytest

from tests.standin import BotProcess, ClientRefusalError, Permission, Serving, Upload


async def test_reply_edit_and_delete_follow_the_paste(own_world, start_sample):
    world = own_world
    guild = world.add_guild(locale="zh-CN")
    channel = guild.add_text_channel("求助-报错")
    mei = guild.add_member("mei", locale="zh-CN")
    bot = await start_sample()

    paste = await mei.send(channel, "an error came")
    reply = await world.wait_reply(to=paste)
    assert reply.embeds[0]["description"] == "an error came []"
    assert [button.label for button in reply.buttons] == ["vote up"]
    assert not reply.pings
    assert 0 < reply.latency_ms < 500

    await mei.edit(paste, "another error came")
    await world.wait_edit(reply)
    assert reply.embeds[0]["title"] == "Edited"
    await mei.delete(paste)
    await world.wait_deleted(reply)
    await world.expect_silence(guild.add_text_channel("elsewhere"), seconds=0.05)

    assert 0 < bot.start_to_ready_s < 10
    assert bot.memory_mb > 10
    assert await bot.stop() == 0
    (connection,) = world.log.connections
    assert (connection.close_code, connection.closed_by) == (1000, "bot")
    assert bot.troubles() == []


async def test_slash_command_with_deferred_and_private_answers(world):
    guild = world.add_guild()
    channel = guild.add_text_channel("help")
    mei, bo = guild.add_member("mei"), guild.add_member("bo")

    shown = await mei.slash("echo", {"text": "hi", "private": True}, channel=channel)
    assert (shown.content, shown.ephemeral) == ("hi", True)
    assert shown.visible_to(mei)
    assert not shown.visible_to(bo)
    assert shown.acknowledged_ms <= shown.latency_ms < 3000
    more = shown.followups[0] if shown.followups else await shown.next_change()
    assert more.content == "and more"
    with pytest.raises(ClientRefusalError, match="doesn't see"):
        await bo.context_menu("Diagnose error", shown.message)

    public = await mei.slash("echo", {"text": "hello all"}, channel=channel)
    assert public.visible_to(bo)
    with pytest.raises(ClientRefusalError, match="1 to 50"):
        await mei.slash("echo", {"text": "x" * 51}, channel=channel)


async def test_second_acknowledgement_is_refused(world):
    guild = world.add_guild()
    channel = guild.add_text_channel("help")
    mei = guild.add_member("mei")
    shown = await mei.slash("twice", channel=channel)
    await world.wait_edit(shown.message)
    assert shown.content == "refused 40060"


async def test_form_with_files_and_select(world):
    guild = world.add_guild()
    channel = guild.add_text_channel("help")
    mei = guild.add_member("mei")

    shown = await mei.slash("report", channel=channel)
    assert shown.modal.labels == ["What happened", "Files", "System"]
    with pytest.raises(ClientRefusalError, match="required"):
        await mei.submit(shown.modal, {"What happened": " "})
    answer = await mei.submit(
        shown.modal, {"What happened": "it broke", "Files": [Upload("log.txt", b"12345")], "System": "relay"}
    )
    assert answer.content == "it broke [5] ['relay']"


async def test_autocomplete_select_and_dynamic_button(own_world, start_sample):
    world = own_world
    guild = world.add_guild()
    channel = guild.add_text_channel("help")
    mei = guild.add_member("mei")
    bot = await start_sample()

    choices = await mei.autocomplete("choose", "entry", "42", channel=channel)
    assert len(choices) == 25
    assert choices[0] == {"name": "42 0", "value": "0"}

    menu = await mei.slash("choose", {"entry": "x"}, channel=channel)
    paste = await mei.send(channel, "error")
    reply = await world.wait_reply(to=paste)
    await bot.stop()
    await start_sample()  # buttons and menus must outlive a restart
    chosen = await mei.select(menu.message, "Entry b")
    assert chosen.updated
    assert chosen.content == "chosen b"
    assert chosen.components == []
    vote = await mei.click(reply, "vote up")
    assert (vote.content, vote.ephemeral) == ("up for entry-1", True)


async def test_context_menu_and_offers(world):
    guild = world.add_guild()
    channel = guild.add_text_channel("help")
    mei = guild.add_member("mei")
    keeper = guild.add_member("keeper", permissions=Permission.MANAGE_GUILD)

    paste = await mei.send(channel, "boom")
    shown = await keeper.context_menu("Diagnose error", paste)
    assert (shown.content, shown.ephemeral) == ("diagnosed boom", True)
    assert "settings" not in mei.offers(channel)
    with pytest.raises(ClientRefusalError, match="MANAGE_GUILD"):
        await mei.slash("settings watch", {"channel": channel}, channel=channel)
    watched = await keeper.slash("settings watch", {"channel": channel}, channel=channel)
    assert watched.text == f"watching <#{channel.id}>"
    with pytest.raises(ClientRefusalError, match="BOT_DM"):
        await mei.slash("choose", {"entry": "x"}, channel=mei.dm)


async def test_user_installed_app_and_direct_messages(world):
    guild = world.add_guild()
    elsewhere = world.add_guild("without the bot", bot=False)
    room = elsewhere.add_text_channel("room")
    lone = world.add_user("lone", installed_app=True)
    elsewhere.admit(lone)
    mei = guild.add_member("mei")
    elsewhere.admit(mei)

    shown = await lone.slash("echo", {"text": "anywhere"}, channel=room)
    assert shown.interaction.owners == {"1": str(lone.id)}
    with pytest.raises(ClientRefusalError, match="not installed"):
        await mei.slash("echo", {"text": "no"}, channel=room)
    private = await lone.slash("echo", {"text": "between us"}, channel=lone.dm_with(mei))
    assert private.content == "between us"

    paste = await mei.send(mei.dm, "error in private")
    assert (await world.wait_reply(to=paste)).embeds


async def test_forum_post_thread_and_forwarded_message(world):
    guild = world.add_guild()
    channel = guild.add_text_channel("help")
    forum = guild.add_forum("求助", tags=["已解决"])
    mei = guild.add_member("mei")

    starter = await mei.post(forum, "429?", "error in a post", tags=["已解决"])
    assert starter.id == starter.channel.id
    reply = await world.wait_reply(to=starter)
    assert reply.channel is starter.channel
    thread = await mei.start_thread(channel, "details")
    await world.wait_reply(to=await mei.send(thread, "error in a thread"))
    original = await mei.send(channel, "something strange")
    await mei.forward(original, channel)
    assert (await world.wait_message(channel)).content == "forwarded: something strange"


@pytest.mark.parametrize(
    ("upload", "expected"),
    [
        (Upload("a.txt", b"x" * 1000), "1000"),
        (Upload("a.txt", b"x" * 1000, declared_size=10), "1000"),
        (Upload("a.txt", b"x" * 1000, serving=Serving.CUT_OFF), "ClientPayloadError"),
        (Upload("a.txt", b"x" * 1000, serving=Serving.SLOW, delay_seconds=0.1), "TimeoutError"),
        (Upload("a.txt", b"x" * 1000, serving=Serving.STALLED), "TimeoutError"),
        (Upload("a.txt", b"x", serving=Serving.FORBIDDEN), "Forbidden"),
        (Upload("a.txt", b"x", serving=Serving.MISSING), "NotFound"),
    ],
    ids=["normal", "larger", "cut off", "slow", "stalled", "forbidden", "missing"],
)
async def test_attachments(world, upload, expected):
    guild = world.add_guild()
    channel = guild.add_text_channel("help")
    mei = guild.add_member("mei")
    paste = await mei.send(channel, "error", attachments=[upload])
    assert paste.attachments[0].size == (upload.declared_size or len(upload.data))
    reply = await world.wait_reply(to=paste)
    assert expected in reply.text


async def test_joining_a_guild_while_running(own_world, start_sample):
    world = own_world
    bot = await start_sample()
    await bot.settle()
    guild = world.add_guild("new home", bot=False)
    channel = guild.add_text_channel("general")
    guild.set_system_channel(channel)
    guild.invite_bot()
    assert (await world.wait_message(channel, within=20)).content == "hello new home"
    guild.remove_bot()
    assert not guild.guild.has_bot


async def test_signal_of_a_crash_and_exit_code(own_world, start_sample):
    world = own_world
    bot = await start_sample()
    bot.signal(signal.SIGKILL)
    assert await bot.wait() == -signal.SIGKILL
    connection = await world.gateway.wait_closed(world.log.connections[0])
    assert connection.closed_by == "network"


@pytest.mark.parametrize("address", ["203.0.113.1", "example.org"])
async def test_nothing_leaves_this_machine(own_world, tmp_path, address):
    connect = f"import socket; socket.create_connection(({address!r}, 80), 1)"
    process = BotProcess(own_world, data=tmp_path, command=[sys.executable, "-c", connect])
    await process.spawn()
    assert await process.wait() == 1
    assert "stand-in" in process.lines[-1]
