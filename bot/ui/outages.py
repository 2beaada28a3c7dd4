"""What is said about a provider's trouble."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ui.safe import escape

if TYPE_CHECKING:
    from pydantic import AnyUrl

    from bot.knowledge.model import KnowledgeBase
    from bot.reception.tongue import Tongue
    from bot.storage.records import OutageNotice
    from bot.ui.texts import Texts


def say_outage(
    notice: OutageNotice, minutes: int, knowledge: KnowledgeBase, tongue: Tongue, texts: Texts, *, over: bool
) -> str:
    """The notice in a channel: who, how many, that waiting is the fix, and the provider's own status page."""
    entry = knowledge.entries.get(notice.entry)
    system = knowledge.systems.get(entry.home) if entry else None
    text = texts.say(
        "outage-over" if over else "outage-notice",
        tongue,
        people=notice.people,
        minutes=minutes,
        title=escape(texts.read(entry.title, tongue) if entry else notice.entry),
        system=escape(texts.read(system.name, tongue) if system else notice.entry.partition("/")[0]),
    )
    status = [link for link in system.links if _is_status_page(link.url)] if system else []
    return "\n".join([text, *(f"<{link.url}>" for link in status[:1])])


def _is_status_page(url: AnyUrl) -> bool:
    return (url.host or "").startswith("status.") or (url.path or "").rstrip("/").endswith("/status")


def point_to_outage(notice: OutageNotice, tongue: Tongue, texts: Texts) -> str:
    """One line in place of an answer while the trouble goes on."""
    url = f"https://discord.com/channels/{notice.guild_id}/{notice.channel_id}/{notice.message_id}"
    return texts.say("outage-pointer", tongue, url=url)
