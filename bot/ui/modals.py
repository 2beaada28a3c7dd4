"""Forms. They live as long as the process; whoever has one open over a restart opens it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord
from discord.ui import FileUpload, Label, Select, TextInput

from bot.ui.faults import guarded, tell_fault
from bot.ui.ids import new_form_id
from bot.ui.safe import cut, cut_middle

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.knowledge.model import System
    from bot.reception.tongue import Tongue
    from bot.ui.client import Interaction
    from bot.ui.texts import Texts

MAX_INPUT = 4000
MAX_FILES = 3
_MAX_LABEL = 45
_MAX_HINT = 100
_TIMEOUT_SECONDS = 1800.0


@dataclass(frozen=True, slots=True)
class ErrorForm:
    """What came back from the form of `/error`."""

    text: str
    files: tuple[discord.Attachment, ...]


@dataclass(frozen=True, slots=True)
class ReportForm:
    """What came back from the form of `/report-new`."""

    text: str
    system: str | None
    client: str
    actions: str
    files: tuple[discord.Attachment, ...]


class ErrorModal(discord.ui.Modal):
    """Asks for an error as text, as files or both."""

    def __init__(
        self, boot: str, tongue: Tongue, texts: Texts, submit: Callable[[Interaction, ErrorForm], Awaitable[None]]
    ) -> None:
        super().__init__(
            title=cut(texts.say("form-error-title", tongue), _MAX_LABEL),
            timeout=_TIMEOUT_SECONDS,
            custom_id=new_form_id(boot),
        )
        self._submit = submit
        self._text: TextInput[Any] = TextInput(
            style=discord.TextStyle.paragraph,
            required=False,
            max_length=MAX_INPUT,
            placeholder=cut(texts.say("form-error-placeholder", tongue), _MAX_HINT),
        )
        self._files: FileUpload[Any] = FileUpload(required=False, max_values=MAX_FILES)
        self.add_item(_label("form-error-text", tongue, texts, self._text))
        self.add_item(_label("form-error-files", tongue, texts, self._files))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        form = ErrorForm(self._text.value, tuple(self._files.values))
        await guarded(interaction, self._submit(interaction, form))

    async def on_error(self, interaction: discord.Interaction[Any], error: Exception, /) -> None:
        await tell_fault(interaction, error)


class ReportModal(discord.ui.Modal):
    """Asks for everything that maintainers need to write an entry."""

    def __init__(
        self,
        boot: str,
        systems: Sequence[System],
        tongue: Tongue,
        texts: Texts,
        submit: Callable[[Interaction, ReportForm], Awaitable[None]],
        *,
        text: str = "",
    ) -> None:
        super().__init__(
            title=cut(texts.say("form-report-title", tongue), _MAX_LABEL),
            timeout=_TIMEOUT_SECONDS,
            custom_id=new_form_id(boot),
        )
        self._submit = submit
        self._text: TextInput[Any] = TextInput(
            style=discord.TextStyle.paragraph,
            required=True,
            max_length=MAX_INPUT,
            placeholder=cut(texts.say("form-error-placeholder", tongue), _MAX_HINT),
            default=cut_middle(text, MAX_INPUT) or None,
        )
        self._system: Select[Any] = Select(
            required=False,
            min_values=0,
            placeholder=cut(texts.say("form-report-system-placeholder", tongue), _MAX_HINT),
            options=[
                discord.SelectOption(label=cut(texts.read(system.name, tongue), _MAX_HINT), value=system.id)
                for system in systems[:25]
            ],
        )
        self._client: TextInput[Any] = TextInput(
            required=False,
            max_length=200,
            placeholder=cut(texts.say("form-report-client-placeholder", tongue), _MAX_HINT),
        )
        self._actions: TextInput[Any] = TextInput(style=discord.TextStyle.paragraph, required=False, max_length=1000)
        self._files: FileUpload[Any] = FileUpload(required=False, max_values=MAX_FILES)
        self.add_item(_label("form-report-text", tongue, texts, self._text))
        if systems:
            self.add_item(_label("form-report-system", tongue, texts, self._system))
        self.add_item(_label("form-report-client", tongue, texts, self._client))
        self.add_item(_label("form-report-actions", tongue, texts, self._actions))
        self.add_item(_label("form-report-files", tongue, texts, self._files))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        form = ReportForm(
            text=self._text.value,
            system=self._system.values[0] if self._system.values else None,
            client=self._client.value,
            actions=self._actions.value,
            files=tuple(self._files.values),
        )
        await guarded(interaction, self._submit(interaction, form))

    async def on_error(self, interaction: discord.Interaction[Any], error: Exception, /) -> None:
        await tell_fault(interaction, error)


def _label(key: str, tongue: Tongue, texts: Texts, component: discord.ui.Item[Any]) -> Label[Any]:
    hint = f"{key}-hint"
    return Label(
        text=cut(texts.say(key, tongue), _MAX_LABEL),
        description=cut(texts.say(hint, tongue), _MAX_HINT) if texts.has(hint) else None,
        component=component,
    )
