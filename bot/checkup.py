"""What `errata doctor` looks at: everything the bot needs before it can run, each in plain words."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.assembly import build_desk
from bot.client import look_up_bot
from bot.errors import DiscordError, ErrataError
from bot.reception.guilds import Defaults, Guilds, GuildView
from bot.storage.records import GuildSettings
from bot.storage.store import Store
from bot.text.counting import count
from bot.ui.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from bot.client import BotFacts, ServerFacts
    from bot.config import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. `fault` keeps the bot from running, a warning doesn't."""

    line: str
    fault: ErrataError | None = None
    is_warning: bool = False


async def examine(settings: Settings, *, offline: bool = False) -> tuple[Finding, ...]:
    """Looks at everything, also after a fault. Asks Discord only if there is a token and not `offline`."""
    findings = [Finding("settings are readable"), _look_at_knowledge(settings)]
    async with AsyncExitStack() as stack:
        try:
            settings.make_data_folder()
            store = await stack.enter_async_context(await Store.open(settings.database))
        except ErrataError as fault:
            findings.append(Finding(f"database: {fault}", fault))
            view = _view_nothing
        else:
            findings.append(Finding(f"database: {store.name} opens"))
            view = Guilds(store, Defaults(settings.maintainers_channel)).view
        try:
            token = settings.require_token()
        except ErrataError as fault:
            return (*findings, Finding(str(fault), fault))
        if not offline:
            findings += await _look_at_discord(settings, token, view)
    return tuple(findings)


async def _view_nothing(guild_id: int) -> GuildView:
    """A guild of which nothing is known, as long as the database doesn't open."""
    return GuildView(GuildSettings(guild_id), {})


def _look_at_knowledge(settings: Settings) -> Finding:
    try:
        built = build_desk(settings.knowledge_dir, settings.data_dir / "cache", strict=settings.strict)
    except ErrataError as fault:
        return Finding(f"catalogue: {fault}", fault)
    entries = count(len(built.desk.knowledge.entries), "entry", "entries")
    if built.faults:
        line = f"catalogue: {entries}, {count(len(built.faults), 'fault')}; `errata kb check` lists them"
        return Finding(line, is_warning=True)
    return Finding(f"catalogue: {entries}")


async def _look_at_discord(
    settings: Settings, token: str, view: Callable[[int], Awaitable[GuildView]]
) -> list[Finding]:
    try:
        facts = await look_up_bot(token, settings, view)
    except ErrataError as fault:
        return [Finding(f"Discord: {fault}", fault)]
    findings = [Finding(f"Discord: the token belongs to {facts.name}")]
    if facts.reads_messages:
        findings.append(Finding("Discord: the message content intent is on"))
    else:
        fault = DiscordError("switch on 'Message Content Intent' in the developer portal under Bot")
        findings.append(Finding(f"Discord: {fault}", fault))
    findings += _look_at_servers(facts)
    if not settings.watch_channels:
        line = "no channel is watched by ERRATA_WATCH_CHANNELS; servers choose theirs with /settings watch"
        findings.append(Finding(line, is_warning=True))
    return findings


def _look_at_servers(facts: BotFacts) -> Iterator[Finding]:
    if not facts.servers:
        yield Finding("Discord: the bot is on no server yet; open its install link (README, step 4)", is_warning=True)
    texts = Texts.load()
    lacks = [line for server in facts.servers for line in _say_lacks(server, texts)]
    yield from (Finding(f"Discord: {line}", is_warning=True) for line in lacks)
    if facts.servers and not lacks:
        yield Finding(f"Discord: no permission is missing (servers looked at: {len(facts.servers)})")
    if facts.unseen:
        yield Finding(f"Discord: {facts.unseen} more servers were not looked at; /settings check tells what they lack")


def _say_lacks(server: ServerFacts, texts: Texts) -> Iterator[str]:
    def name(permissions: tuple[str, ...]) -> str:
        return ", ".join(texts.say(f"permission-{permission}", "en") for permission in permissions)

    if server.fault is not None:
        yield f"{server.name} can't be looked at: {server.fault}"
    if server.everywhere:
        yield f"{server.name}: the bot lacks {name(server.everywhere)}; give them to its role"
    for channel, permissions in server.channels:
        yield f"{server.name}, #{channel}: the bot lacks {name(permissions)}; give them to its role there"
