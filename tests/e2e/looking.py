"""Looking at what a bot keeps and what its forms hold."""

from __future__ import annotations

import asyncio
import sqlite3
import time

from tests.standin.patience import PATIENCE


async def stored(bot, query, *values, count=1, within=5.0):
    """The rows that a query finds in the bot's database, waiting until there are `count` of them."""
    end = time.monotonic() + within * PATIENCE
    while True:
        with sqlite3.connect(f"file:{bot.data / 'errata.db'}?mode=ro", uri=True) as database:
            rows = database.execute(query, values).fetchall()
        if len(rows) >= count or time.monotonic() > end:
            return rows
        await asyncio.sleep(0.05)


def prefilled(modal, label):
    """What stands in a form's field when it opens."""
    (component,) = [node["component"] for node in modal.components if node.get("label") == label]
    return component.get("value", "")


async def followed(shown, within=5.0):
    """What comes after the first thing that an interaction showed, such as the promise of an answer taken back."""
    return (shown.followups or [await shown.next_change(within)])[0]
