"""Answers to interactions: the callback, the original answer, followups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.standin.errors import (
    unknown_interaction,
    unknown_message,
    unknown_webhook,
)
from tests.standin.interactions import Answer, Interaction, InteractionKind, Modal
from tests.standin.messages import (
    FLAG_EPHEMERAL,
    FLAG_LOADING,
    KIND_CONTEXT_MENU,
    KIND_REPLY,
    KIND_SLASH_COMMAND,
    Message,
)
from tests.standin.payloads import message_payload
from tests.standin.records import EffectKind
from tests.standin.rest.drafts import apply_draft, compose
from tests.standin.validation.form import Form
from tests.standin.validation.messages import Draft, read_message
from tests.standin.validation.modals import read_modal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.standin.rest.router import Call, Router
    from tests.standin.world import World

Json = dict[str, Any]

WEBHOOK = "/webhooks/{application}/{token}"
FOLLOWUP = WEBHOOK + "/messages/{message}"
MAX_CHOICES = 25


class InteractionRoutes:
    """`/interactions/.../callback` and the webhook that each interaction brings along."""

    def __init__(self, world: World, router: Router) -> None:
        self._world = world
        router.add("POST", "/interactions/{interaction}/{token}/callback", self._callback, needs_token=False)
        router.add("POST", WEBHOOK, self._follow_up, needs_token=False)
        router.add("GET", FOLLOWUP, self._get, needs_token=False)
        router.add("PATCH", FOLLOWUP, self._edit, needs_token=False)
        router.add("DELETE", FOLLOWUP, self._delete, needs_token=False)
        self._answers: dict[Answer, Callable[[Call, Interaction, Json], Awaitable[None]]] = {
            Answer.MESSAGE: self._answer_with_message,
            Answer.DEFERRED_MESSAGE: self._answer_later,
            Answer.DEFERRED_UPDATE: self._answer_by_update_later,
            Answer.UPDATE: self._answer_by_update,
            Answer.CHOICES: self._answer_with_choices,
            Answer.MODAL: self._answer_with_modal,
        }

    # The first answer

    async def _callback(self, call: Call) -> Json | None:
        """Acknowledge: unknown token or too late is 10062, twice is 40060, an answer that doesn't fit is 50035."""
        interaction = self._world.interactions.get(call.id("interaction"))
        if interaction is None or interaction.token != call.params["token"]:
            raise unknown_interaction()
        body: Json = call.body or {}
        answer = self._read_type(interaction, body.get("type"))
        data: Json = body.get("data") or {}
        await self._answers[answer](call, interaction, data)
        self._world.note(
            EffectKind.ACKNOWLEDGE,
            call.at,
            interaction.channel,
            message=interaction.original,
            interaction=interaction,
            detail=answer.name,
        )
        if call.query.get("with_response") not in {"1", "true"}:
            return None
        return self._callback_payload(interaction, answer)

    @staticmethod
    def _read_type(interaction: Interaction, value: Any) -> Answer:
        """Which answers fit: choices only for autocomplete and nothing else there, updates only where there is a
        message, no modal in answer to a modal."""
        allowed = {Answer.MESSAGE, Answer.DEFERRED_MESSAGE, Answer.MODAL}
        if interaction.kind is InteractionKind.AUTOCOMPLETE:
            allowed = {Answer.CHOICES}
        elif interaction.kind is InteractionKind.MODAL_SUBMIT:
            allowed.discard(Answer.MODAL)
        if interaction.can_update:
            allowed |= {Answer.UPDATE, Answer.DEFERRED_UPDATE}
        form = Form()
        form.choice(("type",), value, {int(one) for one in allowed})
        form.close()
        return Answer(value)

    def _acknowledge(self, call: Call, interaction: Interaction, answer: Answer) -> None:
        interaction.acknowledge(answer, now=self._world.clock.now(), at=call.at)

    async def _answer_with_message(self, call: Call, interaction: Interaction, data: Json) -> None:
        draft = read_message(data, call.files, path=("data",), private_allowed=True)
        self._acknowledge(call, interaction, Answer.MESSAGE)
        interaction.original = self._post(call, interaction, draft, private=bool(draft.flags & FLAG_EPHEMERAL))
        interaction.show(interaction.original, at=call.at)

    async def _answer_later(self, call: Call, interaction: Interaction, data: Json) -> None:
        """Show "... is thinking"; whether the answer is ephemeral is settled now."""
        self._acknowledge(call, interaction, Answer.DEFERRED_MESSAGE)
        flags = int(data.get("flags") or 0)
        draft = Draft(None, None, None, None, [], FLAG_LOADING, None, None, None)
        interaction.loading = True
        interaction.original = self._post(call, interaction, draft, private=bool(flags & FLAG_EPHEMERAL))

    async def _answer_by_update_later(self, call: Call, interaction: Interaction, data: Json) -> None:
        self._acknowledge(call, interaction, Answer.DEFERRED_UPDATE)
        interaction.original = interaction.source

    async def _answer_by_update(self, call: Call, interaction: Interaction, data: Json) -> None:
        source = interaction.source
        if source is None or source.deleted:
            raise unknown_message()
        draft = read_message(data, call.files, path=("data",), before=source)
        self._acknowledge(call, interaction, Answer.UPDATE)
        interaction.original = source
        self._change(call, interaction, source, draft)

    async def _answer_with_choices(self, call: Call, interaction: Interaction, data: Json) -> None:
        """At most 25 choices, names and text values of 1 to 100 characters, values of the option's type."""
        form = Form()
        choices = form.items(("data", "choices"), data.get("choices"), MAX_CHOICES)
        for i, choice in enumerate(choices):
            path = ("data", "choices", i)
            form.text((*path, "name"), choice.get("name"), 100, low=1)
            if not isinstance(choice.get("value"), int | float):
                form.text((*path, "value"), choice.get("value"), 100, low=1)
        form.close()
        self._acknowledge(call, interaction, Answer.CHOICES)
        interaction.choices = list(choices)
        interaction.visible_at = call.at

    async def _answer_with_modal(self, call: Call, interaction: Interaction, data: Json) -> None:
        modal = read_modal(data)
        self._acknowledge(call, interaction, Answer.MODAL)
        interaction.modal = Modal(modal["title"], modal["custom_id"], modal["components"], opened_by=interaction)
        interaction.visible_at = call.at

    def _callback_payload(self, interaction: Interaction, answer: Answer) -> Json:
        about: Json = {"id": str(interaction.id), "type": int(interaction.kind)}
        payload: Json = {"interaction": about}
        message = interaction.original
        if message is not None:
            about |= {
                "response_message_id": str(message.id),
                "response_message_loading": message.loading,
                "response_message_ephemeral": message.ephemeral,
            }
            if answer is not Answer.DEFERRED_UPDATE:
                payload["resource"] = {"type": int(answer), "message": message_payload(message, bot=self._world.bot)}
        return payload

    # What comes after it

    def _interaction(self, call: Call) -> Interaction:
        """The interaction of a webhook token: 10015 if there is none, 50027 after 15 minutes."""
        if call.id("application") != self._world.application_id:
            raise unknown_webhook()
        token = call.params["token"]
        interaction = next((one for one in self._world.interactions.values() if one.token == token), None)
        if interaction is None:
            raise unknown_webhook()
        interaction.require_token(now=self._world.clock.now())
        return interaction

    async def _follow_up(self, call: Call) -> Json:
        """A further message. The first one after a deferred answer takes its place, ephemeral or not as deferred."""
        interaction = self._interaction(call)
        draft = read_message(call.body, call.files, private_allowed=True)
        if interaction.loading and interaction.original is not None:
            message = interaction.original
            self._change(call, interaction, message, draft)
        else:
            interaction.require_followup()
            message = self._post(call, interaction, draft, private=bool(draft.flags & FLAG_EPHEMERAL))
            interaction.followups.append(message)
            interaction.show(message, at=call.at)
        return message_payload(message, bot=self._world.bot)

    async def _get(self, call: Call) -> Json:
        return message_payload(self._interaction(call).find_message(call.params["message"]), bot=self._world.bot)

    async def _edit(self, call: Call) -> Json:
        interaction = self._interaction(call)
        message = interaction.find_message(call.params["message"])
        draft = read_message(call.body, call.files, before=message)
        self._change(call, interaction, message, draft)
        return message_payload(message, bot=self._world.bot)

    async def _delete(self, call: Call) -> None:
        interaction = self._interaction(call)
        message = interaction.find_message(call.params["message"])
        self._world.retract(message)
        interaction.loading = False
        interaction.show(message, at=call.at)
        self._world.note(EffectKind.DELETE, call.at, message.channel, message=message, interaction=interaction)

    # Both

    def _post(self, call: Call, interaction: Interaction, draft: Draft, *, private: bool) -> Message:
        """A new answer. It needs no channel permissions of the bot: interactions bring their own right to answer."""
        source = interaction.source
        message = compose(self._world, interaction.channel, draft, referenced=None, at=call.at)
        message.interaction = interaction
        message.kind = _message_kind(interaction)
        if source is not None and source.channel is interaction.channel:
            message.referenced, message.reference_id = source, source.id
        if private:
            message.private_to = interaction.user
            message.flags |= FLAG_EPHEMERAL
            for file in message.attachments:
                file.ephemeral = True
        self._world.publish(message)
        if not message.loading:
            self._world.note(EffectKind.POST, call.at, message.channel, message=message, interaction=interaction)
        return message

    def _change(self, call: Call, interaction: Interaction, message: Message, draft: Draft) -> None:
        first = message.loading
        message.flags &= ~FLAG_LOADING
        apply_draft(self._world, message, draft)
        if first:
            interaction.loading = False
            message.arrived_at = call.at
        self._world.amend(message)
        interaction.show(message, at=call.at)
        kind = EffectKind.POST if first else EffectKind.EDIT
        self._world.note(kind, call.at, message.channel, message=message, interaction=interaction)


def _message_kind(interaction: Interaction) -> int:
    """20 for slash commands, 23 for context menus, 19 for answers to components and modals."""
    if interaction.source is not None:
        return KIND_REPLY
    if interaction.command is not None and interaction.command.kind != 1:
        return KIND_CONTEXT_MENU
    return KIND_SLASH_COMMAND
