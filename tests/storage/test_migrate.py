from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.errors import StorageError
from bot.storage import migrations
from bot.storage.address import parse_address
from bot.storage.database import Database
from bot.storage.guilds import Guilds
from bot.storage.migrate import known_revisions, migrate
from bot.storage.overlays import Overlays
from bot.storage.records import ChannelSettings, GuildSettings, LocalAnswer, Tally
from bot.storage.replies import Replies
from bot.storage.store import Store
from bot.storage.subscriptions import Subscriptions
from bot.storage.tables import metadata
from bot.storage.unmatched import Unmatched
from bot.storage.votes import Votes
from tests.storage.making import GUILD, lookup

OPEN_AND_ADD = """
import asyncio, sys
from bot.storage.records import GuildSettings
from bot.storage.store import Store

async def main():
    async with await Store.open(sys.argv[1]) as store:
        await store.guilds.put(GuildSettings(int(sys.argv[2])))
        print(store.hash_user(1), "alembic" in sys.modules)

asyncio.run(main())
"""


async def start(empty_url, number):
    """Start another process that opens the database and writes into it."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-W", "error", "-c", OPEN_AND_ADD, empty_url, str(number)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


@pytest.fixture
async def database(empty_url):
    opened = Database(parse_address(empty_url))
    yield opened
    await opened.close()


async def test_migrations_make_exactly_the_tables(database):
    await migrate(database)

    def differences(connection):
        return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)

    assert await database.read(lambda connection: connection.run_sync(differences)) == []


def test_the_files_are_in_alembics_order():
    script = ScriptDirectory(str(Path(migrations.__file__).parent))
    in_order = [revision.revision for revision in script.walk_revisions()][::-1]
    assert known_revisions() == tuple(in_order)
    assert script.get_heads() == [known_revisions()[-1]]


async def test_migrating_twice_changes_nothing(database):
    await migrate(database)
    await migrate(database)
    versions = await database.rows(text("SELECT version_num FROM alembic_version"))
    assert [row["version_num"] for row in versions] == [known_revisions()[-1]]


async def test_votes_of_before_count_for_their_entry(database):
    await stop_at(database, "0003")
    vote = """INSERT INTO votes (reply_message_id, "user", entry, helped, at)
              VALUES (1, 'u1', 'relay/no-channel', TRUE, '2026-11-01 12:00:00')"""
    await database.run(text(vote))
    await migrate(database)
    counts = await Votes(database).counts(datetime(2026, 10, 1, tzinfo=UTC))
    assert counts.entries == {"relay/no-channel": Tally(1, 0)}


async def test_replies_of_before_keep_their_paste(database):
    await stop_at(database, "0007")
    names = "paste_message_id, reply_message_id, channel_id, place_id, asker_id, entries, verdict, language, at"
    rest = "3, 4, 5, '[]', 'match', 'en', '2026-11-01 12:00:00'"
    await database.run(text(f"INSERT INTO replies ({names}) VALUES (1, 10, {rest}), (2, 20, {rest})"))
    await migrate(database)
    kept = Replies(database)
    assert [one.reply_message_id for one in await kept.by_paste(1)] == [10]
    await kept.put(replace(await kept.by_reply(20), paste_message_id=1))
    assert [one.reply_message_id for one in await kept.by_paste(1)] == [20, 10]


async def test_settings_of_before_have_no_quiet_hours(database):
    await stop_at(database, "0009")
    await database.run(text("INSERT INTO channel_settings (guild_id, channel_id, mode) VALUES (1, 2, 'sure')"))
    await database.run(
        text(
            """INSERT INTO guild_settings (guild_id, language, sensitivity, cooldown_seconds, retention_days, ocr,
               remove_secrets, react_unmatched, solved_tag, two_reviewers, welcomed)
               VALUES (1, 'en', 'normal', 900, 90, TRUE, FALSE, FALSE, FALSE, FALSE, TRUE)"""
        )
    )
    await migrate(database)
    guilds = Guilds(database)
    assert await guilds.channels(1) == (ChannelSettings(1, 2, "sure"),)
    assert await guilds.get(1) == GuildSettings(1, language="en", welcomed=True)


async def test_answers_of_one_guild_leave_the_error_open_for_others(database):
    await stop_at(database, "0010")
    then = "'2026-11-01 12:00:00'"
    for number, entry, scope in ((1, "relay/mine", "11"), (2, "relay/everybodys", "NULL")):
        rows = [
            f"""clusters (id, fingerprint, state, entry, count, first_seen, last_seen, nearest)
                VALUES ({number}, 'f{number}', 'published', '{entry}', 1, {then}, {then}, '[]')""",
            f"""samples (cluster_id, digest, text, at, guild_id, channel_id, "user", language)
                VALUES ({number}, 'd', 'kept', {then}, 11, 12, 'u{number}', 'en')""",
            f"subscriptions (cluster_id, user_id, channel_id) VALUES ({number}, 5, {10 + number})",
        ]
        rows += [
            f"""overlays (entry, guild_id, text, state, created_at, updated_at, cluster_id, sample)
                VALUES ('{entry}', {scope}, '', 'live', {then}, {then}, {number}, '{sample}')"""
            for sample in ("kept", "gone")
        ]
        for row in rows:
            await database.run(text(f"INSERT INTO {row}"))
    await migrate(database)
    mine, everybodys = [await Unmatched(database, max_clusters=10).get(number) for number in (1, 2)]
    assert (mine.state, mine.entry, mine.local) == ("open", None, (LocalAnswer(11, "published", "relay/mine"),))
    assert (everybodys.state, everybodys.entry, everybodys.local) == ("published", "relay/everybodys", ())
    assert [one.sample for one in await Overlays(database).list()] == ["kept", None, "kept", None]
    owners = await database.rows(text("SELECT sample_user, sample_guild_id FROM overlays ORDER BY id"))
    assert [tuple(row.values()) for row in owners] == [("u1", 11), (None, None), ("u2", 11), (None, None)]
    waiting = [await Subscriptions(database).list(number) for number in (1, 2)]
    assert [one.guild_id for (one,) in waiting] == [None, 11]


async def stop_at(database, revision):
    """Bring a new database to an earlier revision, as an older version of Errata left it."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")

    def upgrade(connection):
        config.attributes["connection"] = connection
        command.upgrade(config, revision)

    await database.write(lambda connection: connection.run_sync(upgrade))


async def test_alembic_is_not_loaded_without_need(empty_url):
    await (await Store.open(empty_url)).close()
    started = await start(empty_url, 1)
    out, _ = await started.communicate()
    assert out.split()[1] == b"False"


async def test_processes_that_start_at_once_on_a_new_database(empty_url):
    """All of them come up, on one set of tables, with one key."""
    starting = [await start(empty_url, number) for number in range(2)]
    ended = [await process.communicate() for process in starting]
    assert [err.decode() for _, err in ended] == [""] * 2
    assert len({out.split()[0] for out, _ in ended}) == 1


async def test_tasks_that_start_at_once_on_a_new_database(empty_url):
    stores = await asyncio.gather(*(Store.open(empty_url) for _ in range(5)))
    assert len({store.hash_user(1) for store in stores}) == 1
    for store in stores:
        await store.close()


async def test_a_database_of_a_newer_version_is_left_alone(empty_url, database):
    async with await Store.open(empty_url) as store:
        await store.lookups.add(lookup())
    await database.run(text("UPDATE alembic_version SET version_num = '9999'"))
    told = rf"revision 9999, .* up to {known_revisions()[-1]}: update Errata"
    with pytest.raises(StorageError, match=told) as caught:
        await Store.open(empty_url)
    assert "\n" not in str(caught.value)
    newest = text("UPDATE alembic_version SET version_num = :newest").bindparams(newest=known_revisions()[-1])
    await database.run(newest)
    async with await Store.open(empty_url) as store:
        assert await store.facts.get("user-hash-key")


async def test_a_migration_that_fails_leaves_nothing_behind(empty_url, database):
    """A table of somebody else stands where one of ours belongs, in the middle of the first migration."""
    await database.run(text("CREATE TABLE replies (song TEXT)"))
    with pytest.raises(StorageError, match="already exists") as caught:
        await Store.open(empty_url)
    assert "\n" not in str(caught.value)

    def tables(connection):
        return set(connection.dialect.get_table_names(connection))

    assert await database.read(lambda connection: connection.run_sync(tables)) == {"replies"}
    await database.run(text("DROP TABLE replies"))
    async with await Store.open(empty_url) as store:
        assert (await store.guilds.get(GUILD)).language == "auto"
