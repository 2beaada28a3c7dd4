from __future__ import annotations

import time

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
        ("請在 2 小時 5 分鐘後再試", 7_500.0),
        ("等待 1,000 秒后重试", None),
        ("5 分钟后再试", 300.0),
        ('"retryDelay": "41s"', 41.0),
        ("retry-after-ms: 250", 0.25),
        ("Resets in 1h23m", 4980.0),
        ("Your rate limit resets in ~5s.", 5.0),
        ('"reset_seconds":25803', 25_803.0),
        ('"resets_in_seconds": 529498', 529_498.0),
        ('"quotaResetDelay": "4h12m33.5s"', 15_153.5),
        ("All accounts limited. Wait 698s.", 698.0),
        ("Please wait 40213 seconds before retrying.", 40_213.0),
        ("try again in 2 minutes and 3 seconds", 123.0),
        ("try again in 5 days 22 hours 11 minutes", 511_860.0),
        ("Try again in 5:12:44", 18_764.0),
        ("请 30 秒后再试", 30.0),
        ("请等待 30 秒再试", 30.0),
        ("30秒后请重试", 30.0),
        ("请在 4 小时 29 分后重试", 16_140.0),
        ("1小时23分钟45秒后恢复", 5025.0),
        ("41s 后重试", 41.0),
        ("心跳间隔 60 秒，重试 3 次", None),
        ('"totalRetryDelay": 274', None),
        ("Retry-After: 1753077600", None),
        ("retry after 2026-01-05T03:00:00Z", None),
        ("retry after 10.0.0.1", None),
        ("retry in -5s", None),
        ("retry in 900 days", None),
        ("retry in 1e5s", None),
        ("please wait before trying again", None),
        ("resets at 3:45pm", None),
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
        ("我用gpt-4o报错了", "gpt-4o"),
        ("models/gemini-2.5-flash:generateContent", "gemini-2.5-flash"),
        ("ollama run deepseek-r1:1.5b", "deepseek-r1:1.5b"),
        ("glm-ocr:latest", "glm-ocr:latest"),
        ("claude-sonnet-4@20250514", "claude-sonnet-4@20250514"),
        ("grok-code-fast-1", "grok-code-fast-1"),
        ("kimi-for-coding", "kimi-for-coding"),
        ("command-r-plus", "command-r-plus"),
        ("gemini-aistudio, gemini-vertex", None),
        ("claude-code-router 1.0 and llama-server", None),
        ("ChatGPT-Next-Web and chatgpt-on-wechat", None),
        ("grok2api, gemini-2api", None),
        ("group claude-max", None),
        ("deepseek-3.json", None),
        ("GPT-SoVITS", None),
        ("command-line", None),
        ("llama-box then qwen3-max", "qwen3-max"),
        ("https://api.deepseek.com/v1", None),
    ],
)
def test_model(text, model):
    assert read_signals(text).model == model


def test_codes_hosts_tags_and_request_id():
    signals = read_signals(
        "[AIStudioToAPI] [redacted:google-key]\n"
        "POST https://generativelanguage.googleapis.com/v1beta 429 RESOURCE_EXHAUSTED\n"
        'connect ECONNREFUSED 127.0.0.1:7890 {"type": "insufficient_quota", "code": 20012} (request id: 20250404abc)'
    )
    assert {"RESOURCE_EXHAUSTED", "ECONNREFUSED", "insufficient_quota", "20012"} <= set(signals.codes)
    assert {"generativelanguage.googleapis.com", "127.0.0.1:7890"} <= set(signals.hosts)
    assert signals.tools == ("AIStudioToAPI",)
    assert signals.request_id == "20250404abc"


@pytest.mark.parametrize(
    ("text", "request_id"),
    [
        ("request id: absent", None),
        ("(request id: 2025xxxx)", "2025xxxx"),
        ("request_id=req-abcdef", "req-abcdef"),
        ("Ray ID: 9c84b52ce87fbe62-SJC", "9c84b52ce87fbe62-SJC"),
    ],
)
def test_a_plain_word_is_no_request_id(text, request_id):
    assert read_signals(text).request_id == request_id


@given(st.text(alphabet="0123456789.:-dhmsin 秒分后再试retya", max_size=60))
def test_a_delay_is_never_negative_and_within_a_year(text):
    seconds = read_signals(f"please retry in {text}").retry_after_seconds
    assert seconds is None or 0 <= seconds <= 366 * 86_400


@pytest.mark.parametrize(
    "unit", ["retry in ", "1d", "1 天 ", "1秒", "gpt-4", "gpt-", "claude-a.", "wait 1 ", "9", "resets_in_"]
)
def test_hostile_texts_cost_no_more_than_their_length(unit):
    started = time.process_time()
    read_signals(unit * (100_000 // len(unit)))
    assert time.process_time() - started < 2


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


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("I get either a 503 or a 429", (503, 429)),
        ("the chat gives 404. with zen/v1 it works", (404,)),
        ("it was 429 when I tried again", (429,)),
        ("gemini 429s four times", (429,)),
        ("some return 500, the others time out", (500,)),
        ("天天429，隔几个小时来一个", (429,)),
        ("变成403了", (403,)),
        ("it was 429 pages long", ()),
        ("give me 500 bucks", ()),
        ("the 500s were slow", ()),
        ("收到429条消息", ()),
        ("遇到 502 个人", ()),
    ],
)
def test_statuses_as_people_tell_of_them(text, statuses):
    assert read_signals(text).status == statuses


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
        ("502和522都出现过", (502, 522)),
        ("529 and now 500, with opus", (529, 500)),
        ("出现大量502 524错误", (502, 524)),
        ("要不就报404要不就报401", (404, 401)),
        ("每隔一段时间又报401或者500", (401, 500)),
        ("400 and 500 people came", ()),
    ],
)
def test_numbers_named_in_one_breath_with_a_status(text, statuses):
    assert read_signals(text).status == statuses
