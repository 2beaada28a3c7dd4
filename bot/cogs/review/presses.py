"""What the maintainers' buttons and menus do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cogs.review import auditing, catalogue, drafting, queueing
from bot.cogs.review.acting import told
from bot.cogs.review.telling import subscribe

if TYPE_CHECKING:
    from bot.ui.audit import AuditView
    from bot.ui.client import Interaction
    from bot.ui.queue_pages import ListView


class MaintainerPresses:
    """The one implementation of `bot.ui.queue_items.QueuePresses`."""

    async def act(self, interaction: Interaction, act: str, cluster_id: int) -> None:
        """A button under a cluster."""
        await told(interaction, queueing.press(interaction, act, cluster_id))

    async def pick(self, interaction: Interaction, cluster_id: int, values: list[str]) -> None:
        """An entry was chosen for a cluster."""
        await told(interaction, queueing.link_picked(interaction, cluster_id, values))

    async def split(self, interaction: Interaction, cluster_id: int, digests: list[str]) -> None:
        """Samples were chosen that are another error."""
        await told(interaction, queueing.split(interaction, cluster_id, digests))

    async def turn_page(self, interaction: Interaction, view: ListView) -> None:
        """Another page of a list is wanted."""
        await told(interaction, queueing.list_clusters(interaction, view, turned=True))

    async def turn_audit(self, interaction: Interaction, view: AuditView) -> None:
        """Another page of the actions is wanted."""
        await told(interaction, auditing.show_audit(interaction, view, turned=True))

    async def open_answer(self, interaction: Interaction, values: list[str]) -> None:
        """An answer written here was chosen."""
        await told(interaction, drafting.open_answer(interaction, values))

    async def show_entry(self, interaction: Interaction, values: list[str]) -> None:
        """An entry that was found was chosen."""
        await told(interaction, catalogue.show_entry(interaction, values))

    async def act_on_draft(self, interaction: Interaction, act: str, overlay_id: int, shown: str) -> None:
        """A button under a draft that looked as `shown` says."""
        await told(interaction, drafting.press(interaction, act, overlay_id, shown))

    async def tell_me(self, interaction: Interaction, reply_message_id: int) -> None:
        """Somebody wants to hear when an error is known."""
        await subscribe(interaction, reply_message_id)
