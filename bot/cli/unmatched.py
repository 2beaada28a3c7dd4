"""`errata unmatched`: the errors nobody knows yet, as clusters of redacted samples."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import TYPE_CHECKING, cast

import click
from rich.console import Console
from rich.table import Table

from bot.cli.options import CONTEXT, ROW_NUMBER
from bot.cli.render import plain
from bot.cli.safe import dump_json, on_one_line, visible
from bot.cli.storing import with_store
from bot.errors import ExitCode
from bot.text.counting import count

if TYPE_CHECKING:
    from bot.storage.records import Cluster, ClusterState
    from bot.storage.store import Store

_STATES = click.Choice(["open", "ignored", "linked", "published", "all"])
_SHOWN_CHARS = 90


@click.group(context_settings=CONTEXT, epilog="Example: errata unmatched list")
def unmatched() -> None:
    """The errors nobody knows yet, most frequent first."""


@unmatched.command("list", context_settings=CONTEXT, epilog="Example: errata unmatched list --state all --limit 50")
@click.option("--state", type=_STATES, default="open", show_default=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
def list_clusters(state: str, limit: int) -> None:
    """List clusters."""
    clusters = with_store(lambda store: store.unmatched.list(_state(state), limit=limit, offset=0))
    console = Console()
    if not clusters:
        if console.is_terminal:
            console.print("nothing unmatched")
        return
    table = Table()
    for name in ("#", "count", "people", "last seen", "state", "sample"):
        table.add_column(name)
    for cluster in clusters:
        sample = on_one_line(cluster.samples[0].text)[:_SHOWN_CHARS] if cluster.samples else ""
        table.add_row(
            str(cluster.id),
            str(cluster.count),
            str(cluster.people),
            f"{cluster.last_seen:%Y-%m-%d}",
            cluster.state,
            plain(sample),
        )
    console.print(table)


@unmatched.command(context_settings=CONTEXT, epilog="Example: errata unmatched show 12")
@click.argument("number", type=ROW_NUMBER)
def show(number: int) -> None:
    """Show a cluster with its samples. NUMBER is what `errata unmatched list` names it by."""
    cluster = with_store(lambda store: store.unmatched.get(number))
    if cluster is None:
        click.echo(f"errata: no unmatched cluster {number}", err=True)
        raise SystemExit(ExitCode.NO_ANSWER)
    click.echo(
        f"#{cluster.id} {cluster.state}: {count(cluster.count, 'time')} by {count(cluster.people, 'person', 'people')}"
    )
    click.echo(f"first {cluster.first_seen:%Y-%m-%d %H:%M}, last {cluster.last_seen:%Y-%m-%d %H:%M} UTC")
    if cluster.nearest:
        click.echo(f"nearest: {', '.join(map(on_one_line, cluster.nearest))}")
    for place, sample in enumerate(cluster.samples, start=1):
        click.echo(f"\n--- sample {place}\n{visible(sample.text)}")


@unmatched.command(context_settings=CONTEXT, epilog="Example: errata unmatched export > unmatched.jsonl")
@click.option("--state", type=_STATES, default="all", show_default=True)
def export(state: str) -> None:
    """Print every cluster as one JSON object a line."""
    for cluster in with_store(lambda store: _read_all(store, state)):
        click.echo(dump_json(dataclasses.asdict(cluster), default=_plain))


async def _read_all(store: Store, state: str) -> list[Cluster]:
    found: list[Cluster] = []
    while page := await store.unmatched.list(_state(state), limit=200, offset=len(found)):
        found.extend(page)
    return found


def _state(name: str) -> ClusterState | None:
    return None if name == "all" else cast("ClusterState", name)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
