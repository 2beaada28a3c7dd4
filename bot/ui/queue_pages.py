"""Lists for maintainers that are paged by buttons: unknown errors as they were filtered, and answers kept here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import discord
from discord.ui import Select

from bot.review.acting import visible_samples
from bot.review.wording import telling_line
from bot.ui import ids
from bot.ui.buttons import StoredButton
from bot.ui.cards import Colour
from bot.ui.embeds import SHADES
from bot.ui.menus import MAX_OPTION, MAX_OPTIONS, MAX_PLACEHOLDER, StoredMenu
from bot.ui.paging import page_buttons
from bot.ui.safe import cut, escape

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping, Sequence

    from bot.reception.tongue import Tongue
    from bot.storage.records import Cluster, ClusterState, Overlay
    from bot.ui.client import Interaction
    from bot.ui.texts import Texts

MAX_WORDS = 30
"""Characters of a search: it stands in the buttons that turn the page."""

_LINE = 90
_KEPT = {"live": "answers-live", "draft": "answers-draft"}
_STATES: Mapping[str, ClusterState | None] = {"o": "open", "i": "ignored", "l": "linked", "p": "published", "a": None}


@dataclass(frozen=True, slots=True)
class ListView:
    """Which page of which clusters is shown. `state` is None for all of them."""

    state: ClusterState | None = "open"
    page: int = 1
    mine: bool = False
    newest_first: bool = False
    system: str = ""
    words: str = ""

    def custom_id(self) -> str:
        """All of it, as a button carries it."""
        letter = next(key for key, value in _STATES.items() if value == self.state)
        flags = f"{letter}{self.mine:d}{self.newest_first:d}"
        return f"e1:qp:{flags}:{self.page}:{self.system[:40]}:{self.words[:MAX_WORDS]}"

    @classmethod
    def from_meaning(cls, meaning: Mapping[str, str]) -> Self:
        """The way back."""
        return cls(
            _STATES[meaning["state"]],
            max(1, int(meaning["page"])),
            mine=meaning["mine"] == "1",
            newest_first=meaning["newest"] == "1",
            system=meaning["system"],
            words=meaning["words"],
        )


class PageButton(StoredButton, template=ids.PAGE):
    """Turns to another page of the same list."""

    def work(self, interaction: Interaction) -> Awaitable[None]:
        return interaction.client.maintainers.turn_page(interaction, ListView.from_meaning(self.meaning))


class AnswersMenu(StoredMenu, template=ids.ANSWERS):
    """Opens one of the answers written here."""

    def work(self, interaction: Interaction) -> Awaitable[None]:
        return interaction.client.maintainers.open_answer(interaction, self.item.values)


PAGE_ITEMS = (PageButton, AnswersMenu)


def list_embed(
    clusters: Sequence[Cluster], scope: int | None, view: ListView, *, pages: int, tongue: Tongue, texts: Texts
) -> discord.Embed:
    """A page of unknown errors, a line each."""
    lines: list[str] = []
    for cluster in clusters:
        text = next((one.text for one in visible_samples(cluster, scope)), "")
        who = f" · {escape(cluster.assignee)}" if cluster.assignee else ""
        counts = f"×{cluster.count} · {discord.utils.format_dt(cluster.last_seen, 'R')}{who}"
        lines.append(f"**#{cluster.id}** {counts}\n{escape(cut(telling_line(text), _LINE)) or '…'}")
    embed = discord.Embed(
        description="\n".join(lines) or texts.say("queue-nobody", tongue), colour=SHADES[Colour.AMBER]
    )
    embed.set_footer(text=texts.say("queue-page", tongue, page=view.page, pages=pages))
    return embed


def page_view(view: ListView, pages: int, tongue: Tongue, texts: Texts) -> discord.ui.View:
    """The ways to the pages before and behind; nothing where there is one page alone."""
    return page_buttons(PageButton, view, pages, tongue, texts)


def answers_embed(overlays: Sequence[Overlay], tongue: Tongue, texts: Texts) -> discord.Embed:
    """What was written here: live entries and drafts, a line each."""
    lines = [
        f"`{one.entry}` · {texts.say(_KEPT[one.state], tongue)} · {escape(one.author or '-')} · "
        f"{discord.utils.format_dt(one.updated_at, 'R')}"
        for one in overlays
    ]
    return discord.Embed(
        title=texts.say("answers-title", tongue),
        description=cut("\n".join(lines), 4000) or texts.say("queue-nobody", tongue),
        colour=SHADES[Colour.TEAL],
    )


def answers_view(overlays: Sequence[Overlay], tongue: Tongue, texts: Texts) -> discord.ui.View:
    """The menu that opens one of them."""
    options = [
        discord.SelectOption(
            label=cut(one.entry, MAX_OPTION),
            value=str(one.id),
            description=cut(f"{texts.say(_KEPT[one.state], tongue)} · {one.author or '-'}", MAX_OPTION),
        )
        for one in overlays[:MAX_OPTIONS]
    ]
    shown = discord.ui.View(timeout=None)
    if options:
        placeholder = cut(texts.say("answers-menu", tongue), MAX_PLACEHOLDER)
        shown.add_item(AnswersMenu(Select(custom_id=ids.ANSWERS_ID, placeholder=placeholder, options=options)))
    return shown
