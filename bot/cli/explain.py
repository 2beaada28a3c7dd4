"""What spoke for and against each candidate, in words a maintainer understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from bot.matching.evidence import EVIDENCE_FEATURES

if TYPE_CHECKING:
    from rich.console import Console

    from bot.desk import Desk, Reading
    from bot.matching.decide import Scored
    from bot.matching.weights import Weights

_WORDS = {
    "message": "a message stands there, weighed by how telling it is",
    "message_full": "how completely the message stands there",
    "message_cut": "a message cut off at the edge of the paste",
    "message_words": "share of the message's words that occur",
    "message_share": "share of the paste that the message explains",
    "numbers_missing": "numbers the message needs are missing",
    "alias": "people's wording of it occurs",
    "vocabulary": "words in common with the entry",
    "status_agrees": "its status is named",
    "status_weakly": "its status occurs as a bare number",
    "status_conflicts": "another status is named",
    "code_agrees": "one of its error codes occurs",
    "system_agrees": "its system is spoken of",
    "system_conflicts": "another system is spoken of",
    "wrapper": "it is only a wrapper or a bare status",
    "status_only": "only the status speaks for it",
    "bare_status": "and nothing specific stands in the paste",
}
_SHOWN = 5
_NOTABLE = 0.05


def explain(console: Console, desk: Desk, reading: Reading) -> None:
    """Print the verdict's reasons: how much of an error the text is, where it comes from, and each candidate."""
    decision, survey = reading.decision, reading.survey
    console.print(f"verdict [bold]{decision.verdict.value}[/]; looks like an error: {decision.errorness:.2f}")
    if survey.context.strengths:
        spoken = ", ".join(f"{system} {strength:.1f}" for system, strength in survey.context.strengths.items())
        console.print(f"systems spoken of: {spoken}", highlight=False)
    weights = desk.matcher.weights
    for place, scored in enumerate(decision.ranked[:_SHOWN], start=1):
        entry = desk.matcher.entries[scored.candidate.entry]
        console.print(f"\n{place}. [bold]{entry.id}[/]  score {scored.score:.2f}, probability {scored.probability:.3f}")
        if scored.candidate.message is not None:
            template = desk.matcher.template_text(scored.candidate.message.template)
            console.print(f"   message: {template[:160]}", markup=False, highlight=False)
        console.print(_table(scored, weights))


def _table(scored: Scored, weights: Weights) -> Table:
    table = Table(box=None, padding=(0, 2), show_header=False)
    vector = scored.candidate.evidence.vector()
    parts = [
        (weight * value, name, value)
        for name, weight, value in zip(EVIDENCE_FEATURES, weights.ranking, vector, strict=True)
        if abs(weight * value) >= _NOTABLE
    ]
    for points, name, value in sorted(parts, key=lambda part: -abs(part[0])):
        colour = "green" if points > 0 else "red"
        table.add_row("  ", f"[{colour}]{points:+.2f}[/]", _WORDS[name], f"[bright_black]{value:.2f}[/]")
    return table
