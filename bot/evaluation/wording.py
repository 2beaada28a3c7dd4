"""Fit what tells an error report from other text: the shape of a paste, and its diction."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.evaluation.folds import fold_of
from bot.evaluation.optimise import Bools, Bounds, Floats, fit_logistic
from bot.matching.diction import Diction, list_terms
from bot.matching.shape import SHAPE_FEATURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.evaluation.examples import Example

_TERMS = 5_000
_SEEN_OFTEN = 3
_SHAPE_RIDGE = 0.0002
_DICTION_RIDGE = 0.00002
_CHOOSING_STEPS = 100
_FITTING_STEPS = 200
_AGAINST = frozenset(
    [
        "code",
        "literal",
        "code_fence",
        "data_json",
        "config",
        "config_fence",
        "table",
        "listing",
        "settings",
        "success",
        "calm",
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

    The second is what later fits may look at: over its own rows a fit with thousands of terms knows too much.
    """
    texts = _Texts(
        shapes=np.array([example.survey.shape.vector() for example in examples], dtype=np.float32),
        labels=np.array([example.row.want != "silent" for example in examples], dtype=np.float32),
        held=[list_terms(example.survey.text) for example in examples],
    )
    usable = np.array([not example.row.weak and not example.strange and not example.own for example in examples])
    folds = np.array([fold_of(example.row) for example in examples])
    outside = np.zeros(len(examples))
    for fold in np.unique(folds):
        inside = folds == fold
        outside[inside] = _learn(texts, usable & ~inside).judge(texts, inside)
    learned = _learn(texts, usable)
    split = 1 + len(SHAPE_FEATURES)
    weights = learned.weights.tolist()
    diction = Diction(dict(zip(learned.terms, weights[split:], strict=True)))
    return Wording(shape=tuple(weights[:split]), diction=diction), tuple(outside.tolist())


@dataclass(frozen=True, slots=True)
class _Texts:
    """The examples as the fit sees them: shapes, labels (1 for an error) and the terms that each holds."""

    shapes: Floats
    labels: Floats
    held: list[set[str]]


@dataclass(frozen=True, slots=True)
class _Learned:
    """The terms chosen on some rows, and the weights: bias, shape, terms."""

    terms: list[str]
    weights: Floats

    def judge(self, texts: _Texts, rows: Bools) -> Floats:
        """The errorness (0..1) of the given rows."""
        held = [texts.held[row] for row in rows.nonzero()[0]]
        table = np.hstack([texts.shapes[rows], _mark(held, self.terms)])
        return 1.0 / (1.0 + np.exp(-np.clip(self.weights[0] + table @ self.weights[1:], -40, 40)))


def _learn(texts: _Texts, rows: Bools) -> _Learned:
    """Choose the terms that weigh most in a first fit over all that the rows often hold, then fit those."""
    held = [texts.held[row] for row in rows.nonzero()[0]]
    shapes, labels = texts.shapes[rows], texts.labels[rows]
    seen = Counter(term for terms in held for term in terms)
    often = sorted(term for term, count in seen.items() if count >= _SEEN_OFTEN)
    first = _fit(np.hstack([shapes, _mark(held, often)]), labels, _CHOOSING_STEPS).tolist()
    worth = {
        term: weight * weight * seen[term] for term, weight in zip(often, first[1 + len(SHAPE_FEATURES) :], strict=True)
    }
    terms = sorted(sorted(worth, key=lambda term: -worth[term])[:_TERMS])
    return _Learned(terms, _fit(np.hstack([shapes, _mark(held, terms)]), labels, _FITTING_STEPS))


def _mark(held: list[set[str]], terms: Sequence[str]) -> Floats:
    """A row an example: what each of its terms adds to `Diction.score` for a weight of one."""
    numbers = {term: number for number, term in enumerate(terms)}
    table = np.zeros((len(held), len(terms)), dtype=np.float32)
    for row, present in enumerate(held):
        known = [numbers[term] for term in present if term in numbers]
        if known:
            table[row, known] = 1.0 / np.sqrt(len(known))
    return table


def _fit(table: Floats, labels: Floats, steps: int) -> Floats:
    importance = np.where(labels > 0, 1.0, labels.sum() / max(1.0, float((1 - labels).sum()))).astype(np.float32)
    count = table.shape[1] - len(SHAPE_FEATURES)
    bounds = Bounds.by_reason(SHAPE_FEATURES, _AGAINST, more_free=count)
    ridge = np.array([*[_SHAPE_RIDGE] * len(SHAPE_FEATURES), *[_DICTION_RIDGE] * count], dtype=np.float32)
    return fit_logistic(table, labels, importance, bounds, ridge=ridge, steps=steps)
