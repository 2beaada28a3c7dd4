"""A page that looks as Discord shows a message: embeds, buttons, menus and the little Markdown in them."""

from __future__ import annotations

import base64
import html
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scenes import CHANNELS, NOW, ROLES

if TYPE_CHECKING:
    from scenes import Scene

    from bot.ui.answer import Shown

STYLE = Path(__file__).with_name("page.css").read_text("utf-8")
_MENUS = {3, 6, 8}
"""Discord's numbers for menus of options, roles and channels."""
_UNITS = ((86_400, "day", "天"), (3_600, "hour", "小时"), (90, "minute", "分钟"), (1, "second", "秒"))


def draw(scene: Scene, shown: Shown, picture: bytes | None = None) -> str:
    """The page: the paste, if there is one, then the reply. `picture` is what an embed shows as its image."""
    said = f"<div class=text>{_inline(shown.content)}</div>" if shown.content else ""
    embeds = "".join(_embed(embed.to_dict(), picture) for embed in shown.embeds)
    reply = _tell_times(said + embeds + _components(shown.view.to_components() if shown.view else []), scene.tongue)
    asked = (
        f"<div class=row><div class=face style='background:#eb459e'>{scene.asker[0].upper()}</div><div><span class=name>{scene.asker}</span>"
        f"<span class=time>20:14</span><pre>{html.escape(scene.paste)}</pre></div></div>"
    )
    return (
        f"<!doctype html><meta charset=utf-8><style>{STYLE}</style><body class={scene.theme} style='width:{scene.width}px'>"
        f"{asked if scene.paste else ''}"
        f"<div class=row><div class=face style='background:#5865f2'>E</div><div><span class=name>Errata</span><span class=tag>APP</span>"
        f"<span class=time>20:14</span>{reply}</div></div>"
    )


def _embed(embed: Any, picture: bytes | None = None) -> str:
    fields = "".join(
        f"<div class=field style='grid-column:span {4 if field.get('inline') else 12}'><b>{_inline(field['name'])}</b>"
        f"<div>{_inline(field['value'])}</div></div>"
        for field in embed.get("fields", [])
    )
    foot = f"<div class=foot>{html.escape(embed['footer']['text'])}</div>" if embed.get("footer") else ""
    image = ""
    if embed.get("image") and picture is not None:
        image = f"<img style='width:100%;border-radius:4px;margin-top:12px' src='data:image/png;base64,{base64.b64encode(picture).decode()}'>"
    return (
        f"<div class=embed style='border-left-color:#{embed.get('color', 0x5865F2):06x}'><div class=title>{_inline(embed.get('title', ''))}</div>"
        f"<div class=text>{_inline(embed.get('description', ''))}</div><div class=fields>{fields}</div>{image}{foot}</div>"
    )


def _components(rows: list[Any]) -> str:
    return "".join(_component(row) for row in rows)


def _component(row: Any) -> str:
    match row["type"]:
        case 17:  # a container
            colour = f"#{row['accent_color']:06x}"
            return f"<div class=embed style='border-left-color:{colour}'>{_components(row['components'])}</div>"
        case 10:  # text
            return f"<div class='text said'>{_inline(row['content'])}</div>"
        case 14:  # a line between two parts
            return "<hr>"
        case _:
            items = (_menu(item) if item["type"] in _MENUS else _button(item) for item in row.get("components", []))
            return f"<div class=buttons>{''.join(items)}</div>"


def _menu(item: Any) -> str:
    chosen = [option["label"] for option in item.get("options", []) if option.get("default")]
    chosen += [_named(one) for one in item.get("default_values", [])]
    label = ", ".join(chosen) or item.get("placeholder") or ""
    # A menu in which nothing is chosen is drawn open, so that the picture tells what it offers.
    opened = "" if chosen else _options(item.get("options", []))
    return f"<div class=select>{html.escape(label)} ▾</div>{opened}"


def _button(item: Any) -> str:
    colour = {1: "blue", 3: "green", 4: "red"}.get(item.get("style", 2), "")
    emoji = (item.get("emoji") or {}).get("name", "")
    return f"<div class='button {colour}'>{emoji} {html.escape(item.get('label') or '')}</div>"


def _named(chosen: Any) -> str:
    number = int(chosen["id"])
    return f"@{ROLES[number]}" if chosen["type"] == "role" else f"#{CHANNELS[number]}"


def _options(options: list[Any]) -> str:
    """The open list of a menu."""
    rows = "".join(
        f"<div><b>{html.escape(option['label'])}</b><br><small>{html.escape(option.get('description') or '')}</small></div>"
        for option in options
    )
    return f"<div class=options>{rows}</div>" if rows else ""


def _inline(text: str) -> str:
    """The little Markdown that embeds use."""
    text = html.escape(text)
    text = re.sub(r"\[([^\]]+)\]\((https?://[^)]+)\)", r"<a>\1</a>", text)
    text = re.sub(r"(?s)```(?:\w*\n)?(.+?)```", r"<pre>\1</pre>", text)
    text = re.sub(r"&lt;(https?://[^&]+)&gt;", r"<a>\1</a>", text)
    text = re.sub(r"(?<![\w>])(https://discord\.com/\S+)", r"<a># help › message</a>", text)
    text = re.sub(r"(?m)^## (.*)$\n?", r"<div class=title>\1</div>", text)
    text = re.sub(r"(?m)(?:^|(?<=</div>))-# (.*)$\n?", r"<div class=foot style='margin-top:0'>\1</div>", text)
    text = re.sub(r"&lt;#(\d+)&gt;", lambda found: f"<span class=stamp>#{CHANNELS[int(found[1])]}</span>", text)
    text = re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    text = re.sub(r"(?m)^&gt; (.*)$\n?", r"<div class=quote>\1</div>", text)
    text = re.sub(r"(?m)^- ", "• ", text)
    return re.sub(r"\\([*_~`|>\[\]()#.-])", r"\1", text)


def _tell_times(page: str, tongue: str) -> str:
    """Discord's timestamps as its client writes them for a reader of the language."""
    page = re.sub(r"&lt;t:(\d+):R&gt;", lambda found: f"<span class=stamp>{_ago(int(found[1]), tongue)}</span>", page)
    page = re.sub(r"&lt;t:(\d+):f&gt;", lambda found: f"<span class=stamp>{_clock(int(found[1]))}</span>", page)
    return re.sub(r"&lt;t:\d+(?::\w)?&gt;", "<span class=stamp>20:14</span>", page)


def _ago(moment: int, tongue: str) -> str:
    """The way Discord counts in the reader's language."""
    seconds = moment - int(NOW.timestamp())
    size, unit, chinese = next((row for row in _UNITS if abs(seconds) >= row[0]), _UNITS[-1])
    count = round(abs(seconds) / size)
    if tongue.startswith("zh"):
        return f"{count}{chinese}{'后' if seconds >= 0 else '前'}"
    words = f"{count} {unit}{'' if count == 1 else 's'}"
    return f"in {words}" if seconds >= 0 else f"{words} ago"


def _clock(moment: int) -> str:
    """A moment on the clock of somebody in UTC+8, as Discord writes it."""
    return f"{datetime.fromtimestamp(moment, timezone(timedelta(hours=8))):%Y-%m-%d %H:%M}"
