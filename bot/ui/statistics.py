"""Numbers and digests in words, and the words of their picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.review.wording import telling_line
from bot.ui.cards import Colour
from bot.ui.embeds import MAX_FIELD_VALUE, SHADES
from bot.ui.safe import cut, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.reception.tongue import Tongue
    from bot.review.digest import Digest
    from bot.review.statistics import Statistics
    from bot.storage.records import Cluster
    from bot.ui.texts import Texts

PICTURE = "statistics.png"
_NEVER_SHOWN = 5
_LINE = 70


def statistics_embed(found: Statistics, tongue: Tongue, texts: Texts) -> discord.Embed:
    """The numbers of a span, and the entries that need a look."""
    embed = discord.Embed(
        title=texts.say("stats-title", tongue, since=f"{found.since}", until=f"{found.until}"),
        description="\n".join(_say_numbers(found, tongue, texts)),
        colour=SHADES[Colour.BLUE],
    )
    _add(embed, texts.say("stats-top", tongue), (f"`{entry}` ×{count}" for entry, count in found.top))
    _add_concerns(embed, found, tongue, texts)
    never = [f"`{entry}`" for entry in found.never[:_NEVER_SHOWN]]
    never += ["…"] if len(found.never) > _NEVER_SHOWN else []
    _add(embed, texts.say("stats-never", tongue, count=len(found.never)), never)
    return embed


def digest_embed(
    digest: Digest, links: Mapping[int, str], scope: int | None, tongue: Tongue, texts: Texts
) -> discord.Embed:
    """A digest. `links` lead to the queue's messages, by cluster; `scope` is whose samples may be shown."""
    numbers = digest.numbers
    lines = [*_say_numbers(numbers, tongue, texts), texts.say("digest-fresh", tongue, count=digest.fresh)]
    heading = texts.say("digest-top", tongue)
    top = "\n".join(_say_cluster(cluster, links.get(cluster.id), scope, tongue, texts) for cluster in digest.top)
    if top:
        lines += ["", f"**{heading}**", top]
    embed = discord.Embed(
        title=texts.say("digest-title", tongue, since=f"{numbers.since}", until=f"{numbers.until}"),
        description=cut("\n".join(lines), 4000),
        colour=SHADES[Colour.BLUE],
    )
    _add_concerns(embed, numbers, tongue, texts)
    return embed


def chart_words(tongue: Tongue, texts: Texts) -> dict[str, str]:
    """The words that stand in the picture."""
    return {
        "answered": texts.say("stats-chart-answered", tongue),
        "unknown": texts.say("stats-chart-unknown", tongue),
        "other": texts.say("stats-chart-other", tongue),
        "weeks": texts.say("stats-chart-weeks", tongue),
        "systems": texts.say("stats-chart-systems", tongue),
    }


def _say_numbers(found: Statistics, tongue: Tongue, texts: Texts) -> list[str]:
    return [
        texts.say("stats-asked", tongue, asked=found.asked, people=found.people),
        texts.say("stats-answered", tongue, answered=found.answered, unknown=found.unknown),
        texts.say("stats-helped", tongue, helped=found.helped, bad=found.not_helped),
        texts.say("stats-open", tongue, count=found.open_clusters),
    ]


def _say_cluster(cluster: Cluster, link: str | None, scope: int | None, tongue: Tongue, texts: Texts) -> str:
    text = next((one.text for one in cluster.samples if scope is None or one.guild_id == scope), "")
    number = f"[#{cluster.id}]({link})" if link else f"**#{cluster.id}**"
    counts = texts.say("digest-counts", tongue, count=cluster.count, people=cluster.people)
    return f"{number} {counts} · {escape(cut(telling_line(text), _LINE)) or '…'}"


def _add_concerns(embed: discord.Embed, found: Statistics, tongue: Tongue, texts: Texts) -> None:
    """Entries that stopped matching, didn't help or are stale."""
    _add(embed, texts.say("stats-silent", tongue), (f"`{entry}`" for entry in found.silent))
    _add(embed, texts.say("stats-unhelpful", tongue), (f"`{entry}`" for entry in found.unhelpful))
    _add(embed, texts.say("stats-stale", tongue), (f"`{entry}`" for entry in found.stale))


def _add(embed: discord.Embed, name: str, lines: Iterable[str]) -> None:
    if value := "\n".join(lines):
        embed.add_field(name=name, value=cut(value, MAX_FIELD_VALUE), inline=False)
