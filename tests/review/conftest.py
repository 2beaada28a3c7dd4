from __future__ import annotations

import pytest

from bot.storage.store import Store


@pytest.fixture
async def store(tmp_path):
    async with await Store.open(f"sqlite:///{tmp_path}/errata.db", salt=b"salt", max_clusters=200) as opened:
        yield opened
