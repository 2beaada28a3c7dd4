"""What the pictures show: pastes, and what the bot sends for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from loop_scenes import show_loop

from bot.desk import Paste
from bot.matching.decide import Verdict
from bot.reception.guilds import GuildView
from bot.reception.secrets import leaked_secrets
from bot.storage.records import ChannelSettings, GuildSettings
from bot.ui.answer import Shown, show_diagnosis
from bot.ui.cards import build_detail_card, build_system_card
from bot.ui.embeds import build_embeds
from bot.ui.panel.view import Panel, panel_view

if TYPE_CHECKING:
    from discord.ui import LayoutView

    from bot.desk import Desk, Diagnosis
    from bot.reception.tongue import Tongue
    from bot.ui.texts import Texts

CHANNELS = {2: "求助-报错", 3: "maintainers", 4: "general"}
ROLES = {5: "答疑组"}
NOW = datetime(2026, 11, 21, 12, 14, tzinfo=UTC)
"""14 minutes past eight in the evening in UTC+8, where the readers of the pictures live."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A paste, how it is answered, and how it is drawn. `shows` is what the documentation says of the picture."""

    file: str
    paste: str
    tongue: Tongue
    theme: str
    asker: str = "mei"
    width: int = 640
    system: str | None = None
    kind: Literal["answer", "details", "panel", "find-out", "plain", "queue", "draft", "audit", "digest", "outage"] = (
        "answer"
    )
    shows: Literal["answer", "choice", "system", "unmatched", "silent"] = "answer"


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
CHOICE = "npm ERR! code ETIMEDOUT"
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
    Scene("unmatched-zh-dark.png", UNKNOWN, "zh", "dark", shows="unmatched"),
    Scene("unmatched-en-light.png", UNKNOWN, "en", "light", asker="sam", shows="unmatched"),
    Scene("several-zh-light.png", SEVERAL_ZH, "zh", "light"),
    Scene("several-en-dark.png", SEVERAL_EN, "en", "dark", asker="sam"),
    Scene("choice-zh-light.png", CHOICE, "zh", "light", shows="choice"),
    Scene("choice-en-dark.png", CHOICE, "en", "dark", asker="sam", shows="choice"),
    Scene("system-zh-dark.png", CONTEXT, "zh", "dark", shows="system"),
    Scene("system-en-light.png", CONTEXT, "en", "light", asker="sam", shows="system"),
    Scene("find-out-zh-dark.png", CONTEXT, "zh", "dark", kind="find-out", shows="system"),
    Scene("find-out-en-light.png", CONTEXT, "en", "light", asker="sam", kind="find-out", shows="system"),
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
        for kind in ("queue", "draft", "audit", "digest", "outage")
        for tongue, theme in (("zh", "dark"), ("en", "light"))
    ),
)


def show(scene: Scene, desk: Desk, texts: Texts) -> tuple[Shown, bytes | None]:
    """What the bot sends in a scene, and the picture that an embed shows."""
    if scene.kind in {"queue", "draft", "audit", "digest", "outage"}:
        loop = show_loop(scene.kind, scene.tongue, desk, texts, NOW)
        return Shown(loop.content, tuple(loop.embeds), loop.view), loop.picture
    if scene.kind == "panel":
        return Shown(None, (), _show_panel(scene, desk, texts)), None
    return _show_answer(scene, desk, texts), None


def _show_panel(scene: Scene, desk: Desk, texts: Texts) -> LayoutView:
    settings = GuildSettings(
        1,
        language="zh-CN" if scene.tongue == "zh" else "auto",
        maintainers_channel_id=3,
        maintainers_role_id=5,
        solved_tag=True,
    )
    channels = {2: ChannelSettings(1, 2, "answer", "gemini-aistudio"), 4: ChannelSettings(1, 4, "sure")}
    panel = Panel(GuildView(settings, channels), tuple(desk.knowledge.systems.values()), CHANNELS, focus=2)
    return panel_view(panel, scene.tongue, texts)


def _show_answer(scene: Scene, desk: Desk, texts: Texts) -> Shown:
    diagnosis = desk.diagnose(Paste(text=scene.paste, system=scene.system))
    if (shown := _name_answer(diagnosis)) != scene.shows:
        raise SystemExit(f"pictures: the paste of {scene.file} is answered by: {shown}; give it another one")
    if scene.kind in {"find-out", "details"}:
        card = (
            build_system_card(diagnosis.by_system, scene.tongue, texts)
            if scene.kind == "find-out"
            else build_detail_card(diagnosis.matches[0].entry, scene.tongue, texts)
        )
        return Shown(None, tuple(build_embeds([card], scene.tongue, texts)), None)
    warning = texts.say("secret-warning", scene.tongue) if leaked_secrets(diagnosis.redacted) else None
    return show_diagnosis(diagnosis, scene.tongue, texts, NOW, embeds=scene.kind != "plain", warning=warning)


def _name_answer(diagnosis: Diagnosis) -> str:
    match diagnosis.verdict:
        case Verdict.CHOICE if len(diagnosis.choices) > 1:
            return "system" if diagnosis.by_system else "choice"
        case Verdict.MATCH | Verdict.CHOICE:
            return "answer"
        case verdict:
            return verdict.value
