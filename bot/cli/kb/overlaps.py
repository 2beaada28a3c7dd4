"""`errata kb overlaps`: entries that compete for the same pastes, by measured confusion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from bot.cli.kb.loading import open_catalogue, print_rows
from bot.cli.options import CONTEXT, knowledge_option
from bot.cli.safe import dump_json
from bot.knowledge.lint.identity import example_of
from bot.matching.decide import Door
from bot.matching.matcher import Matcher
from bot.matching.weights import Weights
from bot.text.redact import redact


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much of the belief in `entry`, asked with its own messages and no system, goes to `rival` (0..1)."""

    entry: str
    rival: str
    confusion: float
    told_apart: bool
    message: str


@click.command(
    context_settings=CONTEXT,
    short_help="List pairs of entries that compete.",
    epilog="Example: errata kb overlaps --least 0.2",
)
@click.option("--least", type=click.FloatRange(0, 1), default=0.1, show_default=True, help="Smallest confusion shown.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@knowledge_option
def overlaps(least: float, as_json: bool, knowledge: Path | None) -> None:
    """List pairs of entries that compete: how much one is believed when the other's own messages are pasted.

    Confusion is the share of the belief in the entry that goes to its rival, 0 to 1. Where the pair is not told apart
    yet, a tell-apart note or a longer message helps. Into a pipe goes one pair a line, separated by tabs: entry, rival,
    confusion, told apart (yes or no), the message confused most.
    """
    _, loaded = open_catalogue(knowledge)
    matcher = Matcher(loaded.knowledge, Weights.load())
    found = [overlap for overlap in measure_overlaps(matcher) if overlap.confusion >= least]
    found.sort(key=lambda overlap: (-overlap.confusion, overlap.entry, overlap.rival))
    if as_json:
        click.echo(dump_json([asdict(overlap) for overlap in found], indent=2))
        return
    print_rows(
        ("entry", "rival", "confusion", "told apart", "message"),
        [
            (o.entry, o.rival, f"{o.confusion:.2f}", "yes" if o.told_apart else "no", " ".join(o.message.split())[:60])
            for o in found
        ],
        f"no two entries compete that much (--least {least:g})",
    )


def measure_overlaps(matcher: Matcher) -> Iterator[Overlap]:
    """For each pair the mean confusion over the entry's messages, with the message that is confused most."""
    for entry in matcher.entries:
        shares: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for message in entry.messages:
            ranked = matcher.decide(matcher.survey(redact(example_of(message)).text), Door.COMMAND).ranked
            total = sum(scored.probability for scored in ranked)
            for scored in ranked:
                rival = matcher.entries[scored.candidate.entry].id
                if rival != entry.id and total:
                    shares[rival][message] = scored.probability / total
        neighbours = {note.other for note in entry.tell_apart}
        for rival, by_message in shares.items():
            yield Overlap(
                entry=entry.id,
                rival=rival,
                confusion=round(sum(by_message.values()) / len(entry.messages), 3),
                told_apart=rival in neighbours,
                message=max(by_message, key=lambda message: by_message[message]),
            )
