"""Where one error that is told ends and the next begins."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.matching.borders import find_borders, find_cut, parts_company


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("先是 A 报错，换个模型又说 B", ["先是 A 报错，", "换个模型", "又说 B"]),
        ("error A\n\nerror B", ["error A\n\n", "error B"]),
        ("first 404, then 429 all day", ["first 404, then ", "429 all day"]),
        ("Gemini：\nboom\nOpenRouter：\nbang", ["Gemini：\nboom\n", "OpenRouter：\nbang"]),
        ("经常报 503、429", ["经常报 503、", "429"]),
        ('{"a": 1,\n\n "then": 2}', ['{"a": 1,\n\n "then": 2}']),
        ("try again later", ["try again later"]),
        ("A 站：无可用渠道\nB 站：余额不足\n换了还是", ["A 站：无可用渠道\n", "B 站：余额不足\n", "换了还是"]),
        ("一直 503 The model is overloaded.", ["一直 ", "503 The model is overloaded."]),
        ("模型 gpt-4o 无可用渠道", ["模型 gpt-4o 无可用渠道"]),
        ("", [""]),
    ],
)
def test_pieces(text, pieces):
    edges = [0, *find_borders(text), len(text)]
    assert [text[start:end] for start, end in pairwise(edges)] == pieces


def test_a_long_log_is_not_looked_through():
    assert find_borders("a\n\n" * 1_000) == []


@pytest.mark.parametrize(
    ("text", "first", "second", "apart"),
    [
        ("AAA went away\nand now BBB", "AAA", "BBB", True),
        ("AAA BBB", "AAA", "BBB", False),
        ('{"message": "AAA", "details": [{"why it went": "BBB"}]}', "AAA", "BBB", False),
        ('{"message": "AAA"} came first {"message": "BBB"}', "AAA", "BBB", True),
        ('{"message": "AAA" is cut off here\nand then came BBB', "AAA", "BBB", True),
    ],
)
def test_whether_two_messages_are_two_errors(text, first, second, apart):
    before, after = text.index(first), text.index(second)
    assert parts_company(text, (before, before + len(first)), (after, after + len(second))) is apart


@pytest.mark.parametrize(
    ("text", "before", "after", "piece"),
    [
        ("AAA\nthen BBB", (0, 3), (9, 12), "then BBB"),
        ("AAA, BBB", (0, 3), (5, 8), ", BBB"),
        ("报 AAA 换号 BBB", (2, 8), (6, 12), "换号 BBB"),  # the stretches overlap: both reach into the words between
    ],
)
def test_where_to_cut(text, before, after, piece):
    assert text[find_cut(text, before, after) :] == piece


@pytest.mark.parametrize("text", ["\n " * 1_200, "然后" * 1_200, "{" * 2_400, "503、" * 600, "a：\n" * 800])
def test_hostile_texts_have_their_borders_in_order(text):
    borders = find_borders(text)
    assert borders == sorted(set(borders))
