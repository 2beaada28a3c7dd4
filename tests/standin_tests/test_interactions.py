"""Deadlines and rules of interactions, call by call."""

from __future__ import annotations

import pytest
import pytest_asyncio

from tests.standin import ClientRefusalError, GuildDriver, NoAnswerError, Permission
from tests.standin_tests.raw_client import slash

MESSAGE, LATER, UPDATE_LATER, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
BUTTON = [{"type": 1, "components": [{"type": 2, "style": 1, "custom_id": "b", "label": "go"}]}]


@pytest_asyncio.fixture(loop_scope="session")
async def channel(own_world, api):
    await api.register(slash(options=[{"name": "text", "description": "d", "type": 3, "autocomplete": True}]))
    return own_world.add_guild().add_text_channel("help")


@pytest.fixture
def mei(own_world, channel):
    return GuildDriver(own_world.world, channel.guild).add_member("mei")


async def test_answer_within_three_seconds(own_world, api, channel, mei):
    shown = await mei.slash("ask", channel=channel, within=0)
    own_world.advance(3.1)
    assert (await api.answer(shown, MESSAGE, content="late")).code == 10062
    with pytest.raises(NoAnswerError):
        await shown.settle(0.05)


async def test_token_lives_fifteen_minutes(own_world, api, channel, mei):
    shown = await mei.slash("ask", channel=channel, within=0)
    assert (await api.call("POST", api.webhook(shown), {"content": "too early"})).code == 10015
    assert (await api.answer(shown, MESSAGE, content="x")).status == 200
    assert (await api.answer(shown, MESSAGE, content="again")).code == 40060
    own_world.advance(14 * 60)
    assert (await api.call("PATCH", api.webhook(shown, "/messages/@original"), {"content": "y"})).status == 200
    own_world.advance(2 * 60)
    assert (await api.call("POST", api.webhook(shown), {"content": "x"})).code == 50027


async def test_private_choice_is_fixed_by_the_deferral(api, channel, mei):
    shown = await mei.slash("ask", channel=channel, within=0)
    await api.answer(shown, LATER, flags=64)
    first = await api.call("POST", api.webhook(shown), {"content": "meant for all"})
    await shown.settle(1)
    assert shown.ephemeral
    assert int(first.body["id"]) == shown.message.id
    await api.call("POST", api.webhook(shown), {"content": "for all"})
    assert not shown.followups[0].ephemeral
    path = f"/channels/{channel.id}/messages/{shown.message.id}"
    assert (await api.call("GET", path)).code == 10008


async def test_which_answers_fit(api, channel, mei):
    shown = await mei.slash("ask", channel=channel, within=0)
    assert (await api.answer(shown, UPDATE, content="x")).fault("type") == "BASE_TYPE_CHOICES"
    assert (await api.answer(shown, CHOICES, choices=[])).fault("type") == "BASE_TYPE_CHOICES"
    await api.answer(shown, MESSAGE, content="x", components=BUTTON)
    pressed = await mei.press_custom_id(shown.message, "b", within=0)
    await api.answer(pressed, UPDATE, content="y", components=[])
    assert shown.content == "y"
    with pytest.raises(ClientRefusalError, match="has no"):
        await mei.click(shown.message, "go")


async def test_deferred_update_changes_the_source(api, channel, mei):
    shown = await mei.slash("ask", channel=channel, within=0)
    await api.answer(shown, MESSAGE, content="x", components=BUTTON)
    pressed = await mei.press_custom_id(shown.message, "b", within=0)
    await api.answer(pressed, UPDATE_LATER)
    await api.call("PATCH", api.webhook(pressed, "/messages/@original"), {"content": "z"})
    await pressed.settle(1)
    assert pressed.updated
    assert shown.content == "z"
    await api.call("DELETE", api.webhook(pressed, "/messages/@original"))
    assert shown.message.deleted


async def test_too_many_choices(api, channel, mei):
    data = {"text": "4"}
    with pytest.raises(NoAnswerError):
        await mei.autocomplete("ask", "text", "4", channel=channel, within=0.05)
    shown = await mei.slash("ask", data, channel=channel, within=0)
    interaction = shown.interaction
    interaction.kind = type(interaction.kind).AUTOCOMPLETE
    answer = await api.answer(shown, CHOICES, choices=[{"name": "n", "value": "v"}] * 26)
    assert answer.fault("data", "choices") == "BASE_TYPE_MAX_LENGTH"
    answer = await api.answer(shown, CHOICES, choices=[{"name": "n" * 101, "value": "v"}])
    assert answer.fault("data", "choices", 0, "name") == "BASE_TYPE_BAD_LENGTH"


async def test_modal_belongs_to_one_person(own_world, api, channel, mei):
    other = own_world.add_user("bo")
    shown = await mei.slash("ask", channel=channel, within=0)
    field = {"type": 18, "label": "What", "component": {"type": 4, "style": 1, "custom_id": "w", "max_length": 5}}
    await api.answer(shown, MODAL, title="T", custom_id="m", components=[field])
    with pytest.raises(ClientRefusalError, match="never saw"):
        await other.submit(shown.modal, {"What": "x"})
    for values, reason in (({"What": "123456"}, "characters"), ({}, "required"), ({"Who": "x", "w": "y"}, "no field")):
        with pytest.raises(ClientRefusalError, match=reason):
            await mei.submit(shown.modal, values)
    sent = await mei.submit(shown.modal, {"What": "12345"}, within=0)
    assert sent.interaction.data["components"][0]["component"]["value"] == "12345"
    assert (await api.answer(sent, MODAL, title="T", custom_id="m", components=[field])).fault("type")


async def test_who_may_use_commands(api, channel, mei):
    await api.register(slash(default_member_permissions=str(int(Permission.MANAGE_GUILD))), slash("all"))
    assert mei.offers(channel) == ["all"]
    channel.guild.everyone.permissions &= ~Permission.USE_APPLICATION_COMMANDS
    assert mei.offers(channel) == []


async def test_five_followups_without_guild_install(api, own_world):
    await api.register(slash(integration_types=[0, 1], contexts=[0, 1, 2]))
    guild = own_world.add_guild(bot=False)
    channel = guild.add_text_channel("room")
    lone = guild.admit(own_world.add_user("lone", installed_app=True))
    shown = await lone.slash("ask", channel=channel, within=0)
    await api.answer(shown, MESSAGE, content="x")
    answers = [await api.call("POST", api.webhook(shown), {"content": str(i)}) for i in range(6)]
    assert [answer.code for answer in answers] == [None] * 5 + [40094]


async def test_commands_in_a_guild_without_the_bot(api, own_world):
    guild = own_world.add_guild(bot=False)
    path = f"/applications/{own_world.world.application_id}/guilds/{guild.id}/commands"
    assert (await api.call("PUT", path, [slash()])).code == 50001
    guild.invite_bot()
    assert (await api.call("PUT", path, [slash()])).status == 200


async def test_overwriting_keeps_ids(api):
    first = await api.register(slash("a"), slash("b"))
    second = await api.register(slash("b"), slash("c"))
    assert first.body[1]["id"] == second.body[0]["id"]
    assert second.body[1]["id"] not in {one["id"] for one in first.body}
