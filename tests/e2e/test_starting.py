"""Starting, staying and stopping: every start-up fault is one line and an exit code."""

from __future__ import annotations

import asyncio
import sys

import pytest

from bot.client.facts import SERVERS_LOOKED_AT
from tests.e2e.pastes import INVALID_EN, KEY_EXPIRED, KEY_INVALID, title
from tests.standin import BotProcess, Intents, Permission, Standin
from tests.standin.patience import PATIENCE

CONFIG, UNAVAILABLE = 78, 69


async def fails(start_bot, code, words, **about):
    process = await start_bot(until_exit=True, **about)
    assert process.exit_code == code, process.output
    faults = [line for line in process.lines if line.startswith("errata: ")]
    assert len(faults) == 1, process.output
    assert words in faults[0]
    assert process.troubles() == []


@pytest.mark.parametrize(
    ("env", "code", "words"),
    [
        ({"ERRATA_TOKEN": None}, CONFIG, "ERRATA_TOKEN is not set"),
        ({"ERRATA_TOKEN": "hello"}, CONFIG, "does not look like a bot token"),
        ({"ERRATA_WACH_CHANNELS": "x"}, CONFIG, "did you mean ERRATA_WATCH_CHANNELS?"),
        ({"DATABASE_URL": "sqlite:////proc/no/such/errata.db"}, UNAVAILABLE, "errata.db"),
        ({"DATABASE_URL": "mysql://localhost/errata"}, UNAVAILABLE, "mysql"),
        ({"ERRATA_DATA_DIR": "/proc/nowhere"}, CONFIG, "ERRATA_DATA_DIR"),
        ({"ERRATA_PROXY": "http://127.0.0.1:9"}, UNAVAILABLE, "proxy of ERRATA_PROXY can't be reached"),
    ],
)
async def test_a_wrong_setting(start_bot, env, code, words):
    await fails(start_bot, code, words, env=env)


@pytest.mark.refusals
async def test_a_wrong_token(start_bot):
    token = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.wrong-but-well-shaped-token-0"
    await fails(start_bot, UNAVAILABLE, "refuses the token", env={"ERRATA_TOKEN": token})


async def test_an_intent_that_is_not_allowed(start_bot):
    async with Standin(privileged=Intents.NONE) as strict:
        await fails(start_bot, UNAVAILABLE, "Message Content Intent", standin=strict)


async def test_no_network(start_bot):
    async with Standin() as gone:
        pass
    await fails(start_bot, UNAVAILABLE, "can't be reached", standin=gone)


async def test_commands_are_registered_once(own_world, start_bot):
    own_world.add_guild()
    for _ in range(2):
        assert await (await start_bot()).stop() == 0
    assert len(own_world.log.calls("PUT", "/applications/{application}/commands")) == 1
    await (await start_bot(env={"ERRATA_SYNC": "always"})).stop()
    assert len(own_world.log.calls("PUT", "/applications/{application}/commands")) == 2


async def test_a_stop_finishes_what_is_under_way(own_world, start_bot):
    guild = own_world.add_guild()
    channel = guild.add_text_channel("help")
    lin = guild.add_member("lin")
    process = await start_bot(env={"ERRATA_WATCH_CHANNELS": "help"})
    own_world.faults.delay("POST", "/channels/{channel}/messages", seconds=0.5)
    paste = await lin.send(channel, KEY_INVALID)
    await asyncio.sleep(0.2)
    assert await process.stop() == 0
    assert title(await own_world.wait_reply(to=paste)) == INVALID_EN
    assert own_world.log.connections[-1].close_code == 1000
    assert process.troubles() == []


@pytest.mark.parametrize("resumable", [True, False])
async def test_a_dropped_gateway_comes_back(own_world, start_bot, resumable):
    guild = own_world.add_guild()
    channel = guild.add_text_channel("help")
    lin = guild.add_member("lin")
    process = await start_bot(env={"ERRATA_WATCH_CHANNELS": "help"})
    await own_world.wait_reply(to=await lin.send(channel, KEY_INVALID))
    await own_world.gateway.drop(resumable=resumable)
    paste = await lin.send(channel, KEY_EXPIRED)
    if not resumable:
        await own_world.gateway.wait_ready(2, within=15)
        paste = await lin.send(channel, KEY_EXPIRED)
    assert (await own_world.wait_reply(to=paste, within=15)).embeds
    assert process.troubles() == []


async def test_a_bot_that_lost_discord_for_long_ends_itself(start_bot):
    async with Standin() as gone:
        process = await start_bot(gone, env={"ERRATA_OFFLINE_SECONDS": "2"})
    assert await process.wait(20) == UNAVAILABLE
    (fault,) = [line for line in process.lines if line.startswith("errata: ")]
    assert "has been out of reach for" in fault
    assert "ERRATA_OFFLINE_SECONDS" in fault


async def test_a_bot_that_gets_discord_back_in_time_stays(own_world, start_bot):
    guild = own_world.add_guild()
    channel, lin = guild.add_text_channel("help"), guild.add_member("lin")
    env = {"ERRATA_WATCH_CHANNELS": "help", "ERRATA_OFFLINE_SECONDS": str(6 * PATIENCE)}
    process = await start_bot(env=env)
    for sessions in (2, 3):
        await own_world.gateway.drop(resumable=False)
        await own_world.gateway.wait_ready(sessions, within=15)
    await asyncio.sleep(6.5 * PATIENCE)
    assert (await own_world.wait_reply(to=await lin.send(channel, KEY_INVALID))).embeds
    assert await process.stop() == 0


async def test_two_shards_share_the_work(own_world, start_bot):
    guild = own_world.add_guild()
    channel = guild.add_text_channel("help")
    lin = guild.add_member("lin")
    await start_bot(env={"ERRATA_WATCH_CHANNELS": "help", "ERRATA_SHARD_COUNT": "2"}, sessions=2)
    assert title(await own_world.wait_reply(to=await lin.send(channel, KEY_INVALID))) == INVALID_EN


async def doctor(standin, data, *arguments, env=None):
    command = (sys.executable, "-m", "bot", "doctor", *arguments)
    process = BotProcess(standin, data=data, command=command, env=env)
    await process.spawn()
    return await process.wait(20), process.output


async def test_the_doctor_finds_everything_in_place(own_world, tmp_path):
    own_world.add_guild().add_text_channel("help")
    code, output = await doctor(own_world, tmp_path)
    assert code == 0, output
    assert f"the token belongs to {own_world.bot.name}" in output
    assert "the message content intent is on" in output
    assert "no permission is missing" in output
    assert "✗" not in output


async def test_the_doctor_names_permissions_that_are_missing_where_the_bot_reads_along(own_world, start_bot, tmp_path):
    guild = own_world.add_guild("Ruby\x1b[2J relay")
    fine, watched, chosen = (guild.add_text_channel(name) for name in ("help-fine", "help", "chosen"))
    forum, aside = guild.add_forum("help-forum"), guild.add_text_channel("aside")
    guild.deny(watched, guild.everyone, Permission.EMBED_LINKS | Permission.READ_MESSAGE_HISTORY)
    guild.deny(chosen, own_world.bot, Permission.VIEW_CHANNEL)
    guild.deny(forum, guild.everyone, Permission.SEND_MESSAGES_IN_THREADS)
    guild.deny(aside, guild.everyone, Permission.VIEW_CHANNEL)
    for role in (guild.everyone, *guild.guild.members[own_world.bot.id].roles):
        role.permissions &= ~Permission.ADD_REACTIONS
    env = {"ERRATA_WATCH_CHANNELS": "help*"}
    process = await start_bot(env=env)
    await guild.owner.slash("settings watch", {"channel": chosen}, channel=fine)
    await process.stop()
    code, output = await doctor(own_world, process.data, env=env)
    assert code == 0, output
    told = {line for line in output.splitlines() if "lacks" in line}
    assert len(told) == 3, output
    assert (
        "! Discord: Ruby␛[2J relay, #help: the bot lacks Embed Links, Read Message History; give them to its role there"
        in told
    )
    assert any("#chosen: the bot lacks View Channel, " in line for line in told)
    assert any("#help-forum: the bot lacks Send Messages in Threads" in line for line in told)


async def test_the_doctor_looks_at_a_whole_server_where_nothing_is_watched(own_world, tmp_path):
    code, output = await doctor(own_world, tmp_path)
    assert "on no server yet" in output
    guild, other = own_world.add_guild("Bare"), own_world.add_guild("Fine")
    other.add_text_channel("help")
    for role in (guild.everyone, *guild.guild.members[own_world.bot.id].roles):
        role.permissions &= ~(Permission.EMBED_LINKS | Permission.SEND_MESSAGES)
    code, output = await doctor(own_world, tmp_path)
    assert code == 0
    assert "! Discord: Bare: the bot lacks Send Messages, Embed Links; give them to its role" in output
    assert "Fine" not in output


@pytest.mark.refusals
async def test_the_doctor_goes_on_where_a_server_cannot_be_looked_at(own_world, tmp_path):
    own_world.add_guild("Stuck")
    for number in range(SERVERS_LOOKED_AT + 1):
        own_world.add_guild(f"Other {number}")
    own_world.faults.fail("GET", "/guilds/{guild}/channels", status=403, times=1)
    code, output = await doctor(own_world, tmp_path)
    assert code == 0, output
    assert "! Discord: Stuck can't be looked at" in output
    assert "2 more servers were not looked at" in output


@pytest.mark.refusals
@pytest.mark.parametrize(
    ("env", "code", "words"),
    [
        ({"ERRATA_TOKEN": None}, CONFIG, "ERRATA_TOKEN is not set"),
        ({"ERRATA_LANGUAGE": "fr", "ERRATA_STRICT": "so so"}, CONFIG, "ERRATA_STRICT: must be true or false"),
        ({"DATABASE_URL": "sqlite:////proc/no/such/errata.db"}, UNAVAILABLE, "database:"),
        ({"ERRATA_KNOWLEDGE_DIR": "/proc/no/such"}, 65, "catalogue:"),
        ({"ERRATA_TOKEN": "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.wrong-but-well-shaped-token-0"}, UNAVAILABLE, "refuses"),
    ],
)
async def test_the_doctor_names_what_is_missing(own_world, tmp_path, env, code, words):
    found, output = await doctor(own_world, tmp_path, env=env)
    assert found == code, output
    assert words in "\n".join(line for line in output.splitlines() if line.startswith("✗"))
    assert "Traceback" not in output


async def test_the_doctor_sees_a_missing_intent(tmp_path):
    async with Standin(privileged=Intents.NONE) as strict:
        code, output = await doctor(strict, tmp_path)
    assert code == UNAVAILABLE
    assert "Message Content Intent" in output
