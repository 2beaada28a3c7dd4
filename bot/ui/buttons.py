"""Buttons that outlive restarts: each knows only its custom_id and looks the rest up when it is pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Self, cast

import discord
from discord.ui import Button, DynamicItem, Item

from bot.ui import ids
from bot.ui.faults import guarded

if TYPE_CHECKING:
    import re

    from bot.reception.tongue import Tongue

AnyButton = Button[Any]


def _label(item: Item[Any]) -> str:
    return cast("AnyButton", item).label or ""


class VoteButton(DynamicItem[AnyButton], template=ids.VOTE):
    """Helped, or didn't."""

    def __init__(self, way: Literal["up", "down"], entry_id: str, label: str) -> None:
        self._way: Literal["up", "down"] = way
        self._entry_id = entry_id
        style = discord.ButtonStyle.success if way == "up" else discord.ButtonStyle.secondary
        super().__init__(Button(style=style, label=label, custom_id=ids.vote_id(way, entry_id), row=0))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls("up" if match["way"] == "up" else "down", match["entry"], _label(item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await guarded(
            interaction, interaction.client.presses.vote(interaction, self._entry_id, helped=self._way == "up")
        )


class WrongButton(DynamicItem[AnyButton], template=ids.WRONG):
    """This is not my error."""

    def __init__(self, label: str) -> None:
        super().__init__(Button(label=label, custom_id=ids.WRONG_ID, row=0))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: Item[Any], _match: re.Match[str], /
    ) -> Self:
        return cls(_label(item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await guarded(interaction, interaction.client.presses.offer_others(interaction))


class DetailsButton(DynamicItem[AnyButton], template=ids.DETAILS):
    """Everything the short answer leaves out, for one pair of eyes."""

    def __init__(self, entry_id: str, label: str) -> None:
        self._entry_id = entry_id
        super().__init__(Button(label=label, custom_id=ids.details_id(entry_id), row=1))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(match["entry"], _label(item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await guarded(interaction, interaction.client.presses.show_details(interaction, self._entry_id))


class TongueButton(DynamicItem[AnyButton], template=ids.TONGUE):
    """The same answer in the other language, in place for the asker."""

    def __init__(self, tongue: Tongue, label: str) -> None:
        self._tongue: Tongue = tongue
        super().__init__(Button(label=label, custom_id=ids.tongue_id(tongue), row=1))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(cast("Tongue", match["tongue"]), _label(item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await guarded(interaction, interaction.client.presses.switch_tongue(interaction, self._tongue))


class CloseButton(DynamicItem[AnyButton], template=ids.CLOSE):
    """Takes the answer away; only the asker and moderators may."""

    def __init__(self, label: str) -> None:
        super().__init__(Button(label=label, custom_id=ids.CLOSE_ID, row=1))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: Item[Any], _match: re.Match[str], /
    ) -> Self:
        return cls(_label(item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await guarded(interaction, interaction.client.presses.dismiss(interaction))


class ReportButton(DynamicItem[AnyButton], template=ids.REPORT):
    """Opens the report form, filled in with the paste."""

    def __init__(self, reply_message_id: int, label: str) -> None:
        self._reply_message_id = reply_message_id
        custom_id = ids.report_id(reply_message_id)
        super().__init__(Button(style=discord.ButtonStyle.primary, label=label, custom_id=custom_id, row=1))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(int(match["reply"]), _label(item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await guarded(interaction, interaction.client.presses.open_report(interaction, self._reply_message_id))


class EraseButton(DynamicItem[AnyButton], template=ids.ERASE):
    """Confirms that everything stored about a person goes."""

    def __init__(self, user_id: int, label: str) -> None:
        self._user_id = user_id
        super().__init__(Button(style=discord.ButtonStyle.danger, label=label, custom_id=ids.erase_id(user_id)))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(int(match["user"]), _label(item))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await guarded(interaction, interaction.client.presses.erase(interaction, self._user_id))


BUTTONS = (VoteButton, WrongButton, DetailsButton, TongueButton, CloseButton, ReportButton, EraseButton)
