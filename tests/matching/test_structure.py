"""What lists, code and compilers look like."""

from __future__ import annotations

import pytest

from bot.matching.structure import count_calm_lines, count_items, count_literals, count_pointers, is_reply


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("- 401 Unauthorized: bad key\n- 429 Too Many Requests: slow down\n- 500: ours", 2),
        ("错误 401：密钥无效\n错误 429：太快", 1),
        ("错误码 401 | 密钥无效", 0),
        ("429 Too Many Requests\n429 Too Many Requests", 0),
        ("401\n429\n500", 0),
        ("ErrImagePull : a\nCreateContainerError : b\nCrashLoopBackOff : c", 1),
        ("NotFoundError: a\nAPIError: b", 0),
        ("", 0),
    ],
)
def test_lists(text, items):
    assert count_items(text) == items


@pytest.mark.parametrize(
    ("text", "literals"),
    [
        ("""body = '{"error": 1}'""", 1),
        ("""`{ "error": ${code} }`""", 2),
        ("{{user}}: hello", 1),
        ('{"error": {"code": 429}}', 0),
        ("", 0),
    ],
)
def test_bodies_in_code(text, literals):
    assert count_literals(text) == literals


@pytest.mark.parametrize(
    ("text", "pointers"),
    [
        ("error[E0382]: borrow of moved value\n --> src/main.rs:1:67", 2),
        ("a.c:12:3: fatal error: x.h: No such file", 1),
        ('类型上不存在属性"name"。ts(2339)', 1),
        ("see https://example.com: error", 0),
        ("-->", 0),
        ("", 0),
    ],
)
def test_where_compilers_point(text, pointers):
    assert count_pointers(text) == pointers


@pytest.mark.parametrize(
    ("text", "calm"),
    [
        ("2026-05-01 10:00 INFO started\n2026-05-01 10:01 [DEBUG] loaded", 2),
        ("2026-05-01 INFO started\n2026-05-01 ERROR refused", 0),
        ("[Core] [INFO] loading\n[Core] [WARN] slow", 0),
        ("information on errors", 0),
        ("", 0),
    ],
)
def test_calm_lines(text, calm):
    assert count_calm_lines(text) == calm


@pytest.mark.parametrize(
    ("text", "replies"),
    [
        ("> 402 Insufficient Balance\n\ntop up your account", True),
        ("> {\n>   1\n> }\nfixed in main", True),
        ("> 402 Insufficient Balance", False),
        ("> one\n> two\n", False),
        ("why?\n> 402 Insufficient Balance", False),
        (">", False),
        ("", False),
    ],
)
def test_a_reply_quotes_and_then_says_something(text, replies):
    assert is_reply(text) is replies
