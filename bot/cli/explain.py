"""What spoke for and against each candidate, in words a maintainer understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from bot.cli.render import plain
from bot.matching.reasons import list_reasons
from bot.ui.reasons import say_reason

if TYPE_CHECKING:
    from rich.console import Console

    from bot.desk import Desk, Reading
    from bot.matching.decide import Scored
    from bot.matching.weights import Weights
    from bot.ui.texts import Texts

_SHOWN = 5


def explain(console: Console, desk: Desk, reading: Reading, texts: Texts) -> None:
    """Print the verdict's reasons: how much of an error the text is, where it comes from, and each candidate."""
    decision, survey = reading.decision, reading.survey
    verdict = Text.assemble("verdict ", (decision.verdict.value, "bold"))
    console.print(verdict.append(f"; looks like an error: {decision.errorness:.2f}"))
    if survey.context.strengths:
        spoken = ", ".join(f"{system} {strength:.1f}" for system, strength in survey.context.strengths.items())
        console.print(plain(f"systems spoken of: {spoken}"))
    if survey.context.foreign:
        console.print(plain(f"services outside the catalogue: {', '.join(survey.context.foreign)}"))
    if survey.symptoms:
        console.print(plain(f"symptoms told: {', '.join(sorted(survey.symptoms))}"))
    weights = desk.matcher.weights
    for place, scored in enumerate(decision.ranked[:_SHOWN], start=1):
        entry = desk.matcher.entries[scored.candidate.entry]
        head = Text.assemble(f"\n{place}. ", plain(entry.id, "bold"))
        console.print(head.append(f"  score {scored.score:.2f}, probability {scored.probability:.3f}"))
        if scored.candidate.message is not None:
            template = desk.matcher.template_text(scored.candidate.message.template)
            console.print(plain(f"   message: {template[:160]}"))
        if scored.candidate.borrowed:
            console.print("   other programs print this too, and none of its systems is spoken of: no answer unasked")
        console.print(_table(scored, weights, texts))


def _table(scored: Scored, weights: Weights, texts: Texts) -> Table:
    table = Table(box=None, padding=(0, 2), show_header=False)
    for reason in list_reasons(scored.candidate.evidence, weights.ranking):
        colour = "green" if reason.points > 0 else "red"
        points, value = Text(f"{reason.points:+.2f}", colour), Text(f"{reason.value:.2f}", "bright_black")
        table.add_row("  ", points, plain(say_reason(reason, "en", texts)), value)
    return table
