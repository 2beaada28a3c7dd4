"""Embeds and their limits."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.standin.errors import Path
    from tests.standin.validation.form import Form

Json = dict[str, Any]

MAX_EMBEDS = 10
MAX_FIELDS = 25
MAX_TOTAL = 6000
IMAGE_SCHEMES = ("http", "https", "attachment")


def read_embeds(form: Form, value: Any, path: Path = ("embeds",)) -> list[Json]:
    """The embeds of a message: at most 10, each within its limits, 6000 characters in all."""
    embeds = [_read_embed(form, (*path, i), one) for i, one in enumerate(form.items(path, value, MAX_EMBEDS))]
    if sum(_length(embed) for embed in embeds) > MAX_TOTAL:
        form.fault(path, "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {MAX_TOTAL}")
    return [embed for embed in embeds if embed.keys() - {"type"}]


def _read_embed(form: Form, path: Path, value: Any) -> Json:
    embed = dict(form.mapping(path, value))
    form.text((*path, "title"), embed.get("title"), 256, optional=True)
    form.text((*path, "description"), embed.get("description"), 4096, optional=True)
    if embed.get("url") is not None:
        form.address((*path, "url"), embed["url"])
    if embed.get("color") is not None:
        form.integer((*path, "color"), embed["color"], 0, 0xFFFFFF)
    if embed.get("timestamp") is not None:
        _read_timestamp(form, (*path, "timestamp"), embed["timestamp"])
    _read_people(form, path, embed)
    for picture in ("image", "thumbnail"):
        if embed.get(picture) is not None:
            image = form.mapping((*path, picture), embed[picture])
            form.address((*path, picture, "url"), image.get("url"), schemes=IMAGE_SCHEMES)
    for i, row in enumerate(form.items((*path, "fields"), embed.get("fields"), MAX_FIELDS)):
        row_path = (*path, "fields", i)
        entry = form.mapping(row_path, row)
        form.text((*row_path, "name"), entry.get("name"), 256, low=1)
        form.text((*row_path, "value"), entry.get("value"), 1024, low=1)
    kept = {key: part for key, part in embed.items() if part not in (None, "", [])}
    return kept | {"type": "rich"}


def _read_people(form: Form, path: Path, embed: Json) -> None:
    if embed.get("footer") is not None:
        footer = form.mapping((*path, "footer"), embed["footer"])
        form.text((*path, "footer", "text"), footer.get("text"), 2048, low=1)
        if footer.get("icon_url") is not None:
            form.address((*path, "footer", "icon_url"), footer["icon_url"], schemes=IMAGE_SCHEMES)
    if embed.get("author") is not None:
        author = form.mapping((*path, "author"), embed["author"])
        form.text((*path, "author", "name"), author.get("name"), 256, low=1)
        if author.get("url") is not None:
            form.address((*path, "author", "url"), author["url"])
        if author.get("icon_url") is not None:
            form.address((*path, "author", "icon_url"), author["icon_url"], schemes=IMAGE_SCHEMES)


def _read_timestamp(form: Form, path: Path, value: Any) -> None:
    try:
        datetime.fromisoformat(value)
    except (TypeError, ValueError):
        form.fault(path, "DATE_TIME_TYPE_PARSE", f"Could not parse {value}. Should be ISO8601.")


def _length(embed: Json) -> int:
    """What counts towards the 6000: title, description, field names and values, footer text, author name."""
    parts = [embed.get("title"), embed.get("description")]
    parts += [embed.get("footer", {}).get("text"), embed.get("author", {}).get("name")]
    for row in embed.get("fields", []):
        parts += [row.get("name"), row.get("value")]
    return sum(len(part.strip()) for part in parts if isinstance(part, str))
