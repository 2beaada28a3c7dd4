"""When a channel has quiet hours, and how people write them."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime, time

import pytest

from bot.reception.quiet import is_quiet, with_hours, write_hours
from bot.reception.watch import Place, is_quiet_in
from bot.reception.zones import USUAL_ZONES, read_zone, suggest_zones
from bot.storage.records import ChannelSettings

NIGHT = (time(22), time(8))
NOON = (time(12, 30), time(13, 15))
SMALL_HOURS = (time(2), time(3))
FROM_TWO = (time(2), time(8))
PLAIN = ChannelSettings(1, 2)


def at(text):
    return datetime.fromisoformat(f"{text}+00:00")


@pytest.mark.parametrize(
    ("hours", "zone", "moment", "expected"),
    [
        (NIGHT, "UTC", "2026-11-28 21:59", False),
        (NIGHT, "UTC", "2026-11-28 22:00", True),
        (NIGHT, "UTC", "2026-11-29 00:00", True),
        (NIGHT, "UTC", "2026-11-29 07:59", True),
        (NIGHT, "UTC", "2026-11-29 08:00", False),
        (NOON, "UTC", "2026-11-28 12:29", False),
        (NOON, "UTC", "2026-11-28 12:30", True),
        (NOON, "UTC", "2026-11-28 13:15", False),
        ((time(22), time(0)), "UTC", "2026-11-28 23:59", True),
        ((time(22), time(0)), "UTC", "2026-11-29 00:00", False),
        ((time(22), time.max), "UTC", "2026-11-28 21:59", False),
        ((time(22), time.max), "UTC", "2026-11-28 23:59:59.999999", True),
        ((time(22), time.max), "UTC", "2026-11-29 00:00", False),
        ((time(0), time.max), "UTC", "2026-11-29 00:00", True),
        ((time(0), time.max), "UTC", "2026-11-29 12:00", True),
        # Eight hours ahead, so the night there begins at 14:00.
        (NIGHT, "Asia/Shanghai", "2026-11-28 13:59", False),
        (NIGHT, "Asia/Shanghai", "2026-11-28 14:00", True),
        (NIGHT, "Asia/Shanghai", "2026-11-28 22:00", True),
        (NIGHT, "Asia/Shanghai", "2026-11-29 00:00", False),
        # Clocks skip 02:00 to 03:00 in New York on 2026-03-08, at 07:00 of UTC ...
        (SMALL_HOURS, "America/New_York", "2026-03-08 06:59", False),
        (SMALL_HOURS, "America/New_York", "2026-03-08 07:00", False),
        (FROM_TWO, "America/New_York", "2026-03-08 06:59", False),
        (FROM_TWO, "America/New_York", "2026-03-08 07:00", True),
        # ... and show 01:00 to 02:00 twice on 2026-11-01, from 05:00 to 07:00 of UTC.
        ((time(1), time(2)), "America/New_York", "2026-11-01 04:59", False),
        ((time(1), time(2)), "America/New_York", "2026-11-01 05:30", True),
        ((time(1), time(2)), "America/New_York", "2026-11-01 06:30", True),
        ((time(1), time(2)), "America/New_York", "2026-11-01 07:00", False),
        ((time(9), time(9)), "UTC", "2026-11-28 09:00", False),
        ((None, None), "UTC", "2026-11-28 09:00", False),
        # Nobody knows that zone.
        (NIGHT, "Moon/Tycho", "2026-11-28 23:00", True),
        (NIGHT, "Moon/Tycho", "2026-11-28 12:00", False),
        (NIGHT, "", "2026-11-28 23:00", True),
        (NIGHT, "Asia", "2026-11-28 23:00", True),
    ],
)
def test_when_it_is_quiet(hours, zone, moment, expected):
    assert is_quiet(*hours, zone, at(moment)) is expected


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ((), False),
        ((ChannelSettings(1, 2, "answer", None, *NIGHT),), True),
        ((ChannelSettings(1, 20, "answer", None, *NIGHT),), True),
        ((ChannelSettings(1, 2, "answer", None, *NIGHT), ChannelSettings(1, 20)), False),
        ((ChannelSettings(1, 3, "answer", None, *NIGHT),), False),
    ],
)
def test_the_setting_of_a_thread_outweighs_its_channel(settings, expected):
    thread = Place(20, "429", parent_id=2, parent_name="help")
    channels = {one.channel_id: one for one in settings}
    assert is_quiet_in(thread, channels, "UTC", at("2026-11-28 23:00")) is expected


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("22:00-08:00", "22:00-08:00"),
        (" 7:05 – 19:30 ", "07:05-19:30"),
        ("22：00至8：00", "22:00-08:00"),
        ("22:00 to 08:00", "22:00-08:00"),
        ("２２:００～０８:００", "22:00-08:00"),
        ("00:00-00:01", "00:00-00:01"),
        ("22:00-24:00", "22:00-24:00"),
        ("0:00-24:00", "00:00-24:00"),
        ("00:00-00:00", "off"),
        ("off", "off"),
        ("OFF", "off"),
        ("08:00-08:00", "off"),
    ],
)
def test_hours_that_can_be_read(text, written):
    known = ChannelSettings(1, 2, "sure", "kiro", time(1), time(2))
    changed = with_hours(known, text)
    assert write_hours(changed) == written
    assert (changed.mode, changed.system) == ("sure", "kiro")
    assert with_hours(changed, write_hours(changed)) == changed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "22",
        "22-8",
        "22:00",
        "24:00-08:00",
        "22:00-24:01",
        "24:00-24:00",
        "22:60-08:00",
        "22:00-08:00-09:00",
        "10pm-8am",
        "-1:00-2:00",
    ],
)
def test_hours_that_cannot(text):
    assert with_hours(PLAIN, text) is None


def test_hours_have_two_ends():
    with pytest.raises(ValueError, match="a beginning and an end"):
        ChannelSettings(1, 2, quiet_from=time(22))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Asia/Shanghai", "Asia/Shanghai"),
        (" asia/shanghai ", "Asia/Shanghai"),
        ("America/New York", "America/New_York"),
        ("utc", "UTC"),
        ("Beijing", None),
        ("../../etc/passwd", None),
        ("Asia", None),
        ("localtime", None),
        ("", None),
        ("a" * 6000, None),
    ],
)
def test_names_of_time_zones(text, name):
    assert read_zone(text) == name


@pytest.mark.parametrize(
    ("text", "first"),
    [("", "UTC"), ("shang", "Asia/Shanghai"), ("york", "America/New_York"), ("Asia/Shangai", "Asia/Shanghai")],
)
def test_names_that_somebody_may_mean(text, first):
    assert suggest_zones(text, 25)[0] == first
    assert len(suggest_zones("a", 25)) == 25
    assert suggest_zones("no such place at all", 25) == ()


def test_the_usual_zones_exist():
    assert suggest_zones("", 25) == USUAL_ZONES


WITHOUT_TABLES = """
import sys
sys.modules["tzdata"] = None
from datetime import UTC, datetime, time
from bot.reception.quiet import is_quiet
from bot.reception.zones import read_zone, suggest_zones
at = datetime(2026, 11, 28, 23, tzinfo=UTC)
print(read_zone("utc"), read_zone("Asia/Shanghai"), suggest_zones("", 5), suggest_zones("shang", 5))
print(is_quiet(time(22), time(8), "UTC", at), is_quiet(time(22), time(8), "Asia/Shanghai", at))
"""


def test_a_machine_without_any_table_knows_utc(monkeypatch):
    monkeypatch.setenv("PYTHONTZPATH", "")
    ran = subprocess.run([sys.executable, "-c", WITHOUT_TABLES], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == ["UTC None ('UTC',) ()", "True True"]
