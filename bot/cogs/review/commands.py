"""`/unmatched`: the queue by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import discord
from discord import app_commands

from bot.cogs.entries import suggest_entries
from bot.cogs.groups import make_group
from bot.cogs.review import auditing, digests, drafting, queueing
from bot.cogs.review.acting import told, tongue_of
from bot.cogs.systems import read_system, suggest_systems
from bot.ui.audit import AuditView
from bot.ui.faults import answer_privately
from bot.ui.queue_pages import MAX_WORDS, ListView

if TYPE_CHECKING:
    from bot.services import Services
    from bot.storage.records import ClusterState
    from bot.ui.translator import CommandWords

_MAX = 2**53 - 1
Number = app_commands.Range[int, 1, _MAX]


def unmatched_group(services: Services, words: CommandWords) -> app_commands.Group:
    """The whole group. Who may use it is asked on each use, as a role may be enough."""
    group = make_group(words, "unmatched")
    _add_looking(group, services, words)
    _add_deciding(group, services, words)
    return group


def _add_looking(group: app_commands.Group, services: Services, words: CommandWords) -> None:
    states = [
        app_commands.Choice(name=words(f"unmatched-state-{state}"), value=state)
        for state in ("open", "ignored", "linked", "published", "all")
    ]

    orders = [app_commands.Choice(name=words(f"unmatched-order-{one}"), value=one) for one in ("count", "newest")]

    @group.command(name=words("unmatched-list-name"), description=words("unmatched-list"))
    @app_commands.describe(
        state=words("unmatched-state"),
        search=words("unmatched-search"),
        system=words("unmatched-system"),
        mine=words("unmatched-mine"),
        order=words("unmatched-order"),
        page=words("unmatched-page"),
    )
    @app_commands.choices(state=states, order=orders)
    async def list_clusters(  # noqa: PLR0917  # options
        interaction: discord.Interaction[Any],
        state: str = "open",
        search: app_commands.Range[str, 0, MAX_WORDS] = "",
        system: str = "",
        mine: bool = False,  # noqa: FBT001, FBT002  # an option
        order: str = "count",
        page: app_commands.Range[int, 1, 10_000] = 1,
    ) -> None:
        known = read_system(services, system) if system else ""
        if known is None:
            await answer_privately(interaction, services.texts.say("settings-no-system", await tongue_of(interaction)))
            return
        view = ListView(
            None if state == "all" else cast("ClusterState", state),
            page,
            mine=mine,
            newest_first=order == "newest",
            system=known,
            words=" ".join(search.split()),
        )
        await told(interaction, queueing.list_clusters(interaction, view))

    list_clusters.autocomplete("system")(suggest_systems(services))

    @group.command(name=words("unmatched-answers-name"), description=words("unmatched-answers"))
    async def answers(interaction: discord.Interaction[Any]) -> None:
        await told(interaction, drafting.show_answers(interaction))

    @group.command(name=words("unmatched-digest-name"), description=words("unmatched-digest"))
    async def digest(interaction: discord.Interaction[Any]) -> None:
        await told(interaction, digests.show_digest(interaction))

    @group.command(name=words("unmatched-split-name"), description=words("unmatched-split"))
    @app_commands.describe(number=words("unmatched-number"))
    async def split(interaction: discord.Interaction[Any], number: Number) -> None:
        await told(interaction, queueing.ask_for_samples(interaction, number))

    @group.command(name=words("unmatched-show-name"), description=words("unmatched-show"))
    @app_commands.describe(number=words("unmatched-number"))
    async def show(interaction: discord.Interaction[Any], number: Number) -> None:
        await told(interaction, queueing.show(interaction, number))

    @group.command(name=words("unmatched-audit-name"), description=words("unmatched-audit"))
    @app_commands.describe(
        number=words("unmatched-number"),
        entry=words("unmatched-entry"),
        person=words("unmatched-person"),
        page=words("unmatched-page"),
    )
    async def audit(
        interaction: discord.Interaction[Any],
        number: Number | None = None,
        entry: app_commands.Range[str, 0, 100] = "",
        person: discord.User | None = None,
        page: app_commands.Range[int, 1, 10_000] = 1,
    ) -> None:
        view = AuditView(page, number, person.id if person else None, entry.strip())
        await told(interaction, auditing.show_audit(interaction, view))

    audit.autocomplete("entry")(suggest_entries(services))


def _add_deciding(group: app_commands.Group, services: Services, words: CommandWords) -> None:
    @group.command(name=words("unmatched-draft-name"), description=words("unmatched-draft"))
    @app_commands.describe(number=words("unmatched-number"))
    async def draft(interaction: discord.Interaction[Any], number: Number) -> None:
        await told(interaction, drafting.begin(interaction, number))

    @group.command(name=words("unmatched-link-name"), description=words("unmatched-link"))
    @app_commands.describe(number=words("unmatched-number"), entry=words("unmatched-entry"))
    async def link(interaction: discord.Interaction[Any], number: Number, entry: str) -> None:
        await told(interaction, queueing.link(interaction, number, entry))

    link.autocomplete("entry")(suggest_entries(services))

    @group.command(name=words("unmatched-ignore-name"), description=words("unmatched-ignore"))
    @app_commands.describe(number=words("unmatched-number"), reason=words("unmatched-reason"))
    async def ignore(
        interaction: discord.Interaction[Any], number: Number, reason: app_commands.Range[str, 1, 300]
    ) -> None:
        await told(interaction, queueing.ignore(interaction, number, reason))

    @group.command(name=words("unmatched-merge-name"), description=words("unmatched-merge"))
    @app_commands.describe(number=words("unmatched-number"), target=words("unmatched-target"))
    async def merge(interaction: discord.Interaction[Any], number: Number, target: Number) -> None:
        await told(interaction, queueing.merge(interaction, number, target))
