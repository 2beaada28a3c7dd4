"""Names of models in running text, told from the tools, packages, files and hosts that are named after them."""

from __future__ import annotations

import re

# One of these begins whatever `_NAME` finds, in lower case.
_FAMILIES = (
    "gemini", "gemma", "claude", "deepseek", "gpt", "glm", "qwen", "kimi", "moonshot", "doubao", "grok", "mistral",
    "mixtral", "llama", "minimax", "command", "o1-", "o3-", "o4-", "o5-",
)  # fmt: skip
_NAME = re.compile(
    r"""(?ix) (?<![A-Za-z0-9_.@-]) (?:models/)?
    ( (?: gemini | gemma | claude | deepseek | gpt | chatgpt | glm | qwen\d? | kimi | moonshot | doubao | grok | mistral
        | mixtral | llama\d? | minimax | command )
      [-.\d][a-z0-9][a-z0-9.-]{0,48}
      (?: :(?!\w{0,20}(?:generate|predict|count|embed))[a-z0-9][a-z0-9.-]{0,15} | @(?:\d{8}|latest|default)\b )?
    | o[1345](?:-(?:mini|preview|pro)) )
    (?![A-Za-z0-9_@])
    """
)
# A version, or a word that makers put into names: without either it is somebody's tool.
_SAYS_MODEL = re.compile(
    r"""(?ix)
    \d | [-.:](?: pro | flash | ultra | nano | sonnet | opus | haiku | instant | instruct | chat | reasoner | coder
      | coding | turbo | plus | max | long | vl | vision | audio | image | large | small | medium | mini | tiny | latest
      | embedding | exp | lite | air | fast | beta | preview | ocr | thinking | codex | nemo | saba | r | light
      | nightly )(?![a-z])
    """
)
_TOOL = re.compile(
    r"""(?ix)
    [-.](?: cli | api | sdk | proxy | relay | server | client | web | plugin | adapter | desktop | balancer? | load
      | box | bot | app | router | gateway | mirror | cookie | kiro | manager | wrapper | extension | aistudio
      | vertex )(?![a-z])
    | \d?2api | ^(?:claude|gemini|kimi|qwen|glm)-code(?![a-z]) | ^claude-(?:max|pro|team)\b
    | ^gemini-(?:chat|business|advanced)\b | ^command(?!-(?:r|a|light|nightly)(?![a-z])) | ^llama[-.]cpp
    | \.(?: com | cn | ai | dev | net | org | io | jsx? | tsx? | [cm]js | py | jsonl? | ya?ml | toml | go | md | log
      | rs | txt | env | sh | bat | exe | zip | gz | whl | html | git | png | jpe?g )$
    """
)


def read_model(text: str, lowered: str) -> str | None:
    """The first name of a model in a text, None without one. `lowered` is the text in lower case."""
    if not any(map(lowered.__contains__, _FAMILIES)):
        return None
    for match in _NAME.finditer(text):
        name = match[1].rstrip(".-:")
        if _is_model(name):
            return name
    return None


def _is_model(name: str) -> bool:
    return _SAYS_MODEL.search(name) is not None and _TOOL.search(name) is None
