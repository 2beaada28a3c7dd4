"""What forms have in common. They live as long as the process; whoever has one open over a restart opens it again."""

from __future__ import annotations

from typing import Any

import discord
from discord.ui import Label, TextInput

from bot.ui.faults import tell_fault
from bot.ui.ids import new_form_id
from bot.ui.safe import cut

MAX_HINT = 100
_MAX_TITLE = 45
_MAX_LABEL = 45
_TIMEOUT_SECONDS = 3600.0


class Form(discord.ui.Modal):
    """A form that knows the process which opened it, and tells what goes wrong."""

    def __init__(self, boot: str, title: str) -> None:
        super().__init__(title=cut(title, _MAX_TITLE), timeout=_TIMEOUT_SECONDS, custom_id=new_form_id(boot))

    async def on_error(self, interaction: discord.Interaction[Any], error: Exception, /) -> None:
        await tell_fault(interaction, error)


def line(value: str, most: int, *, required: bool = True, placeholder: str | None = None) -> TextInput[Any]:
    """A field of one line that holds `value` at first."""
    return TextInput(
        required=required,
        max_length=most,
        default=value[:most] or None,
        placeholder=placeholder and cut(placeholder, MAX_HINT),
    )


def paragraph(value: str, most: int, *, required: bool = True, placeholder: str | None = None) -> TextInput[Any]:
    """A field of several lines that holds `value` at first."""
    field = line(value, most, required=required, placeholder=placeholder)
    field.style = discord.TextStyle.paragraph
    return field


def label(text: str, component: discord.ui.Item[Any], hint: str | None = None) -> Label[Any]:
    """A field with its name, and a hint under that."""
    return Label(text=cut(text, _MAX_LABEL), description=hint and cut(hint, MAX_HINT), component=component)
