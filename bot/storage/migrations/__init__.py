"""Migrations, one file a revision: `versions/NNNN_what.py`, `revision` being the number that the file begins with.

They are written by hand; a test lists every difference between them and `bot/storage/tables`. A migration that was
released is never changed. It may only do what both SQLite and PostgreSQL can (to alter a column,
`op.batch_alter_table`).
"""
