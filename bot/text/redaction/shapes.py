"""Keys and tokens that give themselves away by their own form."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = r"[A-Za-z0-9_-]"


@dataclass(frozen=True, slots=True)
class Shape:
    """A secret of `kind` that begins with `marker`, followed by `body`.

    `whole`: the length at which such a secret is known to be complete; a shorter one that ends at a line break may go
    on below. `free`: only where no letter or digit stands right before. `drawn`: ordinary words have the same form, so
    the body must look drawn by a machine. `dotted`: the body may hold dots, and ends where its pattern ends; others
    take all letters, digits, dashes and underscores that follow.
    """

    kind: str
    marker: str
    body: re.Pattern[str]
    whole: int
    free: bool = False
    drawn: bool = False
    dotted: bool = False

    @property
    def greedy(self) -> bool:
        """True if the body takes whatever a run holds, so that what fails here fails further on in the same run."""
        return self.dotted or f"{_WORD}{{" in self.body.pattern  # without a number it tells what must not follow


def _shape(kind: str, marker: str, body: str, whole: int, *, free: bool = False, drawn: bool = False) -> Shape:
    return Shape(kind, marker, re.compile(body), whole, free, drawn, dotted="." in body)


# The first shape that fits wins, so the particular ones stand before the general one of the same marker.
SHAPES = (
    _shape("anthropic-session", "sk-", rf"ant-sid\d\d-{_WORD}{{10}}", 108),
    _shape("anthropic-token", "sk-", rf"ant-o[ar]t\d\d-{_WORD}{{10}}", 108),
    _shape("anthropic-key", "sk-", rf"ant-(?:api|admin)\d\d-{_WORD}{{10}}", 108),
    _shape("anthropic-key", "sk-", rf"ant-{_WORD}{{16}}", 108, drawn=True),
    _shape("openrouter-key", "sk-", rf"or-(?:v\d-)?{_WORD}{{16}}", 73, drawn=True),
    _shape("openai-key", "sk-", rf"(?:proj|svcacct)-{_WORD}{{20}}", 160),
    _shape("openai-key", "sk-", rf"(?:proj|svcacct|service|admin|None)-{_WORD}{{16}}", 160, drawn=True),
    _shape("openai-key", "sk-", rf"{_WORD}{{8,100}}T3BlbkFJ{_WORD}{{8}}", 51, drawn=True),
    _shape("deepseek-key", "sk-", r"[0-9a-f]{32}(?![A-Za-z0-9_-])", 35, free=True, drawn=True),
    _shape("api-key", "sk-", r"[A-Za-z0-9]{48}(?![A-Za-z0-9_-])", 51, drawn=True),
    _shape("api-key", "sk-", rf"{_WORD}{{16}}", 51, free=True, drawn=True),
    _shape("google-key", "AIza", rf"{_WORD}{{20}}", 39),
    _shape("google-key", "AQ.", rf"Ab{_WORD}{{20}}", 53),
    _shape("google-token", "ya29.", r"[A-Za-z0-9_.-]{20,2048}", 240),
    _shape("google-token", "1//0", rf"{_WORD}{{20}}", 103),
    _shape("google-token", "4/0A", rf"{_WORD}{{30}}", 73),
    _shape("google-secret", "GOCSPX-", rf"{_WORD}{{16}}", 35),
    _shape("cookie", "g.a000", rf"{_WORD}{{30}}", 156),
    _shape("cookie", "sidts-", rf"{_WORD}{{20}}", 80, drawn=True),
    _shape("aws-key", "AKIA", r"[0-9A-Z]{16}", 20, free=True),
    _shape("aws-key", "ASIA", r"[0-9A-Z]{16}", 20, free=True),
    *(_shape("github-token", f"gh{letter}_", r"[A-Za-z0-9]{30}", 40) for letter in "pousr"),
    _shape("github-token", "github_pat_", r"[A-Za-z0-9_]{30}", 93),
    _shape("gitlab-token", "glpat-", rf"{_WORD}{{20}}", 26, drawn=True),
    _shape("huggingface-token", "hf_", r"[A-Za-z0-9]{30}", 37, drawn=True),
    _shape("groq-key", "gsk_", r"[A-Za-z0-9]{30}", 56, drawn=True),
    _shape("xai-key", "xai-", r"[A-Za-z0-9]{30}", 84, drawn=True),
    _shape("replicate-token", "r8_", r"[A-Za-z0-9]{30}", 40, drawn=True),
    _shape("perplexity-key", "pplx-", r"[A-Za-z0-9]{30}", 53, drawn=True),
    _shape("nvidia-key", "nvapi-", rf"{_WORD}{{40}}", 70, drawn=True),
    _shape("chutes-key", "cpk_", r"[0-9a-f]{32}\.[0-9a-f]{32}\.[A-Za-z0-9]{16,64}", 104),
    _shape("modelscope-token", "ms-", r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![A-Za-z0-9_-])", 39, free=True),
    _shape("relay-key", "cr_", r"[0-9a-f]{64}(?![A-Za-z0-9_-])", 67, free=True),
    _shape("vercel-key", "vck_", r"[A-Za-z0-9]{40}", 60, drawn=True),
    _shape("jina-key", "jina_", r"[A-Za-z0-9_-]{40}", 65, drawn=True),
    _shape("cerebras-key", "csk-", r"[a-z0-9]{30}", 52, drawn=True),
    _shape("api-key", "sk_", r"(?:live_|test_)?[A-Za-z0-9]{24}", 51, drawn=True),
    _shape("api-key", "tvly-", rf"{_WORD}{{20}}", 41, drawn=True),
    _shape("api-key", "rk_", r"(?:live|test)_[A-Za-z0-9]{24}", 107, drawn=True),
    _shape("dify-key", "app-", r"[A-Za-z0-9]{24}(?![A-Za-z0-9_-])", 28, free=True, drawn=True),
    _shape("fastgpt-key", "fastgpt-", r"[A-Za-z0-9]{20}", 56, free=True, drawn=True),
    _shape("coze-token", "pat_", r"[A-Za-z0-9]{40}", 68, free=True, drawn=True),
    _shape("openai-session", "sess-", r"[A-Za-z0-9]{30}", 45, free=True, drawn=True),
    _shape("alibaba-key", "LTAI", r"[A-Za-z0-9]{12}", 24, free=True, drawn=True),
    _shape("tencent-key", "AKID", r"[A-Za-z0-9]{28}", 36, free=True, drawn=True),
    _shape("supabase-token", "sbp_", r"(?:[a-z0-9]{1,12}_)?[0-9a-f]{40}", 44, free=True),
    _shape("sendgrid-key", "SG.", rf"{_WORD}{{22}}\.{_WORD}{{43}}", 69, free=True),
    _shape("fireworks-key", "fw_", r"[A-Za-z0-9]{20}", 27, free=True, drawn=True),
    _shape("notion-token", "ntn_", r"[A-Za-z0-9]{40}", 50, free=True, drawn=True),
    _shape("linear-key", "lin_api_", r"[A-Za-z0-9]{32}", 48, drawn=True),
    _shape("cursor-key", "key_", r"[0-9a-f]{64}(?![A-Za-z0-9_-])", 68, free=True, drawn=True),
    *(_shape("slack-token", f"xox{letter}-", rf"{_WORD}{{20}}", 57, drawn=True) for letter in "abps"),
    _shape("npm-token", "npm_", r"[A-Za-z0-9]{36}", 40, drawn=True),
    _shape("discord-token", "mfa.", rf"{_WORD}{{60}}", 88),
    _shape("jwt", "eyJ", rf"{_WORD}{{8,4096}}+\.{_WORD}{{8,4096}}+(?:\.{_WORD}{{0,1024}}){{0,3}}", 8192),
)
