"""What people paste in the scenarios, and the titles of the answers."""

from __future__ import annotations

KEY_INVALID = "GoogleGenerativeAIError: [400 Bad Request] API key not valid. Please pass a valid API key."
KEY_EXPIRED = "Gemini API error 400: API key expired. Please renew the API key. INVALID_ARGUMENT"
KEY_LEAKED = "Error 403 PERMISSION_DENIED: Your API key was reported as leaked. Please use another API key."

INVALID_ZH, INVALID_EN = "API Key 无效", "Gemini API key is not valid"
EXPIRED_ZH, EXPIRED_EN = "API Key 已过期", "Gemini API key has expired"
LEAKED_ZH = "Key 被判定泄露而封锁"

UNKNOWN = (
    'FluxCapacitorError: the drive returned 77123: {"error": {"code": 77123, "type": "flux_misaligned", '
    '"message": "temporal flux capacitor misaligned at 88 mph, jump refused"}}'
)
CHAT = "今天有人一起打游戏吗？晚上八点集合"

FAKE_KEY = "sk-proj-Q7fT2mZx9LrV4bNc8WkY3hJd6PsA1eGu5RoXiM0tBqCvDzEy"
"""Shaped like a provider's key; made up."""


def title(message) -> str:
    """The title of an answer's first embed."""
    return message.embeds[0]["title"]
