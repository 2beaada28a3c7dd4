"""Draw replies as Discord shows them, for the documentation: python scripts/pictures.py

`python scripts/pictures.py queue digest` draws only those that begin so. Needs a Chromium on the machine (CHROMIUM names its command); writes docs/*.png. The embeds and buttons are the very
ones that the bot sends; only their drawing is imitated here.
"""

from __future__ import annotations

import base64
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Literal

from loop_scenes import show_loop

from bot.assembly import build_desk
from bot.desk import Desk, Diagnosis, Paste
from bot.reception.guilds import GuildView
from bot.storage.records import ChannelSettings, GuildSettings
from bot.ui.answer import Shown, show_diagnosis
from bot.ui.cards import build_detail_card, build_system_card
from bot.ui.embeds import build_embeds
from bot.ui.panel.view import Panel, panel_view
from bot.ui.texts import Texts

ROOT = Path(__file__).resolve().parent.parent
CHANNELS = {2: "求助-报错", 3: "maintainers", 4: "general"}
ROLES = {5: "答疑组"}
NOW = datetime(2026, 11, 21, 20, 14, tzinfo=UTC)

_STYLE = """
hr{border:0;border-top:1px solid #4e505888;margin:12px 0 8px}.said{margin-top:8px}
*{box-sizing:border-box;margin:0}
body{font:15px/1.375 'gg sans','Noto Sans','Noto Sans CJK SC','Noto Color Emoji',Helvetica,Arial,sans-serif;padding:18px 16px;width:WIDTHpx}
body.dark{background:#313338;color:#dbdee1}body.light{background:#fff;color:#313338}
.row{display:flex;gap:14px;margin-bottom:14px}.face{width:40px;height:40px;border-radius:50%;flex:none;display:grid;place-items:center;color:#fff;font-weight:700}
.name{font-weight:600}.dark .name{color:#f2f3f5}.tag{background:#5865f2;color:#fff;font-size:10px;border-radius:3px;padding:1px 4px;margin:0 6px;vertical-align:2px}
.time{font-size:12px;color:#949ba4;margin-left:6px}pre,code{font-family:'Noto Sans Mono','Noto Sans Mono CJK SC',monospace;font-size:13px}
pre{background:#2b2d31;border:1px solid #1e1f22;border-radius:4px;padding:8px;white-space:pre-wrap;word-break:break-word;margin-top:4px}.light pre{background:#f2f3f5;border-color:#e3e5e8}
code{background:#2b2d31;border-radius:3px;padding:1px 4px}.light code{background:#e3e5e8}
.embed{border-left:4px solid;border-radius:4px;padding:10px 16px 14px 12px;margin-top:6px;max-width:516px}.dark .embed{background:#2b2d31}.light .embed{background:#f2f3f5;border:1px solid #e3e5e8}
.title{font-weight:700;font-size:16px;margin:4px 0 6px}.dark .title{color:#f2f3f5}.text{font-size:14px;white-space:pre-wrap}
.fields{display:grid;grid-template-columns:repeat(12,1fr);gap:8px;margin-top:8px;font-size:14px}.field>b{display:block;font-size:14px;margin-bottom:2px}.dark .field>b{color:#f2f3f5}
.field div{white-space:pre-wrap}.foot{font-size:12px;color:#949ba4;margin-top:10px}a{color:#00a8fc;text-decoration:none}.light a{color:#0067d6}
.buttons{display:flex;flex-wrap:wrap;gap:8px;margin-top:8px}.button{background:#4e5058;color:#fff;border-radius:4px;padding:6px 14px;font-size:14px;font-weight:500}.light .button{background:#e3e5e8;color:#313338}
.button.green{background:#248046;color:#fff}.button.red{background:#da373c;color:#fff}.button.blue{background:#5865f2;color:#fff}.select{border:1px solid #1e1f22;background:#1e1f22;border-radius:4px;padding:8px 12px;font-size:14px;width:400px;max-width:100%;color:#949ba4}
.quote{border-left:4px solid #4e5058;padding-left:10px;border-radius:2px}.light .quote{border-color:#c4c9ce}
.stamp{background:#3c3f45;border-radius:3px;padding:0 2px}.light .stamp{background:#e3e5e8}
.options{width:400px;max-width:100%;border:1px solid #1e1f22;border-radius:4px;padding:4px 0;font-size:14px}.options div{padding:5px 12px}.options b{font-weight:500}.options small{color:#949ba4}
.light .select,.light .options{background:#fff;border-color:#c4c9ce;color:#313338}.dark .options{background:#2b2d31}
"""


@dataclass(frozen=True, slots=True)
class Scene:
    """A paste, how it is answered, and how it is drawn."""

    file: str
    paste: str
    tongue: str
    theme: str
    asker: str = "mei"
    width: int = 640
    system: str | None = None
    kind: Literal["answer", "details", "panel", "find-out", "plain", "queue", "draft", "digest", "outage"] = "answer"


QUOTA = (
    '[429 Too Many Requests] {"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing '
    "details.\\n* Quota exceeded for metric: generativelanguage.googleapis.com/generate_content_free_tier_requests, limit: 250, model: "
    'gemini-2.5-flash\\nPlease retry in 34.07s.","status":"RESOURCE_EXHAUSTED","details":[{"quotaId":'
    '"GenerateRequestsPerDayPerProjectPerModel-FreeTier","quotaValue":"250"},{"retryDelay":"34s"}]}}'
)
RELAY = '{"error":{"message":"当前分组 default 下对于模型 gemini-2.5-pro 无可用渠道 (request id: 2025051703265032)","type":"new_api_error"}}'
UNKNOWN = "FlurbError: frobnicator refused the splines (code=F-77)\n    at reticulate (/srv/flurb/index.js:12:5)"
LEAK = "Error: 403 Your API key was reported as leaked. Please use another API key."
OVERLOADED = "503 UNAVAILABLE. {'error': {'code': 503, 'message': 'The model is overloaded. Please try again later.'}}"

SEVERAL_ZH = (
    "先是 Invalid URL (POST /v1/v1/chat/completions)，把后面的v1删了又变成 "
    '{"error":{"message":"无效的令牌 (request id: 20260301120000000000000AbCdEfGh)","type":"new_api_error"}}'
)
SEVERAL_EN = (
    'API Error (529 {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}) · Retrying in 5 seconds… (attempt 3/10)\n'
    "Claude usage limit reached. Your limit will reset at 9am (America/Chicago)."
)
CHOICE = '{"message":"","type":"upstream_error","param":"524","code":"bad_response_status_code"}'
CONTEXT = (
    "400 This model's maximum context length is 65536 tokens. However, you requested 68897 tokens (60705 in the messages, 8192 in the "
    "completion). Please reduce the length of the messages or completion."
)
SUBSCRIPTION = "Claude usage limit reached. Your limit will reset at 9am (America/Chicago)."
MADE_UP_KEY = "AIza" + "SyQ7fT2mZx9LrV4bNc8WkY3hJd6PsA1eGu5"
SECRET = f"GoogleGenerativeAIError: [400 Bad Request] API key not valid. Please pass a valid API key. key={MADE_UP_KEY}"

SCENES = (
    Scene("answer-zh-dark.png", QUOTA, "zh", "dark"),
    Scene("answer-en-light.png", QUOTA, "en", "light", asker="sam"),
    Scene("answer-relay-zh-light.png", RELAY, "zh", "light"),
    Scene("answer-leaked-en-dark.png", LEAK, "en", "dark", asker="sam"),
    Scene("answer-overloaded-zh-dark.png", OVERLOADED, "zh", "dark"),
    Scene("unmatched-zh-dark.png", UNKNOWN, "zh", "dark"),
    Scene("unmatched-en-light.png", UNKNOWN, "en", "light", asker="sam"),
    Scene("several-zh-light.png", SEVERAL_ZH, "zh", "light"),
    Scene("several-en-dark.png", SEVERAL_EN, "en", "dark", asker="sam"),
    Scene("choice-zh-light.png", CHOICE, "zh", "light"),
    Scene("choice-en-dark.png", CHOICE, "en", "dark", asker="sam"),
    Scene("system-zh-dark.png", CONTEXT, "zh", "dark"),
    Scene("system-en-light.png", CONTEXT, "en", "light", asker="sam"),
    Scene("find-out-zh-dark.png", CONTEXT, "zh", "dark", kind="find-out"),
    Scene("find-out-en-light.png", CONTEXT, "en", "light", asker="sam", kind="find-out"),
    Scene("phone-zh-dark.png", QUOTA, "zh", "dark", width=390),
    Scene("phone-en-light.png", SUBSCRIPTION, "en", "light", asker="sam", width=390),
    Scene("plain-zh-dark.png", RELAY, "zh", "dark", kind="plain"),
    Scene("plain-en-light.png", OVERLOADED, "en", "light", asker="sam", kind="plain"),
    Scene("secret-zh-light.png", SECRET, "zh", "light"),
    Scene("secret-en-dark.png", SECRET, "en", "dark", asker="sam"),
    Scene("details-zh-dark.png", RELAY, "zh", "dark", kind="details"),
    Scene("details-en-light.png", OVERLOADED, "en", "light", asker="sam", kind="details"),
    Scene("settings-zh-dark.png", "/设置 面板", "zh", "dark", asker="owner", kind="panel"),
    Scene("settings-en-light.png", "/settings panel", "en", "light", asker="owner", kind="panel"),
    Scene("answer-zh-TW-light.png", QUOTA, "zh-TW", "light"),
    *(
        Scene(f"{kind}-{tongue}-{theme}.png", "", tongue, theme, kind=kind)
        for kind in ("queue", "draft", "digest", "outage")
        for tongue, theme in (("zh", "dark"), ("en", "light"))
    ),
)


def main() -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("pictures: no Chromium found; install one or name it in CHROMIUM")
    desk, texts = build_desk().desk, Texts.load()
    for scene in SCENES:
        if len(sys.argv) > 1 and not any(scene.file.startswith(name) for name in sys.argv[1:]):
            continue
        picture = None
        if scene.kind in {"queue", "draft", "digest", "outage"}:
            loop = show_loop(scene.kind, scene.tongue, desk, texts, NOW)
            shown, picture = Shown(loop.content, tuple(loop.embeds), loop.view), loop.picture
        else:
            shown = show(scene, desk, texts)
        page = draw(
            scene,
            shown.content,
            [embed.to_dict() for embed in shown.embeds],
            shown.view.to_components() if shown.view else [],
            picture,
        )
        photograph(chromium, page, ROOT / "docs" / scene.file, scene.width)
        print(f"docs/{scene.file}")


def show(scene: Scene, desk: Desk, texts: Texts) -> Shown:
    """What the bot sends in a scene."""
    if scene.kind == "panel":
        view = GuildView(
            GuildSettings(
                1,
                language="zh-CN" if scene.tongue == "zh" else "auto",
                maintainers_channel_id=3,
                maintainers_role_id=5,
                solved_tag=True,
            ),
            {2: ChannelSettings(1, 2, "answer", "gemini-aistudio"), 4: ChannelSettings(1, 4, "sure")},
        )
        panel = Panel(view, tuple(desk.knowledge.systems.values()), CHANNELS, focus=2)
        return Shown(None, (), panel_view(panel, scene.tongue, texts))
    if scene.kind == "find-out":
        card = build_system_card(diagnose(scene, desk).by_system, scene.tongue, texts)
        return Shown(None, tuple(build_embeds([card], scene.tongue, texts)), None)
    diagnosis = diagnose(scene, desk)
    if scene.kind == "details":
        card = build_detail_card(diagnosis.matches[0].entry, scene.tongue, texts)
        return Shown(None, tuple(build_embeds([card], scene.tongue, texts)), None)
    warning = texts.say("secret-warning", scene.tongue) if diagnosis.redacted else None
    return show_diagnosis(diagnosis, scene.tongue, texts, NOW, embeds=scene.kind != "plain", warning=warning)


def diagnose(scene: Scene, desk: Desk) -> Diagnosis:
    """The diagnosis of the paste."""
    return desk.diagnose(Paste(text=scene.paste, system=scene.system))


def draw(
    scene: Scene, content: str | None, embeds: list[Any], components: list[Any], picture: bytes | None = None
) -> str:
    """The page: the paste, if there is one, then the reply. `picture` is what an embed shows as its image."""
    said = f"<div class=text>{_inline(content)}</div>" if content else ""
    reply = said + "".join(_embed(embed, picture) for embed in embeds) + _components(components)
    asked = (
        f"<div class=row><div class=face style='background:#eb459e'>{scene.asker[0].upper()}</div><div><span class=name>{scene.asker}</span>"
        f"<span class=time>20:14</span><pre>{html.escape(scene.paste)}</pre></div></div>"
    )
    return (
        f"<!doctype html><meta charset=utf-8><style>{_STYLE.replace('WIDTH', str(scene.width))}</style><body class={scene.theme}>"
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
    drawn = ""
    for row in rows:
        if row["type"] == 17:
            drawn += f"<div class=embed style='border-left-color:#{row['accent_color']:06x}'>{_components(row['components'])}</div>"
            continue
        if row["type"] == 10:
            drawn += f"<div class='text said'>{_inline(row['content'])}</div>"
            continue
        if row["type"] == 14:
            drawn += "<hr>"
            continue
        inner = ""
        for item in row.get("components", []):
            if item["type"] in {3, 6, 8}:
                chosen = [option["label"] for option in item.get("options", []) if option.get("default")]
                chosen += [_named(one) for one in item.get("default_values", [])]
                label = ", ".join(chosen) or item.get("placeholder") or ""
                inner += f"<div class=select>{html.escape(label)} ▾</div>"
                if not chosen:
                    inner += _options(item.get("options", []))
            else:
                colour = {1: "blue", 3: "green", 4: "red"}.get(item.get("style", 2), "")
                emoji = (item.get("emoji") or {}).get("name", "")
                inner += f"<div class='button {colour}'>{emoji} {html.escape(item.get('label') or '')}</div>"
        drawn += f"<div class=buttons>{inner}</div>"
    return drawn


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
    text = re.sub(r"&lt;t:(\d+):R&gt;", lambda found: f"<span class=stamp>{_ago(int(found[1]))}</span>", text)
    text = re.sub(r"&lt;t:(\d+):f&gt;", lambda found: f"<span class=stamp>{_clock(int(found[1]))}</span>", text)
    text = re.sub(r"&lt;t:\d+(?::\w)?&gt;", "<span class=stamp>20:14</span>", text)
    text = re.sub(r"(?m)^## (.*)$\n?", r"<div class=title>\1</div>", text)
    text = re.sub(r"(?m)(?:^|(?<=</div>))-# (.*)$\n?", r"<div class=foot style='margin-top:0'>\1</div>", text)
    text = re.sub(r"&lt;#(\d+)&gt;", lambda found: f"<span class=stamp>#{CHANNELS[int(found[1])]}</span>", text)
    text = re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    text = re.sub(r"(?m)^&gt; (.*)$\n?", r"<div class=quote>\1</div>", text)
    text = re.sub(r"(?m)^- ", "• ", text)
    return re.sub(r"\\([*_~`|>\[\]()#.-])", r"\1", text)


def _ago(moment: int) -> str:
    """The way Discord counts; it speaks the reader's language, which a picture can't know."""
    seconds = moment - int(NOW.timestamp())
    if seconds >= 0:
        return f"in {seconds} seconds" if seconds < 90 else f"in {round(seconds / 3600)} hours"
    for unit, size in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if -seconds >= size:
            return f"{-seconds // size} {unit} ago"
    return "just now"


def _clock(moment: int) -> str:
    """A moment on the clock of somebody in UTC+8, as Discord writes it."""
    return f"{datetime.fromtimestamp(moment, timezone(timedelta(hours=8))):%Y-%m-%d %H:%M}"


def photograph(chromium: str, page: str, target: Path, width: int) -> None:
    """Take a picture of the page and cut the empty rest off."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page, "utf-8")
        flags = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--disable-background-networking",
            "--force-device-scale-factor=2",
        ]
        subprocess.run(
            [
                chromium,
                *flags,
                f"--user-data-dir={folder}/profile",
                f"--window-size={width},2400",
                f"--screenshot={target}",
                source.as_uri(),
            ],
            check=True,
            capture_output=True,
        )
    _trim(target)


def _trim(path: Path) -> None:
    from matplotlib import image

    pixels = image.imread(path)
    ground = pixels[-1, -1, :3]
    used = (abs(pixels[:, :, :3] - ground) > 0.02).any(axis=(1, 2)).nonzero()[0]
    image.imsave(path, pixels[: min(len(pixels), int(used[-1]) + 30)])


if __name__ == "__main__":
    main()
