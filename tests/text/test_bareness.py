"""A key beside its name and its address says nothing; any other word does."""

from __future__ import annotations

import pytest

from bot.text.bareness import is_bare

MARK = "[redacted:api-key]"


@pytest.mark.parametrize(
    "text",
    [
        MARK,
        f"「{MARK}」",
        f"https://api.x.com/v1\n{MARK}",
        f"api.x.com/v1 {MARK}",
        f"key: {MARK}",
        f"my key is {MARK}",
        f"OpenAI APIKey {MARK}",
        f"OPENAI_API_KEY={MARK}",
        f"ANTHROPIC_BASE_URL=https://relay.example.com\nANTHROPIC_AUTH_TOKEN={MARK}",
        f"api地址：https://relay.example.com/v1，密钥：{MARK}",
        f'{{"apiKey": "{MARK}", "baseUrl": "https://a.b/v1"}}',
        f"curl https://api.openai.com/v1/models -H 'Authorization: Bearer {MARK}'",
        "https://relay.example.com/v1?key=[redacted:api-key]",
        "http://[redacted:ip-address]:8000/v1",
    ],
)
def test_a_key_with_its_label_and_address_says_nothing(text: str) -> None:
    assert is_bare(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{MARK} 401",
        f"key: {MARK} expired",
        f"Error: {MARK}",
        f"invalid_api_key: {MARK}",
        f"{MARK} 余额不足",
        f"key {MARK} 用不了",
        f"https://relay.example.com/cb?error=invalid_grant {MARK}",
        f"openai.RateLimitError: {MARK}",
        f"https://api.x.com/v1 502 {MARK}",
        f"{MARK} ошибка",
        f"key: {MARK}\n" * 500,
    ],
)
def test_any_other_word_says_something(text: str) -> None:
    assert not is_bare(text)
