"""Whoever leaks a secret far from the error in a long log is told so, whatever secret it is."""

from __future__ import annotations

import re
import string
from random import Random

import pytest

from bot.text.redact import SECRET_KINDS, redact, redact_paste
from bot.text.redaction.shapes import SHAPES
from tests.text.planted import NAMES, plant
from tests.text.test_redact import LISTED, NAMED, TOLD

_random = Random(7)
_words = ["".join(_random.choices(string.ascii_lowercase, k=_random.randint(3, 9))) for _ in range(500)]
# No two lines are alike, so that the log is long by any measure.
QUIET = "".join(f"2026-05-01 10:00:00 INFO {' '.join(_random.choices(_words, k=8))}\n" for _ in range(500))
# What names keys on every line and gives none away.
CHATTY = "".join(
    f'INFO {{"max_tokens": {at}, "cache_key": {at}, "task_id": "{word}"}} disk-{word} forms-{word}\n'
    for at, word in enumerate(_words)
)


def kinds_of_log(line: str, noise: str) -> set[str]:
    redaction = redact_paste(f"{noise}{line}\n{noise}2026-05-01 ERROR 429 RESOURCE_EXHAUSTED\n{QUIET}")
    assert "RESOURCE_EXHAUSTED" in redaction.text
    assert len(redaction.text) < 8_000
    return set(redaction.kinds) & SECRET_KINDS


@pytest.mark.parametrize("noise", [QUIET, CHATTY], ids=["quiet", "chatty"])
@pytest.mark.parametrize("name", NAMES)
def test_every_shape_is_told_of(name: str, noise: str) -> None:
    secret, kind = plant(name, 1)
    assert kinds_of_log(f"using {secret} from now on", noise) == {kind}


def test_every_shape_is_planted() -> None:
    planted = {plant(name, 1)[0] for name in NAMES}
    markers = {shape.marker for shape in SHAPES}
    assert not {marker for marker in markers if not any(secret.startswith(marker) for secret in planted)}


@pytest.mark.parametrize("noise", [QUIET, CHATTY], ids=["quiet", "chatty"])
@pytest.mark.parametrize("text", [text for text, _ in NAMED + TOLD + LISTED])
def test_every_named_secret_is_told_of(text: str, noise: str) -> None:
    text = re.sub(r"\b(?:401|403|404|429|5\d\d)\b|[Ee]rror|fail(?:s|ed)|invalid", "", text)
    kinds = set(redact(text).kinds)
    assert kinds_of_log(text, noise) >= kinds
