"""Rows with what the engine finds in them, for fitting: over the whole catalogue, and over one that lacks wordings."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.desk import Desk
from bot.evaluation.corpus import Row
from bot.knowledge.lint.identity import example_of
from bot.matching.matcher import Matcher
from bot.text.redact import redact_paste

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.knowledge.model import Entry, KnowledgeBase
    from bot.matching.survey import Survey

_LACKING = 0.4


@dataclass(frozen=True, slots=True)
class Example:
    """A row with its survey.

    `strange`: surveyed over a catalogue that lacks many of its wordings. `own`: a message of the catalogue itself.
    """

    row: Row
    survey: Survey
    strange: bool = False
    own: bool = False


def survey_all(desk: Desk, rows: Sequence[Row]) -> tuple[Example, ...]:
    """Everything that a fit looks at."""
    return survey_rows(desk, rows) + survey_strangely(desk, rows) + survey_messages(desk)


def survey_rows(desk: Desk, rows: Sequence[Row]) -> tuple[Example, ...]:
    """Survey each row that is not held back once, as the desk would; the fits only re-weigh what was found."""
    return tuple(Example(row=row, survey=_survey(desk.matcher, row)) for row in rows if not row.held_back)


def survey_strangely(desk: Desk, rows: Sequence[Row]) -> tuple[Example, ...]:
    """Survey the pastes among the rows over a catalogue of which two messages in five were taken away.

    The corpus and the catalogue grew together, so over the whole catalogue nearly every paste finds its very wording.
    People paste wordings that nobody has listed: this is what the evidence looks like then.
    """
    thinned = Matcher(thin_knowledge(desk.knowledge), desk.matcher.weights)
    return tuple(
        Example(row=row, survey=_survey(thinned, row), strange=True) for row in rows if row.expect and not row.held_back
    )


def _survey(matcher: Matcher, row: Row) -> Survey:
    return matcher.survey(redact_paste(row.text).text, thread=row.thread)


def survey_messages(desk: Desk) -> tuple[Example, ...]:
    """Survey every message of the catalogue as if it were pasted alone: each has to lead back to its entry."""
    owners: dict[str, list[str]] = {}
    for entry in desk.knowledge.entries.values():
        for message in entry.messages:
            owners.setdefault(example_of(message), []).append(entry.id)
    rows = (
        Row(text=text, file="catalogue", form="message", lang="en", expect=tuple(found))
        for text, found in owners.items()
    )
    return tuple(Example(row=row, survey=desk.matcher.survey(row.text), own=True) for row in rows)


def thin_knowledge(knowledge: KnowledgeBase) -> KnowledgeBase:
    """The same entries with two messages in five gone, chosen by hash; every entry keeps its aliases and titles."""
    entries = {name: _thin(entry) for name, entry in knowledge.entries.items()}
    return knowledge.model_copy(update={"entries": entries})


def _thin(entry: Entry) -> Entry:
    kept = tuple(message for message in entry.messages if _coin(entry.id, message) >= _LACKING)
    return entry.model_copy(update={"messages": kept})


def _coin(entry_id: str, message: str) -> float:
    """A number in 0..1 that depends on the message alone, so that fitting is reproducible."""
    return zlib.crc32(f"{entry_id}\0{message}".encode()) / 0x1_0000_0000
