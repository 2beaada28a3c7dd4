"""`errata stats`: what is asked, answered, helped and unknown."""

from __future__ import annotations

import dataclasses
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from bot.assembly import build_desk
from bot.cli.caching import cache_folder
from bot.cli.options import CONTEXT
from bot.cli.safe import dump_json
from bot.cli.storing import with_store
from bot.config import load_settings
from bot.extras import install_hint
from bot.review.chart import can_draw, draw_statistics
from bot.review.statistics import gather_statistics
from bot.text.counting import count

_LISTED = 10
_WORDS = {
    "answered": "answered",
    "unknown": "unknown",
    "other": "not an error",
    "weeks": "Look-ups a week",
    "systems": "Answers by system",
}


@click.command(context_settings=CONTEXT, epilog="Example: errata stats --days 28 --chart stats.png")
@click.option("--days", type=click.IntRange(1, 3650), default=56, show_default=True, help="How far back.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--chart", type=click.Path(dir_okay=False, path_type=Path), help="Draw a PNG (needs the extra `charts`).")
def stats(days: int, as_json: bool, chart: Path | None) -> None:
    """Count look-ups and votes of every server."""
    if chart is not None and not can_draw():
        raise click.UsageError(f"charts need matplotlib: {install_hint('server')}")
    settings = load_settings()
    desk = build_desk(settings.knowledge_dir, cache_folder()).desk
    until = datetime.now(UTC)

    found = with_store(
        lambda store: gather_statistics(store, desk.knowledge, until - timedelta(days=days), until), settings
    )
    if chart is not None:
        chart.write_bytes(draw_statistics(found, _WORDS, _WORDS))
    if as_json:
        click.echo(dump_json(dataclasses.asdict(found), default=str))
        return
    if not found.asked and not found.open_clusters:
        if sys.stdout.isatty():
            click.echo(f"nothing was looked up from {found.since} to {found.until}")
        return
    asked, people = count(found.asked, "look-up"), count(found.people, "person", "people")
    click.echo(f"{found.since} to {found.until}: {asked} by {people}")
    click.echo(f"answered {found.answered}, unknown {found.unknown}, helped {found.helped}, not {found.not_helped}")
    click.echo(f"unknown errors that are open: {found.open_clusters}")
    for week in found.weeks:
        click.echo(f"week of {week.start}\t{week.asked}\tanswered {week.answered}\tunknown {week.unknown}")
    for one in found.systems:
        click.echo(f"{one.system}\t{one.answered}\thelped {one.helped}\tnot {one.not_helped}")
    for name, ids in (
        ("stopped matching", found.silent),
        ("didn't help", found.unhelpful),
        ("stale", found.stale),
        ("never matched", found.never),
    ):
        if ids:
            more = f" and {len(ids) - _LISTED} more (--json lists all)" if len(ids) > _LISTED else ""
            click.echo(f"{name} ({len(ids)}): {', '.join(ids[:_LISTED])}{more}")
