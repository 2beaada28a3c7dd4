"""Errors that people report by hand: filed under a number, joined with their kind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.desk import Paste
from bot.matching.decide import Verdict
from bot.reception.unmatched import unmatched_of
from bot.storage.records import Report, Subscription
from bot.text.redact import redact

if TYPE_CHECKING:
    from bot.desk import Desk, Diagnosis
    from bot.reception.tongue import Tongue
    from bot.reception.visits import Visit
    from bot.storage.records import Cluster
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
    """A stored report. `others` counts earlier pastes of the same error; `diagnosis` may already hold its answer.

    `redacted`: kinds of what was masked in any field. `cluster` is the unknown error that it joined, None where it is
    known.
    """

    number: int
    report: Report
    others: int
    diagnosis: Diagnosis
    redacted: tuple[str, ...]
    cluster: Cluster | None = None

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
        """Stores a report and, unless it is known, joins it with the pastes like it. Raises StorageError.

        The reporter hears of it when it becomes known.
        """
        visit = replace(visit, system=submission.system)
        paste = Paste(submission.text, visit.door, visit.system, visit.channel_system, visit.guild_id)
        diagnosis = self._desk.diagnose(paste)
        cluster: Cluster | None = None
        if diagnosis.verdict is not Verdict.MATCH:
            user = self._store.hash_user(visit.user_id)
            cluster_id = await self._store.collect(unmatched_of(diagnosis, visit, user))
            cluster = await self._store.unmatched.get(cluster_id)
        client, actions = redact(submission.client or ""), redact(submission.actions or "")
        report = Report(
            at=visit.at,
            guild_id=visit.guild_id,
            channel_id=visit.channel_id,
            user_id=visit.user_id,
            text=diagnosis.text,
            system=submission.system,
            client=client.text.strip() or None,
            actions=actions.text.strip() or None,
            cluster_id=cluster.id if cluster else None,
            language=tongue,
        )
        number = await self._store.reports.add(report)
        if cluster is not None:
            wanted = Subscription(cluster.id, visit.user_id, visit.channel_id, guild_id=visit.guild_id)
            await self._store.subscriptions.add(wanted)
        redacted = tuple(sorted({*diagnosis.redacted, *client.kinds, *actions.kinds}))
        return Filed(number, report, cluster.count - 1 if cluster else 0, diagnosis, redacted, cluster)
