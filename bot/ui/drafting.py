"""Forms for maintainers: the answer of a draft, its details, the reason for ignoring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord.ui import Label, Select, TextInput

from bot.knowledge.model import Blame, Retry
from bot.reception.tongue import catalogue_language
from bot.review.drafts import Wording
from bot.review.faults import find_system
from bot.ui.faults import guarded, tell_fault
from bot.ui.ids import new_form_id
from bot.ui.safe import cut

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.knowledge.model import Language, System
    from bot.reception.tongue import Tongue
    from bot.review.drafts import Draft
    from bot.ui.client import Interaction
    from bot.ui.texts import Texts

    Submit = Callable[[Interaction, Draft], Awaitable[None]]

_MAX_LABEL = 45
_MAX_OPTIONS = 25
_ANOTHER = "-"
_NAME = 160
_TITLE, _CAUSE, _STEPS, _MESSAGES, _SHORT = 200, 1500, 2500, 3000, 300
_TIMEOUT_SECONDS = 3600.0


class _Form(discord.ui.Modal):
    def __init__(self, boot: str, title: str) -> None:
        super().__init__(title=cut(title, _MAX_LABEL), timeout=_TIMEOUT_SECONDS, custom_id=new_form_id(boot))

    async def on_error(self, interaction: discord.Interaction[Any], error: Exception, /) -> None:
        await tell_fault(interaction, error)


class _Words:
    """The three fields that people read, in one language."""

    def __init__(self, form: _Form, words: Wording, tongue: Tongue, texts: Texts, *, required: bool = True) -> None:
        self._title = _line(words.title, _TITLE, required=required)
        self._cause = _text(words.cause, _CAUSE, required=required)
        self._steps = _text("\n".join(words.fix), _STEPS, required=required)
        form.add_item(_label(texts.say("draft-title", tongue), self._title))
        form.add_item(_label(texts.say("draft-cause", tongue), self._cause))
        form.add_item(_label(texts.say("draft-steps", tongue), self._steps))

    def read(self) -> Wording:
        return Wording(
            title=" ".join(self._title.value.split()), cause=self._cause.value.strip(), fix=_lines(self._steps.value)
        )


class AnswerModal(_Form):
    """System, messages, title, cause and steps in the maintainer's language."""

    def __init__(
        self,
        boot: str,
        title: str,
        draft: Draft,
        *,
        systems: Sequence[System],
        tongue: Tongue,
        texts: Texts,
        submit: Submit,
    ) -> None:
        super().__init__(boot, title)
        self._draft, self._submit = draft, submit
        self._language = catalogue_language(tongue)
        self._system: Select[Any] = Select(options=_system_options(systems, draft, tongue, texts))
        self._messages = _text("\n".join(draft.messages), _MESSAGES)
        self.add_item(_label(texts.say("draft-system", tongue), self._system))
        hint = texts.say("draft-messages-hint", tongue)
        self.add_item(_label(texts.say("draft-messages", tongue), self._messages, hint))
        self._words = _Words(self, draft.words(self._language), tongue, texts)

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        system, _, slug = self._draft.id.partition("/")
        if self._system.values and self._system.values[0] != _ANOTHER:
            system = self._system.values[0]
        changes: dict[str, Any] = {"messages": _lines(self._messages.value), self._language: self._words.read()}
        draft = self._draft.renamed(system, slug).model_copy(update=changes)
        await guarded(interaction, self._submit(interaction, draft))


class WordsModal(_Form):
    """Title, cause and steps in a given language."""

    def __init__(
        self, boot: str, draft: Draft, language: Language, *, tongue: Tongue, texts: Texts, submit: Submit
    ) -> None:
        super().__init__(boot, texts.say("draft-form-words" if language == "en" else "draft-form-words-zh", tongue))
        self._draft, self._submit, self._language = draft, submit, language
        self._words = _Words(self, draft.words(language), tongue, texts)

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        draft = self._draft.model_copy(update={self._language: self._words.read()})
        await guarded(interaction, self._submit(interaction, draft))


class DetailsModal(_Form):
    """System and short name, status and codes, blame, retry and source. Here every system can be named."""

    def __init__(
        self, boot: str, draft: Draft, *, systems: Sequence[System], tongue: Tongue, texts: Texts, submit: Submit
    ) -> None:
        super().__init__(boot, texts.say("draft-form-more", tongue))
        self._draft, self._submit, self._systems = draft, submit, systems
        self._name = _line(draft.id, _NAME)
        self._codes = _line(" ".join([*map(str, draft.status), *draft.codes]), _SHORT, required=False)
        self._blame: Select[Any] = Select(
            options=[
                discord.SelectOption(
                    label=texts.say(f"blame-{blame.value}", tongue), value=blame.value, default=blame is draft.blame
                )
                for blame in Blame
            ]
        )
        self._retry: Select[Any] = Select(
            options=[
                discord.SelectOption(
                    label=texts.say(f"retry-{retry.value}", tongue), value=retry.value, default=retry is draft.retry
                )
                for retry in Retry
            ]
        )
        self._source = _line(draft.url or draft.source, _SHORT, required=False)
        self.add_item(_label(texts.say("draft-name", tongue), self._name, texts.say("draft-name-hint", tongue)))
        self.add_item(_label(texts.say("draft-codes", tongue), self._codes))
        self.add_item(_label(texts.say("draft-blame", tongue), self._blame))
        self.add_item(_label(texts.say("draft-retry", tongue), self._retry))
        self.add_item(_label(texts.say("draft-source", tongue), self._source))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        words = self._codes.value.split()
        source = self._source.value.strip()
        is_address = source.startswith(("https://", "http://"))
        changes: dict[str, Any] = {
            "status": tuple(int(word) for word in words if _is_status(word)),
            "codes": tuple(word for word in words if not _is_status(word)),
            "blame": Blame(self._blame.values[0]) if self._blame.values else self._draft.blame,
            "retry": Retry(self._retry.values[0]) if self._retry.values else self._draft.retry,
            "url": source if is_address else "",
            "source": "" if is_address else source,
        }
        named, _, slug = self._name.value.rpartition("/")
        system = find_system(named, self._systems) if named.strip() else self._draft.id.partition("/")[0]
        draft = self._draft.renamed(system, "-".join(slug.lower().split())).model_copy(update=changes)
        await guarded(interaction, self._submit(interaction, draft))


class IgnoreModal(_Form):
    """Why a cluster is put to rest."""

    def __init__(
        self,
        boot: str,
        cluster_id: int,
        tongue: Tongue,
        texts: Texts,
        submit: Callable[[Interaction, str], Awaitable[None]],
    ) -> None:
        super().__init__(boot, texts.say("draft-ignore-form", tongue, id=cluster_id))
        self._submit = submit
        self._reason = _line("", _SHORT)
        self.add_item(_label(texts.say("draft-ignore-reason", tongue), self._reason))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        await guarded(interaction, self._submit(interaction, self._reason.value.strip()))


def _system_options(
    systems: Sequence[System], draft: Draft, tongue: Tongue, texts: Texts
) -> list[discord.SelectOption]:
    """The draft's system first. Where a menu can't hold all, the last choice says where the others are named."""
    ordered = sorted(systems, key=lambda system: system.id not in draft.systems)
    shown = ordered if len(ordered) <= _MAX_OPTIONS else ordered[: _MAX_OPTIONS - 1]
    options = [
        discord.SelectOption(
            label=cut(texts.read(system.name, tongue), 100), value=system.id, default=system.id in draft.systems[:1]
        )
        for system in shown
    ]
    if len(shown) < len(ordered):
        options.append(discord.SelectOption(label=cut(texts.say("draft-system-another", tongue), 100), value=_ANOTHER))
    return options


def _line(value: str, most: int, *, required: bool = True) -> TextInput[Any]:
    return TextInput(required=required, max_length=most, default=value[:most] or None)


def _text(value: str, most: int, *, required: bool = True) -> TextInput[Any]:
    style = discord.TextStyle.paragraph
    return TextInput(style=style, required=required, max_length=most, default=value[:most] or None)


def _label(text: str, component: discord.ui.Item[Any], hint: str | None = None) -> Label[Any]:
    return Label(text=cut(text, _MAX_LABEL), description=hint and cut(hint, 100), component=component)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _is_status(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) == 3  # HTTP statuses have three digits
