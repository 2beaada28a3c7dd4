"""Outages that a guild has been told of: meanwhile answers about them shrink to a pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.storage.records import OutageNotice


class RunningOutages:
    """The notices of this process's guilds. Whoever posts and ends them keeps it up to date."""

    def __init__(self) -> None:
        self._notices: dict[tuple[int, str], OutageNotice] = {}

    def put(self, notice: OutageNotice) -> None:
        """An outage was announced, or its notice changed."""
        self._notices[notice.guild_id, notice.entry] = notice

    def drop(self, notice: OutageNotice) -> None:
        """An outage is over."""
        self._notices.pop((notice.guild_id, notice.entry), None)

    def all(self) -> tuple[OutageNotice, ...]:
        """Every notice that stands."""
        return tuple(self._notices.values())

    def shown_by(self, message_id: int) -> OutageNotice | None:
        """The notice that a message shows."""
        return next((notice for notice in self._notices.values() if notice.message_id == message_id), None)

    def covering(self, guild_id: int | None, entries: Iterable[str]) -> OutageNotice | None:
        """The notice that tells of all these entries' trouble, None where one of them is no outage."""
        if guild_id is None or not self._notices:
            return None
        found = [self._notices.get((guild_id, entry)) for entry in entries]
        return found[0] if found and all(found) else None
