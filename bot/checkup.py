"""What `errata doctor` looks at: everything the bot needs before it can run, each in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.assembly import build_desk
from bot.client import look_up_bot
from bot.errors import DiscordError, ErrataError
from bot.storage.store import Store

if TYPE_CHECKING:
    from bot.config import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. `fault` keeps the bot from running, a warning doesn't."""

    line: str
    fault: ErrataError | None = None
    is_warning: bool = False


async def examine(settings: Settings, *, offline: bool = False) -> tuple[Finding, ...]:
    """Looks at everything, also after a fault. Asks Discord only if there is a token and not `offline`."""
    findings = [Finding("settings are readable"), _look_at_knowledge(settings), await _look_at_store(settings)]
    try:
        token = settings.require_token()
    except ErrataError as fault:
        return (*findings, Finding(str(fault), fault))
    if not offline:
        findings += await _look_at_discord(settings, token)
    return tuple(findings)


def _look_at_knowledge(settings: Settings) -> Finding:
    try:
        built = build_desk(settings.knowledge_dir, settings.data_dir / "cache", strict=settings.strict)
    except ErrataError as fault:
        return Finding(f"catalogue: {fault}", fault)
    entries = len(built.desk.knowledge.entries)
    if built.faults:
        line = f"catalogue: {entries} entries, {len(built.faults)} faults; `errata kb check` lists them"
        return Finding(line, is_warning=True)
    return Finding(f"catalogue: {entries} entries")


async def _look_at_store(settings: Settings) -> Finding:
    try:
        settings.make_data_folder()
        store = await Store.open(settings.database)
    except ErrataError as fault:
        return Finding(f"database: {fault}", fault)
    name = store.name
    await store.close()
    return Finding(f"database: {name} opens")


async def _look_at_discord(settings: Settings, token: str) -> list[Finding]:
    try:
        facts = await look_up_bot(token, settings)
    except ErrataError as fault:
        return [Finding(f"Discord: {fault}", fault)]
    findings = [Finding(f"Discord: the token belongs to {facts.name}")]
    if facts.reads_messages:
        findings.append(Finding("Discord: the message content intent is on"))
    else:
        fault = DiscordError("switch on 'Message Content Intent' in the developer portal under Bot")
        findings.append(Finding(f"Discord: {fault}", fault))
    if not settings.watch_channels:
        line = "no channel is watched by ERRATA_WATCH_CHANNELS; servers choose theirs with /settings watch"
        findings.append(Finding(line, is_warning=True))
    return findings
