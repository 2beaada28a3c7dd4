"""Numbers and pictures."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.knowledge.load import default_folder, load_knowledge
from bot.review.chart import draw_statistics, find_cjk_font
from bot.review.statistics import gather_statistics
from tests.storage.making import GUILD, MESSAGE, NOW, days_ago, lookup, reply, unmatched, vote

ZH = {"answered": "有答案", "unknown": "没见过", "other": "不是报错", "weeks": "每周查询", "systems": "各渠道的答案"}
EN = {name: name for name in ZH}
SHAPE = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def knowledge():
    return load_knowledge(default_folder()).knowledge


@pytest.fixture
async def filled(store):
    for age, verdict, entry in (
        (1, "match", "openai/401-incorrect-api-key"),
        (2, "choice", "general/http-500"),
        (3, "unmatched", None),
        (4, "silent", None),
        (40, "match", "openai/429-insufficient-quota"),
    ):
        await store.lookups.add(lookup(at=days_ago(age), verdict=verdict, entry=entry, user=f"u{age}"))
    await store.lookups.add(lookup(at=days_ago(1), guild_id=GUILD - 1))
    await store.unmatched.add(unmatched())
    await store.replies.put(reply())
    for user in ("a", "b", "c"):
        await store.votes.cast(vote(user=user, helped=False, entries=("openai/401-incorrect-api-key",)))
    await store.votes.cast(vote(user="d", reply_message_id=MESSAGE + 77))
    return store


async def test_a_guild_is_counted_by_week_and_system(filled, knowledge):
    found = await gather_statistics(filled, knowledge, NOW - timedelta(days=56), NOW, GUILD)
    assert (found.asked, found.answered, found.unknown, found.people) == (5, 3, 1, 5)
    assert (found.helped, found.not_helped, found.open_clusters) == (0, 3, 1)
    assert sum(week.asked for week in found.weeks) == 5
    assert len(found.weeks) in {8, 9}
    assert [(one.system, one.answered, one.not_helped) for one in found.systems] == [
        ("openai", 2, 3),
        ("general", 1, 0),
    ]
    assert found.unhelpful == ("openai/401-incorrect-api-key",)
    assert found.silent == ("openai/429-insufficient-quota",)
    assert len(found.never) == len(knowledge.entries) - 3
    assert "general/http-500" not in found.never


async def test_everything_together(filled, knowledge):
    found = await gather_statistics(filled, knowledge, NOW - timedelta(days=7), NOW)
    assert (found.asked, found.helped, found.not_helped) == (5, 1, 3)


@pytest.mark.parametrize("words", [EN, ZH])
async def test_a_chart_is_drawn_without_a_missing_glyph(filled, knowledge, words):
    pytest.importorskip("matplotlib")
    found = await gather_statistics(filled, knowledge, NOW - timedelta(days=56), NOW)
    # A glyph that no font has is a warning, and warnings are errors here.
    assert draw_statistics(found, words, EN).startswith(SHAPE)


async def test_without_a_chinese_font_the_words_are_english(filled, knowledge, monkeypatch):
    pytest.importorskip("matplotlib")
    monkeypatch.setattr("bot.review.chart.find_cjk_font", lambda: None)
    found = await gather_statistics(filled, knowledge, NOW - timedelta(days=56), NOW)
    assert draw_statistics(found, ZH, EN).startswith(SHAPE)


async def test_an_empty_span_is_drawn_too(store, knowledge):
    pytest.importorskip("matplotlib")
    found = await gather_statistics(store, knowledge, NOW - timedelta(days=7), NOW)
    assert found.asked == 0
    assert draw_statistics(found, EN, EN).startswith(SHAPE)


def test_fonts_that_are_younger_than_the_cached_list_are_found(monkeypatch):
    pytest.importorskip("matplotlib")
    from matplotlib import font_manager

    if find_cjk_font() is None:
        pytest.skip("no Chinese font on this machine")
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [])
    assert find_cjk_font.__wrapped__() is not None
