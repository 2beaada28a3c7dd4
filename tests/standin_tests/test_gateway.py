"""The gateway with a real client: tokens, intents, dropped and resumed sessions, shards; and planned faults."""

from __future__ import annotations

import asyncio

import pytest

from tests.standin import GuildDriver, Intents, NoAnswerError, Permission, Standin, UnexpectedNoiseError


async def test_without_the_intent_the_gateway_closes_with_4014(tmp_path, start_sample):
    async with Standin(privileged=Intents.NONE) as world:
        with pytest.raises(RuntimeError, match="FAULT PrivilegedIntentsRequired"):
            await start_sample(world)
        assert [(one.close_code, one.closed_by) for one in world.log.connections] == [(4014, "standin")]
        assert world.gateway.sessions == []


async def test_wrong_token_is_a_login_failure(start_sample):
    with pytest.raises(RuntimeError, match="FAULT LoginFailure"):
        await start_sample(ERRATA_TOKEN="wrong")


async def test_without_message_content_only_mentions_and_dms_have_content(own_world, start_sample):
    world = own_world
    guild = world.add_guild()
    channel = guild.add_text_channel("help")
    mei = guild.add_member("mei")
    await start_sample(SAMPLE_CONTENT="no")
    await mei.send(channel, "error")
    await world.expect_silence(channel)
    await world.wait_reply(to=await mei.send(channel, f"error {world.bot.mention}"))
    await world.wait_reply(to=await mei.send(mei.dm, "error"))


async def test_events_of_hidden_channels_and_private_threads_stay_away(world):
    guild = world.add_guild()
    channel = guild.add_text_channel("help")
    hidden = guild.add_text_channel("hidden")
    guild.deny(hidden, guild.bot, Permission.VIEW_CHANNEL)
    mei = guild.add_member("mei", permissions=Permission.CREATE_PRIVATE_THREADS)
    await mei.send(hidden, "error")
    secret = await mei.start_thread(channel, "secret", private=True)
    await mei.send(secret, "error")
    await world.expect_silence(hidden, seconds=0.1)
    await world.expect_silence(secret, seconds=0.1)
    await mei.add_to_thread(secret, world.bot)
    await world.wait_reply(to=await mei.send(secret, "error again"))


@pytest.mark.parametrize("how", ["drop", "cut", "reconnect", "invalid session that resumes"])
async def test_resumed_session_misses_nothing(world, how):
    guild = world.add_guild()
    channel = guild.add_text_channel("help")
    mei = guild.add_member("mei")
    sessions, connections = len(world.gateway.sessions), len(world.log.connections)
    match how:
        case "drop":
            await world.gateway.drop(resumable=True)
        case "cut":
            await world.gateway.cut()
        case "reconnect":
            world.gateway.ask_to_reconnect()
        case _:
            world.gateway.invalidate(resumable=True)
    paste = await mei.send(channel, "error in between")
    await world.gateway.wait_resumed(after=connections)
    await world.wait_reply(to=paste)
    assert len(world.gateway.sessions) == sessions


async def test_lost_session_identifies_again(world):
    guild = world.add_guild()
    channel = guild.add_text_channel("help")
    mei = guild.add_member("mei")
    sessions = len(world.gateway.sessions)
    await world.gateway.drop(resumable=False)
    await world.gateway.wait_ready(after=sessions)
    await world.wait_reply(to=await mei.send(channel, "error afterwards"))
    assert len(world.gateway.sessions) == sessions + 1


async def test_guilds_live_on_their_shard(start_sample):
    async with Standin(shards=2) as world:
        guilds = [world.add_guild(f"shard {i}", shard=(i, 2)) for i in range(2)]
        channels = [guild.add_text_channel("help") for guild in guilds]
        people = [guild.add_member("mei") for guild in guilds]
        await start_sample(world, SAMPLE_SHARDS="1")
        await people[0].send(channels[0], "error")
        await world.wait_reply(to=await people[1].send(channels[1], "error"))
        await world.expect_silence(channels[0], seconds=0.1)
        assert [session.shard for session in world.gateway.sessions] == [(1, 2)]


POST = ("POST", "/channels/{channel}/messages")


@pytest.fixture
def scene(world):
    guild = world.add_guild()
    return guild.add_text_channel("help"), guild.add_member("mei"), len(world.requests)


async def test_rate_limit_is_waited_out(world, scene):
    channel, mei, start = scene
    fault = world.faults.rate_limit(*POST, retry_after=0.2, times=2)
    reply = await world.wait_reply(to=await mei.send(channel, "error"))
    assert fault.hits == 2
    assert reply.latency_ms > 400
    assert [call.status for call in world.log.calls(*POST, since=start)] == [429, 429, 200]


async def test_ban_and_unavailable_are_raised(world, bot, scene):
    channel, mei, _ = scene
    world.faults.ban(*POST)
    world.faults.fail(*POST, status=503)
    await mei.send(channel, "error")
    await mei.send(channel, "error")
    await bot.wait_output("REFUSED 429 0")
    await bot.wait_output("REFUSED 503 0")
    with pytest.raises(NoAnswerError, match="reply"):
        await world.wait_reply(to=await mei.send(channel, "nothing"), within=0.05)


async def test_a_lost_answer_is_tried_again_and_the_nonce_saves_from_a_double(world, scene):
    channel, mei, start = scene
    world.faults.lose_answer(*POST, status=502)
    paste = await mei.send(channel, "error")
    await world.world.until(lambda: len(world.log.calls(*POST, since=start)) == 2, 5, "second try")
    assert [call.status for call in world.log.calls(*POST, since=start)] == [502, 200]
    assert len(world.replies(paste)) == 1


async def test_bucket_limits_each_channel(world, scene):
    channel, mei, _ = scene
    world.faults.limit(*POST, limit=2, window=0.5)
    pastes = [await mei.send(channel, f"error {i}") for i in range(4)]
    replies = await asyncio.gather(*[world.wait_reply(to=paste) for paste in pastes])
    arrivals = sorted(reply.arrived_at for reply in replies)
    assert arrivals[2] - arrivals[0] > 0.4


async def test_silence_is_broken_by_any_visible_act(world, scene):
    channel, mei, _ = scene
    await mei.send(channel, "error")
    with pytest.raises(UnexpectedNoiseError, match="POST in #help"):
        await world.expect_silence(channel, seconds=1)


async def test_a_preview_is_no_edit_and_a_purge_no_single_deletion(world, scene):
    channel, mei, _ = scene
    channel.guild.everyone.permissions |= Permission.MANAGE_MESSAGES
    paste = await mei.send(channel, "error with https://example.org")
    reply = await world.wait_reply(to=paste)
    await GuildDriver(world.world, channel.guild).unfurl(paste, {"title": "Example"})
    await world.wait_edit(reply)  # the sample bot can't tell it from an edit; edited_timestamp can
    assert paste.edited_at is None
    await mei.purge([paste])
    assert not mei.sees(paste)
    await world.expect_silence(channel, seconds=0.1)


async def test_delayed_and_dropped_requests(world, bot, scene):
    channel, mei, start = scene
    world.faults.delay(*POST, seconds=0.2)
    reply = await world.wait_reply(to=await mei.send(channel, "error"))
    (call,) = world.log.calls(*POST, since=start)
    assert reply.arrived_at == call.at
    assert call.answered_at - call.at >= 0.2
    world.faults.drop(*POST)
    lines = len(bot.lines)
    await mei.send(channel, "error")
    await bot.wait_output("Ignoring exception in on_message", since=lines)
    assert bot.troubles(lines)
    assert world.log.calls(*POST, since=start)[-1].status == -1
