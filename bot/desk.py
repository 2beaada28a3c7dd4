"""The pipeline behind every door: a paste in, a diagnosis out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import TYPE_CHECKING

from bot.knowledge.slots import compile_capture, read_captures
from bot.matching.decide import Decision, Door, Scored, Verdict
from bot.text.bareness import is_bare
from bot.text.fingerprint import make_fingerprint
from bot.text.language import detect_language
from bot.text.redact import Redaction, redact_paste
from bot.text.signals import Signals

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence

    from bot.knowledge.model import Entry, KnowledgeBase, Language, System
    from bot.matching.matcher import Matcher
    from bot.matching.survey import Survey

_CAPTURE_CHARS = 8_000


@dataclass(frozen=True, slots=True)
class Paste:
    """What was sent, how and where. `system` is the asker's choice, `channel_system` the channel's default.

    `eager`: the guild likes to hear guesses in its watched channels. `thread`: the number of the one that a labelled
    text comes from; it is judged as if nothing from there were remembered.
    """

    text: str
    door: Door = Door.COMMAND
    system: str | None = None
    channel_system: str | None = None
    guild_id: int | None = None
    eager: bool = False
    thread: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """An answer. `confidence` is a calibrated probability; `captures` are the slot values found in the paste."""

    entry: Entry
    confidence: float
    captures: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry that stays possible. `captures` as of a Match, read only where it is the one candidate."""

    entry: Entry
    confidence: float
    captures: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class BySystem:
    """A candidate that is the answer if the paste comes from `system`."""

    system: System
    entry: Entry


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What every door shows. `text` is redacted; nothing in here holds a secret of the paste.

    redacted: kinds of what was masked. fingerprint: 16 hexadecimal digits of the masked error lines, empty for talk
    that the gate let go by. replies: whether the door calls for an answer. logged: whether the paste belongs to the
    unmatched. by_system: where the system alone decides between the choices, which one each system means.
    """

    verdict: Verdict
    matches: tuple[Match, ...]
    choices: tuple[Choice, ...]
    nearest: tuple[Entry, ...]
    signals: Signals
    language: Language
    redacted: tuple[str, ...]
    text: str
    fingerprint: str
    elapsed_ms: float
    replies: bool
    logged: bool
    by_system: tuple[BySystem, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A diagnosis with everything it rests on, for explaining and measuring."""

    diagnosis: Diagnosis
    survey: Survey
    decision: Decision


class Desk:
    """Diagnoses pastes against one knowledge base. Synchronous, a few milliseconds, never raises on any text."""

    def __init__(self, knowledge: KnowledgeBase, matcher: Matcher) -> None:
        self._knowledge = knowledge
        self._matcher = matcher
        self._patterns: dict[str, tuple[re.Pattern[str], ...]] = {}
        self._scopes: Mapping[str, int] = {}
        self._owners: Mapping[int, int] = {}

    def replace(self, knowledge: KnowledgeBase, matcher: Matcher, scopes: Mapping[str, int]) -> None:
        """Serve another knowledge base from the next paste on. `scopes`: entries that answer in one guild alone."""
        self._knowledge = knowledge
        self._matcher = matcher
        self._scopes = scopes
        self._owners = {number: scopes[entry.id] for number, entry in enumerate(matcher.entries) if entry.id in scopes}
        self._patterns = {}

    def is_served(self, entry_id: str, guild_id: int | None) -> bool:
        """Whether an entry exists and answers in a guild; without one, only what answers everywhere does."""
        return entry_id in self._knowledge.entries and self._scopes.get(entry_id, guild_id) == guild_id

    @property
    def knowledge(self) -> KnowledgeBase:
        """The catalogue behind the desk."""
        return self._knowledge

    @property
    def matcher(self) -> Matcher:
        """The engine behind the desk."""
        return self._matcher

    def diagnose(self, paste: Paste) -> Diagnosis:
        """Redact, match and judge a paste. What is seen in a channel passes the gate first; talk goes by unread."""
        started = perf_counter()
        redaction = redact_paste(paste.text)
        if paste.door is Door.WATCH and not self._matcher.gate.opens(redaction.text):
            return _pass_by(redaction, (perf_counter() - started) * 1000.0)
        return self._read(paste, redaction, started).diagnosis

    def read(self, paste: Paste) -> Reading:
        """The diagnosis together with the survey and the decision."""
        started = perf_counter()
        redaction = redact_paste(paste.text)
        return self._read(paste, redaction, started)

    def find(self, paste: Paste, *, sure: bool = False) -> tuple[Entry, ...]:
        """The entries that `diagnose` shows, answers before choices, and nothing else: for asking about many texts.

        With `sure` the answers alone.
        """
        redaction = redact_paste(paste.text)
        if paste.door is Door.WATCH and not self._matcher.gate.opens(redaction.text):
            return ()
        _, decision = self._judge(paste, redaction)
        choices = () if sure else decision.choices
        return tuple(self._entry(scored) for scored in (*decision.matches, *choices))

    def _judge(self, paste: Paste, redaction: Redaction) -> tuple[Survey, Decision]:
        survey = self._matcher.survey(
            redaction.text,
            self._known(paste.system),
            self._known(paste.channel_system),
            hidden=self._hide(paste.guild_id),
            thread=paste.thread,
        )
        decision = self._matcher.decide(survey, paste.door, eager=paste.eager)
        if redaction.kinds and is_bare(redaction.text):
            # The marks in the place of secrets say nothing of an error, much as they stand in pastes of errors, and
            # neither do the names and addresses beside them.
            decision = replace(decision, verdict=Verdict.SILENT, matches=(), choices=(), nearest=())
        return survey, decision

    def _read(self, paste: Paste, redaction: Redaction, started: float) -> Reading:
        survey, decision = self._judge(paste, redaction)
        diagnosis = Diagnosis(
            verdict=decision.verdict,
            matches=tuple(self._match(scored, survey.text) for scored in decision.matches),
            choices=tuple(
                Choice(
                    entry=self._entry(scored),
                    confidence=scored.probability,
                    captures=self.capture(self._entry(scored), survey.text) if len(decision.choices) == 1 else {},
                )
                for scored in decision.choices
            ),
            nearest=tuple(self._entry(scored) for scored in decision.nearest),
            signals=survey.signals,
            language=detect_language(redaction.text),
            redacted=redaction.kinds,
            text=redaction.text,
            fingerprint=make_fingerprint(survey.text),
            elapsed_ms=(perf_counter() - started) * 1000.0,
            replies=paste.door is Door.COMMAND or decision.verdict in {Verdict.MATCH, Verdict.CHOICE},
            logged=decision.verdict is Verdict.UNMATCHED,
            by_system=self.tell_apart_by_system([self._entry(scored) for scored in decision.choices]),
        )
        return Reading(diagnosis=diagnosis, survey=survey, decision=decision)

    def capture(self, entry: Entry, text: str) -> Mapping[str, str]:
        """What stands in the slots of the entry's messages in a text; the first message that fills a slot wins."""
        if entry.id not in self._patterns:
            slotted = (message for message in entry.messages if "%{" in message)
            self._patterns[entry.id] = tuple(compile_capture(message) for message in slotted)
        captures: dict[str, str] = {}
        for pattern in self._patterns[entry.id]:
            for name, value in read_captures(pattern, text[:_CAPTURE_CHARS]).items():
                captures.setdefault(name, value)
        return captures

    def tell_apart_by_system(self, entries: Sequence[Entry]) -> tuple[BySystem, ...]:
        """Which of two or more entries each system means; nothing unless each is at home where people get models.

        A system means the entry that is at home in it, else the only one that names it. What several name (the relay
        that passes both on) and what serves no models decides nothing and is left out.
        """
        serving = {name: system for name, system in self._knowledge.systems.items() if system.serves}
        homes = {entry.home: entry for entry in entries}
        if len(entries) < 2 or len(homes) < len(entries) or not homes.keys() <= serving.keys():
            return ()
        named = Counter(system for entry in entries for system in {*entry.systems} - homes.keys())
        return tuple(
            BySystem(serving[system], entry)
            for entry in entries
            for system in dict.fromkeys((entry.home, *entry.systems))
            if system in serving and (system == entry.home or named[system] == 1)
        )

    def _hide(self, guild_id: int | None) -> frozenset[int]:
        """The numbers of the entries that answer in another guild alone."""
        return frozenset(number for number, owner in self._owners.items() if owner != guild_id)

    def _known(self, system: str | None) -> str | None:
        return system if system in self._knowledge.systems else None

    def _entry(self, scored: Scored) -> Entry:
        return self._matcher.entries[scored.candidate.entry]

    def _match(self, scored: Scored, text: str) -> Match:
        entry = self._entry(scored)
        return Match(entry=entry, confidence=scored.probability, captures=self.capture(entry, text))


def _pass_by(redaction: Redaction, elapsed_ms: float) -> Diagnosis:
    return Diagnosis(
        verdict=Verdict.SILENT,
        matches=(),
        choices=(),
        nearest=(),
        signals=Signals(),
        language=detect_language(redaction.text),
        redacted=redaction.kinds,
        text=redaction.text,
        fingerprint="",
        elapsed_ms=elapsed_ms,
        replies=False,
        logged=False,
    )
