"""How fast and how big the bot is, as seen by the stand-in for Discord.

    python -m benchmarks.discord_reply [--pastes 200]

Prints the start (with and without the catalogue's cache), the time from a message to its reply one at a time and in a
burst over many channels, a flood in one channel, the time to acknowledge a command, and the memory held at the end.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
from pathlib import Path

from tests.e2e.pastes import KEY_EXPIRED, KEY_INVALID, KEY_LEAKED
from tests.standin import BotProcess, GuildDriver, Standin

PASTES = (KEY_INVALID, KEY_EXPIRED, KEY_LEAKED)
WARM_UP = 20


async def measure(pastes: int) -> None:
    """One run over a fresh data folder."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        async with Standin() as world, BotProcess(world, data=data) as bot:
            print(f"start to READY, first time    {bot.start_to_ready_s * 1000:8.0f} ms")
        async with Standin() as world:
            guild = world.add_guild()
            channels = [guild.add_text_channel(f"help-{number}") for number in range(WARM_UP + 2 * pastes)]
            # One paste each: whoever sends one after the other gets one answer for all of them.
            people = [guild.add_member(f"asker-{number}") for number in range(len(channels))]
            async with BotProcess(world, data=data, env={"ERRATA_WATCH_CHANNELS": "help-*"}) as bot:
                print(f"start to READY, with cache    {bot.start_to_ready_s * 1000:8.0f} ms")
                single: list[float] = []
                for number in range(WARM_UP + pastes):
                    paste = await people[number].send(channels[number], PASTES[number % len(PASTES)])
                    reply = await world.wait_reply(to=paste)
                    if number >= WARM_UP:
                        single.append(reply.latency_ms)
                report("message to reply, one at a time", single)
                sent = [
                    await people[number].send(channels[number], PASTES[number % len(PASTES)])
                    for number in range(WARM_UP + pastes, len(channels))
                ]
                report("message to reply, in a burst", [(await world.wait_reply(to=one)).latency_ms for one in sent])
                await measure_flood(world, guild, bot)
                asked = [
                    await people[0].slash("error", {"text": KEY_INVALID, "private": True}, channel=channels[0])
                    for _ in range(pastes)
                ]
                report("command to answer", [shown.latency_ms for shown in asked])
                print(f"resident memory               {bot.memory_mb:8.0f} MB")
                print(f"peak resident memory          {bot.peak_memory_mb:8.0f} MB")


async def measure_flood(world: Standin, guild: GuildDriver, bot: BotProcess) -> None:
    """100 people paste 100 variants of one error into one channel within a second.

    Most get no answer of their own, that is the point; what counts is the bot's own time for each message and how soon
    the first answer stands.
    """
    channel = guild.add_text_channel("help-flood")
    people = [guild.add_member(f"member{number}") for number in range(100)]
    before = bot.cpu_ms
    sent = []
    for number, person in enumerate(people):
        sent.append(await person.send(channel, f"{KEY_INVALID} (try {number})"))
        await asyncio.sleep(0.01)
    first = await world.wait_reply(to=sent[0], within=30)
    await asyncio.sleep(2.0)
    said = sum(message.author is world.bot for message in channel.messages.values())
    print(f"100 pastes in one channel       {first.latency_ms:6.1f} ms to the answer, {said} messages said")
    print(f"own processor time              {(bot.cpu_ms - before) / len(sent):6.1f} ms a message")


def report(what: str, times: list[float]) -> None:
    """Median and 95th percentile of times in milliseconds."""
    ordered = sorted(times)
    late = ordered[int(0.95 * (len(ordered) - 1))]
    print(f"{what:<32}{statistics.median(ordered):6.1f} ms median, {late:6.1f} ms p95, {len(times)} times")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pastes", type=int, default=200, metavar="N", help="pastes of each kind")
    asyncio.run(measure(parser.parse_args().pastes))
