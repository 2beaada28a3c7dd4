"""Short notes that are neither answers nor refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.ui.cards import Colour
from bot.ui.embeds import MAX_FIELD_VALUE, SHADES
from bot.ui.safe import code_block, cut, escape

if TYPE_CHECKING:
    from bot.reception.reports import Filed
    from bot.reception.tongue import Tongue
    from bot.ui.texts import Texts

_TEXT_ROOM = 1800


def report_note(filed: Filed, tongue: Tongue, texts: Texts) -> discord.Embed:
    """A report as the maintainers see it: redacted, with everything they need for an entry."""
    report = filed.report
    embed = discord.Embed(
        title=texts.say("note-report-title", tongue, number=filed.number),
        description=code_block(report.text, _TEXT_ROOM),
        colour=SHADES[Colour.AMBER],
        timestamp=report.at,
    )
    for key, value in (("system", report.system), ("client", report.client), ("actions", report.actions)):
        # Of signs that nobody sees nothing is left, and Discord takes no empty field.
        if value and (shown := cut(escape(value), MAX_FIELD_VALUE)):
            embed.add_field(name=texts.say(f"note-{key}", tongue), value=shown)
    if filed.is_known:
        titles = [match.entry.id for match in filed.diagnosis.matches]
        embed.add_field(name=texts.say("note-known", tongue), value="\n".join(f"`{title}`" for title in titles))
    elif filed.others:
        embed.add_field(name=texts.say("note-others", tongue), value=str(filed.others))
    return embed
