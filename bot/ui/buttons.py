"""Buttons that outlive restarts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Self, cast

import discord
from discord.ui import Button

from bot.ui import ids
from bot.ui.stored import NOBODY, Stored

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from bot.reception.tongue import Tongue
    from bot.ui.client import Interaction


class StoredButton(Stored[Button[Any]], template=NOBODY):
    """A button of ours."""

    @classmethod
    def make(
        cls,
        custom_id: str,
        label: str,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
        *,
        row: int | None = None,
    ) -> Self:
        """A new one. `custom_id` must fit the class."""
        return cls(Button(custom_id=custom_id, label=label, style=style, row=row))


class VoteButton(StoredButton, template=ids.VOTE):
    """Helped, or didn't."""

    def work(self, interaction: Interaction) -> Awaitable[None]:
        return interaction.client.presses.vote(interaction, self.meaning["entry"], helped=self.meaning["way"] == "up")


class WrongButton(StoredButton, template=ids.WRONG):
    """This is not my error."""

    def work(self, interaction: Interaction) -> Awaitable[None]:
        return interaction.client.presses.offer_others(interaction)


class DetailsButton(StoredButton, template=ids.DETAILS):
    """Everything the short answer leaves out, for one pair of eyes."""

    def work(self, interaction: Interaction) -> Awaitable[None]:
        return interaction.client.presses.show_details(interaction, self.meaning["entry"])


class TongueButton(StoredButton, template=ids.TONGUE):
    """The same answer in the other language, in place for the asker."""

    def work(self, interaction: Interaction) -> Awaitable[None]:
        return interaction.client.presses.switch_tongue(interaction, cast("Tongue", self.meaning["tongue"]))


class CloseButton(StoredButton, template=ids.CLOSE):
    """Takes the answer away; only the asker and moderators may."""

    def work(self, interaction: Interaction) -> Awaitable[None]:
        return interaction.client.presses.dismiss(interaction)


class ReportButton(StoredButton, template=ids.REPORT):
    """Opens the report form, filled in with the paste."""

    def work(self, interaction: Interaction) -> Awaitable[None]:
        return interaction.client.presses.open_report(interaction, int(self.meaning["reply"]))


class EraseButton(StoredButton, template=ids.ERASE):
    """Confirms that everything stored about a person goes."""

    def work(self, interaction: Interaction) -> Awaitable[None]:
        return interaction.client.presses.erase(interaction, int(self.meaning["user"]))


BUTTONS = (VoteButton, WrongButton, DetailsButton, TongueButton, CloseButton, ReportButton, EraseButton)


def vote_button(way: Literal["up", "down"], entry_id: str, label: str) -> VoteButton:
    style = discord.ButtonStyle.success if way == "up" else discord.ButtonStyle.secondary
    return VoteButton.make(ids.vote_id(way, entry_id), label, style, row=0)


def report_button(reply_message_id: int, label: str) -> ReportButton:
    """`reply_message_id` is 0 where the button stands under the answer itself."""
    return ReportButton.make(ids.report_id(reply_message_id), label, discord.ButtonStyle.primary, row=1)


def erase_button(user_id: int, label: str) -> EraseButton:
    return EraseButton.make(ids.erase_id(user_id), label, discord.ButtonStyle.danger)
