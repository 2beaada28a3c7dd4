"""What spoke for and against a candidate, in a maintainer's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.matching.reasons import WANTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.matching.reasons import Reason
    from bot.reception.tongue import Tongue
    from bot.ui.texts import Texts


def say_reason(reason: Reason, tongue: Tongue, texts: Texts) -> str:
    """One reason."""
    lacking = reason.name == WANTED and reason.points < 0
    key = f"{'lack' if lacking else 'reason'}-{reason.name.replace('_', '-')}"
    return texts.say(key, tongue, percent=round(100 * reason.value))


def say_reasons(reasons: Sequence[Reason], tongue: Tongue, texts: Texts) -> str:
    """Several of them as one line."""
    return texts.say("queue-reason-comma", tongue).join(say_reason(reason, tongue, texts) for reason in reasons)
