"""Interactions: the life of one use of a command, button, select or modal, with Discord's deadlines."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from tests.standin.errors import (
    already_acknowledged,
    invalid_webhook_token,
    too_many_followups,
    unknown_interaction,
    unknown_message,
    unknown_webhook,
)
from tests.standin.payloads import user_payload

if TYPE_CHECKING:
    from tests.standin.commands import Command, Context
    from tests.standin.messages import Message
    from tests.standin.model import Channel, Guild, User

Json = dict[str, Any]

ACKNOWLEDGE_WITHIN_SECONDS = 3.0
TOKEN_LIFETIME_SECONDS = 15 * 60.0
FOLLOWUPS_WITHOUT_GUILD_INSTALL = 5


class InteractionKind(IntEnum):
    """What the person did."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL_SUBMIT = 5


class Answer(IntEnum):
    """How the bot acknowledges."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(eq=False, slots=True)
class Modal:
    """A form that the bot opened for one person."""

    title: str
    custom_id: str
    components: list[Json]
    opened_by: Interaction = field(repr=False)

    @property
    def labels(self) -> list[str]:
        """The labels of its fields in the order shown."""
        return [node["label"] for node in self.components if node["type"] == 18]


@dataclass(eq=False, repr=False, slots=True)
class Interaction:
    """One interaction. Times named `*_at` are `time.perf_counter()`; `created` is the stand-in's clock."""

    id: int
    application_id: int
    token: str
    kind: InteractionKind
    user: User
    channel: Channel
    context: Context
    owners: dict[str, str]
    created: float
    dispatched_at: float
    data: Json
    command: Command | None = None
    source: Message | None = None
    modal_from: Modal | None = None
    answer: Answer | None = None
    acknowledged_at: float | None = None
    visible_at: float | None = None
    original: Message | None = None
    loading: bool = False
    modal: Modal | None = None
    choices: list[Json] | None = None
    followups: list[Message] = field(default_factory=list)
    touched: list[Message] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"<{self.kind.name.lower()} by {self.user.name} in #{self.channel.name}: {self.answer!r}>"

    @property
    def guild(self) -> Guild | None:
        return self.channel.guild

    @property
    def can_update(self) -> bool:
        """Types 6 and 7 need a message to update: the one whose component was used, or opened the modal."""
        return self.source is not None and self.kind in {InteractionKind.COMPONENT, InteractionKind.MODAL_SUBMIT}

    def acknowledge(self, answer: Answer, *, now: float, at: float) -> None:
        """The first answer. Later than 3 seconds it is 10062, a second one is 40060."""
        if self.answer is not None:
            raise already_acknowledged()
        if now - self.created > ACKNOWLEDGE_WITHIN_SECONDS:
            raise unknown_interaction()
        self.answer = answer
        self.acknowledged_at = at

    def require_token(self, *, now: float) -> None:
        """Followups and edits need an acknowledged interaction (else 10015) not older than 15 minutes (else 50027)."""
        if self.answer is None or self.answer is Answer.CHOICES:
            raise unknown_webhook()
        if now - self.created > TOKEN_LIFETIME_SECONDS:
            raise invalid_webhook_token()

    def require_followup(self) -> None:
        """Where the app is only user-installed, an interaction has five followups."""
        if "0" not in self.owners and len(self.followups) >= FOLLOWUPS_WITHOUT_GUILD_INSTALL:
            raise too_many_followups()

    def find_message(self, name: str) -> Message:
        """A message that this token may read, edit or delete: `@original`, a followup, or the source of a component."""
        if name == "@original":
            found = self.original
        else:
            known = [*self.followups, *([self.original] if self.original else [])]
            found = next((message for message in known if str(message.id) == name), None)
        if found is None or found.deleted:
            raise unknown_message()
        return found

    def show(self, message: Message, *, at: float) -> None:
        """Note that the bot made something visible: an answer, a followup, an edit or a deletion."""
        self.touched.append(message)
        if self.visible_at is None:
            self.visible_at = at

    def metadata(self) -> Json:
        """`interaction_metadata` of the messages that answer this."""
        return {
            "id": str(self.id),
            "type": int(self.kind),
            "user": user_payload(self.user),
            "authorizing_integration_owners": self.owners,
        }
