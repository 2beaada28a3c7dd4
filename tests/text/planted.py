"""Invented secrets in the forms of real ones, drawn anew for each seed. None of them opens anything."""

from __future__ import annotations

import base64
import string
import unicodedata
from random import Random

_LETTERS = string.ascii_letters + string.digits
_URL = _LETTERS + "_-"
_HEX = "0123456789abcdef"
_UPPER = string.ascii_uppercase + "234567"

# Kind that is reported, what stands fixed in front, what is drawn, what stands fixed behind.
_FORMS = {
    "openai project key": ("openai-key", "sk-proj-", (_URL, 156), ""),
    "openai service key": ("openai-key", "sk-svcacct-", (_URL, 156), ""),
    "openai admin key": ("openai-key", "sk-admin-", (_URL, 150), ""),
    "openai old key": ("openai-key", "sk-", (_LETTERS, 20), "T3BlbkFJaB3dE5fG7hI9kL1mN3o"),
    "relay key": ("api-key", "sk-", (_LETTERS, 48), ""),
    "anthropic key": ("anthropic-key", "sk-ant-api03-", (_URL, 93), "AA"),
    "anthropic session": ("anthropic-session", "sk-ant-sid01-", (_URL, 93), "AA"),
    "anthropic token": ("anthropic-token", "sk-ant-oat01-", (_URL, 93), "AA"),
    "google key": ("google-key", "AIzaSy", (_URL, 33), ""),
    "google new key": ("google-key", "AQ.Ab8RN6", (_URL, 44), ""),
    "google token": ("google-token", "ya29.a0", (_URL, 210), ""),
    "google refresh token": ("google-token", "1//0e", (_URL, 98), ""),
    "google code": ("google-token", "4/0A", (_URL, 69), ""),
    "google secret": ("google-secret", "GOCSPX-", (_URL, 28), ""),
    "google cookie": ("cookie", "g.a000", (_URL, 150), ""),
    "google session": ("cookie", "sidts-", (_URL, 72), ""),
    "deepseek key": ("deepseek-key", "sk-", (_HEX, 32), ""),
    "openrouter key": ("openrouter-key", "sk-or-v1-", (_HEX, 64), ""),
    "groq key": ("groq-key", "gsk_", (_LETTERS, 52), ""),
    "xai key": ("xai-key", "xai-", (_LETTERS, 80), ""),
    "perplexity key": ("perplexity-key", "pplx-", (_LETTERS, 48), ""),
    "nvidia key": ("nvidia-key", "nvapi-", (_URL, 64), ""),
    "cerebras key": ("cerebras-key", "csk-", (string.ascii_lowercase + string.digits, 48), ""),
    "chutes key": ("chutes-key", f"cpk_{'9f8e7d6c' * 4}.{'5b4a3928' * 4}.", (_LETTERS, 32), ""),
    "modelscope token": ("modelscope-token", "ms-9f8e7d6c-5b4a-3928-1706-", (_HEX, 12), ""),
    "relay service key": ("relay-key", "cr_", (_HEX, 64), ""),
    "vercel key": ("vercel-key", "vck_", (_LETTERS, 56), ""),
    "jina key": ("jina-key", "jina_", (_LETTERS, 60), ""),
    "zhipu key": ("zhipu-key", "", (_HEX, 32), ".aB3dE5fG7hI9kL1m"),
    "aws id": ("aws-key", "AKIA", (_UPPER, 16), ""),
    "aws session id": ("aws-key", "ASIA", (_UPPER, 16), ""),
    "github token": ("github-token", "ghp_", (_LETTERS, 36), ""),
    "github app token": ("github-token", "gho_", (_LETTERS, 36), ""),
    "github user token": ("github-token", "ghu_", (_LETTERS, 36), ""),
    "github refresh token": ("github-token", "ghr_", (_LETTERS, 36), ""),
    "github server token": ("github-token", "ghs_", (_LETTERS, 36), ""),
    "github fine token": ("github-token", "github_pat_", (_LETTERS, 82), ""),
    "gitlab token": ("gitlab-token", "glpat-", (_LETTERS, 20), ""),
    "huggingface token": ("huggingface-token", "hf_", (_LETTERS, 34), ""),
    "replicate token": ("replicate-token", "r8_", (_LETTERS, 37), ""),
    "slack token": ("slack-token", "xoxb-", (_LETTERS, 40), ""),
    "slack old token": ("slack-token", "xoxa-", (_LETTERS, 52), ""),
    "slack user token": ("slack-token", "xoxp-", (_LETTERS, 52), ""),
    "slack session": ("slack-token", "xoxs-", (_LETTERS, 52), ""),
    "npm token": ("npm-token", "npm_", (_LETTERS, 36), ""),
    "stripe secret": ("api-key", "sk_live_", (_LETTERS, 43), ""),
    "tavily key": ("api-key", "tvly-", (_URL, 36), ""),
    "stripe key": ("api-key", "rk_live_", (_LETTERS, 99), ""),
    "dify key": ("dify-key", "app-", (_LETTERS, 24), ""),
    "fastgpt key": ("fastgpt-key", "fastgpt-", (_LETTERS, 48), ""),
    "coze token": ("coze-token", "pat_", (_LETTERS, 64), ""),
    "openai session": ("openai-session", "sess-", (_LETTERS, 40), ""),
    "alibaba id": ("alibaba-key", "LTAI5t", (_LETTERS, 18), ""),
    "tencent id": ("tencent-key", "AKID", (_LETTERS, 32), ""),
    "supabase token": ("supabase-token", "sbp_", (_HEX, 40), ""),
    "sendgrid key": ("sendgrid-key", "SG.aB3dE5fG7hI9kL1mN3oP5q.", (_URL, 43), ""),
    "fireworks key": ("fireworks-key", "fw_", (_LETTERS, 24), ""),
    "notion token": ("notion-token", "ntn_", (_LETTERS, 46), ""),
    "linear key": ("linear-key", "lin_api_", (_LETTERS, 40), ""),
    "cursor key": ("cursor-key", "key_", (_HEX, 64), ""),
    "discord mfa token": ("discord-token", "mfa.", (_URL, 84), ""),
    "json web token": ("jwt", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx", (_URL, 90), ".aB3dE5fG7hI9kL1mN3oP5qR7sT9uV1w"),
}

NAMES = (*_FORMS, "discord token")
FREE_ONLY = frozenset(
    {"relay key", "deepseek key", "aws id", "aws session id", "zhipu key", "dify key", "fastgpt key", "coze token"}
    | {"openai session", "alibaba id", "tencent id", "supabase token", "sendgrid key", "fireworks key", "notion token"}
    | {"cursor key", "modelscope token", "relay service key"}
)
"""Forms too plain to be told from a longer word; a letter or digit right before them makes them part of one."""
WHOLE_ONLY = frozenset({"dify key", "cursor key", "modelscope token", "relay service key"})
"""Forms of one length; a letter or digit right behind them makes them something else, as the hash of a build."""


def plant(name: str, seed: int) -> tuple[str, str]:
    """A secret in the form called `name`, and the kind that must be reported for it."""
    random = Random(seed)
    if name == "discord token":
        user = base64.urlsafe_b64encode(str(random.randrange(10**17, 10**19)).encode()).decode().rstrip("=")
        return f"{user}.{_draw(random, _URL, 6)}.{_draw(random, _URL, 38)}", "discord-token"
    kind, before, (alphabet, length), behind = _FORMS[name]
    return before + _draw(random, alphabet, length) + behind, kind


def survivors(secret: str, text: str) -> list[str]:
    """Parts of the secret that can still be read in a text, as far as they are long enough to be of use."""
    plain = unicodedata.normalize("NFKC", text).replace("\u200b", "")
    return [secret[at : at + 18] for at in range(len(secret) - 17) if secret[at : at + 18] in plain]


def _draw(random: Random, alphabet: str, length: int) -> str:
    return "".join(random.choices(alphabet, k=length))
