"""The fitted numbers of the engine: a small readable file, refused when it speaks of other features."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from bot.errors import KnowledgeError
from bot.matching.diction import Diction
from bot.matching.evidence import EVIDENCE_FEATURES
from bot.matching.shape import SHAPE_FEATURES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CONFIDENCE_FEATURES = (
    "score",
    "margin",
    "message",
    "message_full",
    "message_words",
    "alias",
    "vocabulary",
    "status_agrees",
    "status_conflicts",
    "code_agrees",
    "bare_status",
    "foreign",
    "errorness",
    "quoting",
    "displayed",
    "telling",
)
SHAPE_TERMS = ("bias", *SHAPE_FEATURES)
CONFIDENCE_TERMS = ("bias", *CONFIDENCE_FEATURES)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities from which a door answers directly, offers a choice, and takes a text for an error.

    `asked_choice` suffices for whoever asks about a text that doesn't look like an error. `doubt` is added where a text
    shows code, teaches, tells or speaks of services outside the catalogue, `choice_doubt` likewise to what a watched
    channel is offered; `calm` is added in watched channels where a text hardly looks like an error report.
    """

    watch: float = 0.77
    command: float = 0.6
    doubt: float = 0.2
    choice_doubt: float = 0.4
    calm: float = 0.3
    watch_choice: float = 0.42
    command_choice: float = 0.3
    asked_choice: float = 0.42
    watch_errorness: float = 0.6
    watch_choice_errorness: float = 0.8
    command_errorness: float = 0.45
    sibling_margin: float = 0.08
    second_match: float = 0.6


@dataclass(frozen=True, slots=True)
class Weights:
    """Ranking weights, the logistics of confidence and of errorness, the diction, and how they came about."""

    ranking: tuple[float, ...]
    confidence: tuple[float, ...]
    errorness: tuple[float, ...]
    diction: Diction
    thresholds: Thresholds
    fitted: str
    data: str

    @classmethod
    def neutral(cls) -> Weights:
        """Weights that know nothing, for fitting anew."""
        return cls(
            ranking=(0.0,) * len(EVIDENCE_FEATURES),
            confidence=(0.0,) * len(CONFIDENCE_TERMS),
            errorness=(0.0,) * len(SHAPE_TERMS),
            diction=Diction.build({}),
            thresholds=Thresholds(),
            fitted="never",
            data="none",
        )

    def dump(self) -> str:
        """The file's text; `parse` reads it back."""
        content = {
            "fitted": self.fitted,
            "data": self.data,
            "ranking": _named(EVIDENCE_FEATURES, self.ranking),
            "confidence": _named(CONFIDENCE_TERMS, self.confidence),
            "errorness": _named(SHAPE_TERMS, self.errorness),
            "thresholds": {name: getattr(self.thresholds, name) for name in Thresholds.__slots__},
            "diction": {triple: round(value, 3) for triple, value in self.diction.weights.items()},
        }
        return json.dumps(content, indent=2, ensure_ascii=False) + "\n"

    @classmethod
    def parse(cls, text: str, origin: str) -> Weights:
        """Raise `KnowledgeError` where the file is broken or was fitted for another set of features."""
        try:
            content = json.loads(text)
            return cls(
                ranking=_read(content["ranking"], EVIDENCE_FEATURES, "ranking"),
                confidence=_read(content["confidence"], CONFIDENCE_TERMS, "confidence"),
                errorness=_read(content["errorness"], SHAPE_TERMS, "errorness"),
                diction=Diction.build({triple: float(value) for triple, value in content["diction"].items()}),
                thresholds=Thresholds(**{name: float(value) for name, value in content["thresholds"].items()}),
                fitted=str(content["fitted"]),
                data=str(content["data"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            msg = f"{origin}: not usable as weights ({error}); run `errata fit` again"
            raise KnowledgeError(msg) from error

    @classmethod
    def load(cls, path: Path | None = None) -> Weights:
        """The weights of `path`, or those that come with the package."""
        if path is None:
            resource = resources.files("bot.matching") / "weights.json"
            return cls.parse(resource.read_text("utf-8"), "weights.json")
        try:
            return cls.parse(path.read_text("utf-8"), str(path))
        except OSError as error:
            msg = f"{path}: can't read the weights ({error.strerror})"
            raise KnowledgeError(msg) from error


def _named(names: tuple[str, ...], values: tuple[float, ...]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in zip(names, values, strict=True)}


def _read(found: Mapping[str, float], names: tuple[str, ...], part: str) -> tuple[float, ...]:
    if set(found) != set(names):
        other = ", ".join(sorted(set(found) ^ set(names)))
        msg = f"{part} was fitted for other features: {other}"
        raise ValueError(msg)
    return tuple(float(found[name]) for name in names)
