"""Traditional Chinese is told from Simplified where it is sure."""

from __future__ import annotations

import time

import pytest
from opencc import OpenCC  # pyright: ignore[reportMissingTypeStubs]

from bot.text.script import SIMPLIFIED, TRADITIONAL, is_traditional


@pytest.mark.parametrize(
    "text",
    [
        "請問這個怎麼辦",
        "請求過於頻繁，請稍後再試",
        "Gemini連續429錯誤\n429 Resource has been exhausted (e.g. check quota).",
        "酒館一直跳這個錯誤 API key not valid. 是哪裡沒設好嗎",
        # What machines print in quotes and JSON is not what people write.
        '為什麼一直報錯？ {"error": {"message": "该令牌额度已用尽，请联系管理员"}}',
        "[ERROR] (robot.py:64) 獲取 token 失敗 {'code': 100002}",
    ],
)
def test_traditional(text: str) -> None:
    assert is_traditional(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Error 429",
        "请问这个怎么办",
        "今天天气真好，晚上吃什么",
        # Nothing that tells, or hardly.
        "怎么办",
        "429 重新部署",
        "401 網",
        # A machine's Traditional message in the talk of somebody who writes Simplified.
        "为什么说「請求過於頻繁」，我什么都没动，这是哪里的问题",
        "繁體字 请问这个错误怎么解决",
    ],
)
def test_simplified_or_unsure(text: str) -> None:
    assert not is_traditional(text)


def test_the_characters_are_pairs_and_none_is_in_both() -> None:
    to_traditional, to_simplified = OpenCC("s2t"), OpenCC("t2s")
    assert len(SIMPLIFIED) == len(TRADITIONAL) == len(set(SIMPLIFIED)) == len(set(TRADITIONAL))
    for simplified, traditional in zip(SIMPLIFIED, TRADITIONAL, strict=True):
        assert to_simplified.convert(traditional) == simplified != traditional
        assert to_traditional.convert(simplified) != simplified


def test_a_long_text_costs_little() -> None:
    text = "這個錯誤怎麼辦 " * 20_000
    start = time.process_time()
    assert is_traditional(text)
    assert time.process_time() - start < 0.2
