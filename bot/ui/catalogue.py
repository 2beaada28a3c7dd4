"""The catalogue for maintainers: what came of reading it again, and what a search finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord.ui import Select

from bot.ui import ids
from bot.ui.cards import Colour
from bot.ui.embeds import SHADES
from bot.ui.menus import MAX_OPTION, MAX_PLACEHOLDER, StoredMenu
from bot.ui.safe import code_line, cut, escape

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping, Sequence

    from bot.knowledge.model import Entry, System
    from bot.reception.tongue import Tongue
    from bot.review.reload import Reload
    from bot.ui.client import Interaction
    from bot.ui.texts import Texts

_SHOWN_FAULTS = 5
_FAULT = 300
_SYSTEMS = 4


class FoundMenu(StoredMenu, template=ids.FOUND):
    """Opens one of the entries that were found."""

    def work(self, interaction: Interaction) -> Awaitable[None]:
        return interaction.client.maintainers.show_entry(interaction, self.item.values)


def reload_embed(reload: Reload, tongue: Tongue, texts: Texts) -> discord.Embed:
    """What is served now, and why, where it is the last good version."""
    if not reload.faults:
        key = "kb-reloaded" if reload.fresh else "kb-unchanged"
        values = {"added": reload.added, "changed": reload.changed, "removed": reload.removed} if reload.fresh else {}
        text = texts.say(key, tongue, entries=reload.entries, **values)
        return discord.Embed(description=text, colour=SHADES[Colour.TEAL])
    lines = [texts.say("kb-faulty", tongue, faults=len(reload.faults), entries=reload.entries)]
    lines += [code_line(cut(fault, _FAULT)) for fault in reload.faults[:_SHOWN_FAULTS]]
    if (more := len(reload.faults) - _SHOWN_FAULTS) > 0:
        lines.append(texts.say("kb-more-faults", tongue, count=more))
    return discord.Embed(description="\n".join(lines), colour=SHADES[Colour.AMBER])


def found_embed(
    query: str,
    entries: Sequence[Entry],
    counts: Mapping[str, int],
    systems: Mapping[str, System],
    *,
    tongue: Tongue,
    texts: Texts,
) -> discord.Embed:
    """The entries that come closest to `query`, with their systems and how often each was the answer lately."""
    if not entries:
        text = texts.say("kb-nothing", tongue, query=escape(query))
        return discord.Embed(description=text, colour=SHADES[Colour.GREY])
    lines: list[str] = []
    for entry in entries:
        names = [
            escape(texts.read(systems[one].name, tongue)) if one in systems else one for one in entry.systems[:_SYSTEMS]
        ]
        told = " · ".join([code_line(entry.id), *names, texts.say("kb-asked", tongue, count=counts.get(entry.id, 0))])
        lines.append(f"**{escape(texts.read(entry.title, tongue))}**\n{told}")
    return discord.Embed(
        title=texts.say("kb-found", tongue, query=escape(query)),
        description=cut("\n".join(lines), 4000),
        colour=SHADES[Colour.TEAL],
    )


def found_view(entries: Sequence[Entry], tongue: Tongue, texts: Texts) -> discord.ui.View:
    """The menu that opens one of them."""
    options = [
        discord.SelectOption(label=cut(texts.read(one.title, tongue), MAX_OPTION), value=one.id, description=one.id)
        for one in entries
    ]
    placeholder = cut(texts.say("kb-show", tongue), MAX_PLACEHOLDER)
    view = discord.ui.View(timeout=None)
    view.add_item(FoundMenu(Select(custom_id=ids.FOUND_ID, placeholder=placeholder, options=options)))
    return view
