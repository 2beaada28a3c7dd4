"""The accuracy table as text."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.table import Table

from bot.evaluation.measure import Outcome, PasteScore, calibrate, score_negatives, score_pastes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rich.console import Console


def print_report(console: Console, outcomes: Sequence[Outcome]) -> None:
    """Pastes by file, system, form and language; negatives by kind; reliability; confusions."""
    pastes = [outcome for outcome in outcomes if outcome.row.expect]
    if pastes:
        sure = [outcome for outcome in pastes if outcome.row.sure]
        table = _paste_table("Pastes with a known answer (sure labels)")
        _add(table, "all", sure)
        for title, key in _GROUPINGS:
            table.add_section()
            for name in sorted({key(outcome) for outcome in sure}):
                _add(table, f"{title} {name}", [outcome for outcome in sure if key(outcome) == name])
        console.print(table)
    null = [outcome for outcome in outcomes if not outcome.row.expect and not outcome.row.is_negative]
    if null:
        answered = sum(bool(outcome.matches) for outcome in null)
        logged = sum(outcome.logged for outcome in null)
        console.print(f"Errors that no entry explains: {len(null)}, answered {answered}, logged {logged}\n")
    if any(outcome.row.is_negative for outcome in outcomes):
        console.print(_negative_table(outcomes))
        for line in _negative_counts(outcomes):
            console.print(line, highlight=False)
        console.print()
    _print_reliability(console, outcomes)
    confusions = Counter(
        (outcome.row.expect[0], outcome.top or "nothing") for outcome in pastes if not outcome.top_right
    )
    if confusions:
        console.print("Confusions (wanted -> first):")
        table = Table.grid(padding=(0, 1))
        table.add_column(justify="right", min_width=4, no_wrap=True)
        table.add_column(overflow="fold")
        for (wanted, got), count in confusions.most_common(_CONFUSIONS):
            table.add_row(f"{count} x", f"{wanted} -> {got}")
        console.print(table)


_CONFUSIONS = 12
_OTHERS_ERRORS = ("foreign", "nearmiss")
_WRONG_FIXES = f"Wrong fixes for errors of other software ({', '.join(_OTHERS_ERRORS)})"

_GROUPINGS: tuple[tuple[str, Callable[[Outcome], str]], ...] = (
    ("file", lambda outcome: outcome.row.file),
    ("system", lambda outcome: outcome.row.expect[0].partition("/")[0]),
    ("form", lambda outcome: outcome.row.form),
    ("language", lambda outcome: outcome.row.lang),
)


def _paste_table(title: str) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("")
    for name in ("rows", "top", "shown", "direct", "answered", "causes"):
        table.add_column(name, justify="right")
    return table


def _add(table: Table, name: str, outcomes: Iterable[Outcome]) -> None:
    score: PasteScore = score_pastes(outcomes)
    shares = (score.top, score.shown, score.direct, score.answered, score.causes)
    table.add_row(name, str(score.count), *(f"{share:.3f}" for share in shares))


def _negative_table(outcomes: Sequence[Outcome]) -> Table:
    table = Table(title="Texts that want no answer", title_justify="left")
    table.add_column("")
    for name in ("rows", "false replies", "choices", "logged"):
        table.add_column(name, justify="right")
    negatives = [outcome for outcome in outcomes if outcome.row.is_negative]
    groups = [("all that want silence", [outcome for outcome in negatives if outcome.row.want == "silent"])]
    groups += [
        (kind, [outcome for outcome in negatives if outcome.row.form == kind])
        for kind in sorted({outcome.row.form for outcome in negatives})
    ]
    for name, group in groups:
        if not group:
            continue
        score = score_negatives(group)
        table.add_row(name, str(score.count), *(f"{x:.3f}" for x in (score.false_replies, score.choices, score.logged)))
    return table


def _negative_counts(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """What the README tells of negatives, as it tells it."""
    silent = [outcome for outcome in outcomes if outcome.row.is_negative and outcome.row.want == "silent"]
    others = [outcome for outcome in outcomes if outcome.row.form in _OTHERS_ERRORS]
    for name, group in (("False replies to texts that want silence", silent), (_WRONG_FIXES, others)):
        if group:
            yield f"{name}: {sum(outcome.false_reply for outcome in group):,} of {len(group):,}"


def _print_reliability(console: Console, outcomes: Sequence[Outcome]) -> None:
    bins, error = calibrate(outcomes)
    # The title of so narrow a table would be broken over several lines.
    console.print(f"Reliability of the first answer (calibration error {error:.3f})", style="italic", highlight=False)
    table = Table()
    for name in ("promised", "kept", "rows"):
        table.add_column(name, justify="right")
    for item in bins:
        table.add_row(f"{item.promised:.2f}", f"{item.kept:.2f}", str(item.count))
    console.print(table)
