"""Errors that people report by hand: filed under a number, joined with their kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.desk import Paste
from bot.matching.decide import Verdict
from bot.reception.service import unmatched_of
from bot.storage.records import Report
from bot.text.redact import redact

if TYPE_CHECKING:
    from bot.desk import Desk, Diagnosis
    from bot.reception.service import Visit
    from bot.reception.tongue import Tongue
    from bot.storage.store import Store


@dataclass(frozen=True, slots=True)
class Submission:
    """What somebody wrote into the form, as it came."""

    text: str
    system: str | None = None
    client: str | None = None
    actions: str | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """A stored report. `others` counts earlier pastes of the same error; `diagnosis` may already hold its answer."""

    number: int
    report: Report
    others: int
    diagnosis: Diagnosis

    @property
    def is_known(self) -> bool:
        """Whether the catalogue has an answer to it."""
        return self.diagnosis.verdict is Verdict.MATCH


class ReportDesk:
    """Takes reports. Nothing unredacted passes it."""

    def __init__(self, desk: Desk, store: Store) -> None:
        self._desk = desk
        self._store = store

    async def file(self, submission: Submission, visit: Visit, tongue: Tongue) -> Filed:
        """Stores a report and, unless it is known, joins it with the pastes like it. Raises StorageError."""
        diagnosis = self._desk.diagnose(Paste(submission.text, visit.door, submission.system))
        cluster_id, others = None, 0
        if diagnosis.verdict is not Verdict.MATCH:
            user = self._store.hash_user(visit.user_id)
            known = await self._store.unmatched.find(diagnosis.fingerprint)
            others = known.count if known else 0
            cluster_id = await self._store.unmatched.add(unmatched_of(diagnosis, visit, user))
        report = Report(
            at=visit.at,
            guild_id=visit.guild_id,
            channel_id=visit.channel_id,
            user_id=visit.user_id,
            text=diagnosis.text,
            system=submission.system,
            client=_redacted(submission.client),
            actions=_redacted(submission.actions),
            cluster_id=cluster_id,
            language=tongue,
        )
        return Filed(await self._store.reports.add(report), report, others, diagnosis)


def _redacted(text: str | None) -> str | None:
    return redact(text).text if text and text.strip() else None
