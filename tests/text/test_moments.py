"""What machines print for a moment."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.text.moments import next_midnight, read_moment

AT = datetime(2026, 11, 21, 20, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1795305600", "2026-11-22T00:00"),
        ("1795305600000", "2026-11-22T00:00"),
        ("2026-11-22T03:00:00Z", "2026-11-22T03:00"),
        ("2026-11-22 03:00:00.123 UTC", "2026-11-22T03:00"),
        ("2026-11-22T03:00:00+08:00", "2026-11-21T19:00"),
        ("9am (America/Chicago)", "2026-11-22T15:00"),
        ("4pm (America/Chicago)", "2026-11-21T22:00"),
        ("12am (America/Chicago)", "2026-11-22T06:00"),
        ("3:45 pm (Europe/Paris)", "2026-11-22T14:45"),
        ("21:30 UTC", "2026-11-21T21:30"),
        ("Nov 24, 3pm (Asia/Shanghai)", "2026-11-24T07:00"),
        ("Nov 24 at 3:30pm (Asia/Shanghai).", "2026-11-24T07:30"),
        ("Jan 2, 3pm (UTC)", None),
        ("Jan 2, 3pm (Asia/Tokyo)", "2027-01-02T06:00"),
        ("2026-11-22 03:00:00", None),
        ("9am", None),
        ("9 (America/Chicago)", None),
        ("9am (Nowhere/Land)", None),
        ("25:00 UTC", None),
        ("Feb 31, 3pm (Asia/Tokyo)", None),
        ("2026-13-41T03:00:00Z", None),
        ("1234567890", None),
        ("tomorrow", None),
        ("", None),
        ("1" * 5000, None),
    ],
)
def test_moments(text, expected):
    found = read_moment(text, AT)
    assert found == (datetime.fromisoformat(expected + "+00:00") if expected else None)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-21T20:14", "2026-11-22T08:00"),
        ("2026-11-21T07:59", "2026-11-21T08:00"),
        ("2026-11-21T08:00", "2026-11-22T08:00"),
        ("2026-07-01T12:00", "2026-07-02T07:00"),
        ("2026-11-01T06:59", "2026-11-01T07:00"),
        ("2026-11-01T12:00", "2026-11-02T08:00"),
    ],
)
def test_midnight_follows_daylight_saving(at, expected):
    found = next_midnight("America/Los_Angeles", datetime.fromisoformat(at + "+00:00"))
    assert found == datetime.fromisoformat(expected + "+00:00")


def test_a_zone_that_nobody_knows():
    assert next_midnight("Mars/Olympus", AT) is None
    assert next_midnight("../../etc/passwd", AT) is None
