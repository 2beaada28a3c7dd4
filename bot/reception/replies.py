"""The answers that stand in channels: which message shows what, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.desk import Choice, Diagnosis, Match, Paste
from bot.matching.decide import Verdict
from bot.reception.memory import RecentPicks
from bot.reception.visits import Action
from bot.storage.records import Reply, Vote

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.desk import Desk
    from bot.knowledge.model import Entry
    from bot.reception.memory import RecentDiagnoses
    from bot.reception.tongue import Tongue
    from bot.reception.visits import Outcome, Visit
    from bot.storage.store import Store

DISMISSED = "dismissed"
"""Verdict of the record of a reply that somebody sent away: its paste is not answered again."""

LINKED = "linked"
"""Verdict of the record of a reply that only points to an earlier answer."""


class Replies:
    """Records answers, finds them again, and turns them into others."""

    def __init__(self, desk: Desk, store: Store, recent: RecentDiagnoses, now: Callable[[], datetime]) -> None:
        self.recent = recent
        self.picks = RecentPicks()
        self._desk = desk
        self._store = store
        self._now = now

    async def record(self, outcome: Outcome, reply_message_id: int, *, is_link: bool = False) -> None:
        """Remembers which message answers the paste, or only points to the answer. Raises StorageError."""
        visit, diagnosis = outcome.visit, outcome.diagnosis
        # An answer belongs to whoever asked for it first, not to whoever edited the paste.
        asker = outcome.reply.asker_id if outcome.reply and outcome.action is Action.UPDATE else visit.user_id
        if not is_link:
            self.recent.keep(reply_message_id, diagnosis)
        await self._store.replies.put(
            Reply(
                paste_message_id=visit.paste_id,
                reply_message_id=reply_message_id,
                channel_id=visit.channel_id or 0,
                # An answer that one person sees shares its place with no other.
                place_id=visit.place_id or reply_message_id,
                guild_id=visit.guild_id,
                asker_id=asker,
                entries=() if is_link else tuple(entry.id for entry in shown_entries(diagnosis)),
                verdict=LINKED if is_link else diagnosis.verdict.value,
                language=outcome.tongue,
                at=visit.at,
                pasted_at=visit.pasted_at,
                fingerprint=diagnosis.fingerprint if diagnosis.verdict is Verdict.UNMATCHED else None,
            )
        )

    def shows(self, reply: Reply, diagnosis: Diagnosis) -> bool:
        """Whether a reply is about this very text already: pins and previews come as edits, too."""
        shown = self.recent.find(reply.reply_message_id)
        return shown is not None and shown.text == diagnosis.text

    async def dismiss(self, reply: Reply) -> None:
        """Remembers that an answer isn't wanted. Raises StorageError."""
        self.recent.forget(reply.reply_message_id)
        await self._store.replies.put(replace(reply, entries=(), verdict=DISMISSED))

    async def to_revise(self, paste_id: int) -> Reply | None:
        """The answer that follows the edits of a paste: the newest that others see. Raises StorageError.

        One that was sent away, or only points to another, is it where there is nothing else.
        """
        public = [reply for reply in await self._store.replies.by_paste(paste_id) if reply.is_public]
        return min(public, key=lambda reply: (reply.verdict == DISMISSED, reply.verdict == LINKED), default=None)

    async def forget_paste(self, paste_id: int) -> tuple[Reply, ...]:
        """Ends the records of a deleted paste and returns the answers that are to go with it. Raises StorageError."""
        known = await self._store.replies.by_paste(paste_id)
        for reply in known:
            self.recent.forget(reply.reply_message_id)
        if known:
            await self._store.replies.drop(paste_id)
        # An answer whose paste was removed by our own hand stands for itself.
        return tuple(
            reply
            for reply in known
            if reply.is_public and reply.verdict != DISMISSED and reply.reply_message_id != paste_id
        )

    async def forget_answer(self, message_id: int) -> None:
        """Treats an answer that somebody deleted as dismissed. Raises StorageError."""
        if (reply := await self._store.replies.by_reply(message_id)) is not None:
            await self.dismiss(reply)

    async def choose(
        self, reply: Reply, entry_id: str, user_id: int, diagnosis: Diagnosis, system: str | None = None
    ) -> Diagnosis:
        """Turns a reply into the answer that a person picked, by itself or by its `system`.

        The pick counts as that person's vote. Raises KeyError for an entry that the catalogue doesn't have,
        StorageError.
        """
        chosen = self.prefer(entry_id, user_id, diagnosis, system)
        await self._store.replies.put(replace(reply, entries=(entry_id,), verdict=Verdict.MATCH.value))
        self.recent.keep(reply.reply_message_id, chosen)
        self.vote(reply.reply_message_id, (entry_id,), user_id, helped=True)
        return chosen

    async def turn(self, reply: Reply, tongue: Tongue) -> None:
        """Remembers which language somebody wants an answer in. Raises StorageError."""
        await self._store.replies.put(replace(reply, language=tongue))

    def prefer(self, entry_id: str, user_id: int, diagnosis: Diagnosis, system: str | None = None) -> Diagnosis:
        """Remembers what a person picked and gives the diagnosis with that answer. Raises KeyError."""
        chosen = self.answer_with(entry_id, diagnosis)
        for name in (entry_id, system):
            if name is not None:
                self.picks.note(user_id, name, self._now())
        return chosen

    def answer_with(self, entry_id: str, diagnosis: Diagnosis, confidence: float = 1.0) -> Diagnosis:
        """The diagnosis as it were if `entry_id` were the answer; what stood before stays near. Raises KeyError."""
        entry = self._desk.knowledge.entries[entry_id]
        others = [match.entry for match in diagnosis.matches] + [choice.entry for choice in diagnosis.choices]
        nearest = tuple(other for other in (*others, *diagnosis.nearest) if other.id != entry_id)
        match = Match(entry, confidence, self._desk.capture(entry, diagnosis.text))
        return replace(
            diagnosis, verdict=Verdict.MATCH, matches=(match,), choices=(), nearest=nearest, by_system=(), logged=False
        )

    def as_picked_before(self, diagnosis: Diagnosis, visit: Visit) -> Diagnosis:
        """Whoever decided between these candidates a while ago isn't asked again."""
        if diagnosis.verdict is not Verdict.CHOICE:
            return diagnosis
        possible = {choice.entry.id: choice.confidence for choice in diagnosis.choices}
        picked = {name for name in possible if self.picks.has(visit.user_id, name, visit.at)} or {
            one.entry.id for one in diagnosis.by_system if self.picks.has(visit.user_id, one.system.id, visit.at)
        }
        if len(picked) != 1:
            return diagnosis
        (entry_id,) = picked
        return self.answer_with(entry_id, diagnosis, possible[entry_id])

    def vote(self, reply_message_id: int, entries: tuple[str, ...], user_id: int, *, helped: bool) -> None:
        """Casts or changes one person's vote on all that an answer shows. Never raises: the store writes it later."""
        user = self._store.hash_user(user_id)
        self._store.outbox.put(Vote(reply_message_id, user, entries, helped, self._now()))

    def recall(self, reply: Reply, text: str | None) -> Diagnosis | None:
        """The diagnosis that a reply shows: from memory, from the paste's `text`, or from the entries alone."""
        if (remembered := self.recent.find(reply.reply_message_id)) is not None:
            return remembered
        read = self._desk.diagnose(Paste(text or "", guild_id=reply.guild_id))
        if text and tuple(entry.id for entry in shown_entries(read)) == reply.entries:
            return read
        known = [self._desk.knowledge.entries.get(entry_id) for entry_id in reply.entries]
        entries = [entry for entry in known if entry is not None]
        if not entries:
            return read if text and reply.verdict == read.verdict.value else None
        if reply.verdict == Verdict.CHOICE.value:
            share = 1.0 / len(entries)
            choices = tuple(Choice(entry, share, self._desk.capture(entry, read.text)) for entry in entries)
            by_system = self._desk.tell_apart_by_system(entries)
            return replace(read, verdict=Verdict.CHOICE, matches=(), choices=choices, by_system=by_system)
        matches = tuple(Match(entry, 1.0, self._desk.capture(entry, read.text)) for entry in entries)
        return replace(read, verdict=Verdict.MATCH, matches=matches, choices=(), by_system=())

    async def find_earlier(self, diagnosis: Diagnosis, visit: Visit, cooldown_seconds: int) -> Reply | None:
        """The answer that stands in this place already, or that this person got in another, if it covers the paste."""
        if visit.place_id is None or cooldown_seconds == 0:
            return None
        since = visit.at - timedelta(seconds=cooldown_seconds)
        earlier: Reply | None = None
        for entry in shown_entries(diagnosis):
            earlier = await self._store.replies.recent(visit.place_id, entry.id, since)
            if earlier is None and visit.guild_id is not None:
                earlier = await self._store.replies.recent_of(visit.user_id, visit.guild_id, entry.id, since)
            if earlier is None:
                return None
        return earlier


def shown_entries(diagnosis: Diagnosis) -> tuple[Entry, ...]:
    """What an answer shows: the answers, or the candidates where nothing is settled."""
    return tuple(match.entry for match in diagnosis.matches) or tuple(choice.entry for choice in diagnosis.choices)
