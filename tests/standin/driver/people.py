"""People: what somebody at a Discord client can do, and what that client refuses."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from tests.standin.commands import CommandKind
from tests.standin.driver.forms import fill_modal, pick_option
from tests.standin.driver.offers import TypedOptions, find_offered, offered
from tests.standin.driver.resolved import Resolved
from tests.standin.driver.shown import Shown
from tests.standin.driver.uses import dispatch_use
from tests.standin.driver.writing import Writing
from tests.standin.errors import ClientRefusalError
from tests.standin.interactions import InteractionKind, Modal
from tests.standin.messages import Message, walk_components
from tests.standin.model import Channel, User

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.standin.interactions import Interaction

Json = dict[str, Any]

BUTTON, LINK_STYLE, SELECT = 2, 5, 3


class Person(Writing):
    """A person at a client: writes and reacts (see `Writing`), and uses what the bot offers.

    Every use waits up to `within` seconds until something is visible and returns it as `Shown`; with `within=0` it
    returns at once, and `await shown.settle(...)` waits later.
    """

    def sees(self, message: Message) -> bool:
        return message.visible_to(self.user)

    def offers(self, channel: Channel) -> list[str]:
        """The names of the commands that the client shows here, as this person sees them."""
        return [command.name_in(self.user.locale) for command in offered(self._world, self.user, channel)]

    async def slash(
        self, name: str, options: Mapping[str, Any] | None = None, *, channel: Channel, within: float = 5.0
    ) -> Shown:
        """Use a slash command; `name` may go on with group and subcommand, as in "settings watch"."""
        self._require_presence(channel)
        first, *path = name.split()
        command = find_offered(self._world, CommandKind.SLASH, first, self.user, channel)
        resolved = Resolved(self._world, self.user, channel)
        data: Json = {"id": str(command.id), "name": command.name, "type": int(command.kind)}
        data["options"] = TypedOptions(command, resolved).build(path, options or {})
        return await self._use(InteractionKind.COMMAND, channel, _complete(data, resolved), within, command=command)

    async def autocomplete(
        self,
        name: str,
        option: str,
        typed: str,
        others: Mapping[str, Any] | None = None,
        *,
        channel: Channel,
        within: float = 3.0,
    ) -> list[Json]:
        """Type into an option with autocomplete; returns the choices offered (`name` and `value` each)."""
        self._require_presence(channel)
        first, *path = name.split()
        command = find_offered(self._world, CommandKind.SLASH, first, self.user, channel)
        resolved = Resolved(self._world, self.user, channel)
        data: Json = {"id": str(command.id), "name": command.name, "type": int(command.kind)}
        values = {**(others or {}), option: typed}
        data["options"] = TypedOptions(command, resolved, focused=option).build(path, values)
        shown = await self._use(
            InteractionKind.AUTOCOMPLETE, channel, _complete(data, resolved), within, command=command
        )
        return shown.choices

    async def context_menu(self, name: str, target: Message, *, within: float = 5.0) -> Shown:
        """Use an entry of the context menu on a message."""
        channel, kind = target.channel, CommandKind.MESSAGE
        self._require_sight(target)
        self._require_presence(channel)
        command = find_offered(self._world, kind, name, self.user, channel)
        resolved = Resolved(self._world, self.user, channel)
        data: Json = {"id": str(command.id), "name": command.name, "type": int(kind)}
        data["target_id"] = resolved.add_message(target)
        return await self._use(InteractionKind.COMMAND, channel, _complete(data, resolved), within, command=command)

    async def click(self, message: Message, button: str | int = 0, *, within: float = 5.0) -> Shown:
        """Press a button by its label, custom_id or position. Disabled and link buttons can't be pressed."""
        self._require_sight(message)
        node = _find(message, {BUTTON}, button, "label")
        if node.get("disabled") or node["style"] == LINK_STYLE:
            raise ClientRefusalError(f"the button {button!r} is disabled or a link")
        return await self.press_custom_id(message, node["custom_id"], within=within)

    async def press_custom_id(
        self, message: Message, custom_id: str, *, values: Sequence[str] | None = None, within: float = 5.0
    ) -> Shown:
        """Send a button's custom_id (with `values`: a select's) without asking whether the message has it.

        Forged and outdated components, and those of a message that was deleted meanwhile, reach the bot like this.
        """
        data: Json = {"custom_id": custom_id, "component_type": BUTTON if values is None else SELECT}
        if values is not None:
            data["values"] = list(values)
        return await self._use(InteractionKind.COMPONENT, message.channel, data, within, source=message)

    async def select(
        self,
        message: Message,
        values: str | Sequence[str | User | Channel],
        *,
        menu: str | int = 0,
        within: float = 5.0,
    ) -> Shown:
        """Choose in a select menu: option values or labels, or users, roles and channels where it offers those."""
        self._require_sight(message)
        node = _find(message, {SELECT, 5, 6, 7, 8}, menu, "placeholder")
        if node.get("disabled"):
            raise ClientRefusalError("the menu is disabled")
        wanted = [values] if isinstance(values, str | User | Channel) else list(values)
        least, most = node.get("min_values", 1), node.get("max_values", 1)
        if not (1 if least is None else least) <= len(wanted) <= (most or 1):
            raise ClientRefusalError(f"the menu takes {least} to {most} choices")
        resolved = Resolved(self._world, self.user, message.channel)
        if node["type"] == SELECT:
            chosen = [pick_option(node["options"], str(one), "the menu") for one in wanted]
        else:
            chosen = [resolved.add(one) for one in wanted]
        data: Json = {"custom_id": node["custom_id"], "component_type": node["type"], "values": chosen}
        data = _complete(data, resolved)
        return await self._use(InteractionKind.COMPONENT, message.channel, data, within, source=message)

    async def submit(self, modal: Modal, values: Mapping[str, Any] | None = None, *, within: float = 5.0) -> Shown:
        """Send a form filled in by label or custom_id (see `fill_modal`); only the one who got it can."""
        opener = modal.opened_by
        if opener.user is not self.user:
            raise ClientRefusalError(f"{self.user.name} never saw the form {modal.title!r}")
        resolved = Resolved(self._world, self.user, opener.channel)
        components = fill_modal(modal, values or {}, resolved)
        data = _complete({"custom_id": modal.custom_id, "components": components}, resolved)
        return await self._use(
            InteractionKind.MODAL_SUBMIT,
            opener.channel,
            data,
            within,
            command=opener.command,
            source=opener.source,
            modal=modal,
        )

    async def _use(self, kind: InteractionKind, channel: Channel, data: Json, within: float, **about: Any) -> Shown:
        interaction: Interaction = dispatch_use(self._world, self.user, channel, kind, data, **about)
        shown = Shown(self._world, interaction)
        if within:
            await shown.settle(within)
        else:
            await asyncio.sleep(0)
        return shown


def _complete(data: Json, resolved: Resolved) -> Json:
    return data | {"resolved": resolved.groups} if resolved.groups else data


def _find(message: Message, kinds: set[int], wanted: str | int, label: str) -> Json:
    """A component of the message by position, custom_id, or the text that people see."""
    nodes = [node for node in walk_components(message.components) if node["type"] in kinds]
    if isinstance(wanted, int):
        if wanted < len(nodes):
            return nodes[wanted]
    else:
        for node in nodes:
            seen = {node.get(label), node.get("custom_id"), (node.get("emoji") or {}).get("name")}
            if wanted in seen:
                return node
    shown = [node.get(label) or node.get("custom_id") for node in nodes]
    raise ClientRefusalError(f"the message has no {wanted!r}, only {shown}")
