"""Which pastes of the corpus are one error, as far as anybody said so.

Rows around catalogued errors say which entries explain them. Rows about other software say nothing of the kind, so
those that print one error are named here by what they print; each was judged by reading what was put together.
"""

from __future__ import annotations

from bot.text.fingerprint import mask_lines
from bot.text.normalise import normalise

JUDGED = frozenset({"dev-negatives", "negatives-foreign", "negatives-nearmiss"})
"""The files of rows without entries that were read for this."""

ONE_ERROR = (
    "moov atom not found",
    "signatures do not match newer version",
    "is already in use by container",
    "Back-off restarting failed container",
    "Request too large for model",
    "roles should be alternating",
    "Quota exceeded for quota metric 'Read requests'",
    "Extra inputs are not permitted",
    "503 Server Error: Service Temporarily Unavailable for url: https://router.huggingface.co",
    "Not found for account",
    "You have exceeded your monthly included credits for Inference Providers",
    "AppIdNoAuthError",
    "We're experiencing high traffic right now",
    "Concurrent generation is locked",
    "This request exceeds your plan's set usage limit",
    "did not match any file(s) known to git",
    "mat1 and mat2 shapes cannot be multiplied",
    "You are using a Trial key, which is limited to",
    '"message":"Rate limit exceeded","type":"rate_limited"',
    "used all available credits or reached its monthly spending limit",
)


def are_one_error(one, other):
    """Whether two rows belong together: an entry explains both, they print the same but for values, or are named.

    Two rows are wrongly together only where all three fail: their expectations are disjoint and their masked error
    lines differ.
    """
    if set(one.expect) & set(other.expect):
        return True
    if _masked(one.text) == _masked(other.text):
        return True
    plain = [" ".join(row.text.split()) for row in (one, other)]
    return any(all(sentence in text for text in plain) for sentence in ONE_ERROR)


def _masked(text):
    return mask_lines(normalise(text))
