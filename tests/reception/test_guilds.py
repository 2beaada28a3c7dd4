"""Guild settings as the rest of the bot asks for them."""

from __future__ import annotations

import pytest

from bot.reception.guilds import Defaults, Guilds
from bot.reception.watch import Place, find_watch
from bot.storage.records import ChannelSettings
from bot.storage.store import Store


async def test_the_operators_channel_takes_reports_and_is_no_guilds_own_setting():
    async with await Store.open("sqlite://", salt=b"salt") as store:
        guilds = Guilds(store, Defaults(maintainers_channel_id=77))
        view = await guilds.view(1)
        assert (view.settings.maintainers_channel_id, view.reports_channel_id) == (None, 77)
        await guilds.change(1, maintainers_channel_id=5)
        view = await guilds.view(1)
        assert (view.settings.maintainers_channel_id, view.reports_channel_id) == (5, 5)
        assert (await guilds.view(None)).reports_channel_id == 77


@pytest.mark.parametrize(
    ("place", "set_up", "patterns", "left", "stays"),
    [
        (Place(3, "help"), [], (), False, set()),
        (Place(3, "help"), [3], (), True, set()),
        (Place(3, "help"), [3], ("help*",), True, {3}),
        (Place(3, "help"), [], ("help*",), True, {3}),
        (Place(3, "help"), [3], ("other",), True, set()),
        (Place(30, "thread", 3, "help"), [30, 3], (), True, {30, 3}),
        (Place(30, "thread", 3, "help"), [3], (), True, {30, 3}),
        (Place(30, "thread", 3, "help"), [30], ("help",), True, {30}),
    ],
)
async def test_what_is_left_stays_left_whatever_else_watches_it(place, set_up, patterns, left, stays):
    async with await Store.open("sqlite://", salt=b"salt") as store:
        guilds = Guilds(store, Defaults())
        for channel_id in set_up:
            await guilds.put_channel(ChannelSettings(1, channel_id))
        assert await guilds.leave(1, place, patterns) is left
        channels = (await guilds.view(1)).channels
        assert channels.keys() == stays
        assert find_watch(place, channels, patterns) is None
