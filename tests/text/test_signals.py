from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.signals import Signals, read_signals


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Error code: 429 - {'error': {}}", (429,)),
        ('{"error": {"code": 503, "status": "UNAVAILABLE"}}', (503,)),
        ("Request failed with status code 404", (404,)),
        ("HTTP/1.1 502 Bad Gateway", (502,)),
        ("[GoogleGenerativeAI Error]: [400 Bad Request] API key not valid", (400,)),
        ("酒馆一直报 403 怎么办", (403,)),
        ("访问报错522，求助", (522,)),
        ("status_code=500, 预扣费额度失败", (500,)),
        ("error code: 1015", (1015,)),
        ("error 401 then later HTTP 403 Forbidden", (401, 403)),
        ("429 You exceeded your current quota", (429,)),
        ("429", (429,)),
        ("it's 4:29 and 4.0.3 is out, $4.03 per million", ()),
        ("500 messages, 429 likes and 403 个赞", ()),
        ("v1.4.29 of 404NotFound, #429503", ()),
        ("read 500 tokens in 503 ms", ()),
    ],
)
def test_status_needs_something_that_says_so(text, status):
    assert read_signals(text).status == status


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ('"retryDelay": "34s"', 34.0),
        ("Please retry in 12.5s.", 12.5),
        ("Please try again in 6m0s", 360.0),
        ("Please try again in 1h2m3s", 3723.0),
        ("try again in 250ms", 0.25),
        ("Retry-After: 30", 30.0),
        ("quota resets in 2 hours 5 minutes", 7500.0),
        ("请 30 秒后重试", 30.0),
        ("5 分钟后再试", 300.0),
        ("wait a moment", None),
    ],
)
def test_retry_delay_in_seconds(text, seconds):
    assert read_signals(text).retry_after_seconds == (pytest.approx(seconds) if seconds is not None else None)


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("models/gemini-2.5-pro is not found", "gemini-2.5-pro"),
        ("model: claude-sonnet-4-5-20250929.", "claude-sonnet-4-5-20250929"),
        ("The model `gpt-4o-mini` does not exist", "gpt-4o-mini"),
        ("qwen/qwen3-coder:free is rate limited", "qwen3-coder:free"),
        ("deepseek-reasoner does not support", "deepseek-reasoner"),
        ("gemini-cli says no, claude-code too", None),
        ("https://api.deepseek.com/v1", None),
    ],
)
def test_model(text, model):
    assert read_signals(text).model == model


def test_codes_hosts_tags_and_request_id():
    signals = read_signals(
        "[AIStudioToAPI] POST https://generativelanguage.googleapis.com/v1beta 429 RESOURCE_EXHAUSTED\n"
        'connect ECONNREFUSED 127.0.0.1:7890 {"type": "insufficient_quota", "code": 20012} (request id: 20250404abc)'
    )
    assert {"RESOURCE_EXHAUSTED", "ECONNREFUSED", "insufficient_quota", "20012"} <= set(signals.codes)
    assert {"generativelanguage.googleapis.com", "127.0.0.1:7890"} <= set(signals.hosts)
    assert signals.tools == ("AIStudioToAPI",)
    assert signals.request_id == "20250404abc"


@given(st.text(max_size=300))
def test_reads_any_text(text):
    assert isinstance(read_signals(text), Signals)


@pytest.mark.parametrize(
    "saying",
    [
        "status",
        "Code:",
        "HTTP/1.1",
        "https/2",
        "error",
        "err",
        "failed",
        "failure",
        "exception",
        "returned",
        "returns",
        "response",
        "responded",
        "got",
        "api",
        "upstream",
        "TypeError: ",
        "错误码",
        "报错了",
        "状态码是",
        "返回",
        "弹出",
        "提示",
        "出现",
        "老是",
        "一直",
        "还是",
        "都是",
        "就是",
        "又是",
        "会",
        "参数错误",
        "失败",
    ],
)
def test_each_word_that_makes_a_number_a_status(saying: str) -> None:
    assert read_signals(f"x {saying} 203 x").status == (203,)


@pytest.mark.parametrize(
    "model",
    [
        "gemini-2.5-pro",
        "Gemma-3",
        "claude-opus-4",
        "deepseek-chat",
        "gpt-4o",
        "chatgpt-4o",
        "glm-4.6",
        "qwen3-max",
        "kimi-k2",
        "moonshot-v1",
        "doubao-1.5",
        "grok-4",
        "mistral-7b",
        "mixtral-8x7b",
        "llama3.1",
        "minimax-m2",
        "command-r",
        "o1-pro",
        "o3-mini",
        "o4-mini",
        "o5-preview",
    ],
)
def test_each_family_of_models(model: str) -> None:
    assert read_signals(f"the model {model} does not exist").model == model


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("retryDelay: 7s", 7),
        ("Retry-After: 7", 7),
        ("please try again in 7s", 7),
        ("retrying in 7 seconds", 7),
        ("quota resets in 7s", 7),
        ("available again in 7s", 7),
        ("请7秒后重试", 7),
        ("7分钟后恢复", 420),
    ],
)
def test_each_way_to_tell_when_to_try_again(text: str, seconds: int) -> None:
    assert read_signals(text).retry_after_seconds == seconds


@pytest.mark.parametrize(
    "local", ["127.0.0.1:8000", "localhost:8000", "0.0.0.0:80", "host.docker.internal:80", "::1:8080"]
)
def test_local_addresses_are_hosts(local: str) -> None:
    assert read_signals(f"connect {local} refused").hosts == (local,)


@pytest.mark.parametrize("ending", ["com", "cn", "ai", "dev", "net", "org", "io", "app"])
def test_bare_hosts(ending: str) -> None:
    assert read_signals(f"api.example.{ending} answered").hosts == (f"api.example.{ending}",)


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("经常报 503、429", (503, 429)),
        ("error 502 or 504", (502, 504)),
        ("错误 503和429都有", (503, 429)),
        ("买了 503、429 两个号", ()),
        ("报错 503 花了 429 块", (503,)),
    ],
)
def test_numbers_named_in_one_breath_with_a_status(text, statuses):
    assert read_signals(text).status == statuses
