"""The buttons and menus that a message already has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import discord


def walk_ids(message: discord.Message | None) -> Iterator[tuple[int, str]]:
    """Type (as Discord numbers them) and id of every button and menu of a message, however deep they lie."""
    if message is not None:
        yield from _walk(message.components)


def _walk(components: Iterable[Any]) -> Iterator[tuple[int, str]]:
    for component in components:
        if custom_id := getattr(component, "custom_id", None):
            yield component.type.value, custom_id
        yield from _walk(getattr(component, "children", ()))
