"""`errata eval` and `errata fit`: measure and fit the engine on labelled texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from bot.assembly import build_desk
from bot.cli.caching import cache_folder
from bot.cli.explain import explain
from bot.cli.options import CONTEXT, knowledge_option
from bot.cli.render import plain
from bot.evaluation.corpus import load_rows
from bot.evaluation.examples import survey_all
from bot.evaluation.fitting import fit_weights
from bot.evaluation.judge import cross_validate, judge_rows
from bot.evaluation.memory import remember
from bot.evaluation.report import print_report
from bot.matching.decide import Door
from bot.matching.meanings import Meanings
from bot.matching.weights import Thresholds, Weights
from bot.text.counting import count
from bot.ui.texts import Texts

if TYPE_CHECKING:
    from bot.desk import Desk, Reading
    from bot.evaluation.measure import Outcome

_FILES = click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
_WEIGHTS = Path(__file__).resolve().parent.parent / "matching" / "weights.json"


@click.command("eval", context_settings=CONTEXT, epilog="Example: errata eval tests/corpus/*.yaml --misses")
@_FILES
@click.option("--door", type=click.Choice([door.value for door in Door]), help="Judge all rows as from this door.")
@click.option("--misses", is_flag=True, help="Print every row that was judged wrongly.")
@click.option("--explain", "explained", is_flag=True, help="Print every miss with the evidence behind it.")
@click.option("--cross-validate", "crossed", is_flag=True, help="Judge each fold with weights fitted on the others.")
@click.option("--held-back", "held", is_flag=True, help="Judge only the rows that never take part in fitting.")
@knowledge_option
def evaluate(
    files: tuple[Path, ...],
    door: str | None,
    misses: bool,
    explained: bool,
    crossed: bool,
    held: bool,
    knowledge: Path | None,
) -> None:
    """Measure accuracy on labelled texts.

    Pastes are judged as commands and negatives as seen in a watched channel, unless --door says otherwise.

    Of pastes it prints shares, 0 to 1. top: the first candidate is right, shown or not; shown: what is shown holds the
    right one; direct: the first of the direct answers is right; answered: anything is shown; causes: of the several
    errors in one paste, how many are shown (1 where no paste holds several).
    """
    if crossed and held:
        raise click.UsageError("--cross-validate never judges held-back rows; give one of the two")
    rows = [row for row in load_rows(files) if row.held_back or not held]
    desk = build_desk(knowledge, cache_folder()).desk
    console = Console()
    chosen = Door(door) if door else None
    if crossed:
        examples = survey_all(desk, rows)
        outcomes = cross_validate(desk.matcher, examples, desk.matcher.weights.thresholds, chosen)
        for outcome in outcomes:
            if misses and is_miss(outcome):
                _print_miss(console, outcome)
    else:
        watcher = _Watcher(console, desk, explained=explained) if misses or explained else None
        outcomes = judge_rows(desk, rows, chosen, watcher)
    print_report(console, outcomes)


@click.command("fit", context_settings=CONTEXT, epilog="Example: errata fit tests/corpus/*.yaml")
@_FILES
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=_WEIGHTS, help="Where to write.")
@knowledge_option
def fit(files: tuple[Path, ...], out: Path, knowledge: Path | None) -> None:
    """Fit the engine's weights on labelled texts and print how they do in cross-validation.

    What is remembered of the texts is written beside the weights, with the suffix .npz.
    """
    if out.suffix != ".json":
        raise click.UsageError("--out: weights are a .json file; what is remembered lies beside it as .npz")
    rows = load_rows(files)
    meanings = Meanings.load()
    blank = replace(Weights.neutral(), meanings=meanings, memory=remember(rows, meanings))
    desk = build_desk(knowledge, cache_folder(), weights=blank).desk
    examples = survey_all(desk, rows)
    thresholds = Thresholds()
    print_report(Console(), cross_validate(desk.matcher, examples, thresholds))
    weights = fit_weights(desk.matcher, examples, thresholds, f"{datetime.now(UTC):%Y-%m-%d}")
    weights.save(out)
    click.echo(
        f"wrote {out.name} and what is remembered beside it: fitted on {count(len(rows), 'row')}, data {weights.data}"
    )


def is_miss(outcome: Outcome) -> bool:
    """Whether a row was judged in a way its label speaks against."""
    row = outcome.row
    if row.expect:
        return not outcome.top_right or not outcome.shown
    if row.want == "silent":
        return bool(outcome.shown) or outcome.logged
    return outcome.false_reply or (row.is_negative and not outcome.logged and not outcome.shown and not row.weak)


class _Watcher:
    """Prints misses while rows are judged."""

    def __init__(self, console: Console, desk: Desk, *, explained: bool) -> None:
        self._console, self._desk = console, desk
        self._texts = Texts.load() if explained else None

    def __call__(self, outcome: Outcome, reading: Reading) -> None:
        if is_miss(outcome):
            _print_miss(self._console, outcome)
            if self._texts is not None:
                explain(self._console, self._desk, reading, self._texts)
                self._console.print()


def _print_miss(console: Console, outcome: Outcome) -> None:
    wanted = ", ".join(outcome.row.expect) or outcome.row.want or "none known"
    head = (
        f"✗ {outcome.row.file} {outcome.row.form}: wanted {wanted}; {outcome.verdict.value}, first {outcome.top} "
        f"{outcome.confidence:.2f}, shown {', '.join(outcome.shown) or 'nothing'}"
    )
    console.print(plain(head, "bold"))
    console.print(plain("   " + " ".join(outcome.row.text.split())[:300]))
