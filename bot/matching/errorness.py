"""Whether a text reports an error: by its shape and diction, by what is remembered near it, and by how it is worded
around a known message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.matching.diction import Diction
from bot.matching.logistic import name_weights, read_weights, squash, stretch, weigh
from bot.matching.shape import SHAPE_FEATURES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.matching.survey import Survey

SHAPE_TERMS = ("bias", *SHAPE_FEATURES)
VOICES = ("wording", "echo", "known", "around")
VOICE_TERMS = ("bias", *VOICES)


@dataclass(frozen=True, slots=True)
class Errorness:
    """The fitted model. `shape` and `diction` together tell the wording of a text, `around` that of what stands around
    a known message; `voices` joins these with the echo of what is remembered, all as log-odds."""

    shape: tuple[float, ...]
    diction: Diction
    around: Diction
    voices: tuple[float, ...]

    @classmethod
    def neutral(cls) -> Errorness:
        """A model that knows nothing."""
        return cls((0.0,) * len(SHAPE_TERMS), Diction({}), Diction({}), (0.0,) * len(VOICE_TERMS))

    def judge(self, survey: Survey) -> float:
        """Probability (0..1) that the text reports an error."""
        wording = weigh(self.shape, survey.shape.vector()) + self.diction.score(survey.text)
        around = None if survey.around is None else self.around.score(survey.around)
        return squash(weigh(self.voices, hear_voices(wording, survey.echo, around)))

    def name(self) -> dict[str, dict[str, float]]:
        """The weights by the names of their features; `read` reads them back."""
        return {
            "voices": name_weights(VOICE_TERMS, self.voices),
            "shape": name_weights(SHAPE_TERMS, self.shape),
            "diction": self.diction.name(),
            "around": self.around.name(),
        }

    @classmethod
    def read(cls, named: Mapping[str, Mapping[str, Any]]) -> Errorness:
        """Raise `ValueError` where it was fitted for other features."""
        return cls(
            shape=read_weights(named["shape"], SHAPE_TERMS, "shape"),
            diction=Diction.read(named["diction"]),
            around=Diction.read(named["around"]),
            voices=read_weights(named["voices"], VOICE_TERMS, "voices"),
        )


def hear_voices(wording: float, echo: float, around: float | None) -> tuple[float, ...]:
    """The values of `VOICES`: wording and around (None where no known message stands) as log-odds, the echo as a
    probability."""
    return (wording, stretch(echo), float(around is not None), around or 0.0)
