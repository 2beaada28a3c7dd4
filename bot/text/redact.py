"""Masking: a text without its secrets and personal data, which may then be stored, logged, shown and matched."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, islice

from bot.text.normalise import cap
from bot.text.presence import find_all, find_words, prepare_words
from bot.text.redaction.named_secrets import NAMED_KINDS, find_named_secrets
from bot.text.redaction.personal_data import PERSONAL_KINDS, find_personal_data
from bot.text.redaction.shaped_secrets import SHAPED_KINDS, find_breaks, find_shaped_secrets
from bot.text.redaction.spans import Span, merge_spans
from bot.text.redaction.unfolding import unfold
from bot.text.window import focus

SECRET_KINDS = SHAPED_KINDS | NAMED_KINDS
"""Kinds that give others access to something: whoever shows one should be told to revoke it."""

KINDS = SECRET_KINDS | PERSONAL_KINDS
"""Every kind that `redact` may report."""

_MARK = "[redacted:"
_MOST_PASSES = 6
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


@dataclass(frozen=True, slots=True)
class Redaction:
    """A text with `[redacted:KIND]` in place of what must not be shown, and the kinds that were masked, sorted."""

    text: str
    kinds: tuple[str, ...]


def redact_paste(text: str) -> Redaction:
    """Redact what is kept of a paste, as `focus` tells: of a long log the lines around signs of trouble.

    What is left out is looked through for secrets around whatever smells of one, so that whoever leaked a key far
    from the error is told all the same.
    """
    capped = cap(text)
    kept = focus(capped)
    redaction = redact(kept)
    if len(kept) == len(capped):
        return redaction
    return Redaction(redaction.text, tuple(sorted({*redaction.kinds, *_name_kinds(_sniff(capped))})))


def redact(text: str) -> Redaction:
    """Mask keys, tokens, cookies, passwords, e-mail addresses, phone numbers, names of home folders and public IPs.

    Works on any text, in time linear in its length. What is masked already, here or by whoever printed it, stays as it
    is: redacting twice changes nothing and reports nothing.
    """
    kinds: set[str] = set()
    masked = _mask(text, kinds)
    for _ in range(_MOST_PASSES):
        if masked == text:
            break
        text, masked = masked, _mask_near_marks(masked, kinds)
    return Redaction(text, tuple(sorted(kinds)))


def _sniff(text: str) -> str:
    """What stands around the scents of secrets in a text; of a scent that stands everywhere, a few hundred places."""
    spans = [
        Span(max(0, at - _SNIFFED), at + _SNIFFED, "")
        for word in find_words(text, _SCENTS)
        for at in islice(find_all(text, word), _MOST_TOLD)
    ]
    return "\n".join(text[span.start : span.end] for span in merge_spans(spans))


def _name_kinds(text: str) -> set[str]:
    """What `redact` would mask, told from the first few hundred places."""
    view = unfold(text, find_breaks(text)).text
    finders = (find_shaped_secrets(view), find_named_secrets(view), find_personal_data(view))
    return {span.kind for span in merge_spans([span for finder in finders for span in islice(finder, _MOST_TOLD)])}


def _mask(text: str, kinds: set[str]) -> str:
    view = unfold(text, find_breaks(text))
    found = [*find_shaped_secrets(view.text), *find_named_secrets(view.text), *find_personal_data(view.text)]
    if not found:
        return text
    parts: list[str] = []
    done = 0
    for span in merge_spans(found):
        start, end = view.original(span.start, span.end)
        parts += text[done:start], f"{_MARK}{span.kind}]"
        kinds.add(span.kind)
        done = end
    parts.append(text[done:])
    return "".join(parts)


def _mask_near_marks(text: str, kinds: set[str]) -> str:
    """Mask once more the lines with a mark and those beside them, for a mark may lay bare what it was glued to."""
    lines = text.split("\n")
    marked = [False, *(_MARK in line for line in lines), False]
    near = [any(marked[at : at + 3]) for at in range(len(lines))]
    parts: list[str] = []
    for is_near, group in groupby(zip(near, lines, strict=True), key=lambda item: item[0]):
        part = "\n".join(line for _, line in group)
        parts.append(_mask(part, kinds) if is_near else part)
    return "\n".join(parts)
