"""Simulated traffic: outages are found soon, and ordinary days ring no bell."""

from __future__ import annotations

import math
import random
from datetime import datetime, timedelta

import pytest

from bot.review.outage import OutageWatch, tail
from tests.storage.making import NOW

ENTRY = "gemini-aistudio/503-overloaded"


def daily_rate(at: datetime, people_an_hour: float) -> float:
    """Traffic with quiet nights and busy evenings, averaging `people_an_hour`."""
    return people_an_hour * (1.0 + 0.9 * math.sin((at.hour + at.minute / 60 - 14) / 24 * 2 * math.pi))


def live(watch, rng, start, hours, people_an_hour):
    """Let time pass minute by minute; return the outages that began."""
    begun = []
    for minute in range(int(hours * 60)):
        at = start + timedelta(minutes=minute)
        expected = daily_rate(at, people_an_hour) / 60
        while rng.random() < expected:
            expected -= 1
            found = watch.note(ENTRY, f"p{rng.randrange(3_000)}", at)
            begun += [found] if found else []
        if minute % 5 == 0:
            watch.end_calm(at)
    return begun


@pytest.mark.parametrize("people_an_hour", [0.2, 1.0, 4.0, 15.0])
def test_ordinary_weeks_ring_no_bell(people_an_hour):
    alarms = 0
    for seed in range(6):
        alarms += len(live(OutageWatch(), random.Random(seed), NOW, 24 * 7, people_an_hour))
    # Six simulated weeks at each rate.
    assert alarms == 0


@pytest.mark.parametrize(("people_an_hour", "burst"), [(0.2, 8), (1.0, 10), (4.0, 16), (15.0, 40)])
def test_outages_are_found_within_minutes(people_an_hour, burst):
    found = 0
    for seed in range(8):
        watch, rng = OutageWatch(), random.Random(seed)
        live(watch, rng, NOW, 24 * 3, people_an_hour)
        start = NOW + timedelta(days=3, hours=1)
        begun = [
            outage
            for number in range(burst)
            if (outage := watch.note(ENTRY, f"victim{number}", start + timedelta(seconds=600 * number / burst)))
        ]
        found += len(begun) == 1
        assert watch.current(ENTRY) is not None or not begun
        ended = watch.end_calm(start + timedelta(minutes=40))
        assert len(ended) == len(begun)
        assert watch.current(ENTRY) is None
    assert found == 8


def test_one_person_who_presses_send_all_day_is_no_outage():
    watch = OutageWatch()
    assert not any(watch.note(ENTRY, "same", NOW + timedelta(seconds=number)) for number in range(900))


def test_an_earlier_outage_does_not_hide_the_next():
    watch = OutageWatch()
    for day in (0, 1):
        start = NOW + timedelta(days=day)
        begun = [watch.note(ENTRY, f"p{number}", start + timedelta(seconds=number)) for number in range(30)]
        assert sum(one is not None for one in begun) == 1
        assert len(watch.end_calm(start + timedelta(hours=1))) == 1


def test_an_outage_knows_where_most_people_met_it():
    watch = OutageWatch()
    for number in range(6):
        watch.note(ENTRY, f"p{number}", NOW, "help")
    for number in range(40):
        # One who tries again and again is one, and who asks alone is nowhere.
        watch.note(ENTRY, "same", NOW, "general")
        watch.note(ENTRY, f"private{number}", NOW)
    watch.note(ENTRY, "late", NOW + timedelta(seconds=1), "lounge")
    assert watch.current(ENTRY).places == ("help", "lounge", "general")
    assert watch.current(ENTRY).people == 48
    assert watch.end_calm(NOW + timedelta(hours=1))[0].places == ()


def test_the_watch_is_bounded():
    watch = OutageWatch()
    for number in range(5_000):
        watch.note(f"e/{number}", "p", NOW + timedelta(seconds=number))
    assert len(watch._tracks) <= 2_000


def test_tails_of_poisson():
    assert tail(0, 3.0) == 1.0
    assert tail(1, 1.0) == pytest.approx(1 - math.exp(-1))
    assert 0 < tail(40, 1.0) < 1e-40


def test_many_errors_push_out_none_that_is_met():
    watch = OutageWatch()
    for number in range(20):
        watch.note(ENTRY, f"p{number}", NOW)
    for number in range(5_000):
        at = NOW + timedelta(seconds=10 + number / 10)
        watch.note(f"other-{number}", "p", at)
        if number % 500 == 0:
            watch.note(ENTRY, "p0", at)
    assert watch.current(ENTRY) is not None
    assert watch.current("other-0") is None
