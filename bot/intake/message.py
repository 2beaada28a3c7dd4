"""A message into one paste. Types of Discord fit the protocols as they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from bot.text.redact import cap_paste

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FENCE = re.compile(r"```(?:[A-Za-z0-9_+#.-]{1,20}\n)?(.*?)(?:```|\Z)", re.DOTALL)
_QUOTE = re.compile(r"^[ \t]{0,3}>(?:>>)?[ \t]", re.MULTILINE)
_SPOILER = re.compile(r"\|\|(?=\S)")
_SPOILER_END = re.compile(r"(?<=\S)\|\|")
_EMOJI_OR_MENTION = re.compile(r"<(?:a?:\w{1,40}:\d{15,22}|@[!&]?\d{15,22}|#\d{15,22}|t:-?\d{1,14}(?::[A-Za-z])?)>")
_COMMAND = re.compile(r"</([^:<>\n]{1,100}):\d{15,22}>")


class EmbedField(Protocol):
    """A titled part of an embed."""

    @property
    def name(self) -> str | None: ...
    @property
    def value(self) -> str | None: ...


class Embed(Protocol):
    """A card on a message: written by a program (`rich`), or made by Discord of a link (other types, or its URL)."""

    @property
    def type(self) -> str: ...
    @property
    def url(self) -> str | None: ...
    @property
    def title(self) -> str | None: ...
    @property
    def description(self) -> str | None: ...
    @property
    def fields(self) -> Sequence[EmbedField]: ...


class Content(Protocol):
    """What a message shows, or what was forwarded with one."""

    @property
    def content(self) -> str: ...
    @property
    def embeds(self) -> Sequence[Embed]: ...


class Message(Content, Protocol):
    """A message with what it forwards."""

    @property
    def message_snapshots(self) -> Sequence[Content]: ...


def compose_paste(message: Message, *, title: str = "", attached: Iterable[str] = ()) -> str:
    """Everything that a message says: title (of a forum post), text, cards, forwarded messages, texts of its files.

    Each part once, without Discord's markup, at most as long as a paste may be; empty if the message says nothing.
    """
    parts = [title, *_say(message)]
    for snapshot in message.message_snapshots:
        parts += _say(snapshot)
    parts += attached
    said = dict.fromkeys(part.strip() for part in parts)
    return cap_paste("\n".join(part for part in said if part))


def strip_markup(content: str) -> str:
    """Text without code fences, quotation and spoiler marks, custom emojis, mentions and timestamps.

    What stands inside a fence is left as it is.
    """
    parts: list[str] = []
    done = 0
    for fence in _FENCE.finditer(content):
        parts += _strip_prose(content[done : fence.start()]), fence[1]
        done = fence.end()
    parts.append(_strip_prose(content[done:]))
    return "\n".join(part for part in (part.strip("\n") for part in parts) if part.strip())


def _strip_prose(text: str) -> str:
    text = _uncover(_QUOTE.sub("", text))
    return _COMMAND.sub(r"/\1", _EMOJI_OR_MENTION.sub("", text))


def _uncover(text: str) -> str:
    """The text without the marks around its spoilers, in time linear in its length."""
    parts: list[str] = []
    done = 0
    while begin := _SPOILER.search(text, done):
        # The mark may stand behind any character but the first, which a spoiler has at least. Where no end is left,
        # no later beginning has one: one pattern for both would look for it behind each.
        end = _SPOILER_END.search(text, begin.end() + 1)
        if end is None:
            break
        parts += text[done : begin.start()], text[begin.end() : end.start()]
        done = end.end()
    return "".join((*parts, text[done:]))


def _say(content: Content) -> list[str]:
    return [strip_markup(content.content), *(_read_card(embed) for embed in content.embeds if _is_own(embed, content))]


def _is_own(embed: Embed, content: Content) -> bool:
    """False for previews of links: what a linked page says is no paste."""
    return embed.type == "rich" and not (embed.url and embed.url in content.content)


def _read_card(embed: Embed) -> str:
    texts = [embed.title, embed.description]
    for field in embed.fields:
        texts += field.name, field.value
    return "\n".join(strip_markup(text) for text in texts if text)
