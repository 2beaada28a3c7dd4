"""Buttons and menus of the maintainers. Each knows only its custom_id, so they outlive restarts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import discord
from discord.ui import Select

from bot.review.answers import digest
from bot.review.wording import telling_line
from bot.storage.gathering import sample_digest
from bot.ui import ids
from bot.ui.audit import AuditButton
from bot.ui.buttons import StoredButton
from bot.ui.catalogue import FoundMenu
from bot.ui.menus import MAX_OPTION, MAX_OPTIONS, MAX_PLACEHOLDER, StoredMenu
from bot.ui.queue_pages import PAGE_ITEMS
from bot.ui.safe import cut

if TYPE_CHECKING:
    from collections.abc import Awaitable, Sequence

    from bot.knowledge.model import Entry
    from bot.reception.tongue import Tongue
    from bot.review.inspection import Vetted
    from bot.storage.records import Cluster, Sample
    from bot.ui.audit import AuditView
    from bot.ui.client import Interaction
    from bot.ui.queue_pages import ListView
    from bot.ui.texts import Texts


class QueuePresses(Protocol):
    """What happens when somebody presses one of these."""

    async def act(self, interaction: Interaction, act: str, cluster_id: int) -> None:
        """A button under a cluster."""
        ...

    async def pick(self, interaction: Interaction, cluster_id: int, values: list[str]) -> None:
        """An entry was chosen for a cluster."""
        ...

    async def split(self, interaction: Interaction, cluster_id: int, digests: list[str]) -> None:
        """Samples were chosen that are another error."""
        ...

    async def turn_page(self, interaction: Interaction, view: ListView) -> None:
        """Another page of a list is wanted."""
        ...

    async def turn_audit(self, interaction: Interaction, view: AuditView) -> None:
        """Another page of the actions is wanted."""
        ...

    async def open_answer(self, interaction: Interaction, values: list[str]) -> None:
        """An answer written here was chosen."""
        ...

    async def show_entry(self, interaction: Interaction, values: list[str]) -> None:
        """An entry that was found was chosen."""
        ...

    async def act_on_draft(self, interaction: Interaction, act: str, overlay_id: int, shown: str) -> None:
        """A button under a draft that looked as `shown` says."""
        ...

    async def tell_me(self, interaction: Interaction, reply_message_id: int) -> None:
        """Somebody wants to hear when an error is known."""
        ...


class QueueButton(StoredButton, template=ids.QUEUE):
    """Something to do with a cluster."""

    def work(self, interaction: Interaction) -> Awaitable[None]:
        return interaction.client.maintainers.act(interaction, self.meaning["act"], int(self.meaning["cluster"]))


class LinkMenu(StoredMenu, template=ids.LINK):
    """Which entry a cluster is."""

    def work(self, interaction: Interaction) -> Awaitable[None]:
        return interaction.client.maintainers.pick(interaction, int(self.meaning["cluster"]), self.item.values)


class SplitMenu(StoredMenu, template=ids.SPLIT):
    """Which samples of a cluster are another error."""

    def work(self, interaction: Interaction) -> Awaitable[None]:
        return interaction.client.maintainers.split(interaction, int(self.meaning["cluster"]), self.item.values)


class DraftButton(StoredButton, template=ids.DRAFT):
    """Something to do with a draft, as it was when the button was shown."""

    def work(self, interaction: Interaction) -> Awaitable[None]:
        act, overlay_id, shown = self.meaning["act"], int(self.meaning["overlay"]), self.meaning["digest"]
        return interaction.client.maintainers.act_on_draft(interaction, act, overlay_id, shown)


class TellButton(StoredButton, template=ids.TELL):
    """Tell me when it is known."""

    def work(self, interaction: Interaction) -> Awaitable[None]:
        return interaction.client.maintainers.tell_me(interaction, int(self.meaning["reply"]))


REVIEW_ITEMS = (QueueButton, LinkMenu, SplitMenu, DraftButton, TellButton, AuditButton, FoundMenu, *PAGE_ITEMS)


def tell_button(label: str) -> TellButton:
    """For an answer that says that nobody knows the error yet."""
    return TellButton.make(ids.TELL_ID, label, row=1)


def cluster_view(cluster: Cluster, tongue: Tongue, texts: Texts) -> discord.ui.View:
    """What can be done with a cluster in its state."""
    styles = {"draft": discord.ButtonStyle.primary}
    labels = {
        "draft": texts.say("queue-draft" if cluster.state == "open" else "queue-change", tongue),
        "link": texts.say("queue-link", tongue),
        "ignore": texts.say("queue-ignore", tongue),
        "assign": texts.say("queue-assign", tongue),
        "split": texts.say("queue-split", tongue),
        "reopen": texts.say("queue-reopen", tongue),
    }
    open_acts = ["draft", "link", "ignore", "assign"] + ["split"] * (len(cluster.samples) > 1)
    acts = {"open": open_acts, "published": ["draft"]}.get(cluster.state, ["reopen"])
    view = discord.ui.View(timeout=None)
    for act in acts:
        style = styles.get(act, discord.ButtonStyle.secondary)
        view.add_item(QueueButton.make(ids.queue_id(act, cluster.id), labels[act], style))
    return view


def link_view(cluster_id: int, entries: Sequence[Entry], tongue: Tongue, texts: Texts) -> discord.ui.View | None:
    """The menu of the nearest entries; None where nothing is near."""
    options = [
        discord.SelectOption(label=cut(texts.read(entry.title, tongue), MAX_OPTION), value=entry.id)
        for entry in entries[:MAX_OPTIONS]
    ]
    if not options:
        return None
    placeholder = cut(texts.say("queue-link-menu", tongue), MAX_PLACEHOLDER)
    menu = LinkMenu(Select(custom_id=ids.link_id(cluster_id), placeholder=placeholder, options=options))
    return discord.ui.View(timeout=None).add_item(menu)


def split_view(cluster_id: int, samples: Sequence[Sample], tongue: Tongue, texts: Texts) -> discord.ui.View:
    """The menu of a cluster's samples, of which at least one has to stay."""
    options = [
        discord.SelectOption(
            label=cut(f"{number}. {telling_line(sample.text) or ' '.join(sample.text.split())}", MAX_OPTION),
            value=sample_digest(sample.text),
            description=cut(" ".join(sample.text.split()), MAX_OPTION),
        )
        for number, sample in enumerate(samples, start=1)
    ]
    placeholder, most = cut(texts.say("queue-split-menu", tongue), MAX_PLACEHOLDER), len(options) - 1
    select: Select[Any] = Select(
        custom_id=ids.split_id(cluster_id), placeholder=placeholder, options=options, max_values=most
    )
    return discord.ui.View(timeout=None).add_item(SplitMenu(select))


def draft_view(
    vetted: Vetted,
    tongue: Tongue,
    texts: Texts,
    *,
    changing: bool = True,
    approving: bool = True,
    sharing: bool = False,
) -> discord.ui.View:
    """What its reader can do with a draft or a live entry. `sharing`: whether it is one of the operator's people."""
    overlay_id, shown = vetted.overlay.id or 0, digest(vetted.overlay.text)
    labels = {
        "edit": texts.say("draft-button-edit", tongue),
        "more": texts.say("draft-button-more", tongue),
        "zh": texts.say("draft-button-zh", tongue),
        "en": texts.say("draft-button-en", tongue),
        "approve": texts.say("draft-button-approve", tongue),
        "withdraw": texts.say("draft-button-withdraw", tongue),
        "share": texts.say(
            "draft-button-share" if vetted.overlay.guild_id is not None else "draft-button-unshare", tongue
        ),
    }
    view = discord.ui.View(timeout=None)
    in_work = changing and vetted.overlay.state in {"draft", "live"}
    acts = ["edit", "more", "zh", "en"] if in_work and vetted.draft.variant_of is None else []
    acts += ["approve"] if approving and vetted.overlay.state == "draft" and vetted.ready else []
    acts += ["withdraw"] if in_work else []
    acts += ["share"] if in_work and sharing else []
    for act in acts:
        style = {"approve": discord.ButtonStyle.success, "withdraw": discord.ButtonStyle.danger}.get(
            act, discord.ButtonStyle.secondary
        )
        row = int(act in {"approve", "withdraw", "share"})
        view.add_item(DraftButton.make(ids.draft_id(act, overlay_id, shown), labels[act], style, row=row))
    return view
