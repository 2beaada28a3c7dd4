"""Run rows through the engine and note what it said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk import Desk, Paste, Reading
from bot.evaluation.fitting import fit_weights
from bot.evaluation.folds import FOLDS, fold_of
from bot.evaluation.measure import Outcome
from bot.matching.decide import Decision, Door, Verdict, decide

if TYPE_CHECKING:
    from bot.evaluation.corpus import Row
    from bot.evaluation.examples import Example
    from bot.matching.matcher import Matcher
    from bot.matching.weights import Thresholds

Watcher = Callable[[Outcome, Reading], None]


def judge_rows(
    desk: Desk, rows: Iterable[Row], door: Door | None = None, watcher: Watcher | None = None
) -> list[Outcome]:
    """What the desk says to each row. Pastes come by command and negatives by watching unless `door` says otherwise.

    What the gate of a watched channel lets go by is silent, whatever the full look-up would say.
    """
    outcomes: list[Outcome] = []
    for row in rows:
        paste = Paste(text=row.text, door=door or _usual_door(row), thread=row.thread)
        reading = desk.read(paste)
        decision = reading.decision
        if paste.door is Door.WATCH and not desk.matcher.gate.opens(reading.diagnosis.text):
            decision = replace(decision, verdict=Verdict.SILENT, matches=(), choices=())
        outcome = _note(desk.matcher, row, decision)
        outcomes.append(outcome)
        if watcher is not None:
            watcher(outcome, reading)
    return outcomes


def cross_validate(
    matcher: Matcher, examples: Sequence[Example], thresholds: Thresholds, door: Door | None = None
) -> list[Outcome]:
    """Judge each fold with weights fitted on the others; rows of one thread are never on both sides.

    Strange examples and the catalogue's own messages only take part in fitting.
    """
    outcomes: list[Outcome] = []
    for fold in range(FOLDS):
        inside = [
            example for example in examples if fold_of(example.row) == fold and not example.strange and not example.own
        ]
        outside = [example for example in examples if fold_of(example.row) != fold]
        weights = fit_weights(matcher, outside, thresholds, "cross-validation")
        for example in inside:
            decision = decide(example.survey, weights, door or _usual_door(example.row))
            outcomes.append(_note(matcher, example.row, decision))
    return outcomes


def _usual_door(row: Row) -> Door:
    return Door.WATCH if row.is_negative else Door.COMMAND


def _note(matcher: Matcher, row: Row, decision: Decision) -> Outcome:
    entries = matcher.entries
    matched = [entries[scored.candidate.entry] for scored in decision.matches]
    best = decision.ranked[0] if decision.ranked else None
    return Outcome(
        row=row,
        verdict=decision.verdict,
        top=entries[best.candidate.entry].id if best else None,
        matches=tuple(entry.id for entry in matched),
        choices=tuple(entries[scored.candidate.entry].id for scored in decision.choices),
        confidence=best.probability if best else 0.0,
        logged=decision.verdict is Verdict.UNMATCHED,
        wrapper_only=all(entry.wrapper or entry.home in {"general", "network"} for entry in matched),
    )
