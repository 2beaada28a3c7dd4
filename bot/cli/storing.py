"""The database that the settings name, opened for one command."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from bot.config import load_settings
from bot.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.config import Settings

Result = TypeVar("Result")


def with_store(work: Callable[[Store], Awaitable[Result]], settings: Settings | None = None) -> Result:
    """What `work` finds in the store, in a new and empty one before the bot's first run.

    Raises ConfigError, StorageError.
    """
    settings = settings or load_settings()
    if not settings.database_url:
        settings.make_data_folder()

    async def run() -> Result:
        async with await Store.open(settings.database) as store:
            return await work(store)

    return asyncio.run(run())
