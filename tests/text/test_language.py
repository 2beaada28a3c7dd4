"""The language of an answer follows the words of people, not the output of machines."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.language import detect_language

ENGLISH_LOG = "[2026-03-02 08:15:00] ERROR upstream request failed: 502 Bad Gateway\n" * 30
BUSY = "当前分组上游负载已饱和，请稍后再试"

CHINESE = {
    "sentence": "一直报错怎么办",
    "sentence around an English error": "酒馆一点发送就 429 Too Many Requests, rate limit exceeded 怎么解决",
    "sentence under an English log": ENGLISH_LOG + "求助，怎么解决",
    "sentence above JSON": '报错了\n{"error": {"message": "You exceeded your current quota", "code": 429}}',
    "question after a fence": "```\nTypeError: fetch failed\n    at node:internal/deps/undici\n```\n这是什么问题",
    "message of a relay": '{"error":{"message":"该令牌额度已用尽","type":"new_api_error"}}',
    "log line of a relay": f"[ERR] 2026/03/02 | {BUSY}",
    "traditional script": "請問這個錯誤要怎麼處理",
    "wide punctuation only": "429？？？",
    "Latin words between": "我用 gemini 2.5 pro 然后 ST 就 Bad Request 了",
}
ENGLISH = {
    "sentence": "how do I fix this?",
    "error alone": "Error: 429 Too Many Requests",
    "question around a Chinese message": "what does this mean? I only get 该令牌额度已用尽 when I press send",
    "question under Chinese JSON": f'my relay says\n{{"error":{{"message":"{BUSY}"}}}}\nany idea how to get around it?',
    "log with a Chinese folder": ENGLISH_LOG
    + r"Error: ENOENT: no such file, open 'D:\软件\酒馆\SillyTavern\config.yaml'",
    "log with a Chinese POSIX folder": ENGLISH_LOG + "    at Object.<anonymous> (/home/a/桌面/酒馆/server.js:12:3)",
    "curly quotes and dashes": "it’s still broken — “Bad Gateway” again…",
    "emoji": "💀💀 401 again lol",
    "Japanese": "エラーが出て動かないです、助けてください",
}


@pytest.mark.parametrize("text", CHINESE.values(), ids=CHINESE.keys())
def test_chinese_is_recognised(text: str) -> None:
    assert detect_language(text) == "zh"


@pytest.mark.parametrize("text", ENGLISH.values(), ids=ENGLISH.keys())
def test_english_is_recognised(text: str) -> None:
    assert detect_language(text) == "en"


@pytest.mark.parametrize("text", ["", "429", " \n", "!!!", "💀"])
def test_nothing_said_gives_the_default(text: str) -> None:
    assert detect_language(text) == "en"
    assert detect_language(text, default="zh") == "zh"


@given(st.text())
def test_any_text_has_a_language(text: str) -> None:
    assert detect_language(text) in ("zh", "en")


@pytest.mark.parametrize(
    "unit", ["是", '"是', "'是", "{是", "/是", "`是", "```是", "是\n", "是 a", "...是", "\\是", "是{}"]
)
def test_long_texts_cost_little(unit: str) -> None:
    text = (unit * 1_000_000)[:1_000_000]
    start = time.process_time()
    detect_language(text)
    assert time.process_time() - start < 1
