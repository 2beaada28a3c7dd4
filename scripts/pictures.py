"""Draw replies as Discord shows them, for the documentation: python scripts/pictures.py

Needs a Chromium on the machine (CHROMIUM names its command); writes docs/*.png. The embeds and buttons are the very
ones that the bot sends; only their drawing is imitated here.
"""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.assembly import build_desk
from bot.desk import Paste
from bot.ui.answer import show_diagnosis
from bot.ui.texts import Texts

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 11, 21, 20, 14, tzinfo=UTC)

_STYLE = """
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
.fields{display:grid;grid-template-columns:repeat(12,1fr);gap:8px;margin-top:8px;font-size:14px}.field b{display:block;font-size:14px;margin-bottom:2px}.dark .field b{color:#f2f3f5}
.field div{white-space:pre-wrap}.foot{font-size:12px;color:#949ba4;margin-top:10px}a{color:#00a8fc;text-decoration:none}.light a{color:#0067d6}
.buttons{display:flex;flex-wrap:wrap;gap:8px;margin-top:8px}.button{background:#4e5058;color:#fff;border-radius:4px;padding:6px 14px;font-size:14px;font-weight:500}.light .button{background:#e3e5e8;color:#313338}
.button.green{background:#248046;color:#fff}.button.red{background:#da373c;color:#fff}.button.blue{background:#5865f2;color:#fff}.select{border:1px solid #1e1f22;background:#1e1f22;border-radius:4px;padding:8px 12px;font-size:14px;width:400px;color:#949ba4}
.quote{border-left:4px solid #4e5058;padding-left:10px;border-radius:2px}.light .quote{border-color:#c4c9ce}
.stamp{background:#3c3f45;border-radius:3px;padding:0 2px}.light .quote{border-left:4px solid #4e5058;padding-left:10px;border-radius:2px}.light .quote{border-color:#c4c9ce}
.stamp{background:#e3e5e8}
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

SCENES = (
    Scene("answer-zh-dark.png", QUOTA, "zh", "dark"),
    Scene("answer-en-light.png", QUOTA, "en", "light", asker="sam"),
    Scene("answer-relay-zh-light.png", RELAY, "zh", "light"),
    Scene("answer-leaked-en-dark.png", LEAK, "en", "dark", asker="sam"),
    Scene("answer-overloaded-zh-dark.png", OVERLOADED, "zh", "dark"),
    Scene("unmatched-zh-dark.png", UNKNOWN, "zh", "dark"),
    Scene("unmatched-en-light.png", UNKNOWN, "en", "light", asker="sam"),
)


def main() -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("pictures: no Chromium found; install one or name it in CHROMIUM")
    desk, texts = build_desk().desk, Texts.load()
    for scene in SCENES:
        diagnosis = desk.diagnose(Paste(text=scene.paste, system=scene.system))
        shown = show_diagnosis(diagnosis, scene.tongue, texts, NOW)
        page = draw(
            scene, [embed.to_dict() for embed in shown.embeds], shown.view.to_components() if shown.view else []
        )
        photograph(chromium, page, ROOT / "docs" / scene.file, scene.width)
        print(f"docs/{scene.file}: {diagnosis.verdict.value}")


def draw(scene: Scene, embeds: list[Any], components: list[Any]) -> str:
    """The page: the paste, then the reply."""
    reply = "".join(map(_embed, embeds)) + _components(components)
    return (
        f"<!doctype html><meta charset=utf-8><style>{_STYLE.replace('WIDTH', str(scene.width))}</style><body class={scene.theme}>"
        f"<div class=row><div class=face style='background:#eb459e'>{scene.asker[0].upper()}</div><div><span class=name>{scene.asker}</span>"
        f"<span class=time>20:14</span><pre>{html.escape(scene.paste)}</pre></div></div>"
        f"<div class=row><div class=face style='background:#5865f2'>E</div><div><span class=name>Errata</span><span class=tag>APP</span>"
        f"<span class=time>20:14</span>{reply}</div></div>"
    )


def _embed(embed: Any) -> str:
    fields = "".join(
        f"<div class=field style='grid-column:span {4 if field.get('inline') else 12}'><b>{_inline(field['name'])}</b>"
        f"<div>{_inline(field['value'])}</div></div>"
        for field in embed.get("fields", [])
    )
    foot = f"<div class=foot>{html.escape(embed['footer']['text'])}</div>" if embed.get("footer") else ""
    return (
        f"<div class=embed style='border-left-color:#{embed.get('color', 0x5865F2):06x}'><div class=title>{_inline(embed.get('title', ''))}</div>"
        f"<div class=text>{_inline(embed.get('description', ''))}</div><div class=fields>{fields}</div>{foot}</div>"
    )


def _components(rows: list[Any]) -> str:
    drawn = ""
    for row in rows:
        inner = ""
        for item in row.get("components", []):
            if item["type"] == 3:
                inner += f"<div class=select>{html.escape(item.get('placeholder') or '')} ▾</div>"
            else:
                colour = {1: "blue", 3: "green", 4: "red"}.get(item.get("style", 2), "")
                emoji = (item.get("emoji") or {}).get("name", "")
                inner += f"<div class='button {colour}'>{emoji} {html.escape(item.get('label') or '')}</div>"
        drawn += f"<div class=buttons>{inner}</div>"
    return drawn


def _inline(text: str) -> str:
    """The little Markdown that embeds use."""
    text = html.escape(text)
    text = re.sub(r"\[([^\]]+)\]\((https?://[^)]+)\)", r"<a>\1</a>", text)
    text = re.sub(r"&lt;t:\d+:R&gt;", "<span class=stamp>in 34 seconds</span>", text)
    text = re.sub(r"&lt;t:\d+(?::\w)?&gt;", "<span class=stamp>20:14</span>", text)
    text = re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    text = re.sub(r"(?m)^&gt; (.*)$\n?", r"<div class=quote>\1</div>", text)
    text = re.sub(r"(?m)^- ", "• ", text)
    return re.sub(r"\\([*_~`|>\[\]()#.-])", r"\1", text)


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
                f"--window-size={width},1400",
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
