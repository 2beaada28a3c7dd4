"""`errata audit`: what maintainers did, as a list and as JSON."""

from __future__ import annotations

import asyncio
import json

import pytest

from bot.storage.store import Store
from tests.storage.making import GUILD, PERSON, event


@pytest.fixture
def database(tmp_path):
    """A database in which two people and the bot did three things."""
    address = f"sqlite:///{tmp_path}/errata.db"

    async def fill():
        async with await Store.open(address) as store:
            mine = store.hash_user(PERSON)
            await store.audit.add(event(user=mine, subject="cluster:12", action="assign", detail=""))
            await store.audit.add(event(user="u2", name="bo\tb\x1b[1m", subject="cluster:12", detail="not\nan API"))
            await store.audit.add(event(user=None, name=None, subject="overlay:3", action="clash", detail="relay/x"))

    asyncio.run(fill())
    return {"DATABASE_URL": address}


def test_the_newest_comes_first_a_line_each(errata, database):
    lines = errata("audit", env=database).stdout.splitlines()
    assert [line.split("\t")[3] for line in lines] == ["clash", "ignore", "assign"]
    assert lines[1].split("\t")[2:] == ["bo b␛[1m", "ignore", "cluster:12", "not an API"]
    assert len(errata("audit", "--limit", "2", "--page", "2", env=database).stdout.splitlines()) == 1


def test_filters_and_json(errata, database):
    def actions(*options):
        found = json.loads(errata("audit", "--json", *options, env=database).stdout)
        return [one["action"] for one in found]

    (mine,) = json.loads(errata("audit", "--person", str(PERSON), "--json", env=database).stdout)
    assert (mine["action"], mine["guild_id"], mine["name"]) == ("assign", str(GUILD), "ann")
    assert actions("--cluster", "12") == ["ignore", "assign"]
    assert actions("--entry", "relay/") == ["clash"]
    assert actions("--server", "5") == []


@pytest.mark.parametrize(
    "command",
    [
        ("audit", "--cluster", "x"),
        ("audit", "--cluster", "9" * 23),
        ("audit", "--server", "9" * 23),
        ("audit", "--person", str(2**63)),
        ("audit", "--page", "9" * 23),
        ("unmatched", "show", "9" * 23),
        ("unmatched", "show", "0"),
    ],
    ids=" ".join,
)
def test_a_number_that_no_database_counts_to_is_bad_usage(errata, database, command):
    done = errata(*command, env=database)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_the_greatest_numbers_find_nothing(errata, database):
    for command in (("--cluster", str(2**63 - 1)), ("--page", "1000000000", "--limit", "10000")):
        done = errata("audit", *command, env=database)
        assert (done.returncode, done.stdout) == (0, "")
