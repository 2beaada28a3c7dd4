"""What the scenarios about the maintainers' loop share.

All of them talk to one bot, and similar errors are one cluster there: each scenario needs an error whose words are all
its own, which `strange` makes.
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

from tests.standin.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]


# An entry as the catalogue's files hold it, whose error is strange in the sense above.
PORTHOLE_ENTRY = """
id: relay/418-porthole
title: {zh: 舷窗起雾了, en: The porthole is steamed}
systems: [relay]
status: [418]
messages: ['brass porthole steams over whenever it rains at %{INT:speed} mph']
aliases: {zh: [舷窗], en: [steamed window]}
blame: user
retry: after-fix
cause: {zh: 下雨了。, en: It rained.}
fix: {zh: [擦一擦。], en: [Wipe it.]}
sources: [{title: Somebody, publisher: somebody, supports: message}]
verified: 2026-11
"""


def strange(words, number=88):
    """An error that nobody knows. `words` are what it is about; the number varies between pastes of it."""
    kind = words.split()[0]
    body = f'{{"error": {{"type": "{kind}_trouble", "message": "{words} at {number} mph"}}}}'
    return f"{kind.title()}Error: got status 418: {body}"


async def ask(guild, channel, words, numbers=(88, 12, 3)):
    """One paste of an error a number, each by somebody else."""
    for number in numbers:
        await guild.add_member(f"{words.split()[0]}-{number}").send(channel, strange(words, number))


async def answer(person, form, title, steps="Straighten it.\nSend again.", **more):
    """Fills in the form for an answer in English."""
    fields = {"Title": title, "What happened": "Somebody bumped into it.", "What to do, one step a line": steps}
    return await person.submit(form, fields | more, within=25)


async def errata(bot, *words, codes=(0,)):
    """What a command prints, run beside the bot on the same data."""
    env = bot.env | {"ERRATA_DATA_DIR": str(bot.data)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words, env=env, cwd=ROOT,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    out, _ = await process.communicate()
    assert process.returncode in codes, out.decode()
    return out.decode()


async def eventually(check, within=20.0):
    """What `check` returns once it is true."""
    end = time.monotonic() + within * PATIENCE
    while not (found := check()):
        assert time.monotonic() < end, "it did not come about"
        await asyncio.sleep(0.1)
    return found


async def give_maintainers_channel(guild, name="maintainers"):
    """A channel in which the guild's maintainers work."""
    channel = guild.add_text_channel(name)
    office = guild.add_text_channel("office")
    await guild.owner.slash("settings maintainers", {"channel": channel}, channel=office)
    return channel


def number_of(note):
    """The number of the unknown error that a message shows."""
    return int(note.embeds[0]["title"].rpartition("#")[2])
