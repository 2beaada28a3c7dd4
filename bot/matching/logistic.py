"""Logistic models: named weights, of which the first is the bias, and the probability they give."""

from __future__ import annotations

import math
from operator import mul
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_CERTAIN = 1e-6
_FARTHEST = 40.0


def weigh(weights: Sequence[float], values: Sequence[float]) -> float:
    """The log-odds of the model: bias, and each value times its weight."""
    return sum(map(mul, weights, (1.0, *values)))


def squash(log_odds: float) -> float:
    """The probability (0..1) of log-odds."""
    return 1.0 / (1.0 + math.exp(-max(-_FARTHEST, min(_FARTHEST, log_odds))))


def stretch(probability: float) -> float:
    """The log-odds of a probability (0..1), finite at its ends."""
    held = min(1.0 - _CERTAIN, max(_CERTAIN, probability))
    return math.log(held / (1.0 - held))


def name_weights(names: Sequence[str], weights: Sequence[float]) -> dict[str, float]:
    """The weights by the names of their features; `read_weights` reads them back."""
    return {name: round(value, 4) for name, value in zip(names, weights, strict=True)}


def read_weights(found: Mapping[str, float], names: Sequence[str], part: str) -> tuple[float, ...]:
    """Raise `ValueError` where `part` was fitted for other features."""
    if set(found) != set(names):
        other = ", ".join(sorted(set(found) ^ set(names)))
        msg = f"{part} was fitted for other features: {other}"
        raise ValueError(msg)
    return tuple(float(found[name]) for name in names)
