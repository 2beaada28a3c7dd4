"""The store: one open database with its repositories."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING, Self

from bot.errors import StorageError
from bot.storage.address import parse_address
from bot.storage.audit import Audit
from bot.storage.database import Database
from bot.storage.digests import Digests
from bot.storage.facts import Facts
from bot.storage.gathering import Gathered
from bot.storage.guilds import Guilds
from bot.storage.joins import Joins
from bot.storage.leftovers import Leftovers
from bot.storage.local_answers import LocalAnswers
from bot.storage.lookups import Lookups
from bot.storage.migrate import migrate
from bot.storage.outages import Outages
from bot.storage.outbox import Outbox
from bot.storage.overlays import Overlays
from bot.storage.privacy import Privacy
from bot.storage.queue import Queue
from bot.storage.records import Lookup, UnmatchedPaste, Vote
from bot.storage.replies import Replies
from bot.storage.reports import Reports
from bot.storage.subscriptions import Subscriptions
from bot.storage.unmatched import Unmatched
from bot.storage.votes import Votes

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from pathlib import Path
    from types import TracebackType

    from bot.storage.outbox import Record

    Collect = Callable[[Sequence[UnmatchedPaste]], Awaitable[tuple[int, ...]]]

MAX_CLUSTERS = 5_000
HASH_KEY_FACT = "user-hash-key"


class Store:
    """Everything that outlives the process. Open it with `Store.open`, in the event loop that will use it.

    Every method of a repository raises StorageError, in one line, when the database can't do it; transient faults have
    been retried by then. Records that nobody waits for go to `outbox.put` instead, which never fails.
    """

    def __init__(self, database: Database, hash_key: bytes, *, max_clusters: int) -> None:
        self._database = database
        self._hash_key = hash_key
        self.guilds = Guilds(database)
        self.lookups = Lookups(database)
        self.unmatched = Unmatched(database, max_clusters=max_clusters)
        self.joins = Joins(database)
        self.queue = Queue(database)
        self.leftovers = Leftovers(database)
        self.local_answers = LocalAnswers(database)
        self.reports = Reports(database)
        self.replies = Replies(database)
        self.votes = Votes(database)
        self.overlays = Overlays(database)
        self.audit = Audit(database)
        self.subscriptions = Subscriptions(database)
        self.outages = Outages(database)
        self.digests = Digests(database)
        self.facts = Facts(database)
        self.outbox = Outbox(self._write)
        self.privacy = Privacy(database, self.outbox, self.hash_user)
        self._collect: Collect = self._collect_by_fingerprint
        self._observe: Callable[[Lookup], None] | None = None

    @classmethod
    async def open(cls, url: str, *, salt: bytes | None = None, max_clusters: int = MAX_CLUSTERS) -> Self:
        """Open the database at `url` and bring its tables up to date.

        `url` is sqlite:///relative.db, sqlite:////absolute.db, sqlite:// (in memory) or postgresql://user:password@host/name.
        A missing SQLite file is made, for its owner alone; a missing folder is not. `salt` is the key of `hash_user`;
        without it the key is the one kept in the database, made on first use. Raises StorageError in one line.
        """
        if salt is not None and not salt:
            msg = "an empty salt protects nobody: give some random bytes or none at all"
            raise StorageError(msg)
        address = parse_address(url)
        if address.path is not None:
            _prepare_file(address.path, address.name)
        database = Database(address)
        try:
            await migrate(database)
            key = salt or await _hash_key(Facts(database))
        except BaseException:
            await database.close()
            raise
        return cls(database, key, max_clusters=max_clusters)

    @property
    def name(self) -> str:
        """What to call the database in a message; never holds a password."""
        return self._database.name

    def collect_by(self, collect: Collect) -> None:
        """Let `collect` decide which clusters unmatched pastes join, in place of the fingerprint alone."""
        self._collect = collect

    def observe_lookups(self, observe: Callable[[Lookup], None]) -> None:
        """Call `observe` with every look-up that has been written."""
        self._observe = observe

    async def collect(self, paste: UnmatchedPaste) -> int:
        """Join a paste to its cluster; return the cluster's id."""
        return (await self._collect([paste]))[0]

    def hash_user(self, user_id: int) -> str:
        """Return the keyed hash of a Discord id, 32 hex digits; the same in every process on this database."""
        return hmac.new(self._hash_key, str(user_id).encode(), hashlib.sha256).hexdigest()[:32]

    async def close(self) -> int:
        """Write what waits in the outbox, for a few seconds at most, and close; return how many records are lost."""
        try:
            return await self.outbox.close()
        finally:
            await self._database.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _collect_by_fingerprint(self, pastes: Sequence[UnmatchedPaste]) -> tuple[int, ...]:
        return await self.unmatched.add_all([Gathered(paste) for paste in pastes])

    async def _write(self, records: Sequence[Record]) -> None:
        """Write records of one kind, all of them or none."""
        if looked_up := [record for record in records if isinstance(record, Lookup)]:
            await self.lookups.add_all(looked_up)
            if self._observe is not None:
                for record in looked_up:
                    self._observe(record)
        if pastes := [record for record in records if isinstance(record, UnmatchedPaste)]:
            await self._collect(pastes)
        if votes := [record for record in records if isinstance(record, Vote)]:
            await self.votes.cast_all(votes)


async def _hash_key(facts: Facts) -> bytes:
    known = await facts.get(HASH_KEY_FACT)
    # Of several processes that start on a new database, one wins and the others take its key.
    return (known or await facts.get_or_put(HASH_KEY_FACT, secrets.token_hex(32))).encode()


def _prepare_file(path: Path, name: str) -> None:
    """Make the file if there is none. SQLite itself would let everybody on the machine read it."""
    try:
        if path.is_dir():
            msg = f"{name} can't be opened: it is a folder"
            raise StorageError(msg)
        if not path.exists():
            path.touch(mode=0o600)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        msg = f"{name} can't be made: {why}"
        raise StorageError(msg) from error
