"""Buttons and menus of the maintainers. Each knows only its custom_id, so they outlive restarts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, Self, cast

import discord
from discord.ui import Button, DynamicItem, Item, Select

from bot.review.answers import digest
from bot.review.wording import telling_line
from bot.storage.unmatched import sample_digest
from bot.ui.faults import guarded
from bot.ui.queue_pages import PAGE_ITEMS
from bot.ui.safe import cut
from bot.ui.stored import NOBODY

if TYPE_CHECKING:
    import re
    from collections.abc import Coroutine, Sequence

    from bot.knowledge.model import Entry
    from bot.reception.tongue import Tongue
    from bot.review.answers import Vetted
    from bot.storage.records import Cluster, Sample
    from bot.ui.client import Interaction
    from bot.ui.queue_pages import ListView
    from bot.ui.texts import Texts

AnyButton = Button[Any]
AnySelect = Select[Any]
QUEUE = r"e1:q:(?P<act>draft|link|ignore|assign|split|reopen):(?P<id>\d{1,18})"
LINK = r"e1:ql:(?P<id>\d{1,18})"
SPLIT = r"e1:qs:(?P<id>\d{1,18})"
DRAFT = r"e1:d:(?P<act>edit|more|zh|en|approve|withdraw|share):(?P<id>\d{1,18}):(?P<digest>[0-9a-f]{8})"


TELL = r"e1:tell:(?P<reply>\d{1,20})"


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

    async def open_answer(self, interaction: Interaction, values: list[str]) -> None:
        """An answer written here was chosen."""
        ...

    async def act_on_draft(self, interaction: Interaction, act: str, overlay_id: int, shown: str) -> None:
        """A button under a draft that looked as `shown` says."""
        ...

    async def tell_me(self, interaction: Interaction, reply_message_id: int) -> None:
        """Somebody wants to hear when an error is known."""
        ...


class QueueButton(DynamicItem[AnyButton], template=QUEUE):
    """Something to do with a cluster."""

    def __init__(self, act: str, cluster_id: int, button: AnyButton) -> None:
        self._act = act
        self._cluster_id = cluster_id
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["act"], int(match["id"]), cast("AnyButton", item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await guarded(interaction, interaction.client.maintainers.act(interaction, self._act, self._cluster_id))


class ClusterMenu(DynamicItem[AnySelect], template=NOBODY):
    """Something to choose for a cluster."""

    def __init__(self, cluster_id: int, select: AnySelect) -> None:
        self._cluster_id = cluster_id
        super().__init__(select)

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(int(match["id"]), cast("AnySelect", item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await guarded(interaction, self.work(interaction.client.maintainers, interaction))

    def work(self, presses: QueuePresses, interaction: Interaction) -> Coroutine[Any, Any, None]:
        """What happens when something is chosen."""
        raise NotImplementedError


class LinkMenu(ClusterMenu, template=LINK):
    """Which entry a cluster is."""

    def work(self, presses: QueuePresses, interaction: Interaction) -> Coroutine[Any, Any, None]:
        return presses.pick(interaction, self._cluster_id, self.item.values)


class SplitMenu(ClusterMenu, template=SPLIT):
    """Which samples of a cluster are another error."""

    def work(self, presses: QueuePresses, interaction: Interaction) -> Coroutine[Any, Any, None]:
        return presses.split(interaction, self._cluster_id, self.item.values)


class DraftButton(DynamicItem[AnyButton], template=DRAFT):
    """Something to do with a draft, as it was when the button was shown."""

    def __init__(self, act: str, overlay_id: int, shown: str, button: AnyButton) -> None:
        self._act = act
        self._overlay_id = overlay_id
        self._shown = shown
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["act"], int(match["id"]), match["digest"], cast("AnyButton", item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        presses: QueuePresses = interaction.client.maintainers
        await guarded(interaction, presses.act_on_draft(interaction, self._act, self._overlay_id, self._shown))


class TellButton(DynamicItem[AnyButton], template=TELL):
    """Tell me when it is known."""

    def __init__(self, reply_message_id: int, button: AnyButton) -> None:
        self._reply_message_id = reply_message_id
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(int(match["reply"]), cast("AnyButton", item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await guarded(interaction, interaction.client.maintainers.tell_me(interaction, self._reply_message_id))


REVIEW_ITEMS = (QueueButton, LinkMenu, SplitMenu, DraftButton, TellButton, *PAGE_ITEMS)


def tell_button(label: str) -> TellButton:
    """For an answer that says that nobody knows the error yet."""
    return TellButton(0, Button(label=label, custom_id="e1:tell:0", row=1))


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
        button: AnyButton = Button(style=style, label=labels[act], custom_id=f"e1:q:{act}:{cluster.id}")
        view.add_item(QueueButton(act, cluster.id, button))
    return view


def link_view(cluster_id: int, entries: Sequence[Entry], tongue: Tongue, texts: Texts) -> discord.ui.View | None:
    """The menu of the nearest entries; None where nothing is near."""
    language = "en" if tongue == "en" else "zh"
    options = [
        discord.SelectOption(label=cut(entry.title.in_language(language), 100), value=entry.id)
        for entry in entries[:25]
        if len(entry.id) <= 100  # Discord's limit for a value
    ]
    if not options:
        return None
    view = discord.ui.View(timeout=None)
    placeholder = cut(texts.say("queue-link-menu", tongue), 150)
    select: AnySelect = Select(custom_id=f"e1:ql:{cluster_id}", placeholder=placeholder, options=options)
    view.add_item(LinkMenu(cluster_id, select))
    return view


def split_view(cluster_id: int, samples: Sequence[Sample], tongue: Tongue, texts: Texts) -> discord.ui.View:
    """The menu of a cluster's samples, of which at least one has to stay."""
    options = [
        discord.SelectOption(
            label=cut(f"{number}. {telling_line(sample.text) or ' '.join(sample.text.split())}", 100),
            value=sample_digest(sample.text),
            description=cut(" ".join(sample.text.split()), 100),
        )
        for number, sample in enumerate(samples, start=1)
    ]
    view = discord.ui.View(timeout=None)
    placeholder = cut(texts.say("queue-split-menu", tongue), 150)
    select: AnySelect = Select(
        custom_id=f"e1:qs:{cluster_id}", placeholder=placeholder, options=options, max_values=len(options) - 1
    )
    view.add_item(SplitMenu(cluster_id, select))
    return view


def draft_view(vetted: Vetted, tongue: Tongue, texts: Texts, *, sharing: bool = False) -> discord.ui.View:
    """What can be done with a draft or a live entry. `sharing`: whether the operator's people see it."""
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
    in_work = vetted.overlay.state in {"draft", "live"}
    acts = ["edit", "more", "zh", "en"] if in_work and vetted.draft.variant_of is None else []
    acts += ["approve"] if vetted.overlay.state == "draft" and vetted.ready else []
    acts += ["withdraw"] if in_work else []
    acts += ["share"] if in_work and sharing else []
    for act in acts:
        style = {"approve": discord.ButtonStyle.success, "withdraw": discord.ButtonStyle.danger}.get(
            act, discord.ButtonStyle.secondary
        )
        row = int(act in {"approve", "withdraw", "share"})
        button: AnyButton = Button(
            style=style, label=labels[act], custom_id=f"e1:d:{act}:{overlay_id}:{shown}", row=row
        )
        view.add_item(DraftButton(act, overlay_id, shown, button))
    return view
