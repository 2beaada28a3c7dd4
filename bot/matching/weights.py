"""The fitted numbers of the engine: a small readable file, refused when it speaks of other features."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from bot.errors import KnowledgeError
from bot.matching.diction import Diction
from bot.matching.memory import Memory
from bot.matching.scale import SCALE_TERMS, Scale
from bot.matching.shape import SHAPE_FEATURES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CONFIDENCE_FEATURES = (
    "score",
    "margin",
    "message",
    "message_full",
    "own_line",
    "message_words",
    "alias",
    "alias_share",
    "vocabulary",
    "status_agrees",
    "status_conflicts",
    "code_agrees",
    "wrapper",
    "over_generic",
    "system_spoken",
    "foreign",
    "errorness",
    "quoting",
    "displayed",
    "telling",
)
FALLBACK_FEATURES = (
    "specific",
    "wrapped",
    "over_specific",
    "status_share",
    "status_weakly",
    "status_first",
    "message",
    "message_share",
    "alias",
    "alias_share",
    "system_spoken",
    "foreign",
    "errorness",
    "quoting",
    "displayed",
    "telling",
)
SHAPE_TERMS = ("bias", *SHAPE_FEATURES)
ECHO_TERMS = ("bias", "wording", "echo")
CONFIDENCE_TERMS = ("bias", *CONFIDENCE_FEATURES)
FALLBACK_TERMS = ("bias", *FALLBACK_FEATURES)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities from which a door answers directly, offers a choice, and takes a text for an error.

    `watch_lone_choice` is what a single guess needs in a watched channel. `doubt` is added where a text
    shows code, teaches, tells or speaks of services outside the catalogue, `command_doubt` where it was handed over,
    `choice_doubt` likewise to what a watched channel is offered; `calm` is added in watched channels where a text
    hardly looks like an error report.
    `second_match` is what a further answer of a paste of several errors needs where its message stands there,
    `second_told` where it is told in other words, `second_status` where it says no more than a status, and
    `second_wrapper` where it is what only wraps an error.
    """

    watch: float = 0.65
    command: float = 0.82
    doubt: float = 0.3
    command_doubt: float = 0.15
    choice_doubt: float = 0.4
    calm: float = 0.3
    watch_choice: float = 0.25
    watch_lone_choice: float = 0.58
    command_choice: float = 0.33
    watch_errorness: float = 0.66
    watch_choice_errorness: float = 0.8
    command_errorness: float = 0.45
    sibling_margin: float = 0.15
    second_match: float = 0.6
    second_told: float = 0.85
    second_status: float = 0.68
    second_wrapper: float = 0.97


@dataclass(frozen=True, slots=True)
class Beliefs:
    """How sure to be at one kind of door: the logistics of a specific entry and of the entry of a bare status."""

    confidence: tuple[float, ...]
    fallback: tuple[float, ...]

    @classmethod
    def neutral(cls) -> Beliefs:
        """Beliefs that know nothing."""
        return cls(confidence=(0.0,) * len(CONFIDENCE_TERMS), fallback=(0.0,) * len(FALLBACK_TERMS))

    def name(self) -> dict[str, dict[str, float]]:
        """The weights by the names of their features; `read` reads them back."""
        return {
            "confidence": _named(CONFIDENCE_TERMS, self.confidence),
            "fallback": _named(FALLBACK_TERMS, self.fallback),
        }

    @classmethod
    def read(cls, named: Mapping[str, Mapping[str, float]]) -> Beliefs:
        """Raise `ValueError` where they were fitted for other features."""
        return cls(
            confidence=_read(named["confidence"], CONFIDENCE_TERMS, "confidence"),
            fallback=_read(named["fallback"], FALLBACK_TERMS, "fallback"),
        )


@dataclass(frozen=True, slots=True)
class Weights:
    """The scale of the ranking, the logistics of confidence and of errorness, the diction, the memory of texts, and
    how they came about.

    `echo` joins what the wording of a text says with what is remembered near it, both as logits.

    `seen` holds for what was seen in a channel, `asked` for what was handed over: whoever asks about a bare status
    nearly always has that error, whoever mentions one in passing hardly ever.
    """

    ranking: Scale
    seen: Beliefs
    asked: Beliefs
    errorness: tuple[float, ...]
    echo: tuple[float, ...]
    diction: Diction
    memory: Memory
    thresholds: Thresholds
    fitted: str
    data: str

    @classmethod
    def neutral(cls) -> Weights:
        """Weights that know nothing, for fitting anew."""
        return cls(
            ranking=Scale.neutral(),
            seen=Beliefs.neutral(),
            asked=Beliefs.neutral(),
            errorness=(0.0,) * len(SHAPE_TERMS),
            echo=(0.0,) * len(ECHO_TERMS),
            diction=Diction({}),
            memory=Memory.of(),
            thresholds=Thresholds(),
            fitted="never",
            data="none",
        )

    def dump(self) -> str:
        """The file's text; `parse` reads it back."""
        content = {
            "fitted": self.fitted,
            "data": self.data,
            "ranking": _named(SCALE_TERMS, self.ranking.weights),
            "seen": self.seen.name(),
            "asked": self.asked.name(),
            "errorness": _named(SHAPE_TERMS, self.errorness),
            "echo": _named(ECHO_TERMS, self.echo),
            "thresholds": {name: getattr(self.thresholds, name) for name in Thresholds.__slots__},
            "diction": {term: round(value, 3) for term, value in self.diction.weights.items()},
            "remembered": self.memory.dump(),
        }
        return json.dumps(content, indent=2, ensure_ascii=False) + "\n"

    @classmethod
    def parse(cls, text: str, origin: str) -> Weights:
        """Raise `KnowledgeError` where the file is broken or was fitted for another set of features."""
        try:
            content = json.loads(text)
            return cls(
                ranking=Scale(_read(content["ranking"], SCALE_TERMS, "ranking")),
                seen=Beliefs.read(content["seen"]),
                asked=Beliefs.read(content["asked"]),
                errorness=_read(content["errorness"], SHAPE_TERMS, "errorness"),
                echo=_read(content["echo"], ECHO_TERMS, "echo"),
                diction=Diction({term: float(value) for term, value in content["diction"].items()}),
                memory=Memory.parse(content["remembered"]),
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
