"""Forms for maintainers: the answer of a draft, its details, the reason for ignoring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord.ui import Select

from bot.knowledge.model import MAX_ENTRY_ID, Blame, Retry
from bot.reception.tongue import catalogue_language
from bot.review.drafts import Wording
from bot.review.faults import find_system
from bot.ui.faults import guarded
from bot.ui.forms import Form, label, line, paragraph
from bot.ui.menus import MAX_OPTION, MAX_OPTIONS
from bot.ui.safe import cut

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from bot.knowledge.model import Language, System
    from bot.reception.tongue import Tongue
    from bot.review.drafts import Draft
    from bot.ui.client import Interaction
    from bot.ui.texts import Texts

    Submit = Callable[[Interaction, Draft], Awaitable[None]]

_ANOTHER = "-"
_TITLE, _CAUSE, _STEPS, _MESSAGES, _SHORT = 200, 1500, 2500, 3000, 300


class _Words:
    """The three fields that people read, in one language."""

    def __init__(self, form: Form, words: Wording, tongue: Tongue, texts: Texts) -> None:
        self._title = line(words.title, _TITLE)
        self._cause = paragraph(words.cause, _CAUSE)
        self._steps = paragraph("\n".join(words.fix), _STEPS)
        form.add_item(label(texts.say("draft-title", tongue), self._title))
        form.add_item(label(texts.say("draft-cause", tongue), self._cause))
        form.add_item(label(texts.say("draft-steps", tongue), self._steps))

    def read(self) -> Wording:
        return Wording(
            title=" ".join(self._title.value.split()), cause=self._cause.value.strip(), fix=_lines(self._steps.value)
        )


class AnswerModal(Form):
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
        self._messages = paragraph("\n".join(draft.messages), _MESSAGES)
        self.add_item(label(texts.say("draft-system", tongue), self._system))
        hint = texts.say("draft-messages-hint", tongue)
        self.add_item(label(texts.say("draft-messages", tongue), self._messages, hint))
        self._words = _Words(self, draft.words(self._language), tongue, texts)

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        system, _, slug = self._draft.id.partition("/")
        if self._system.values and self._system.values[0] != _ANOTHER:
            system = self._system.values[0]
        changes: dict[str, Any] = {"messages": _lines(self._messages.value), self._language: self._words.read()}
        draft = self._draft.renamed(system, slug).model_copy(update=changes)
        await guarded(interaction, self._submit(interaction, draft))


class WordsModal(Form):
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


class DetailsModal(Form):
    """System and short name, status and codes, blame, retry and source. Here every system can be named."""

    def __init__(
        self, boot: str, draft: Draft, *, systems: Sequence[System], tongue: Tongue, texts: Texts, submit: Submit
    ) -> None:
        super().__init__(boot, texts.say("draft-form-more", tongue))
        self._draft, self._submit, self._systems = draft, submit, systems
        self._name = line(draft.id, MAX_ENTRY_ID)
        self._codes = line(" ".join([*map(str, draft.status), *draft.codes]), _SHORT, required=False)
        blames = {blame.value: texts.say(f"blame-{blame.value}", tongue) for blame in Blame}
        retries = {retry.value: texts.say(f"retry-{retry.value}", tongue) for retry in Retry}
        self._blame = _menu(blames, draft.blame.value)
        self._retry = _menu(retries, draft.retry.value)
        self._source = line(draft.url or draft.source, _SHORT, required=False)
        self.add_item(label(texts.say("draft-name", tongue), self._name, texts.say("draft-name-hint", tongue)))
        self.add_item(label(texts.say("draft-codes", tongue), self._codes))
        self.add_item(label(texts.say("draft-blame", tongue), self._blame))
        self.add_item(label(texts.say("draft-retry", tongue), self._retry))
        self.add_item(label(texts.say("draft-source", tongue), self._source))

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


class IgnoreModal(Form):
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
        self._reason = line("", _SHORT)
        self.add_item(label(texts.say("draft-ignore-reason", tongue), self._reason))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        await guarded(interaction, self._submit(interaction, self._reason.value.strip()))


def _system_options(
    systems: Sequence[System], draft: Draft, tongue: Tongue, texts: Texts
) -> list[discord.SelectOption]:
    """The draft's system first. Where a menu can't hold all, the last choice says where the others are named."""
    ordered = sorted(systems, key=lambda system: system.id not in draft.systems)
    shown = ordered if len(ordered) <= MAX_OPTIONS else ordered[: MAX_OPTIONS - 1]
    options = [
        discord.SelectOption(
            label=cut(texts.read(system.name, tongue), MAX_OPTION),
            value=system.id,
            default=system.id in draft.systems[:1],
        )
        for system in shown
    ]
    if len(shown) < len(ordered):
        options.append(
            discord.SelectOption(label=cut(texts.say("draft-system-another", tongue), MAX_OPTION), value=_ANOTHER)
        )
    return options


def _menu(names: Mapping[str, str], chosen: str) -> Select[Any]:
    return Select(
        options=[
            discord.SelectOption(label=name, value=value, default=value == chosen) for value, name in names.items()
        ]
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _is_status(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) == 3  # HTTP statuses have three digits
