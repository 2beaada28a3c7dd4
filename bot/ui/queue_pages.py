"""Lists for maintainers that are paged by buttons: unknown errors as they were filtered, and answers kept here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self, cast

import discord
from discord.ui import Button, DynamicItem, Item, Select

from bot.review.wording import telling_line
from bot.ui.cards import Colour
from bot.ui.embeds import SHADES
from bot.ui.faults import guarded
from bot.ui.safe import cut, escape

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from bot.reception.tongue import Tongue
    from bot.storage.records import Cluster, ClusterState, Overlay
    from bot.ui.texts import Texts

AnyButton = Button[Any]
AnySelect = Select[Any]

MAX_WORDS = 30
"""Characters of a search: it stands in the buttons that turn the page."""

_LINE = 90
_KEPT = {"live": "answers-live", "draft": "answers-draft"}
_STATES = {"o": "open", "i": "ignored", "l": "linked", "p": "published", "a": None}
PAGE = (
    r"e1:qp:(?P<state>[oilpa])(?P<mine>[01])(?P<newest>[01]):(?P<page>\d{1,5})"
    r":(?P<system>[a-z0-9-]{0,40}):(?P<words>.{0,30})"
)
ANSWERS = r"e1:qa"


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
    def from_match(cls, match: re.Match[str]) -> Self:
        """The way back."""
        return cls(
            cast("ClusterState | None", _STATES[match["state"]]),
            max(1, int(match["page"])),
            mine=match["mine"] == "1",
            newest_first=match["newest"] == "1",
            system=match["system"],
            words=match["words"],
        )


class PageButton(DynamicItem[AnyButton], template=PAGE):
    """Turns to another page of the same list."""

    def __init__(self, target: ListView, button: AnyButton) -> None:
        self._target = target
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(ListView.from_match(match), cast("AnyButton", item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await guarded(interaction, interaction.client.maintainers.turn_page(interaction, self._target))


class AnswersMenu(DynamicItem[AnySelect], template=ANSWERS):
    """Opens one of the answers written here."""

    def __init__(self, select: AnySelect) -> None:
        super().__init__(select)

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: Item[Any], _match: re.Match[str], /
    ) -> Self:
        return cls(cast("AnySelect", item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        values = self.item.values
        await guarded(interaction, interaction.client.maintainers.open_answer(interaction, values))


PAGE_ITEMS = (PageButton, AnswersMenu)


def list_embed(
    clusters: Sequence[Cluster], scope: int | None, view: ListView, *, pages: int, tongue: Tongue, texts: Texts
) -> discord.Embed:
    """A page of unknown errors, a line each."""
    lines: list[str] = []
    for cluster in clusters:
        text = next((one.text for one in cluster.samples if scope is None or one.guild_id == scope), "")
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
    shown = discord.ui.View(timeout=None)
    for label, page in (("queue-page-back", view.page - 1), ("queue-page-on", view.page + 1)):
        if not 1 <= page <= pages:
            continue
        target = replace(view, page=page)
        button: AnyButton = Button(label=texts.say(label, tongue), custom_id=target.custom_id())
        shown.add_item(PageButton(target, button))
    return shown


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
            label=cut(one.entry, 100),
            value=str(one.id),
            description=cut(f"{texts.say(_KEPT[one.state], tongue)} · {one.author or '-'}", 100),
        )
        for one in overlays[:25]
    ]
    shown = discord.ui.View(timeout=None)
    if options:
        placeholder = cut(texts.say("answers-menu", tongue), 150)
        shown.add_item(AnswersMenu(Select(custom_id="e1:qa", placeholder=placeholder, options=options)))
    return shown
