"""Messages, attachments and what people see of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.standin.cdn import CdnFile
    from tests.standin.interactions import Interaction
    from tests.standin.model import Channel, Guild, User

Json = dict[str, Any]

FLAG_SUPPRESS_EMBEDS = 1 << 2
FLAG_EPHEMERAL = 1 << 6
FLAG_LOADING = 1 << 7
FLAG_SUPPRESS_NOTIFICATIONS = 1 << 12
FLAG_HAS_SNAPSHOT = 1 << 14
FLAG_COMPONENTS_V2 = 1 << 15

KIND_DEFAULT = 0
KIND_MEMBER_JOINED = 7
KIND_REPLY = 19
KIND_SLASH_COMMAND = 20
KIND_CONTEXT_MENU = 23
USER_KINDS = frozenset({KIND_DEFAULT, KIND_REPLY, KIND_SLASH_COMMAND, KIND_CONTEXT_MENU})
"""Message types that somebody wrote; the others are Discord's own notices and can't be replied to."""


@dataclass(slots=True, frozen=True)
class Pings:
    """Whom a message notifies, after `allowed_mentions`. Falsy when it disturbs nobody."""

    users: frozenset[int] = frozenset()
    roles: frozenset[int] = frozenset()
    everyone: bool = False
    replied: bool = False

    def __bool__(self) -> bool:
        return bool(self.users or self.roles or self.everyone or self.replied)


@dataclass(slots=True)
class Button:
    """A button as people see it on a message."""

    label: str
    custom_id: str | None
    style: int
    disabled: bool
    url: str | None


@dataclass(eq=False, slots=True)
class Message:
    """One message, present or deleted, with its times in `time.perf_counter()` seconds.

    `dispatched_at` is when the gateway told the bot of it (people's messages), `arrived_at` when the bot's REST call
    that made it came in (the bot's messages). `revision` counts changes; `private_to` is the one who sees an ephemeral
    message.
    """

    id: int
    channel: Channel
    author: User
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[CdnFile] = field(default_factory=list)
    flags: int = 0
    kind: int = KIND_DEFAULT
    referenced: Message | None = None
    reference_id: int | None = None
    snapshots: list[Message] = field(default_factory=list)
    mentions: list[User] = field(default_factory=list)
    mention_everyone: bool = False
    pings: Pings = field(default_factory=Pings)
    interaction: Interaction | None = None
    private_to: User | None = None
    webhook_name: str | None = None
    nonce: str | None = None
    sent_at: float = 0.0
    edited_at: float | None = None
    deleted: bool = False
    revision: int = 0
    reactions: dict[str, set[int]] = field(default_factory=dict)
    dispatched_at: float | None = None
    arrived_at: float | None = None
    seen_revision: int = 0

    def __repr__(self) -> str:
        marks = "".join(f" {mark}" for mark in ("deleted", "ephemeral", "loading") if getattr(self, mark))
        buttons = [button.label for button in self.buttons]
        return f"<message{marks} by {self.author.name} in #{self.channel.name}: {self.text!r} {buttons}>"

    @property
    def guild(self) -> Guild | None:
        return self.channel.guild

    @property
    def url(self) -> str:
        """The link that Discord's client copies."""
        return f"https://discord.com/channels/{self.guild.id if self.guild else '@me'}/{self.channel.id}/{self.id}"

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & FLAG_EPHEMERAL)

    @property
    def seen_by_all(self) -> bool:
        return self.private_to is None

    @property
    def loading(self) -> bool:
        """Whether this is the "... is thinking" notice of a deferred answer."""
        return bool(self.flags & FLAG_LOADING)

    @property
    def text(self) -> str:
        """Everything readable in the message, in the order shown: content, text displays, embeds."""
        parts = [self.content]
        parts += [node["content"] for node in walk_components(self.components) if node["type"] == 10]
        for embed in self.embeds:
            parts += [embed.get("author", {}).get("name"), embed.get("title"), embed.get("description")]
            for row in embed.get("fields", []):
                parts += [row["name"], row["value"]]
            parts.append(embed.get("footer", {}).get("text"))
        return "\n".join(part for part in parts if part)

    @property
    def links(self) -> list[str]:
        """The addresses that a reader could follow: markdown links, bare links, embed and button links."""
        found = re.findall(r"https?://[^\s<>()\[\]]+", self.text)
        found += [embed["url"] for embed in self.embeds if embed.get("url")]
        found += [button.url for button in self.buttons if button.url]
        return found

    @property
    def buttons(self) -> list[Button]:
        """The buttons in the order shown."""
        return [
            Button(
                label=node.get("label") or (node.get("emoji") or {}).get("name") or "",
                custom_id=node.get("custom_id"),
                style=node["style"],
                disabled=node.get("disabled", False),
                url=node.get("url"),
            )
            for node in walk_components(self.components)
            if node["type"] == 2
        ]

    @property
    def selects(self) -> list[Json]:
        """The select menus in the order shown, as their component objects."""
        return [node for node in walk_components(self.components) if node["type"] in {3, 5, 6, 7, 8}]

    @property
    def latency_ms(self) -> float:
        """Milliseconds between the event that this answers and the bot's REST call; needs a reference to the cause."""
        cause = self.interaction.dispatched_at if self.interaction else None
        if cause is None and self.referenced is not None:
            cause = self.referenced.dispatched_at
        if cause is None or self.arrived_at is None:
            raise ValueError("this message answers nothing that was dispatched")
        return (self.arrived_at - cause) * 1000

    def visible_to(self, user: User) -> bool:
        """Whether `user` sees it: not deleted, not another person's ephemeral message, and in a channel they see."""
        if self.deleted or (self.private_to is not None and self.private_to is not user):
            return False
        if self.guild is None:
            return user in self.channel.recipients
        return bool(self.guild.permissions_of(user, self.channel))


def walk_components(components: list[Json]) -> Iterator[Json]:
    """Every component of a message or modal, parents before children, in the order shown."""
    for node in components:
        yield node
        yield from walk_components(node.get("components", []))
        for single in ("accessory", "component"):
            if node.get(single):
                yield from walk_components([node[single]])
