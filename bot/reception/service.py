"""The reception: one way from a paste to what is shown and what is written down, whatever door it came by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk import Paste
from bot.matching.decide import Door, Verdict
from bot.reception.memory import LinksGiven, RecentlyFiled
from bot.reception.outages import RunningOutages
from bot.reception.replies import DISMISSED, LINKED, Replies
from bot.reception.secrets import leaked_secrets
from bot.reception.tongue import Tongue, choose_chinese, choose_tongue, read_tongue, tongue_of_paste
from bot.reception.turns import Turns
from bot.reception.unmatched import unmatched_of
from bot.reception.visits import Action, Outcome, Visit
from bot.reception.watch import may_reply
from bot.storage.records import Lookup

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.desk import Desk, Diagnosis
    from bot.reception.guilds import Guilds
    from bot.reception.memory import RecentDiagnoses
    from bot.storage.records import GuildLanguage, OutageNotice, Reply, Sensitivity
    from bot.storage.store import Store


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
        self.guilds = guilds
        self.replies = Replies(desk, store, recent, now)
        self.turns = Turns()
        self.outages = RunningOutages()
        self._desk = desk
        self._store = store
        self._links = LinksGiven()
        self._filed = RecentlyFiled()
        self._language: GuildLanguage = language

    async def receive(self, text: str, visit: Visit) -> Outcome:
        """Diagnoses a paste and decides whether and how to answer. Raises StorageError."""
        return await self.settle(await self.examine(text, visit))

    async def examine(self, text: str, visit: Visit) -> Outcome:
        """The first half: whether the paste calls for an answer at all (ANSWER or NOTHING). Raises StorageError."""
        view = await self.guilds.view(visit.guild_id)
        diagnosis = self._diagnose(text, visit, view.settings.sensitivity)
        wanted = may_reply(diagnosis, visit.door, visit.mode, view.settings.sensitivity, quiet=visit.quiet)
        tongue = self._tongue(view.settings.language, diagnosis, visit)
        return Outcome(visit, diagnosis, tongue, Action.ANSWER if wanted else Action.NOTHING)

    async def settle(self, outcome: Outcome) -> Outcome:
        """The second half: one answer a problem and place; later ones point to it. Raises StorageError.

        While a provider is in trouble and the guild was told so, answers point to that notice instead. Belongs into a
        turn: of two pastes settled at once both would be the first.
        """
        if outcome.action is not Action.ANSWER:
            return outcome
        if (notice := self._find_outage(outcome.diagnosis, outcome.visit)) is not None:
            return replace(outcome, action=self._point(notice, outcome.visit), notice=notice)
        view = await self.guilds.view(outcome.visit.guild_id)
        earlier = await self.replies.find_earlier(outcome.diagnosis, outcome.visit, view.settings.cooldown_seconds)
        return replace(outcome, action=self._once(earlier, outcome.visit), reply=earlier)

    async def revise(self, text: str, visit: Visit) -> Outcome:
        """The same for an edited paste: its answer is updated, removed or, where there was none, given now."""
        reply = await self.replies.to_revise(visit.paste_id)
        if reply is None:
            return await self.receive(text, visit)
        view = await self.guilds.view(visit.guild_id)
        diagnosis = self._diagnose(text, visit, view.settings.sensitivity)
        tongue = self._tongue_again(view.settings.language, diagnosis, visit, reply)
        # An answer that stands is kept right in quiet hours, too; what was a mere line doesn't become one.
        quiet = visit.quiet and reply.verdict == LINKED
        wanted = may_reply(diagnosis, visit.door, visit.mode, view.settings.sensitivity, quiet=quiet)
        if (
            reply.verdict == DISMISSED
            or self.replies.shows(reply, diagnosis)
            or _still_warns(reply, diagnosis, wanted=wanted)
            or await self._still_linked(reply, diagnosis, visit, view.settings.cooldown_seconds)
        ):
            action = Action.NOTHING
        elif wanted:
            action = Action.UPDATE
        else:
            action = Action.REMOVE
        return Outcome(visit, diagnosis, tongue, action, reply)

    def present(self, entry_id: str, visit: Visit, tongue: Tongue) -> Outcome:
        """An answer given by hand, with no paste behind it. Raises KeyError."""
        diagnosis = self.replies.answer_with(entry_id, self._desk.diagnose(Paste("")))
        return Outcome(visit, diagnosis, tongue, Action.ANSWER)

    async def tongue_of(
        self, *, guild_id: int | None, user_locale: str | None = None, guild_locale: str | None = None
    ) -> Tongue:
        """The language for everything that is said without a paste. Raises StorageError."""
        setting = (await self.guilds.view(guild_id)).settings.language
        return self.tongue_by(setting, user_locale=user_locale, guild_locale=guild_locale)

    async def chinese_of(
        self, *, guild_id: int | None, user_locale: str | None = None, guild_locale: str | None = None
    ) -> Tongue:
        """The Chinese for somebody who asks for Chinese. Raises StorageError."""
        setting = (await self.guilds.view(guild_id)).settings.language
        return choose_chinese(setting, user_locale=user_locale, guild_locale=guild_locale, default=self._language)

    def tongue_by(
        self, setting: GuildLanguage, *, user_locale: str | None = None, guild_locale: str | None = None
    ) -> Tongue:
        """The same where the guild's `setting` is known."""
        return choose_tongue(setting, user_locale=user_locale, guild_locale=guild_locale, default=self._language)

    def record_lookup(self, outcome: Outcome) -> None:
        """Counts the look-up and files what nobody knows; the store writes when it can. Never raises."""
        visit, diagnosis = outcome.visit, outcome.diagnosis
        if visit.door is Door.WATCH and diagnosis.verdict is Verdict.SILENT:
            return
        best = diagnosis.matches[0] if diagnosis.matches else None
        user = self._store.hash_user(visit.user_id)
        self._store.outbox.put(
            Lookup(
                at=visit.at,
                door=visit.way,
                verdict=diagnosis.verdict.value,
                entry=best.entry.id if best else None,
                confidence=best.confidence if best else None,
                guild_id=visit.guild_id,
                # Where somebody asks for themselves alone is nobody else's business.
                channel_id=None if visit.place_id is None else visit.channel_id,
                user=user,
                language=outcome.tongue,
                elapsed_ms=diagnosis.elapsed_ms,
            )
        )
        if diagnosis.logged:
            self._filed.note(visit.paste_id, diagnosis.fingerprint)
            self._store.outbox.put(unmatched_of(diagnosis, visit, user))

    def is_news(self, outcome: Outcome) -> bool:
        """Whether an edit brought an error that nobody knows into a watched channel, and it isn't filed yet."""
        visit, diagnosis = outcome.visit, outcome.diagnosis
        filed = self._filed.has(visit.paste_id, diagnosis.fingerprint)
        return visit.door is Door.WATCH and diagnosis.logged and not filed

    def _diagnose(self, text: str, visit: Visit, taste: Sensitivity) -> Diagnosis:
        paste = Paste(text, visit.door, visit.system, visit.channel_system, visit.guild_id, eager=taste == "eager")
        return self.replies.as_picked_before(self._desk.diagnose(paste), visit)

    def _tongue(self, setting: GuildLanguage, diagnosis: Diagnosis, visit: Visit) -> Tongue:
        return choose_tongue(
            setting,
            paste=tongue_of_paste(diagnosis.language, diagnosis.text),
            user_locale=visit.user_locale,
            guild_locale=visit.guild_locale,
            default=self._language,
        )

    def _tongue_again(self, setting: GuildLanguage, diagnosis: Diagnosis, visit: Visit, reply: Reply) -> Tongue:
        """A reply keeps the language that somebody turned it to or that the asker reads; else it follows the paste."""
        shown = self.replies.recent.find(reply.reply_message_id)
        follows = shown is not None and self._tongue(setting, shown, visit) == reply.language
        if follows or reply.verdict == LINKED:
            return self._tongue(setting, diagnosis, visit)
        return read_tongue(reply.language)

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
        return await self.replies.find_earlier(diagnosis, visit, cooldown_seconds) is not None


def _still_warns(reply: Reply, diagnosis: Diagnosis, *, wanted: bool) -> bool:
    """Whether a reply that answers nothing stays: the secret that it warns of is still there."""
    return reply.verdict == LINKED and not wanted and bool(leaked_secrets(diagnosis.redacted))
