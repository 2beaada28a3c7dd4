"""How long Discord has been out of reach, over the events that the library tells."""

from __future__ import annotations

import pytest

from bot.client.lifeline import Lifeline


@pytest.mark.parametrize(
    ("events", "away"),
    [
        ([(0, "find 0"), (1, "settle")], 0),
        ([], 100),
        # While shards come up one after another, each is a sign of life; one that never comes is missed.
        ([(0, "find 0"), (70, "find 1")], 30),
        ([(0, "find 0"), (1, "settle"), (40, "lose 0")], 60),
        ([(0, "find 0"), (1, "settle"), (40, "lose 0"), (60, "lose 0")], 60),
        ([(0, "find 0"), (1, "settle"), (40, "lose 0"), (60, "find 0")], 0),
        ([(0, "find 0"), (1, "settle"), (40, "lose 0"), (60, "find 0"), (90, "lose 0")], 10),
        ([(0, "find 0"), (0, "find 1"), (1, "settle"), (40, "lose 1"), (90, "lose 0"), (95, "find 0")], 60),
    ],
)
def test_the_longest_loss_counts(events, away):
    clock = [0.0]
    lifeline = Lifeline(lambda: clock[0])
    for at, event in events:
        clock[0] = at
        word, *shard = event.split()
        getattr(lifeline, word)(*map(int, shard))
    clock[0] = 100
    assert lifeline.measure() == away
