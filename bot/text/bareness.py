"""Whether a masked text says anything at all, or only shows a key and where it belongs."""

from __future__ import annotations

import re

from bot.text.redaction.spans import MARK

_MARK = re.compile(MARK)
_SIGN = "•"  # which may stand in an address, and is no word
# Without what a query asks, for errors travel in one: `?error=invalid_grant`.
_ADDRESS = re.compile(
    r"(?:https?|wss?|socks5h?)://[^\s?#\"'`<>，。；]+|(?<![\w.])(?:api|www)\.[a-z0-9-]+\.[a-z0-9/_.:-]+", re.IGNORECASE
)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W_]")
_LABEL = re.compile(
    r"keys?|api|tokens?|secrets?|password|passwd|pass|pwd|pw|auth|authorization|bearer|basic|cookies?|session|access"
    r"|refresh|client|id|user|username|account|email|mail|login|proxy|https?|url|uri|base|host|endpoint|server|address"
    r"|site|link|domain|ip|apikeys?|apiurl|apibase|baseurl|openai|anthropic|claude|gemini|google|deepseek|openrouter"
    r"|open|ai|deep|seek|router|my|our|the|a|is|are|and|new|here|with|for|to|this|these|set|export|const|let|env"
    r"|curl|h|headers?|x|goog|get|post",
    re.IGNORECASE,
)
_CHINESE_LABELS = re.compile(
    "密钥|秘钥|令牌|口令|密码|[账帐][号户]|用户名|邮箱|地址|接口|域名|链接|网[址站]|站点|中转站?|代理|反代"
    "|我们?的|这个|这是|[新的是和]"
)
_MOST_CHARS = 2_000


def is_bare(text: str) -> bool:
    """Whether nothing is left of a redacted text without its marks, its addresses and what these are labelled with.

    A label is a name (`OPENAI_API_KEY=`, `密钥：`) or a few words (`my key is`); any other word says something.
    """
    if len(text) > _MOST_CHARS:
        return False
    rest = _CHINESE_LABELS.sub(" ", _ADDRESS.sub(" ", _MARK.sub(_SIGN, text)))
    return all(_LABEL.fullmatch(word[0]) for word in _WORD.finditer(rest))
