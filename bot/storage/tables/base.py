"""What the tables have in common: their names' conventions and how long texts may be."""

from __future__ import annotations

from sqlalchemy import MetaData

from bot.storage.records import MAX_SAMPLE

NAME = 200
SAMPLE = MAX_SAMPLE
NOTE = 2_000
LONG = 20_000

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
