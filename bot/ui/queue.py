"""Clusters and drafts as maintainers see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.ui.cards import Colour, build_entry_card
from bot.ui.draft_faults import say_change, say_fault
from bot.ui.embeds import MAX_FIELD_VALUE, MAX_TOTAL, SHADES, build_embeds
from bot.ui.reasons import say_reasons
from bot.ui.safe import code_block, cut, escape

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.reception.tongue import Tongue
    from bot.review.inspection import Vetted
    from bot.review.nearness import Near
    from bot.storage.records import Cluster, Sample
    from bot.ui.texts import Texts

_SAMPLE_ROOM = 1200
_OTHERS_ROOM = 500
_PREVIEW_ROOM = 2500
_MAX_CHANGES = 4
_MAX_BESIDE = 3
_NEAREST = 3
_LEAST_TITLE = 20
_REASON = 500
_STATE_COLOURS = {"open": Colour.AMBER, "ignored": Colour.GREY, "linked": Colour.TEAL, "published": Colour.TEAL}


def cluster_embed(
    cluster: Cluster,
    samples: Sequence[Sample],
    near: Sequence[Near],
    tongue: Tongue,
    texts: Texts,
    *,
    every_sample: bool = False,
) -> discord.Embed:
    """One unknown error as its readers see it. `samples` are theirs to read, `near` is what they come nearest to."""
    lines = [
        texts.say("queue-counts", tongue, count=cluster.count, people=cluster.people, guilds=cluster.guilds),
        texts.say("queue-times", tongue, first=_ago(cluster.first_seen), last=_ago(cluster.last_seen)),
    ]
    if cluster.unhelpful:
        lines.append(texts.say("queue-unhelpful", tongue, count=cluster.unhelpful))
    if cluster.assignee:
        lines.append(texts.say("queue-assignee", tongue, name=escape(cluster.assignee)))
    shown = samples if every_sample else samples[:1]
    room = _SAMPLE_ROOM if len(shown) == 1 else _OTHERS_ROOM
    embed = discord.Embed(
        title=texts.say("queue-title", tongue, id=cluster.id),
        description="\n".join([*lines, *(code_block(sample.text, room) for sample in shown)]),
        colour=SHADES[_STATE_COLOURS[cluster.state]],
    )
    if cluster.state != "open":
        embed.add_field(name=texts.say("queue-status", tongue), value=cut(say_state(cluster, tongue, texts), 1000))
    elif cluster.local:
        entries = ", ".join(dict.fromkeys(f"`{one.entry}`" for one in cluster.local))
        embed.add_field(name=texts.say("queue-local", tongue), value=cut(entries, 1000))
    if near:
        blocks = (_say_near(one, tongue, texts) for one in near[:_NEAREST])
        embed.add_field(name=texts.say("queue-nearest", tongue), value="\n".join(blocks), inline=False)
    links = [link for sample in samples if (link := _jump(sample))]
    if links:
        value = cut(" · ".join(dict.fromkeys(links)), MAX_FIELD_VALUE)
        embed.add_field(name=texts.say("queue-where", tongue), value=value, inline=False)
    return embed


def _say_near(near: Near, tongue: Tongue, texts: Texts) -> str:
    """An entry and what speaks for and against it, within its share of the field."""
    lines: list[str] = []
    if near.reasons is not None:
        for key, reasons in (("queue-for", near.reasons.speaking_for), ("queue-against", near.reasons.against)):
            if reasons:
                lines.append(texts.say(key, tongue, reasons=say_reasons(reasons, tongue, texts)))
    name = f"`{near.entry.id}`"
    if near.probability is not None:
        name = f"{near.probability:.0%} · {name}"
    share = MAX_FIELD_VALUE // _NEAREST - 1
    room = share - len(name) - len("**** · ") - sum(len(line) + 1 for line in lines)
    title = cut(escape(texts.read(near.entry.title, tongue)), max(_LEAST_TITLE, room))
    return cut("\n".join([f"**{title}** · {name}", *lines]), share)


def say_state(cluster: Cluster, tongue: Tongue, texts: Texts) -> str:
    """The state of a cluster in one line."""
    match cluster.state:
        case "open":
            return texts.say("queue-state-open", tongue)
        case "ignored":
            return texts.say("queue-state-ignored", tongue, reason=cut(escape(cluster.reason or "-"), _REASON))
        case "linked":
            return texts.say("queue-state-linked", tongue, entry=f"`{cluster.entry}`")
        case "published":
            here = any(one.entry == cluster.entry for one in cluster.local)
            key = "queue-state-published-here" if here else "queue-state-published"
            return texts.say(key, tongue, entry=f"`{cluster.entry}`")


def draft_embeds(
    vetted: Vetted, tongue: Tongue, texts: Texts, *, changing: bool = True, approving: bool = True
) -> list[discord.Embed]:
    """A draft: what is wrong with it, how it is recognised, and the answer it gives.

    It says whose it is where its reader may not be `changing` or `approving` it.
    """
    overlay, draft = vetted.overlay, vetted.draft
    lines: list[str] = []
    colour = Colour.AMBER
    if overlay.state == "live":
        colour = Colour.TEAL
        when = discord.utils.format_dt(overlay.updated_at, "R")
        lines.append(texts.say("draft-live", tongue, at=when, reviewer=escape(overlay.reviewer or "-")))
    elif overlay.state == "withdrawn":
        colour = Colour.GREY
        lines.append(texts.say("draft-withdrawn", tongue))
    elif vetted.ready and overlay.replaces is not None:
        lines.append(texts.say("draft-ready-change", tongue))
    elif vetted.ready:
        lines.append(texts.say("draft-ready", tongue))
    else:
        colour = Colour.RED
        head_line = texts.say("draft-faults", tongue)
        lines += [f"**{head_line}**", *(f"- {say_fault(fault, tongue, texts)}" for fault in vetted.faults)]
    lines += _say_comparison(vetted, tongue, texts)
    if draft.variant_of is None and draft.missing and vetted.entry is not None:
        lines.append(texts.say("draft-missing", tongue, languages=", ".join(draft.missing)))
    lines.append(texts.say("draft-scope-all" if overlay.guild_id is None else "draft-scope-guild", tongue))
    if not changing:
        lines.append(texts.say("draft-elsewhere", tongue))
    elif not approving and overlay.state == "draft":
        lines.append(texts.say("draft-everywhere", tongue))
    if overlay.author:
        lines.append(texts.say("draft-author", tongue, name=escape(overlay.author)))
    for other in vetted.beside[:_MAX_BESIDE]:
        key = "draft-beside-live" if other.state == "live" else "draft-beside"
        lines.append(texts.say(key, tongue, name=escape(other.author or "-"), id=f"`{other.entry}`"))
    head = discord.Embed(
        title=cut(texts.say("draft-head-variant" if draft.variant_of else "draft-head", tongue, id=draft.id), 256),
        description=cut("\n".join(lines), 2000),
        colour=SHADES[colour],
    )
    known_by = code_block("\n".join(draft.messages) or "-", MAX_FIELD_VALUE)
    head.add_field(name=texts.say("draft-recognised", tongue), value=known_by, inline=False)
    preview: list[discord.Embed] = []
    if vetted.entry is not None:
        preview = build_embeds([build_entry_card(vetted.entry, tongue, texts)], tongue, texts)
        # Discord counts the characters of both together.
        room = MAX_TOTAL - len(head) - len(preview[0]) + len(preview[0].description or "")
        preview[0].description = cut(preview[0].description or "", min(room, _PREVIEW_ROOM))
    return [head, *preview]


def _say_comparison(vetted: Vetted, tongue: Tongue, texts: Texts) -> list[str]:
    """What the test rows say about a draft, or plainly that there are none."""
    overlay = vetted.overlay
    if vetted.entry is None or overlay.state not in {"draft", "live"} or vetted.draft.variant_of is not None:
        return []
    if vetted.compared is None:
        return [texts.say("draft-no-rows", tongue)]
    lines = [texts.say("draft-compared", tongue, count=vetted.compared)]
    if vetted.changes:
        lines.append(texts.say("draft-changes", tongue, count=len(vetted.changes)))
        lines += [f"- {say_change(change, tongue, texts)}" for change in vetted.changes[:_MAX_CHANGES]]
    return lines


def _ago(at: datetime) -> str:
    return discord.utils.format_dt(at, "R")


def _jump(sample: Sample) -> str | None:
    if sample.message_id is None or sample.channel_id is None or sample.guild_id is None:
        return None
    return f"https://discord.com/channels/{sample.guild_id}/{sample.channel_id}/{sample.message_id}"
