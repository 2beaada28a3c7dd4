from __future__ import annotations

from bot.storage.store import Store


async def test_a_fact_is_kept_and_replaced(store):
    assert await store.facts.get("commands") is None
    await store.facts.put("commands", "abc")
    await store.facts.put("commands", "def")
    await store.facts.put("other", "")
    assert await store.facts.get("commands") == "def"
    assert await store.facts.get("other") == ""


async def test_only_the_first_to_set_a_fact_wins(store):
    assert await store.facts.get_or_put("key", "first") == "first"
    assert await store.facts.get_or_put("key", "second") == "first"


async def test_ping(url):
    async with await Store.open(url) as store:
        await store.facts.get("commands")
