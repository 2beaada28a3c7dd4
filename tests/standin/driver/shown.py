"""What a person sees after using a command, button, select or form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.standin.driver.people import Person
    from tests.standin.interactions import Interaction, Modal
    from tests.standin.messages import Button, Message
    from tests.standin.world import World

Json = dict[str, Any]


class Shown:
    """The bot's answer to one interaction: a message (new or updated), a form, or choices of an autocomplete."""

    def __init__(self, world: World, interaction: Interaction) -> None:
        self._world = world
        self.interaction = interaction

    async def settle(self, within: float) -> Shown:
        """Wait until something is visible; a bare acknowledgement ("... is thinking") is not."""
        interaction = self.interaction
        what = f"answer to {interaction.kind.name.lower()} by {interaction.user.name} (so far {interaction.answer!r})"
        await self._world.until(lambda: interaction.visible_at, within, what)
        return self

    @property
    def message(self) -> Message:
        """The first message that the answer showed or changed, in its present state."""
        if not self.interaction.touched:
            raise AssertionError(f"the answer is no message but {self.interaction.answer!r}")
        return self.interaction.touched[0]

    @property
    def latest(self) -> Message:
        """The message that the answer showed or changed last."""
        return self.interaction.touched[-1]

    @property
    def modal(self) -> Modal:
        """The form that opened."""
        if self.interaction.modal is None:
            raise AssertionError(f"no form opened but {self.interaction.answer!r}")
        return self.interaction.modal

    @property
    def is_modal(self) -> bool:
        return self.interaction.modal is not None

    @property
    def choices(self) -> list[Json]:
        """The choices of an autocomplete: `name` and `value` each."""
        return self.interaction.choices or []

    @property
    def updated(self) -> bool:
        """Whether the answer changed the message whose component was used, instead of sending one."""
        return self.message is self.interaction.source

    @property
    def content(self) -> str:
        return self.message.content

    @property
    def text(self) -> str:
        return self.message.text

    @property
    def embeds(self) -> list[Json]:
        return self.message.embeds

    @property
    def components(self) -> list[Json]:
        return self.message.components

    @property
    def buttons(self) -> list[Button]:
        return self.message.buttons

    @property
    def ephemeral(self) -> bool:
        return self.message.ephemeral

    @property
    def followups(self) -> list[Message]:
        """The messages sent after the first answer."""
        return self.interaction.followups

    def visible_to(self, person: Person) -> bool:
        return self.message.visible_to(person.user)

    async def next_change(self, within: float = 5.0) -> Message:
        """Wait for the next followup, edit or deletion by this interaction after what has been shown so far."""
        seen = len(self.interaction.touched)
        await self._world.until(lambda: len(self.interaction.touched) > seen, within, "a further answer")
        return self.interaction.touched[seen]

    @property
    def acknowledged_ms(self) -> float:
        """Milliseconds from the interaction's dispatch to the arrival of its acknowledgement (the limit is 3000)."""
        return self._since_dispatch(self.interaction.acknowledged_at)

    @property
    def latency_ms(self) -> float:
        """Milliseconds from the interaction's dispatch to the arrival of the call that showed something."""
        return self._since_dispatch(self.interaction.visible_at)

    def _since_dispatch(self, at: float | None) -> float:
        if at is None:
            raise AssertionError("there is no answer yet")
        return (at - self.interaction.dispatched_at) * 1000
