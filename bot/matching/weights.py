"""The fitted numbers of the engine: a small readable file, refused when it speaks of other features, and beside it what
is remembered of the texts they were fitted on."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import KnowledgeError
from bot.matching.errorness import Errorness
from bot.matching.logistic import name_weights, read_weights
from bot.matching.meanings import Meanings
from bot.matching.memory import Memory
from bot.matching.memory_file import dump_memory, parse_memory
from bot.matching.scale import SCALE_TERMS, Scale

if TYPE_CHECKING:
    from collections.abc import Mapping

_REMEMBERED = ".npz"

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
    "symptom",
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
CONFIDENCE_TERMS = ("bias", *CONFIDENCE_FEATURES)
FALLBACK_TERMS = ("bias", *FALLBACK_FEATURES)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities from which a door answers directly, offers a choice, and takes a text for an error.

    `watch_lone_choice` is what a single guess needs in a watched channel. `doubt` is added where a text shows
    code, tells a story, replies or speaks of services outside the catalogue, `command_doubt` where it was handed over,
    `choice_doubt` likewise to what a watched channel is offered; `calm` is added in watched channels where a text
    hardly looks like an error report.
    `second_match` is what a further answer of a paste of several errors needs where its message stands there,
    `second_told` where it is told in other words, `second_status` where it says no more than a status, and
    `second_wrapper` where it is what only wraps an error.
    """

    watch: float = 0.65
    command: float = 0.86
    doubt: float = 0.3
    command_doubt: float = 0.15
    choice_doubt: float = 0.4
    calm: float = 0.3
    watch_choice: float = 0.25
    watch_lone_choice: float = 0.58
    command_choice: float = 0.25
    watch_errorness: float = 0.62
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
            "confidence": name_weights(CONFIDENCE_TERMS, self.confidence),
            "fallback": name_weights(FALLBACK_TERMS, self.fallback),
        }

    @classmethod
    def read(cls, named: Mapping[str, Mapping[str, float]]) -> Beliefs:
        """Raise `ValueError` where they were fitted for other features."""
        return cls(
            confidence=read_weights(named["confidence"], CONFIDENCE_TERMS, "confidence"),
            fallback=read_weights(named["fallback"], FALLBACK_TERMS, "fallback"),
        )


@dataclass(frozen=True, slots=True)
class Weights:
    """The scale of the ranking, what tells errors from other text, the logistics of confidence, the memory of texts,
    what words mean to it, and how they came about.

    `seen` holds for what was seen in a channel, `asked` for what was handed over: whoever asks about a bare status
    nearly always has that error, whoever mentions one in passing hardly ever.
    """

    ranking: Scale
    seen: Beliefs
    asked: Beliefs
    errorness: Errorness
    memory: Memory
    meanings: Meanings
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
            errorness=Errorness.neutral(),
            memory=Memory.of(),
            meanings=Meanings.neutral(),
            thresholds=Thresholds(),
            fitted="never",
            data="none",
        )

    def save(self, path: Path) -> None:
        """Write the numbers to `path` and what is remembered beside it; `load` reads them back."""
        remembered = dump_memory(self.memory)
        content = {
            "fitted": self.fitted,
            "data": self.data,
            "remembered": _digest(remembered),
            "ranking": name_weights(SCALE_TERMS, self.ranking.weights),
            "seen": self.seen.name(),
            "asked": self.asked.name(),
            "thresholds": {name: getattr(self.thresholds, name) for name in Thresholds.__slots__},
            "errorness": self.errorness.name(),
        }
        path.with_suffix(_REMEMBERED).write_bytes(remembered)
        path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")

    @classmethod
    def load(cls, path: Path | None = None) -> Weights:
        """The weights of `path`, or those that come with the package.

        Raises `KnowledgeError` where a file is broken, was fitted for another set of features, or where the two don't
        belong together.
        """
        path = path or Path(__file__).with_name("weights.json")
        try:
            content = json.loads(path.read_bytes())
            remembered = _read_remembered(path.with_suffix(_REMEMBERED), content["remembered"])
            return cls(
                ranking=Scale(read_weights(content["ranking"], SCALE_TERMS, "ranking")),
                seen=Beliefs.read(content["seen"]),
                asked=Beliefs.read(content["asked"]),
                errorness=Errorness.read(content["errorness"]),
                memory=parse_memory(remembered),
                meanings=Meanings.load(),
                thresholds=Thresholds(**{name: float(value) for name, value in content["thresholds"].items()}),
                fitted=str(content["fitted"]),
                data=str(content["data"]),
            )
        except OSError as error:
            msg = f"{error.filename}: can't read the weights ({error.strerror})"
            raise KnowledgeError(msg) from error
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            msg = f"{path.name}: not usable as weights ({error}); run `errata fit` again"
            raise KnowledgeError(msg) from error


def _read_remembered(path: Path, digest: str) -> bytes:
    content = path.read_bytes()
    if _digest(content) != digest:
        msg = f"{path.name} is of another fit"
        raise ValueError(msg)
    return content


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
