"""Alignment of many templates at once against a slow reading of the same rules, one template at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.align import Aligner
from bot.matching.index import Index
from bot.matching.templates import make_templates
from bot.matching.vocabulary import Numbering


@pytest.fixture(scope="session")
def index(small_base):
    entries = list(small_base.entries.values())
    return Index.build(
        (made for number, entry in enumerate(entries) for made in make_templates(number, entry)), len(entries)
    )


def align(index, text, templates):
    numbering = Numbering(len(index.grams))
    query = index.ask(text)
    _, terms = numbering.renumber(query.known)
    return Aligner(index, numbering).align(query, terms, templates)


PHRASES = st.sampled_from(
    [
        "Quota exceeded for metric: requests per day, limit: 5",
        "API key not valid",
        "无可用渠道",
        "per minute",
        "\n",
        "connect ECONN",
        "x" * 200,
        "当前分组 vip 下对于模型",
        "127.0.0.1:7890",
        "Please pass a valid API key.",
        "lorem ipsum dolor sit amet " * 9,
    ]
)


@given(st.lists(PHRASES, max_size=12).map(" ".join))
def test_together_and_alone_are_the_same(index, text):
    everything = range(len(index.wordings))
    together = align(index, text, everything)
    assert together == [align(index, text, [template])[0] for template in everything]


@given(st.lists(PHRASES, max_size=12).map(" ".join))
def test_shares_are_shares(index, text):
    for found in align(index, text, range(len(index.wordings))):
        if found is not None:
            assert 0 < found.coverage <= 1.0001
            assert 0 <= found.span_coverage <= 1.0001
            assert 0 < found.likeness <= 1
            assert 0 <= found.start < found.end


def test_the_window_is_where_the_message_stands(index):
    before, message = "lorem ipsum " * 60, "API key not valid. Please pass a valid API key."
    (found,) = (one for one in align(index, f"{before}{message} dolor sit amet consectetur", [6]) if one)
    letters = len(before.replace(" ", ""))
    assert (found.start, found.end) == (letters, letters + len("APIkeynotvalidPleasepassavalidAPIkey"))
    assert found.coverage == pytest.approx(1)
    assert found.likeness == 1
    assert not found.cut
