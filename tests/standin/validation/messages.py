"""Message bodies: what the bot wants to post or edit, checked against Discord's limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.standin.errors import Path, empty_message, too_large
from tests.standin.messages import (
    FLAG_COMPONENTS_V2,
    FLAG_EPHEMERAL,
    FLAG_SUPPRESS_EMBEDS,
    FLAG_SUPPRESS_NOTIFICATIONS,
    Message,
    walk_components,
)
from tests.standin.validation.components import ComponentReader
from tests.standin.validation.embeds import read_embeds
from tests.standin.validation.form import Form

Json = dict[str, Any]

MAX_CONTENT = 2000
MAX_FILES = 10
MAX_UPLOAD_BYTES = 10 * 1024 * 1024
_CHANNEL_FLAGS = FLAG_SUPPRESS_EMBEDS | FLAG_SUPPRESS_NOTIFICATIONS | FLAG_COMPONENTS_V2


@dataclass(slots=True)
class SentFile:
    """A file part of a multipart request; `index` is the n of its field name `files[n]`."""

    index: int
    filename: str
    data: bytes


@dataclass(slots=True)
class Draft:
    """A checked message body. None means that the body doesn't mention the part (an edit then keeps it)."""

    content: str | None
    embeds: list[Json] | None
    components: list[Json] | None
    kept_files: list[int] | None
    new_files: list[SentFile]
    flags: int
    allowed_mentions: Json | None
    reference: Json | None
    nonce: str | None

    @property
    def mentionable_text(self) -> str:
        """Where mentions count: the content and the text displays, not embeds."""
        shown = [node["content"] for node in walk_components(self.components or []) if node["type"] == 10]
        return "\n".join([self.content or "", *shown])


def read_message(
    body: Any, files: list[SentFile], *, path: Path = (), private_allowed: bool = False, before: Message | None = None
) -> Draft:
    """Check the body of a message to post, or to edit when `before` is given.

    `private_allowed` permits the EPHEMERAL flag, which exists only in answers to interactions. Raises 50035 with all
    faults, 50006 for a message with nothing in it, and 40005 for too many bytes.
    """
    form = Form()
    data = form.mapping(path, body or {})
    flags = _read_flags(form, (*path, "flags"), data.get("flags"), private_allowed=private_allowed)
    new_look = bool((flags | (before.flags if before else 0)) & FLAG_COMPONENTS_V2)
    draft = Draft(
        content=_read_content(form, (*path, "content"), data),
        embeds=read_embeds(form, data["embeds"], (*path, "embeds")) if "embeds" in data else None,
        components=_read_components(form, (*path, "components"), data, new=new_look),
        kept_files=_read_attachments(form, (*path, "attachments"), data, files, before),
        new_files=files,
        flags=flags,
        allowed_mentions=_read_allowed_mentions(form, (*path, "allowed_mentions"), data.get("allowed_mentions")),
        reference=data.get("message_reference"),
        nonce=data.get("nonce") if data.get("enforce_nonce") else None,
    )
    if new_look and (draft.content or draft.embeds or data.get("poll") or data.get("sticker_ids")):
        form.fault(
            path or ("flags",),
            "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
            "The 'content', 'embeds', 'sticker_ids' and 'poll' fields cannot be used with IS_COMPONENTS_V2",
        )
    form.close()
    if sum(len(file.data) for file in files) > MAX_UPLOAD_BYTES:
        raise too_large()
    if _is_empty(draft, before):
        raise empty_message()
    return draft


def _read_content(form: Form, path: Path, data: Json) -> str | None:
    if "content" not in data:
        return None
    return form.text(path, data["content"], MAX_CONTENT, optional=True).strip()


def _read_components(form: Form, path: Path, data: Json, *, new: bool) -> list[Json] | None:
    if "components" not in data:
        return None
    return ComponentReader(form).read_message(data["components"], new=new, path=path)


def _read_flags(form: Form, path: Path, value: Any, *, private_allowed: bool) -> int:
    if value is None:
        return 0
    flags = form.integer(path, value, 0, (1 << 31) - 1)
    allowed = _CHANNEL_FLAGS | (FLAG_EPHEMERAL if private_allowed else 0)
    return flags & allowed  # Discord ignores the flags that a bot can't set here


def _read_attachments(
    form: Form, path: Path, data: Json, files: list[SentFile], before: Message | None
) -> list[int] | None:
    """Which files of the message stay. New ones are listed by the index of their part, old ones by their id."""
    if len(files) > MAX_FILES:
        form.fault(path, "BASE_TYPE_MAX_LENGTH", f"Must be {MAX_FILES} or fewer in length.")
    if "attachments" not in data:
        return None
    parts = {file.index for file in files}
    present = {file.id for file in before.attachments} if before else set()
    kept: list[int] = []
    for i, value in enumerate(form.items(path, data["attachments"], MAX_FILES)):
        number = int(form.mapping((*path, i), value).get("id", -1))
        form.text((*path, i, "description"), value.get("description"), 1024, optional=True)
        if number in present:
            kept.append(number)
        elif number not in parts:
            form.fault((*path, i, "id"), "ATTACHMENT_NOT_FOUND", "Uploaded attachment not found.")
    return kept


def _read_allowed_mentions(form: Form, path: Path, value: Any) -> Json | None:
    """`parse` and a list of the same kind exclude each other; each list holds at most 100 ids."""
    if value is None:
        return None
    allowed = form.mapping(path, value)
    parse = form.items((*path, "parse"), allowed.get("parse"), 3)
    for i, kind in enumerate(parse):
        if kind not in {"users", "roles", "everyone"}:
            form.fault((*path, "parse", i), "BASE_TYPE_CHOICES", "Value must be one of {'roles', 'users', 'everyone'}.")
    for kind in ("users", "roles"):
        listed = form.items((*path, kind), allowed.get(kind), 100)
        if listed and kind in parse:
            form.fault(
                path,
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.',
            )
    return allowed


def _is_empty(draft: Draft, before: Message | None) -> bool:
    """Whether nothing would be left to see: no content, embed, component or file."""
    old = before
    content = draft.content if draft.content is not None else (old.content if old else "")
    embeds = draft.embeds if draft.embeds is not None else (old.embeds if old else [])
    components = draft.components if draft.components is not None else (old.components if old else [])
    kept = draft.kept_files if draft.kept_files is not None else [file.id for file in (old.attachments if old else [])]
    return not (content or embeds or components or kept or draft.new_files)
