"""Guild settings as the rest of the bot asks for them."""

from __future__ import annotations

from bot.reception.guilds import Defaults, Guilds
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
