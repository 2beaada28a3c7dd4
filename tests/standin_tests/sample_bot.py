"""A small discord.py bot that uses what the stand-in has to offer; the stand-in is proven with it."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import app_commands, ui

if TYPE_CHECKING:
    import re


class Vote(ui.DynamicItem[ui.Button[Any]], template=r"vote:(?P<entry>[\w-]+):(?P<way>up|down)"):
    """A button that outlives restarts."""

    def __init__(self, entry: str, way: str) -> None:
        super().__init__(ui.Button(label=f"vote {way}", custom_id=f"vote:{entry}:{way}"))
        self.entry, self.way = entry, way

    @classmethod
    async def from_custom_id(cls, interaction: Any, item: Any, match: re.Match[str], /) -> Self:
        return cls(match["entry"], match["way"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.send_message(f"{self.way} for {self.entry}", ephemeral=True)


class Pick(ui.DynamicItem[ui.Select[Any]], template=r"pick:(?P<of>\w+)"):
    """A select menu; choosing changes the message itself."""

    def __init__(self, of: str) -> None:
        options = [discord.SelectOption(label=f"Entry {name}", value=name) for name in ("a", "b", "c")]
        super().__init__(ui.Select(custom_id=f"pick:{of}", placeholder="Which?", options=options, required=True))

    @classmethod
    async def from_custom_id(cls, interaction: Any, item: Any, match: re.Match[str], /) -> Self:
        return cls(match["of"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.edit_message(content=f"chosen {self.item.values[0]}", view=None)


class Report(ui.Modal):
    """A form with the components of discord.py 2.7."""

    def __init__(self) -> None:
        super().__init__(title="Report", timeout=60)
        self.what: ui.TextInput[Self] = ui.TextInput(style=discord.TextStyle.paragraph, max_length=100)
        self.files: ui.FileUpload[Self] = ui.FileUpload(required=False, min_values=0, max_values=2)
        options = [discord.SelectOption(label="relay"), discord.SelectOption(label="official")]
        self.system: ui.Select[Self] = ui.Select(options=options, required=False, min_values=0)
        self.add_item(ui.Label(text="What happened", component=self.what))
        self.add_item(ui.Label(text="Files", component=self.files))
        self.add_item(ui.Label(text="System", component=self.system))

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        sizes = [len(await file.read()) for file in self.files.values]
        await interaction.response.send_message(f"{self.what.value} {sizes} {self.system.values}")


class SampleBot(discord.AutoShardedClient):
    """Answers "error" in channels and offers some commands."""

    def __init__(self) -> None:
        shard_ids = [int(one) for one in os.environ.get("SAMPLE_SHARDS", "").split(",") if one] or None
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True, guild_reactions=True)
        intents.message_content = os.environ.get("SAMPLE_CONTENT", "yes") == "yes"
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            shard_ids=shard_ids,
            shard_count=2 if shard_ids else None,
        )
        self.tree = app_commands.CommandTree(self)
        self.replies: dict[int, discord.Message] = {}

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Vote, Pick)
        add_commands(self.tree)
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """No waiting between shards: the stand-in is patient."""

    async def on_message(self, message: discord.Message) -> None:
        if message.author.bot or "error" not in message.content:
            if message.message_snapshots:
                await message.channel.send("forwarded: " + message.message_snapshots[0].content)
            return
        sizes = []
        for attachment in message.attachments:
            try:
                async with asyncio.timeout(0.5):
                    sizes.append(str(len(await attachment.read())))
            except Exception as error:  # noqa: BLE001 - the scenario reads which one it was
                sizes.append(type(error).__name__)
        view = ui.View(timeout=None)
        view.add_item(Vote("entry-1", "up"))
        embed = discord.Embed(title="Known", description=f"{message.content} {sizes}")
        try:
            self.replies[message.id] = await message.reply(embed=embed, view=view, mention_author=False)
        except discord.HTTPException as error:
            say("REFUSED", error.status, error.code)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        if reply := self.replies.get(payload.message_id):
            await reply.edit(embed=discord.Embed(title="Edited", description=payload.message.content))

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        if reply := self.replies.pop(payload.message_id, None):
            await reply.delete()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        if guild.system_channel is not None:
            await guild.system_channel.send(f"hello {guild.name}")


def add_commands(tree: app_commands.CommandTree[Any]) -> None:
    @tree.command()
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def echo(
        interaction: discord.Interaction[Any], text: app_commands.Range[str, 1, 50], private: bool = False
    ) -> None:
        """Say it again"""
        await interaction.response.defer(ephemeral=private, thinking=True)
        await interaction.followup.send(text)
        await interaction.followup.send("and more", ephemeral=True)

    @tree.command()
    async def twice(interaction: discord.Interaction[Any]) -> None:
        """Acknowledge two times"""
        await interaction.response.send_message("once")
        try:
            await interaction.client.http.request(
                discord.http.Route("POST", f"/interactions/{interaction.id}/{interaction.token}/callback"),
                json={"type": 4, "data": {"content": "twice"}},
            )
        except discord.HTTPException as error:
            await interaction.edit_original_response(content=f"refused {error.code}")

    @tree.command()
    async def report(interaction: discord.Interaction[Any]) -> None:
        """Open the form"""
        await interaction.response.send_modal(Report())

    @tree.command()
    @app_commands.guild_only()
    async def choose(interaction: discord.Interaction[Any], entry: str) -> None:
        """Show a menu"""
        view = ui.View(timeout=None)
        view.add_item(Pick("one"))
        await interaction.response.send_message(f"choose for {entry}", view=view)

    @choose.autocomplete("entry")
    async def complete(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{typed} {i}", value=str(i)) for i in range(25)]

    settings = app_commands.Group(
        name="settings", description="Settings", default_permissions=discord.Permissions(manage_guild=True)
    )

    @settings.command()
    async def watch(interaction: discord.Interaction[Any], channel: discord.TextChannel) -> None:
        """Watch a channel"""
        view = ui.LayoutView()
        view.add_item(ui.Container(ui.TextDisplay(f"watching {channel.mention}")))
        await interaction.response.send_message(view=view, ephemeral=True)

    tree.add_command(settings)

    @tree.context_menu(name="Diagnose error")
    async def diagnose(interaction: discord.Interaction[Any], message: discord.Message) -> None:
        await interaction.response.send_message(f"diagnosed {message.content}", ephemeral=True)


def say(*words: object) -> None:
    """Print for the scenario that reads the output."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


async def main() -> None:
    logging.basicConfig(level=logging.INFO)
    bot = SampleBot()
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    running = asyncio.create_task(bot.start(os.environ["ERRATA_TOKEN"]))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait([running, stopping], return_when=asyncio.FIRST_COMPLETED)
    await bot.close()
    if running.done() and running.exception() is not None:
        say("FAULT", type(running.exception()).__name__)
        sys.exit(3)
    running.cancel()


asyncio.run(main())
