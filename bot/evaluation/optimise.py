"""Small convex fits with bounded weights: a logistic regression and a conditional logit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

Floats = npt.NDArray[np.floating[Any]]
Bools = npt.NDArray[np.bool_]
Group = tuple[Floats, Bools, float]
_STEPS = 1_200
_CHOICE_STEPS = 400
_RATE = 0.06


@dataclass(frozen=True, slots=True)
class Bounds:
    """The lowest and highest value each weight may take: what holds by reason, whatever the data say."""

    lowest: Floats
    highest: Floats

    @classmethod
    def by_reason(
        cls,
        names: Sequence[str],
        against: AbstractSet[str],
        free: AbstractSet[str] = frozenset(),
        *,
        more_free: int = 0,
    ) -> Bounds:
        """More of a feature may only help, with `against` only hurt, with `free` do either; so may the `more_free`
        unnamed ones behind them."""
        lowest = [-np.inf if name in against or name in free else 0.0 for name in names]
        highest = [0.0 if name in against else np.inf for name in names]
        return cls(np.array(lowest + [-np.inf] * more_free), np.array(highest + [np.inf] * more_free))


@dataclass(frozen=True, slots=True)
class _Adam:
    """Projected Adam: steps that keep each weight between its bounds."""

    bounds: Bounds
    steps: int = _STEPS

    def run(self, gradient: Callable[[Floats], Floats], start: Floats) -> Floats:
        weights = start.copy()
        mean, square = np.zeros_like(weights), np.zeros_like(weights)
        for step in range(1, self.steps + 1):
            slope = gradient(weights)
            mean = 0.9 * mean + 0.1 * slope
            square = 0.999 * square + 0.001 * slope**2
            rate = _RATE * (1.0 - step / (self.steps + 1))
            weights = weights - rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
            weights = np.clip(weights, self.bounds.lowest, self.bounds.highest)
        return weights


def fit_logistic(
    features: Floats,
    labels: Floats,
    importance: Floats,
    bounds: Bounds,
    *,
    ridge: float | Floats,
    steps: int = _STEPS,
) -> Floats:
    """Weights with the bias first; `bounds` are those of the features without the bias, `ridge` one for all or each."""
    table: Floats = np.hstack([np.ones((len(features), 1), dtype=features.dtype), features])
    total = importance.sum()
    penalty = np.concatenate(([0.0], np.broadcast_to(ridge, features.shape[1]))).astype(table.dtype)
    importance = importance.astype(table.dtype)

    def gradient(weights: Floats) -> Floats:
        predicted = 1.0 / (1.0 + np.exp(-np.clip(table @ weights, -40, 40)))
        return table.T @ ((predicted - labels) * importance) / total + penalty * weights

    start: Floats = np.zeros_like(table[0])
    lowest = np.concatenate(([-np.inf], bounds.lowest)).astype(table.dtype)
    free = Bounds(lowest, np.concatenate(([np.inf], bounds.highest)).astype(table.dtype))
    return _Adam(free, steps).run(gradient, start)


def fit_choice(groups: list[Group], bounds: Bounds, ridge: float) -> Floats:
    """Weights that make a right candidate of each group the likeliest; a group is (features, right, importance)."""
    sizes = np.array([len(right) for _, right, _ in groups])
    starts = np.concatenate(([0], sizes.cumsum()[:-1]))
    group = np.repeat(np.arange(len(groups)), sizes)
    table = np.vstack([features for features, _, _ in groups]).astype(np.float32)
    right = np.concatenate([labels for _, labels, _ in groups])
    importance = np.array([weight for _, _, weight in groups])
    importance = (importance / importance.sum())[group]

    def gradient(weights: Floats) -> Floats:
        scores = (table @ weights.astype(np.float32)).astype(np.float64)
        shares = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        shares /= np.add.reduceat(shares, starts)[group]
        wanted = np.where(right, shares, 0.0)
        wanted /= np.maximum(np.add.reduceat(wanted, starts), 1e-12)[group]
        slope = table.T @ ((shares - wanted) * importance).astype(np.float32)
        return slope + ridge * weights

    return _Adam(bounds, _CHOICE_STEPS).run(gradient, np.zeros(len(bounds.lowest), dtype=np.float64))
