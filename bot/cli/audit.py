"""`errata audit`: what maintainers did with unknown errors and their answers."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import click

from bot.cli.kb.loading import print_rows
from bot.cli.options import CONTEXT, ROW_NUMBER
from bot.cli.safe import dump_json
from bot.cli.storing import with_store
from bot.storage.records import AuditFilter

if TYPE_CHECKING:
    from bot.storage.records import AuditEvent
    from bot.storage.store import Store

_HEADS = ("when (UTC)", "server", "who", "what", "about", "detail")
_OF_HASH = 8
_LAST_PAGE = 1_000_000_000


@click.command(context_settings=CONTEXT, epilog="Example: errata audit --cluster 12")
@click.option("--cluster", type=ROW_NUMBER, metavar="N", help="Only what concerns an unknown error.")
@click.option("--entry", default="", metavar="ID", help="Only what concerns entries whose ids begin so.")
@click.option("--person", type=ROW_NUMBER, metavar="ID", help="Only what somebody did, by Discord id.")
@click.option("--server", type=ROW_NUMBER, metavar="ID", help="Only what was done in a server.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True)
@click.option("--page", type=click.IntRange(1, _LAST_PAGE), default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
def audit(
    cluster: int | None,
    entry: str,
    person: int | None,
    server: int | None,
    limit: int,
    page: int,
    as_json: bool,
) -> None:
    """What maintainers did, the newest first: when (UTC), server, who, what, about what, detail.

    Into a pipe goes one act a line, these six separated by tabs.
    """

    async def read(store: Store) -> tuple[AuditEvent, ...]:
        user = None if person is None else store.hash_user(person)
        only = AuditFilter(server, user, cluster, entry)
        return await store.audit.list(only, limit=limit, offset=(page - 1) * limit)

    events = with_store(read)
    if as_json:
        click.echo(dump_json([_plain(event) for event in events], indent=2))
        return
    print_rows(_HEADS, [_row(event) for event in events], "nothing like that was done")


def _plain(event: AuditEvent) -> dict[str, Any]:
    """An event as JSON holds it; ids of Discord are too great for the numbers of some readers."""
    guild_id = None if event.guild_id is None else str(event.guild_id)
    return dataclasses.asdict(event) | {"at": event.at.isoformat(), "guild_id": guild_id}


def _row(event: AuditEvent) -> tuple[str, ...]:
    who = event.name or (event.user or "")[:_OF_HASH] or "-"
    return (f"{event.at:%Y-%m-%d %H:%M}", str(event.guild_id or "-"), who, event.action, event.subject, event.detail)
