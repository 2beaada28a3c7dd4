"""The reception: one way from a paste to what is shown and what is written down, whatever door it came by."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.desk import Choice, Diagnosis, Match, Paste
from bot.matching.decide import Door, Verdict
from bot.reception.locks import KeyedLocks
from bot.reception.memory import LinksGiven, RecentPicks
from bot.reception.outages import RunningOutages
from bot.reception.tongue import Tongue, choose_tongue
from bot.reception.watch import may_reply
from bot.storage.records import MAX_SAMPLE, Lookup, Reply, UnmatchedPaste, Vote

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from bot.desk import Desk
    from bot.knowledge.model import Entry
    from bot.reception.guilds import Guilds
    from bot.reception.memory import RecentDiagnoses
    from bot.storage.records import ChannelMode, GuildLanguage, OutageNotice, Sensitivity
    from bot.storage.store import Store

DISMISSED = "dismissed"
"""Verdict of the record of a reply that somebody sent away: its paste is not answered again."""

LINKED = "linked"
"""Verdict of the record of a reply that only points to an earlier answer."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Who brings a paste, where and how.

    `way` names the door for statistics. `place_id` is the thread or channel in which the cooldown counts, None where
    nobody else sees the answer. `paste_id` is the message, or the interaction where there is no message.
    """

    way: str
    door: Door
    user_id: int
    paste_id: int
    at: datetime
    is_message: bool = True
    guild_id: int | None = None
    channel_id: int | None = None
    place_id: int | None = None
    mode: ChannelMode = "answer"
    system: str | None = None
    channel_system: str | None = None
    user_locale: str | None = None
    guild_locale: str | None = None


class Action(StrEnum):
    """What the door is to do."""

    NOTHING = "nothing"
    ANSWER = "answer"
    LINK = "link"
    OUTAGE = "outage"
    UPDATE = "update"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a visit. `reply` is the earlier answer to link to, or the own one to update or remove.

    `notice` tells of the outage to point to.
    """

    visit: Visit
    diagnosis: Diagnosis
    tongue: Tongue
    action: Action
    reply: Reply | None = None
    notice: OutageNotice | None = None


class Reception:
    """Diagnoses, decides and records. Knows nothing of Discord, so every door can use it."""

    def __init__(
        self,
        desk: Desk,
        store: Store,
        guilds: Guilds,
        recent: RecentDiagnoses,
        *,
        now: Callable[[], datetime],
        language: GuildLanguage = "auto",
    ) -> None:
        self.desk = desk
        self.store = store
        self.guilds = guilds
        self.recent = recent
        self.picks = RecentPicks()
        self.outages = RunningOutages()
        self._links = LinksGiven()
        self._places = KeyedLocks()
        self._now = now
        self._language: GuildLanguage = language

    def turn(self, channel_id: int | None) -> AbstractAsyncContextManager[None]:
        """One answer after the other in a channel: settle, send and record within the block."""
        return self._places.hold(channel_id)

    async def settled(self, channel_id: int | None, within_seconds: float) -> None:
        """Waits until answers under way in a channel are recorded, but no longer than `within_seconds`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within_seconds), self.turn(channel_id):
                pass

    def waiting(self, channel_id: int | None) -> int:
        """How many answers have or await their turn in a channel."""
        return self._places.waiting(channel_id)

    async def receive(self, text: str, visit: Visit) -> Outcome:
        """Diagnoses a paste and decides whether and how to answer. Raises StorageError."""
        return await self.settle(await self.examine(text, visit))

    async def examine(self, text: str, visit: Visit) -> Outcome:
        """The first half: whether the paste calls for an answer at all (ANSWER or NOTHING). Raises StorageError."""
        view = await self.guilds.view(visit.guild_id)
        diagnosis = self._diagnose(text, visit, view.settings.sensitivity)
        wanted = may_reply(diagnosis, visit.door, visit.mode, view.settings.sensitivity)
        tongue = self._tongue(view.settings.language, diagnosis, visit)
        return Outcome(visit, diagnosis, tongue, Action.ANSWER if wanted else Action.NOTHING)

    async def settle(self, outcome: Outcome) -> Outcome:
        """The second half: one answer a problem and place; later ones point to it. Raises StorageError.

        While a provider is in trouble and the guild was told so, answers point to that notice instead. Belongs into a
        `turn`: of two pastes settled at once both would be the first.
        """
        if outcome.action is not Action.ANSWER:
            return outcome
        if (notice := self._find_outage(outcome.diagnosis, outcome.visit)) is not None:
            return replace(outcome, action=self._point(notice, outcome.visit), notice=notice)
        view = await self.guilds.view(outcome.visit.guild_id)
        earlier = await self._find_earlier(outcome.diagnosis, outcome.visit, view.settings.cooldown_seconds)
        return replace(outcome, action=self._once(earlier, outcome.visit), reply=earlier)

    async def revise(self, text: str, visit: Visit) -> Outcome:
        """The same for an edited paste: its answer is updated, removed or, where there was none, given now."""
        reply = await self.store.replies.by_paste(visit.paste_id)
        if reply is None:
            return await self.receive(text, visit)
        view = await self.guilds.view(visit.guild_id)
        diagnosis = self._diagnose(text, visit, view.settings.sensitivity)
        tongue = self._tongue(view.settings.language, diagnosis, visit)
        if reply.verdict == DISMISSED or await self._still_linked(
            reply, diagnosis, visit, view.settings.cooldown_seconds
        ):
            action = Action.NOTHING
        elif may_reply(diagnosis, visit.door, visit.mode, view.settings.sensitivity):
            action = Action.UPDATE
        else:
            action = Action.REMOVE
        return Outcome(visit, diagnosis, tongue, action, reply)

    def present(self, entry_id: str, visit: Visit, tongue: Tongue) -> Outcome:
        """An answer given by hand, with no paste behind it. Raises KeyError."""
        diagnosis = self.answer_with(entry_id, self.desk.diagnose(Paste("")))
        return Outcome(visit, diagnosis, tongue, Action.ANSWER)

    async def tongue_of(
        self, *, guild_id: int | None, user_locale: str | None = None, guild_locale: str | None = None
    ) -> Tongue:
        """The language for everything that is said without a paste. Raises StorageError."""
        setting = (await self.guilds.view(guild_id)).settings.language
        return choose_tongue(setting, user_locale=user_locale, guild_locale=guild_locale, default=self._language)

    async def record_answer(self, outcome: Outcome, reply_message_id: int, *, is_link: bool = False) -> None:
        """Remembers which message answers the paste, or only points to the answer. Raises StorageError."""
        visit, diagnosis = outcome.visit, outcome.diagnosis
        if not is_link:
            self.recent.keep(reply_message_id, diagnosis)
        await self.store.replies.put(
            Reply(
                paste_message_id=visit.paste_id,
                reply_message_id=reply_message_id,
                channel_id=visit.channel_id or 0,
                # An answer that one person sees shares its place with no other.
                place_id=visit.place_id or reply_message_id,
                guild_id=visit.guild_id,
                asker_id=visit.user_id,
                entries=() if is_link else tuple(entry.id for entry in shown_entries(diagnosis)),
                verdict=LINKED if is_link else diagnosis.verdict.value,
                language=outcome.tongue,
                at=visit.at,
                fingerprint=diagnosis.fingerprint if diagnosis.verdict is Verdict.UNMATCHED else None,
            )
        )

    def record_lookup(self, outcome: Outcome) -> None:
        """Counts the look-up and files what nobody knows; the store writes when it can. Never raises."""
        visit, diagnosis = outcome.visit, outcome.diagnosis
        if visit.door is Door.WATCH and diagnosis.verdict is Verdict.SILENT:
            return
        best = diagnosis.matches[0] if diagnosis.matches else None
        user = self.store.hash_user(visit.user_id)
        self.store.outbox.put(
            Lookup(
                at=visit.at,
                door=visit.way,
                verdict=diagnosis.verdict.value,
                entry=best.entry.id if best else None,
                confidence=best.confidence if best else None,
                guild_id=visit.guild_id,
                channel_id=visit.channel_id,
                user=user,
                language=outcome.tongue,
                elapsed_ms=diagnosis.elapsed_ms,
            )
        )
        if diagnosis.logged:
            self.store.outbox.put(unmatched_of(diagnosis, visit, user))

    async def dismiss(self, reply: Reply) -> None:
        """Remembers that an answer isn't wanted. Raises StorageError."""
        self.recent.forget(reply.reply_message_id)
        await self.store.replies.put(replace(reply, entries=(), verdict=DISMISSED))

    async def forget_paste(self, paste_id: int) -> Reply | None:
        """Ends the record of a deleted paste and returns the answer that is to go with it. Raises StorageError."""
        reply = await self.store.replies.by_paste(paste_id)
        if reply is None:
            return None
        self.recent.forget(reply.reply_message_id)
        await self.store.replies.drop(paste_id)
        return reply

    async def forget_answer(self, message_id: int) -> None:
        """Treats an answer that somebody deleted as dismissed. Raises StorageError."""
        if (reply := await self.store.replies.by_reply(message_id)) is not None:
            await self.dismiss(reply)

    async def choose(
        self, reply: Reply, entry_id: str, user_id: int, diagnosis: Diagnosis, system: str | None = None
    ) -> Diagnosis:
        """Turns a reply into the answer that a person picked, by itself or by its `system`.

        The pick counts as that person's vote. Raises KeyError for an entry that the catalogue doesn't have,
        StorageError.
        """
        chosen = self.prefer(entry_id, user_id, diagnosis, system)
        await self.store.replies.put(replace(reply, entries=(entry_id,), verdict=Verdict.MATCH.value))
        self.recent.keep(reply.reply_message_id, chosen)
        self.vote(reply.reply_message_id, entry_id, user_id, helped=True)
        return chosen

    def prefer(self, entry_id: str, user_id: int, diagnosis: Diagnosis, system: str | None = None) -> Diagnosis:
        """Remembers what a person picked and gives the diagnosis with that answer. Raises KeyError."""
        chosen = self.answer_with(entry_id, diagnosis)
        for name in (entry_id, system):
            if name is not None:
                self.picks.note(user_id, name, self._now())
        return chosen

    def answer_with(self, entry_id: str, diagnosis: Diagnosis, confidence: float = 1.0) -> Diagnosis:
        """The diagnosis as it were if `entry_id` were the answer; what stood before stays near. Raises KeyError."""
        entry = self.desk.knowledge.entries[entry_id]
        others = [match.entry for match in diagnosis.matches] + [choice.entry for choice in diagnosis.choices]
        nearest = tuple(other for other in (*others, *diagnosis.nearest) if other.id != entry_id)
        match = Match(entry, confidence, self.desk.capture(entry, diagnosis.text))
        return replace(
            diagnosis, verdict=Verdict.MATCH, matches=(match,), choices=(), nearest=nearest, by_system=(), logged=False
        )

    def vote(self, reply_message_id: int, entry_id: str, user_id: int, *, helped: bool) -> None:
        """Casts or changes one person's vote. Never raises; the store writes it when it can."""
        user = self.store.hash_user(user_id)
        self.store.outbox.put(Vote(reply_message_id, user, entry_id, helped, self._now()))

    def recall(self, reply: Reply, text: str | None) -> Diagnosis | None:
        """The diagnosis that a reply shows: from memory, from the paste's `text`, or from the entries alone."""
        if (remembered := self.recent.find(reply.reply_message_id)) is not None:
            return remembered
        read = self.desk.diagnose(Paste(text or "", guild_id=reply.guild_id))
        if text and tuple(entry.id for entry in shown_entries(read)) == reply.entries:
            return read
        known = [self.desk.knowledge.entries.get(entry_id) for entry_id in reply.entries]
        entries = [entry for entry in known if entry is not None]
        if not entries:
            return read if text and reply.verdict == read.verdict.value else None
        if reply.verdict == Verdict.CHOICE.value:
            choices = tuple(Choice(entry, 1.0 / len(entries), self.desk.capture(entry, read.text)) for entry in entries)
            by_system = self.desk.tell_apart_by_system(entries)
            return replace(read, verdict=Verdict.CHOICE, matches=(), choices=choices, by_system=by_system)
        matches = tuple(Match(entry, 1.0, self.desk.capture(entry, read.text)) for entry in entries)
        return replace(read, verdict=Verdict.MATCH, matches=matches, choices=(), by_system=())

    def _diagnose(self, text: str, visit: Visit, taste: Sensitivity) -> Diagnosis:
        paste = Paste(text, visit.door, visit.system, visit.channel_system, visit.guild_id, eager=taste == "eager")
        return self._as_picked_before(self.desk.diagnose(paste), visit)

    def _as_picked_before(self, diagnosis: Diagnosis, visit: Visit) -> Diagnosis:
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

    def _tongue(self, setting: GuildLanguage, diagnosis: Diagnosis, visit: Visit) -> Tongue:
        return choose_tongue(
            setting,
            paste=diagnosis.language,
            user_locale=visit.user_locale,
            guild_locale=visit.guild_locale,
            default=self._language,
        )

    def _once(self, earlier: Reply | None, visit: Visit) -> Action:
        """A command is always pointed to the earlier answer; a watched channel soon falls silent."""
        if earlier is None:
            return Action.ANSWER
        if visit.door is Door.COMMAND:
            return Action.LINK
        own = earlier.asker_id == visit.user_id and earlier.place_id == visit.place_id
        return Action.NOTHING if own or not self._links.take(earlier.reply_message_id, visit.user_id) else Action.LINK

    def _find_outage(self, diagnosis: Diagnosis, visit: Visit) -> OutageNotice | None:
        """The notice that says all that an answer would say."""
        if diagnosis.verdict is not Verdict.MATCH:
            return None
        return self.outages.covering(visit.guild_id, (match.entry.id for match in diagnosis.matches))

    def _point(self, notice: OutageNotice, visit: Visit) -> Action:
        """Whoever asks is pointed to the notice; a watched channel says so to a few and then falls silent."""
        if visit.door is Door.COMMAND or self._links.take((notice.message_id, visit.place_id), visit.user_id):
            return Action.OUTAGE
        return Action.NOTHING

    async def _still_linked(self, reply: Reply, diagnosis: Diagnosis, visit: Visit, cooldown_seconds: int) -> bool:
        if reply.verdict != LINKED:
            return False
        if self._find_outage(diagnosis, visit) is not None:
            return True
        return await self._find_earlier(diagnosis, visit, cooldown_seconds) is not None

    async def _find_earlier(self, diagnosis: Diagnosis, visit: Visit, cooldown_seconds: int) -> Reply | None:
        """The answer that stands in this place already, or that this person got in another, if it covers the paste."""
        if visit.place_id is None or cooldown_seconds == 0:
            return None
        since = visit.at - timedelta(seconds=cooldown_seconds)
        earlier: Reply | None = None
        for entry in shown_entries(diagnosis):
            earlier = await self.store.replies.recent(visit.place_id, entry.id, since)
            if earlier is None and visit.guild_id is not None:
                earlier = await self.store.replies.recent_of(visit.user_id, visit.guild_id, entry.id, since)
            if earlier is None:
                return None
        return earlier


def shown_entries(diagnosis: Diagnosis) -> tuple[Entry, ...]:
    """What an answer shows: the answers, or the candidates where nothing is settled."""
    return tuple(match.entry for match in diagnosis.matches) or tuple(choice.entry for choice in diagnosis.choices)


def unmatched_of(diagnosis: Diagnosis, visit: Visit, user: str) -> UnmatchedPaste:
    """The record by which a paste reaches the maintainers."""
    return UnmatchedPaste(
        at=visit.at,
        fingerprint=diagnosis.fingerprint,
        # What is beyond would be cut when it is stored; until then it would only fill the memory.
        text=diagnosis.text[:MAX_SAMPLE],
        guild_id=visit.guild_id,
        channel_id=visit.channel_id,
        message_id=visit.paste_id if visit.is_message else None,
        user=user,
        language=diagnosis.language,
        nearest=tuple(entry.id for entry in diagnosis.nearest),
    )
