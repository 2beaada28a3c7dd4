"""Column types that behave alike on SQLite and PostgreSQL, and clean what goes in.

Cleaning happens here, at the edge, because both databases refuse things Python strings may hold: PostgreSQL the
character NUL, both of them halves of surrogate pairs.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import BigInteger, DateTime, Integer, Text
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Dialect

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

Snowflake = BigInteger
"""An id given by Discord."""

RowNumber = BigInteger().with_variant(Integer, "sqlite")
"""A number counted up by the database; SQLite only does that for the type INTEGER."""


def clean_text(text: str, limit: int | None = None) -> str:
    """Return `text` without NUL and lone surrogates (each becomes U+FFFD), cut after `limit` characters.

    Two halves of one surrogate pair are joined to the character they mean.
    """
    # A pair may shrink to one character, so twice the limit is enough to cut from.
    kept = text if limit is None else text[: 2 * limit]
    if "\0" in kept:
        kept = kept.replace("\0", REPLACEMENT)
    if not kept.isascii():
        try:
            kept.encode()
        except UnicodeEncodeError:
            kept = kept.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return kept if limit is None else kept[:limit]


class Words(TypeDecorator[str]):
    """Text, cleaned and cut after `limit` characters."""

    impl = Text
    cache_ok = True

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else clean_text(value, self.limit)


class Names(TypeDecorator["tuple[str, ...]"]):
    """A short tuple of names, kept as a JSON list; at most `count` names of 200 characters each."""

    impl = Text
    cache_ok = True

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> str | None:
        del dialect
        if value is None:
            return None
        return json.dumps([clean_text(name, 200) for name in value[: self.count]], ensure_ascii=False)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[str, ...] | None:
        del dialect
        return None if value is None else tuple(cast("list[str]", json.loads(value)))


class Moment(TypeDecorator[datetime]):
    """A point in time: aware when it goes in (a naive one raises ValueError), in UTC when it comes out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a time without a zone can't be stored"
            raise ValueError(msg)
        utc = value.astimezone(UTC)
        # SQLite keeps text; without the zone it sorts and compares as times do.
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
