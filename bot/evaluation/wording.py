"""Fit what tells an error report from other text: the shape of a paste, and its diction."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bot.evaluation.folds import fold_of
from bot.evaluation.optimise import Bools, Bounds, Floats, fit_logistic
from bot.matching.diction import Diction, list_terms
from bot.matching.ranking import echo_vector, logistic
from bot.matching.shape import SHAPE_FEATURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.evaluation.examples import Example

Folds = npt.NDArray[np.int_]

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
_ECHO_BOUNDS = Bounds.by_reason(("wording", "echo"), frozenset())


@dataclass(frozen=True, slots=True)
class Wording:
    """The logistic of errorness: weights of the shape (bias first), the diction, and the echo on top of both."""

    shape: tuple[float, ...]
    diction: Diction
    echo: tuple[float, ...]


def fit_wording(examples: Sequence[Example]) -> tuple[Wording, tuple[float, ...]]:
    """The wording fitted on all examples, and for each example the errorness that later fits may look at."""
    texts = Texts.of(examples)
    learned = _learn(texts, texts.usable)
    split = 1 + len(SHAPE_FEATURES)
    weights = learned.weights.tolist()
    pairs = zip(judge_outside(texts), examples, strict=True)
    heard = np.array([echo_vector(worded, example.survey.echo) for worded, example in pairs])
    wording = Wording(
        shape=tuple(weights[:split]),
        diction=Diction(dict(zip(learned.terms, weights[split:], strict=True))),
        echo=_learn_echo(heard[texts.usable], texts.labels[texts.usable]),
    )
    return wording, tuple(logistic(wording.echo, (worded, near)) for worded, near in heard.tolist())


def judge_outside(texts: Texts) -> tuple[float, ...]:
    """What shape and diction say of each example (0..1) in a fit without its fold.

    Over its own rows a fit with thousands of terms knows too much; the three that join this with the echo don't.
    """
    outside = np.zeros(len(texts.folds))
    for fold in np.unique(texts.folds):
        inside = texts.folds == fold
        outside[inside] = _learn(texts, texts.usable & ~inside).judge(texts, inside)
    return tuple(outside.tolist())


def _learn_echo(heard: Floats, labels: Floats) -> tuple[float, ...]:
    fitted = fit_logistic(heard, labels, _balance(labels), _ECHO_BOUNDS, ridge=0.002)
    return tuple(float(weight) for weight in fitted)


@dataclass(frozen=True, slots=True)
class Texts:
    """The examples as a fit sees them: shapes, labels (1 for an error), the terms that each holds, its fold, and which
    of them it learns from."""

    shapes: Floats
    labels: Floats
    held: list[set[str]]
    folds: Folds
    usable: Bools

    @classmethod
    def of(cls, examples: Sequence[Example]) -> Texts:
        """Read the examples once, for all fits over them."""
        return cls(
            shapes=np.array([example.survey.shape.vector() for example in examples], dtype=np.float32),
            labels=np.array([example.row.want != "silent" for example in examples], dtype=np.float32),
            held=[list_terms(example.survey.text) for example in examples],
            folds=np.array([fold_of(example.row) for example in examples]),
            usable=np.array([not example.row.weak and not example.strange and not example.own for example in examples]),
        )


@dataclass(frozen=True, slots=True)
class _Learned:
    """The terms chosen on some rows, and the weights: bias, shape, terms."""

    terms: list[str]
    weights: Floats

    def judge(self, texts: Texts, rows: Bools) -> Floats:
        """The errorness (0..1) of the given rows."""
        held = [texts.held[row] for row in rows.nonzero()[0]]
        table = np.hstack([texts.shapes[rows], _mark(held, self.terms)])
        return 1.0 / (1.0 + np.exp(-np.clip(self.weights[0] + table @ self.weights[1:], -40, 40)))


def _learn(texts: Texts, rows: Bools) -> _Learned:
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
    importance = _balance(labels)
    count = table.shape[1] - len(SHAPE_FEATURES)
    bounds = Bounds.by_reason(SHAPE_FEATURES, _AGAINST, more_free=count)
    ridge = np.array([*[_SHAPE_RIDGE] * len(SHAPE_FEATURES), *[_DICTION_RIDGE] * count], dtype=np.float32)
    return fit_logistic(table, labels, importance, bounds, ridge=ridge, steps=steps)


def _balance(labels: Floats) -> Floats:
    """The importance of each label, so that errors and other texts count the same in all."""
    return np.where(labels > 0, 1.0, labels.sum() / max(1.0, float((1 - labels).sum()))).astype(np.float32)
