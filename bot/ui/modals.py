"""Forms for people who ask and report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord
from discord.ui import FileUpload, Label, Select

from bot.ui.faults import guarded
from bot.ui.forms import MAX_HINT, Form, label, line, paragraph
from bot.ui.menus import MAX_OPTION, MAX_OPTIONS
from bot.ui.safe import cut, cut_middle

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.knowledge.model import System
    from bot.reception.tongue import Tongue
    from bot.ui.client import Interaction
    from bot.ui.texts import Texts

MAX_INPUT = 4000
MAX_FILES = 3


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


class ErrorModal(Form):
    """Asks for an error as text, as files or both."""

    def __init__(
        self, boot: str, tongue: Tongue, texts: Texts, submit: Callable[[Interaction, ErrorForm], Awaitable[None]]
    ) -> None:
        super().__init__(boot, texts.say("form-error-title", tongue))
        self._submit = submit
        self._text = paragraph("", MAX_INPUT, required=False, placeholder=texts.say("form-error-placeholder", tongue))
        self._files: FileUpload[Any] = FileUpload(required=False, max_values=MAX_FILES)
        self.add_item(_label("form-error-text", tongue, texts, self._text))
        self.add_item(_label("form-error-files", tongue, texts, self._files))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        form = ErrorForm(self._text.value, tuple(self._files.values))
        await guarded(interaction, self._submit(interaction, form))


class ReportModal(Form):
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
        super().__init__(boot, texts.say("form-report-title", tongue))
        self._submit = submit
        paste = cut_middle(text, MAX_INPUT)
        self._text = paragraph(paste, MAX_INPUT, placeholder=texts.say("form-error-placeholder", tongue))
        self._system: Select[Any] = Select(
            required=False,
            min_values=0,
            placeholder=cut(texts.say("form-report-system-placeholder", tongue), MAX_HINT),
            options=[
                discord.SelectOption(label=cut(texts.read(system.name, tongue), MAX_OPTION), value=system.id)
                for system in systems[:MAX_OPTIONS]
            ],
        )
        self._client = line("", 200, required=False, placeholder=texts.say("form-report-client-placeholder", tongue))
        self._actions = paragraph("", 1000, required=False)
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


def _label(key: str, tongue: Tongue, texts: Texts, component: discord.ui.Item[Any]) -> Label[Any]:
    hint = f"{key}-hint"
    return label(texts.say(key, tongue), component, texts.say(hint, tongue) if texts.has(hint) else None)
