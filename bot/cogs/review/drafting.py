"""Writing, changing, approving and withdrawing answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.cogs.review.acting import actor_of, scope_of, told, tongue_of
from bot.review.acting import ReviewError
from bot.review.answers import digest
from bot.review.drafts import load_draft
from bot.review.inspection import may_approve, may_change
from bot.ui import queue_items as items
from bot.ui.drafting import AnswerModal, DetailsModal, WordsModal
from bot.ui.faults import answer_privately
from bot.ui.queue import draft_embeds
from bot.ui.queue_pages import answers_embed, answers_view

if TYPE_CHECKING:
    from bot.reception.tongue import Tongue
    from bot.review.drafts import Draft
    from bot.review.inspection import Vetted
    from bot.services import Services
    from bot.ui.client import Interaction

_LISTED = 25


async def begin(interaction: Interaction, cluster_id: int) -> None:
    """Opens the form for a cluster's answer, or shows the draft that somebody began. Raises ReviewError."""
    actor = await actor_of(interaction)
    services, tongue = interaction.client.services, await tongue_of(interaction)
    cluster = await services.review.cluster_for(cluster_id, actor.scope)
    begun = await services.review.answers.begun(cluster.id, actor.scope)
    if begun is not None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await _show(interaction, await services.review.answers.vet(begun), tongue)
        return
    draft = await services.review.propose(cluster.id, actor.scope)

    async def submit(answer: Interaction, written: Draft) -> None:
        await told(answer, _save(answer, written, cluster.id))

    title = services.texts.say("draft-form", tongue, id=cluster.id)
    systems = tuple(services.desk.knowledge.systems.values())
    modal = AnswerModal(
        interaction.client.boot, title, draft, systems=systems, tongue=tongue, texts=services.texts, submit=submit
    )
    await interaction.response.send_modal(modal)


async def press(interaction: Interaction, act: str, overlay_id: int, shown: str) -> None:
    """A button under a draft. Raises ReviewError."""
    actor = await actor_of(interaction)
    services, tongue = interaction.client.services, await tongue_of(interaction)
    overlay = await services.review.answers.get(overlay_id, actor.scope)
    if act == "approve":
        await interaction.response.defer()
        second = (await services.guilds.view(actor.guild_id)).settings.two_reviewers
        await services.review.answers.approve(overlay_id, shown, actor, second=second)
        await _redraw(interaction, await services.review.answers.vet(overlay_id), tongue)
        return
    if act == "withdraw":
        await interaction.response.defer()
        await services.review.answers.withdraw(overlay_id, actor)
        await _redraw(interaction, await services.review.answers.vet(overlay_id), tongue)
        return
    if act == "share":
        await interaction.response.defer()
        await _redraw(interaction, await services.review.answers.share(overlay_id, actor), tongue)
        return
    if digest(overlay.text) != shown:
        raise ReviewError("changed")

    async def submit(answer: Interaction, written: Draft) -> None:
        await told(answer, _revise(answer, written, overlay_id, overlay.text))

    await interaction.response.send_modal(_form(interaction, act, load_draft(overlay.text), tongue, submit))


def _form(interaction: Interaction, act: str, draft: Draft, tongue: Tongue, submit: Any) -> discord.ui.Modal:
    services, boot = interaction.client.services, interaction.client.boot
    systems = tuple(services.desk.knowledge.systems.values())
    if act == "more":
        return DetailsModal(boot, draft, systems=systems, tongue=tongue, texts=services.texts, submit=submit)
    if act == "edit":
        title = services.texts.say("draft-button-edit", tongue)
        return AnswerModal(boot, title, draft, systems=systems, tongue=tongue, texts=services.texts, submit=submit)
    language = "zh" if act == "zh" else "en"
    return WordsModal(boot, draft, language, tongue=tongue, texts=services.texts, submit=submit)


async def _save(interaction: Interaction, draft: Draft, cluster_id: int) -> None:
    actor = await actor_of(interaction)
    services, tongue = interaction.client.services, await tongue_of(interaction)
    await interaction.response.defer(ephemeral=not await _in_maintainers_channel(interaction, services), thinking=True)
    # The cluster may have been merged while the form was open.
    cluster = await services.review.cluster_for(cluster_id, actor.scope)
    vetted = await services.review.answers.save(draft, cluster, actor, everywhere=actor.scope is None)
    await _show(interaction, vetted, tongue)


async def _revise(interaction: Interaction, draft: Draft, overlay_id: int, expected: str) -> None:
    actor = await actor_of(interaction)
    services, tongue = interaction.client.services, await tongue_of(interaction)
    await interaction.response.defer()
    vetted = await services.review.answers.revise(overlay_id, draft, expected, actor)
    if vetted.overlay.id == overlay_id:
        await _redraw(interaction, vetted, tongue)
        return
    # The live entry keeps its message; the change to it gets one of its own.
    hidden = not await _in_maintainers_channel(interaction, services)
    await interaction.followup.send(**_content(interaction, vetted, tongue), ephemeral=hidden)


async def show_answers(interaction: Interaction) -> None:
    """Lists the answers that were written here. Raises ReviewError."""
    actor = await actor_of(interaction)
    services, tongue = interaction.client.services, await tongue_of(interaction)
    kept = (await services.review.answers.kept(actor.scope))[:_LISTED]
    embed = answers_embed(kept, tongue, services.texts)
    await answer_privately(interaction, embed=embed, view=answers_view(kept, tongue, services.texts))


async def open_answer(interaction: Interaction, values: list[str]) -> None:
    """Shows one of them with its buttons. Raises ReviewError."""
    actor = await actor_of(interaction)
    services, tongue = interaction.client.services, await tongue_of(interaction)
    if not values or not values[0].isdecimal():
        raise ReviewError("gone")
    overlay = await services.review.answers.get(int(values[0]), actor.scope)
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _show(interaction, await services.review.answers.vet(overlay.id or 0), tongue)


async def _show(interaction: Interaction, vetted: Vetted, tongue: Tongue) -> None:
    await interaction.followup.send(**_content(interaction, vetted, tongue))


async def _redraw(interaction: Interaction, vetted: Vetted, tongue: Tongue) -> None:
    await interaction.edit_original_response(**_content(interaction, vetted, tongue))


def _content(interaction: Interaction, vetted: Vetted, tongue: Tongue) -> dict[str, Any]:
    texts, scope = interaction.client.services.texts, _scope(interaction)
    changing, approving = may_change(vetted.overlay, scope), may_approve(vetted.overlay, scope)
    rights = {"changing": changing, "approving": approving}
    return {
        "embeds": draft_embeds(vetted, tongue, texts, **rights),
        "view": items.draft_view(vetted, tongue, texts, sharing=scope is None, **rights),
        "allowed_mentions": discord.AllowedMentions.none(),
    }


def _scope(interaction: Interaction) -> int | None:
    """The server for which people here decide; None in the operator's own, whose people decide for all."""
    return scope_of(interaction.client, interaction.guild_id or 0)


async def _in_maintainers_channel(interaction: Interaction, services: Services) -> bool:
    """There every maintainer may see the draft, and another one approve it."""
    view = await services.guilds.view(interaction.guild_id)
    return interaction.channel_id is not None and interaction.channel_id == view.reports_channel_id
