"""What the maintainers' buttons and menus do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cogs.review import drafting, queueing
from bot.cogs.review.acting import told
from bot.cogs.review.telling import subscribe

if TYPE_CHECKING:
    from bot.ui.client import Interaction


class MaintainerPresses:
    """The one implementation of `bot.ui.queue_items.QueuePresses`."""

    async def act(self, interaction: Interaction, act: str, cluster_id: int) -> None:
        """A button under a cluster."""
        await told(interaction, queueing.press(interaction, act, cluster_id))

    async def pick(self, interaction: Interaction, cluster_id: int, values: list[str]) -> None:
        """An entry was chosen for a cluster."""
        await told(interaction, queueing.link_picked(interaction, cluster_id, values))

    async def act_on_draft(self, interaction: Interaction, act: str, overlay_id: int, shown: str) -> None:
        """A button under a draft that looked as `shown` says."""
        await told(interaction, drafting.press(interaction, act, overlay_id, shown))

    async def tell_me(self, interaction: Interaction, reply_message_id: int) -> None:
        """Somebody wants to hear when an error is known."""
        await subscribe(interaction, reply_message_id)
