"""Fit what tells error reports from other text: shape and diction of a paste, and what stands around a message."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bot.evaluation.folds import fold_of
from bot.evaluation.optimise import Bools, Bounds, Floats, fit_logistic
from bot.matching.diction import Diction, list_terms
from bot.matching.errorness import VOICES, Errorness, hear_voices
from bot.matching.logistic import squash, weigh
from bot.matching.shape import SHAPE_FEATURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.evaluation.examples import Example

Folds = npt.NDArray[np.int_]

_TERMS = 5_000
_SEEN_OFTEN = 3
_SHAPE_RIDGE = 0.0002
_DICTION_RIDGE = 0.00002
_AROUND_RIDGE = 0.0001
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
        "reply",
        "short",
        "prose",
    ]
)
_VOICE_BOUNDS = Bounds.by_reason(VOICES, frozenset(), frozenset({"known"}))


def fit_errorness(examples: Sequence[Example]) -> tuple[Errorness, tuple[float, ...]]:
    """The model fitted on all examples, and for each example the errorness that later fits may look at.

    Over its own rows a fit with thousands of terms knows too much; the few that join the voices don't.
    """
    wordings = Texts.of_wordings(examples)
    arounds = wordings.only_around(examples)
    pairs = zip(judge_outside(wordings), judge_outside(arounds), examples, strict=True)
    heard = np.array(
        [
            hear_voices(wording, example.survey.echo, None if example.survey.around is None else around)
            for wording, around, example in pairs
        ]
    )
    usable, labels = wordings.usable, wordings.labels[wordings.usable]
    voices = fit_logistic(heard[usable], labels, _balance(labels), _VOICE_BOUNDS, ridge=0.002).tolist()
    wording, around = wordings.learn(usable), arounds.learn(arounds.usable)
    fitted = Errorness(shape=wording.shape, diction=wording.diction, around=around.diction, voices=tuple(voices))
    return fitted, tuple(squash(weigh(voices, values)) for values in heard.tolist())


def judge_outside(texts: Texts) -> tuple[float, ...]:
    """What shapes and dictions say of each text (log-odds) in a fit without its fold."""
    outside = np.zeros(len(texts.folds))
    for fold in np.unique(texts.folds):
        inside = texts.folds == fold
        outside[inside] = texts.learn(texts.usable & ~inside).judge(texts, inside)
    return tuple(outside.tolist())


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts of the examples as a fit sees them: their shapes (maybe of no feature), labels (1 for an error), the terms
    that each holds, its fold, which of them it learns from, and the ridge on the weight of a term."""

    shapes: Floats
    labels: Floats
    held: list[set[str]]
    folds: Folds
    usable: Bools
    ridge: float

    @classmethod
    def of_wordings(cls, examples: Sequence[Example]) -> Texts:
        """The whole texts."""
        return cls(
            shapes=np.array([example.survey.shape.vector() for example in examples], dtype=np.float32),
            labels=np.array([example.row.want != "silent" for example in examples], dtype=np.float32),
            held=[list_terms(example.survey.text) for example in examples],
            folds=np.array([fold_of(example.row) for example in examples]),
            usable=np.array([_is_usable(example) for example in examples]),
            ridge=_DICTION_RIDGE,
        )

    def only_around(self, examples: Sequence[Example]) -> Texts:
        """What stands around known messages of the same examples, learned from reports of errors that have an answer
        and from texts without an error."""
        telling = [example.survey.around is not None and example.row.want != "unmatched" for example in examples]
        return replace(
            self,
            shapes=np.empty((len(examples), 0), dtype=np.float32),
            held=[list_terms(example.survey.around or "") for example in examples],
            usable=self.usable & np.array(telling),
            ridge=_AROUND_RIDGE,
        )

    def learn(self, rows: Bools) -> Learned:
        """Choose the terms that weigh most in a first fit over all that the rows often hold, then fit those."""
        held = [self.held[row] for row in rows.nonzero()[0]]
        shapes, labels = self.shapes[rows], self.labels[rows]
        first_term = 1 + shapes.shape[1]
        seen = Counter(term for terms in held for term in terms)
        often = sorted(term for term, count in seen.items() if count >= _SEEN_OFTEN)
        first = self._fit(np.hstack([shapes, _mark(held, often)]), labels, _CHOOSING_STEPS)[first_term:].tolist()
        worth = {term: weight * weight * seen[term] for term, weight in zip(often, first, strict=True)}
        terms = sorted(sorted(worth, key=lambda term: -worth[term])[:_TERMS])
        fitted = self._fit(np.hstack([shapes, _mark(held, terms)]), labels, _FITTING_STEPS).tolist()
        return Learned(
            shape=tuple(fitted[:first_term]), diction=Diction(dict(zip(terms, fitted[first_term:], strict=True)))
        )

    def _fit(self, table: Floats, labels: Floats, steps: int) -> Floats:
        features = SHAPE_FEATURES[: self.shapes.shape[1]]
        count = table.shape[1] - len(features)
        bounds = Bounds.by_reason(features, _AGAINST, more_free=count)
        ridge = np.array([*[_SHAPE_RIDGE] * len(features), *[self.ridge] * count], dtype=np.float32)
        return fit_logistic(table, labels, _balance(labels), bounds, ridge=ridge, steps=steps)


@dataclass(frozen=True, slots=True)
class Learned:
    """The weights of bias and shape, and the diction."""

    shape: tuple[float, ...]
    diction: Diction

    def judge(self, texts: Texts, rows: Bools) -> Floats:
        """The log-odds of the given rows."""
        held = [texts.held[row] for row in rows.nonzero()[0]]
        table = np.hstack([texts.shapes[rows], _mark(held, [*self.diction.weights])])
        return self.shape[0] + table @ np.array([*self.shape[1:], *self.diction.weights.values()], dtype=np.float32)


def _is_usable(example: Example) -> bool:
    return not example.row.weak and not example.strange and not example.own


def _mark(held: list[set[str]], terms: Sequence[str]) -> Floats:
    """A row a text: what each of its terms adds to `Diction.score` for a weight of one."""
    numbers = {term: number for number, term in enumerate(terms)}
    table = np.zeros((len(held), len(terms)), dtype=np.float32)
    for row, present in enumerate(held):
        known = [numbers[term] for term in present if term in numbers]
        if known:
            table[row, known] = 1.0 / np.sqrt(len(known))
    return table


def _balance(labels: Floats) -> Floats:
    """The importance of each label, so that errors and other texts count the same in all."""
    return np.where(labels > 0, 1.0, labels.sum() / max(1.0, float((1 - labels).sum()))).astype(np.float32)
