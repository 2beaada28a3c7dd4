"""Telling what a long text leaks without reading it all: only where it smells of a secret."""

from __future__ import annotations

from itertools import islice

from bot.text.presence import find_all, find_words, prepare_words
from bot.text.redaction.search import FINDERS
from bot.text.redaction.shaped_secrets import find_breaks
from bot.text.redaction.spans import Span, merge_spans
from bot.text.redaction.unfolding import unfold

_MOST_TOLD = 400
_SNIFFED = 300

_SCENTS = prepare_words(
    (
        "sk-",
        "AIza",
        "ya29",
        "GOCSPX",
        "AKIA",
        "ASIA",
        "ghp_",
        "gho_",
        "github_pat",
        "hf_",
        "gsk_",
        "xai-",
        "r8_",
        "eyJ",
        "pplx-",
        "fastgpt-",
        "pat_",
        "sess-",
        "LTAI",
        "AKID",
        "sbp_",
        "SG.",
        "rk_live_",
        "fw_",
        "ntn_",
        "lin_api_",
        ":AA",
        "PRIVATE KEY",
        "earer ",
        "ookie",
        "uthorization",
        "api_key",
        "api-key",
        "apikey",
        "apiKey",
        "API_KEY",
        "password",
        "passwd",
        "secret",
        "sessionKey",
        "webhooks/",
        "密码",
        "密钥",
    )
)


def sniff_kinds(text: str) -> set[str]:
    """The kinds of what stands around the scents of secrets in a text, told from the first few hundred places."""
    near = _sniff(text)
    view = unfold(near, find_breaks(near)).text
    return {span.kind for span in merge_spans([span for find in FINDERS for span in islice(find(view), _MOST_TOLD)])}


def _sniff(text: str) -> str:
    """What stands around the scents of secrets in a text; of a scent that stands everywhere, a few hundred places."""
    spans = [
        Span(max(0, at - _SNIFFED), at + _SNIFFED, "")
        for word in find_words(text, _SCENTS)
        for at in islice(find_all(text, word), _MOST_TOLD)
    ]
    return "\n".join(text[span.start : span.end] for span in merge_spans(spans))
