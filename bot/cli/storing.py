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
    """What `work` finds in the store. Raises ConfigError, StorageError."""
    database = (settings or load_settings()).database

    async def run() -> Result:
        async with await Store.open(database) as store:
            return await work(store)

    return asyncio.run(run())
