"""Fit what tells an error report from other text: the shape of a paste, and its diction."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.evaluation.folds import FOLDS, fold_of
from bot.evaluation.optimise import Bools, Bounds, Floats, fit_logistic
from bot.matching.diction import Diction, list_triples
from bot.matching.shape import SHAPE_FEATURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.evaluation.examples import Example

_TRIPLES = 1_000
_SEEN_OFTEN = 5
_SHAPE_RIDGE = 0.001
_DICTION_RIDGE = 0.0002
_CHOOSING_STEPS = 100
_FITTING_STEPS = 200
_AGAINST = frozenset(
    [
        "code",
        "code_fence",
        "data_json",
        "config",
        "config_fence",
        "table",
        "settings",
        "success",
        "done",
        "teaching",
        "talk",
        "story",
        "short",
        "prose",
    ]
)


@dataclass(frozen=True, slots=True)
class Wording:
    """The logistic of errorness: weights of the shape (bias first) and the diction."""

    shape: tuple[float, ...]
    diction: Diction


def fit_wording(examples: Sequence[Example]) -> tuple[Wording, tuple[float, ...]]:
    """The wording fitted on all examples, and for each example the errorness that a fit without its fold gives it.

    The second is what later fits may look at: over its own rows a fit with a thousand triples knows too much.
    """
    shapes = np.array([example.survey.shape.vector() for example in examples], dtype=np.float32)
    labels = np.array([example.row.want != "silent" for example in examples], dtype=np.float32)
    usable = np.array([not example.row.weak and not example.strange for example in examples])
    folds = np.array([fold_of(example.row) for example in examples])
    held = [list_triples(example.survey.text) for example in examples]
    triples = _choose_triples(shapes, labels, usable, held)
    table: Floats = np.hstack([shapes, _mark(held, triples)])
    outside = np.zeros(len(examples))
    for fold in range(FOLDS):
        weights = _fit(table, labels, usable & (folds != fold), _FITTING_STEPS)
        inside = folds == fold
        outside[inside] = 1.0 / (1.0 + np.exp(-np.clip(weights[0] + table[inside] @ weights[1:], -40, 40)))
    weights = _fit(table, labels, usable, _FITTING_STEPS).tolist()
    split = 1 + len(SHAPE_FEATURES)
    diction = Diction.build(dict(zip(triples, weights[split:], strict=True)))
    return Wording(shape=tuple(weights[:split]), diction=diction), tuple(outside.tolist())


def _choose_triples(shapes: Floats, labels: Floats, usable: Bools, held: list[set[str]]) -> list[str]:
    """The triples that weigh most in a first fit over all that are seen often."""
    seen = Counter(triple for triples, use in zip(held, usable, strict=True) if use for triple in triples)
    often = sorted(triple for triple, count in seen.items() if count >= _SEEN_OFTEN)
    marks = _mark(held, often)
    table: Floats = np.hstack([shapes, marks])
    weights = _fit(table, labels, usable, _CHOOSING_STEPS).tolist()[1 + len(SHAPE_FEATURES) :]
    worth = {triple: weight * weight * seen[triple] for triple, weight in zip(often, weights, strict=True)}
    return sorted(sorted(worth, key=lambda triple: -worth[triple])[:_TRIPLES])


def _mark(held: list[set[str]], triples: Sequence[str]) -> Floats:
    """A row an example: what each of its triples adds to `Diction.score` for a weight of one."""
    numbers = {triple: number for number, triple in enumerate(triples)}
    table = np.zeros((len(held), len(triples)), dtype=np.float32)
    for row, present in enumerate(held):
        known = [numbers[triple] for triple in present if triple in numbers]
        if known:
            table[row, known] = 1.0 / np.sqrt(len(known))
    return table


def _fit(table: Floats, labels: Floats, usable: Bools, steps: int) -> Floats:
    labels, table = labels[usable], table[usable]
    importance = np.where(labels > 0, 1.0, labels.sum() / max(1.0, float((1 - labels).sum()))).astype(np.float32)
    triples = table.shape[1] - len(SHAPE_FEATURES)
    highest = [0.0 if name in _AGAINST else np.inf for name in SHAPE_FEATURES]
    lowest = [-np.inf if name in _AGAINST else 0.0 for name in SHAPE_FEATURES]
    bounds = Bounds(np.array([*lowest, *[-np.inf] * triples]), np.array([*highest, *[np.inf] * triples]))
    ridge = np.array([*[_SHAPE_RIDGE] * len(SHAPE_FEATURES), *[_DICTION_RIDGE] * triples], dtype=np.float32)
    return fit_logistic(table, labels, importance, bounds, ridge=ridge, steps=steps)
