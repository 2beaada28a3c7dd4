"""What the REST API refuses: tokens, permissions, missing things, other people's messages, unknown routes."""

from __future__ import annotations

import aiohttp
import pytest

from tests.standin import GuildDriver, Permission, Standin
from tests.standin_tests.raw_client import RawClient


@pytest.fixture
def guild(own_world):
    return own_world.add_guild()


@pytest.fixture
def channel(guild):
    return guild.add_text_channel("help")


@pytest.fixture
def mei(guild):
    return guild.add_member("mei")


async def test_wrong_token_is_401(own_world):
    async with RawClient(own_world, token="wrong") as stranger:
        answer = await stranger.call("GET", "/users/@me")
    assert (answer.status, answer.code) == (401, 0)


async def test_unknown_route_is_recorded():
    async with Standin() as world, RawClient(world) as api:
        assert (await api.call("GET", "/guilds/1/audit-logs")).status == 404
        assert world.unknown_routes == ["GET /guilds/1/audit-logs"]


async def test_broken_json_is_50109(api, channel):
    answer = await api.call("POST", f"/channels/{channel.id}/messages", data="{")
    assert answer.code == 50109


@pytest.mark.parametrize(
    ("denied", "body", "code"),
    [
        (Permission.VIEW_CHANNEL, {"content": "x"}, 50001),
        (Permission.SEND_MESSAGES, {"content": "x"}, 50013),
        (Permission.EMBED_LINKS, {"embeds": [{"title": "t"}]}, 50013),
        (Permission.EMBED_LINKS, {"content": "plain"}, None),
        (Permission.SEND_MESSAGES_IN_THREADS, {"content": "x"}, None),
    ],
)
async def test_permissions_in_a_channel(api, channel, denied, body, code):
    GuildDriver(api.world.world, channel.guild).deny(channel, api.world.bot, denied)
    answer = await api.post(channel, **body)
    assert (answer.status, answer.code) == (403 if code else 200, code)


@pytest.mark.parametrize(
    ("denied", "status"),
    [(Permission.SEND_MESSAGES_IN_THREADS, 403), (Permission.SEND_MESSAGES, 200), (Permission.VIEW_CHANNEL, 403)],
)
async def test_permissions_in_a_thread_follow_the_parent(api, guild, mei, denied, status):
    channel = guild.add_text_channel("help")
    thread = await mei.start_thread(channel, "details")
    guild.deny(channel, guild.bot, denied)
    assert (await api.post(thread, content="x")).status == status


async def test_role_overwrites_and_administrators(api, guild, channel):
    guild.deny(channel, guild.everyone, Permission.SEND_MESSAGES)
    assert (await api.post(channel, content="x")).code == 50013
    guild.allow(channel, guild.bot, Permission.SEND_MESSAGES)
    assert (await api.post(channel, content="x")).status == 200
    guild.deny(channel, guild.bot, Permission.VIEW_CHANNEL)
    guild.set_bot_permissions(Permission.ADMINISTRATOR)
    assert (await api.post(channel, content="x")).status == 200


async def test_files_need_attach_files(api, guild, channel):
    form = aiohttp.FormData()
    form.add_field("payload_json", '{"content": "x", "attachments": [{"id": 0, "filename": "a.txt"}]}')
    form.add_field("files[0]", b"hello", filename="a.txt")
    answer = await api.call("POST", f"/channels/{channel.id}/messages", data=form)
    assert answer.body["attachments"][0]["size"] == 5
    guild.deny(channel, guild.bot, Permission.ATTACH_FILES)
    form = aiohttp.FormData()
    form.add_field("payload_json", '{"content": "x"}')
    form.add_field("files[0]", b"hello", filename="a.txt")
    assert (await api.call("POST", f"/channels/{channel.id}/messages", data=form)).code == 50013


async def test_replies(api, guild, channel, mei):
    paste = await mei.send(channel, "x")
    answer = await api.reply(paste)
    assert answer.body["referenced_message"]["id"] == str(paste.id)
    notice = await guild.system_notice(channel, mei)
    assert (await api.reply(notice)).fault("message_reference") == "REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE"

    await mei.delete(paste)
    assert (await api.reply(paste)).fault("message_reference") == "REPLIES_UNKNOWN_MESSAGE"
    lenient = {"message_id": str(paste.id), "fail_if_not_exists": False}
    assert (await api.post(channel, content="x", message_reference=lenient)).status == 200

    other = await mei.send(channel, "y")
    guild.deny(channel, guild.bot, Permission.READ_MESSAGE_HISTORY)
    answer = await api.reply(other)
    assert (answer.status, answer.code) == (403, 160002)


async def test_missing_things(api, guild, channel, mei):
    assert (await api.call("GET", "/channels/1")).code == 10003
    assert (await api.call("GET", f"/channels/{channel.id}/messages/1")).code == 10008
    assert (await api.call("GET", "/guilds/1")).code == 10004
    assert (await api.call("GET", f"/guilds/{guild.id}/members/1")).code == 10007
    assert (await api.call("GET", "/users/1")).code == 10013
    assert (await api.call("GET", "/channels/x")).code == 50035
    guild.delete_channel(channel)
    assert (await api.post(channel, content="x")).code == 10003
    forum = guild.add_forum("f")
    assert (await api.post(forum, content="x")).code == 50008


async def test_messages_of_others(api, guild, channel, mei):
    paste = await mei.send(channel, "x")
    path = f"/channels/{channel.id}/messages/{paste.id}"
    assert (await api.edit(paste, content="y")).code == 50005
    assert (await api.edit(paste, flags=4)).code == 50013
    assert (await api.call("DELETE", path)).code == 50013
    guild.allow(channel, guild.bot, Permission.MANAGE_MESSAGES)
    assert (await api.edit(paste, flags=4)).status == 200
    assert (await api.call("DELETE", path)).status == 204
    assert (await api.call("DELETE", path)).code == 10008


async def test_reading_needs_history(api, guild, channel, mei):
    first, second = await mei.send(channel, "one"), await mei.send(channel, "two")
    history = await api.call("GET", f"/channels/{channel.id}/messages?limit=10")
    assert [one["content"] for one in history.body] == ["two", "one"]
    after = await api.call("GET", f"/channels/{channel.id}/messages?after={first.id}")
    assert [one["id"] for one in after.body] == [str(second.id)]
    guild.deny(channel, guild.bot, Permission.READ_MESSAGE_HISTORY)
    assert (await api.call("GET", f"/channels/{channel.id}/messages")).body == []
    assert (await api.call("GET", f"/channels/{channel.id}/messages/{first.id}")).code == 50001


async def test_reactions(api, own_world, guild, channel, mei):
    paste = await mei.send(channel, "x")
    path = f"/channels/{channel.id}/messages/{paste.id}/reactions/%F0%9F%91%80"
    assert (await api.call("PUT", path + "/@me")).status == 204
    assert await own_world.wait_reaction(paste) == "👀"
    assert (await api.call("DELETE", path + "/@me")).status == 204
    assert paste.reactions == {}
    guild.deny(channel, guild.bot, Permission.ADD_REACTIONS)
    assert (await api.call("PUT", path + "/@me")).code == 50013
    await mei.react(paste, "👀")  # then the bot may join in
    assert (await api.call("PUT", path + "/@me")).status == 204
    assert (await api.call("PUT", path.replace("%F0%9F%91%80", "ok") + "/@me")).code == 10014


async def test_direct_messages(api, own_world, mei):
    stranger = own_world.add_user("stranger")
    closed = own_world.add_user("closed", accepts_dms=False)
    for person, expected in ((mei, None), (stranger, 50007), (closed, 50007)):
        opened = await api.call("POST", "/users/@me/channels", {"recipient_id": str(person.id)})
        answer = await api.call("POST", f"/channels/{opened.body['id']}/messages", {"content": "hi"})
        assert answer.code == expected


async def test_thread_tags(api, guild, mei):
    forum = guild.add_forum("f", tags=["solved"], moderated_tags=["official"])
    starter = await mei.post(forum, "title", "x")
    solved, official = forum.tags
    path = f"/channels/{starter.channel.id}"
    assert (await api.call("PATCH", path, {"applied_tags": [str(solved.id)]})).code == 50013
    guild.allow(forum, guild.bot, Permission.MANAGE_THREADS)
    answer = await api.call("PATCH", path, {"applied_tags": [str(solved.id), str(official.id)]})
    assert answer.body["applied_tags"] == [str(solved.id), str(official.id)]
    assert (await api.call("PATCH", path, {"applied_tags": ["1"]})).fault("applied_tags", 0) == "INVALID_TAG"


async def test_locked_thread(api, guild, channel, mei):
    thread = await mei.start_thread(channel, "old")
    guild.archive_thread(thread)
    assert (await api.post(thread, content="opens it again")).status == 200
    guild.archive_thread(thread, locked=True)
    assert (await api.post(thread, content="x")).code == 50083


async def test_who_is_pinged(api, channel, mei):
    paste = await mei.send(channel, "x")
    text = f"{mei.mention} @everyone `{mei.mention}`"

    async def pings(**body):
        answer = await api.reply(paste, content=text, **body)
        return channel.messages[int(answer.body["id"])].pings

    loud = await pings()
    assert (loud.users, loud.everyone, loud.replied) == ({mei.id}, True, True)
    assert not await pings(allowed_mentions={"parse": []})
    only_reply = await pings(allowed_mentions={"parse": [], "replied_user": True})
    assert only_reply.replied
    assert not only_reply.users


async def test_enforced_nonce_gives_the_first_message_back(api, channel):
    first = await api.post(channel, content="x", nonce="7", enforce_nonce=True)
    second = await api.post(channel, content="x", nonce="7", enforce_nonce=True)
    assert first.body["id"] == second.body["id"]
    assert (await api.post(channel, content="x")).body["id"] != first.body["id"]
