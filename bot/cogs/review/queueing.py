"""What happens to clusters when a maintainer presses or types."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot.cogs.entries import find_entries
from bot.cogs.review import drafting
from bot.cogs.review.acting import actor_of, told, tongue_of
from bot.reception.tongue import catalogue_language
from bot.review.acting import ReviewError, seen_in, visible_samples
from bot.review.nearness import find_near
from bot.storage.records import ClusterFilter
from bot.ui import queue_items as items
from bot.ui.drafting import IgnoreModal
from bot.ui.faults import answer_privately
from bot.ui.pressed import redraw_pressed
from bot.ui.queue import cluster_embed, say_state
from bot.ui.queue_pages import ListView, list_embed, page_view

if TYPE_CHECKING:
    from bot.review.acting import Actor
    from bot.storage.records import Cluster
    from bot.ui.client import Interaction

PAGE = 10
_NEAR = 24


async def press(interaction: Interaction, act: str, cluster_id: int) -> None:
    """A button under a cluster. Raises ReviewError."""
    actor = await actor_of(interaction)
    review = interaction.client.services.review
    match act:
        case "draft":
            await drafting.begin(interaction, cluster_id)
        case "link":
            await ask_for_entry(interaction, cluster_id)
        case "ignore":
            await ask_for_reason(interaction, cluster_id)
        case "split":
            await ask_for_samples(interaction, cluster_id)
        case "reopen":
            await _done(interaction, await review.reopen(cluster_id, actor))
        case _:
            await _done(interaction, await review.assign(cluster_id, actor))


async def ask_for_entry(interaction: Interaction, cluster_id: int) -> None:
    """Offers the nearest entries. Raises ReviewError."""
    services, tongue = interaction.client.services, await tongue_of(interaction)
    cluster = await services.review.cluster(cluster_id)
    entries = services.desk.knowledge.entries
    near = [entries[one] for one in cluster.nearest if services.desk.is_served(one, interaction.guild_id)]
    sample = next((one.text for one in cluster.samples if one.guild_id == interaction.guild_id), "")
    found = find_entries(services, " ".join(sample.split())[:200], catalogue_language(tongue), interaction.guild_id)
    near += [entry for entry in found if entry not in near]
    view = items.link_view(cluster.id, near[:_NEAR], tongue, services.texts)
    more = {"view": view} if view else {}
    await answer_privately(interaction, services.texts.say("queue-link-ask", tongue, id=cluster.id), **more)


async def link_picked(interaction: Interaction, cluster_id: int, values: list[str]) -> None:
    """An entry was chosen. Raises ReviewError."""
    if values:
        await link(interaction, cluster_id, values[0])


async def link(interaction: Interaction, cluster_id: int, entry_id: str) -> None:
    """Says that a cluster is an entry. Raises ReviewError."""
    actor = await actor_of(interaction)
    await interaction.response.defer(ephemeral=True, thinking=True)
    review = interaction.client.services.review
    await _done(interaction, await review.link(cluster_id, entry_id, actor, everywhere=actor.scope is None))


async def ask_for_reason(interaction: Interaction, cluster_id: int) -> None:
    """Opens the form that ignores a cluster."""
    services, tongue = interaction.client.services, await tongue_of(interaction)

    async def submit(answer: Interaction, reason: str) -> None:
        await told(answer, ignore(answer, cluster_id, reason))

    modal = IgnoreModal(interaction.client.boot, cluster_id, tongue, services.texts, submit)
    await interaction.response.send_modal(modal)


async def ignore(interaction: Interaction, cluster_id: int, reason: str) -> None:
    """Puts a cluster to rest. Raises ReviewError."""
    actor = await actor_of(interaction)
    await _done(interaction, await interaction.client.services.review.ignore(cluster_id, reason, actor))


async def merge(interaction: Interaction, source: int, target: int) -> None:
    """Makes two clusters one. Raises ReviewError."""
    actor = await actor_of(interaction)
    services, tongue = interaction.client.services, await tongue_of(interaction)
    for one in (source, target):
        await _visible(interaction, one, actor)
    kept = await services.review.merge(source, target, actor)
    await answer_privately(interaction, services.texts.say("queue-merged", tongue, source=source, id=kept.id))


async def show(interaction: Interaction, cluster_id: int) -> None:
    """Shows a cluster with every sample that the maintainer may see. Raises ReviewError."""
    actor = await actor_of(interaction)
    services, tongue = interaction.client.services, await tongue_of(interaction)
    cluster = seen_in(await _visible(interaction, cluster_id, actor), actor.scope)
    samples = visible_samples(cluster, actor.scope)
    near = find_near(cluster, samples, services.desk, actor.scope)
    embed = cluster_embed(cluster, samples, near, tongue, services.texts, every_sample=True)
    await answer_privately(interaction, embed=embed, view=items.cluster_view(cluster, tongue, services.texts))


async def list_clusters(interaction: Interaction, view: ListView, *, turned: bool = False) -> None:
    """Shows a page of clusters, in place of the one before if it was `turned`. Raises ReviewError."""
    actor = await actor_of(interaction)
    services, tongue = interaction.client.services, await tongue_of(interaction)
    unmatched = services.store.unmatched
    only = ClusterFilter(
        actor.user_id if view.mine else None, view.words, view.system or None, newest_first=view.newest_first
    )
    pages = max(1, -(-await unmatched.count(view.state, guild_id=actor.scope, only=only) // PAGE))
    view = replace(view, page=min(view.page, pages))
    clusters = await unmatched.list(view.state, PAGE, (view.page - 1) * PAGE, guild_id=actor.scope, only=only)
    content: dict[str, Any] = {
        "embed": list_embed(clusters, actor.scope, view, pages=pages, tongue=tongue, texts=services.texts),
        "view": page_view(view, pages, tongue, services.texts),
        "allowed_mentions": discord.AllowedMentions.none(),
    }
    if turned:
        await redraw_pressed(interaction, **content)
    else:
        await answer_privately(interaction, **content)


async def ask_for_samples(interaction: Interaction, cluster_id: int) -> None:
    """Offers a cluster's samples, so that those of another error can be taken out. Raises ReviewError."""
    actor = await actor_of(interaction)
    services, tongue = interaction.client.services, await tongue_of(interaction)
    cluster = await _visible(interaction, cluster_id, actor)
    samples = visible_samples(cluster, actor.scope)
    if len(samples) < 2:
        raise ReviewError("whole")
    view = items.split_view(cluster.id, samples, tongue, services.texts)
    await answer_privately(interaction, services.texts.say("queue-split-ask", tongue, id=cluster.id), view=view)


async def split(interaction: Interaction, cluster_id: int, digests: list[str]) -> None:
    """Takes samples out into a cluster of their own. Raises ReviewError."""
    actor = await actor_of(interaction)
    services, tongue = interaction.client.services, await tongue_of(interaction)
    new = await services.review.split(cluster_id, digests, actor)
    await answer_privately(interaction, services.texts.say("queue-split-done", tongue, id=new.id, source=cluster_id))


async def _visible(interaction: Interaction, cluster_id: int, actor: Actor) -> Cluster:
    """A cluster of the maintainer's guild; others are none of their business."""
    return await interaction.client.services.review.cluster_for(cluster_id, actor.scope)


async def _done(interaction: Interaction, cluster: Cluster) -> None:
    services, tongue = interaction.client.services, await tongue_of(interaction)
    state = say_state(seen_in(cluster, interaction.guild_id), tongue, services.texts)
    await answer_privately(interaction, services.texts.say("queue-done", tongue, id=cluster.id, state=state))
