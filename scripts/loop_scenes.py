"""What maintainers see, for the documentation: the bot's own embeds over made-up errors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import discord

from bot.desk import Paste
from bot.review.chart import draw_statistics
from bot.review.digest import Digest
from bot.review.drafts import Draft, Wording, make_entry, propose_draft
from bot.review.inspection import Vetted
from bot.review.nearness import find_near
from bot.review.rows import KnownPastes
from bot.review.statistics import Statistics, SystemCount, Week
from bot.review.vetting import vet_entry
from bot.storage.records import AuditEvent, Cluster, OutageNotice, Overlay, Sample
from bot.ui.audit import AuditView, audit_buttons, audit_embed
from bot.ui.outages import point_to_outage, say_outage
from bot.ui.queue import cluster_embed, draft_embeds
from bot.ui.queue_items import cluster_view, draft_view
from bot.ui.statistics import chart_words, digest_embed

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.reception.tongue import Tongue
    from bot.ui.texts import Texts

GUILD, CHANNEL = 1, 2
_PASTES = (
    'Error from upstream: 451 {"error":{"type":"harbor_closed","message":"tenant blue-heron is parked until 2026-11-22, ask your harbor master"}}',
    "451 harbor_closed: tenant red-kite is parked until 2026-11-23, ask your harbor master",
    "[relay] 451 tenant grey-owl is parked until 2026-11-25, ask your harbor master",
)
_DOCKS = (
    '503 {"error":{"type":"dock_full","message":"all 4 docks of region eu-2 are taken, please try again later"}}',
    "[relay] 503 dock_full: all 8 docks of region us-1 are taken, please try again later",
    "503 all 4 docks of region ap-3 are taken, please try again later",
)
_OTHERS = (
    "ToolCallError: the model returned a call to roll_dice that was never declared",
    "stream ended before message_stop, 0 tokens were generated",
    "无法解析上游返回的第 3 个分片",
    "preset migration failed at step 7 of 9",
)


@dataclass(frozen=True, slots=True)
class LoopScene:
    """A message: what stands above, its embeds and buttons, and the picture that an embed shows."""

    content: str | None
    embeds: list[discord.Embed]
    view: discord.ui.View | None = None
    picture: bytes | None = None


def show_loop(kind: str, tongue: Tongue, desk: Desk, texts: Texts, now: datetime) -> LoopScene:
    """What the bot sends in a scene of the maintainers' loop."""
    match kind:
        case "queue":
            cluster = make_cluster(13, _DOCKS, 23, 17, now)
            near = find_near(cluster, cluster.samples, desk, GUILD)
            embed = cluster_embed(cluster, cluster.samples, near, tongue, texts)
            return LoopScene(None, [embed], cluster_view(cluster, tongue, texts))
        case "draft":
            vetted = make_vetted(desk, now)
            return LoopScene(None, draft_embeds(vetted, tongue, texts), draft_view(vetted, tongue, texts))
        case "audit":
            view = AuditView(1, cluster_id=12)
            embed = audit_embed(make_events(now), view, pages=1, tongue=tongue, texts=texts)
            return LoopScene(None, [embed], audit_buttons(view, 1, tongue, texts))
        case "digest":
            return _show_digest(tongue, texts, now)
        case _:
            notice = OutageNotice(
                GUILD, "gemini-aistudio/503-model-overloaded", CHANNEL, 5, tongue, now - timedelta(minutes=9), 14
            )
            said = say_outage(notice, 9, desk.knowledge, tongue, texts, over=False)
            return LoopScene(f"{said}\n\n{point_to_outage(notice, tongue, texts)}", [])


def make_cluster(number: int, pastes: tuple[str, ...], count: int, people: int, now: datetime) -> Cluster:
    """An unknown error of a guild."""
    samples = tuple(
        Sample(text, now - timedelta(hours=place + 1), GUILD, CHANNEL, 40 + place, "en")
        for place, text in enumerate(pastes)
    )
    first, last = now - timedelta(days=3), now - timedelta(minutes=4)
    nearest = ("general/http-403", "relay/no-available-channel")
    return Cluster(number, f"{number:016x}", "open", count, people, 1, first, last, samples, nearest, assignee="mei")


def make_vetted(desk: Desk, now: datetime) -> Vetted:
    """A draft for the first unknown error, as the check finds it."""
    proposed = propose_draft(list(_PASTES), desk.read(Paste(_PASTES[0])), desk.knowledge)
    draft = Draft.model_validate(
        proposed.model_dump()
        | {
            "id": "relay/451-tenant-parked",
            "systems": ("relay",),
            "zh": Wording(
                title="租户被停用",
                cause="站长把你的租户停用到某一天。",
                fix=("找站长恢复租户。", "或者换一个租户的 Key。"),
            ),
            "en": Wording(
                title="The tenant is parked",
                cause="The relay's owner parked your tenant until a date.",
                fix=("Ask the owner to wake it.", "Or use a key of another tenant."),
            ),
        }
    )
    entry = make_entry(draft, author="mei", publisher="community", at=now)
    found = vet_entry(
        entry,
        desk.knowledge,
        desk.matcher.weights,
        samples=_PASTES[:1],
        today=now.date(),
        rows=KnownPastes().near(entry),
    )
    overlay = Overlay(
        draft.id, GUILD, draft.dump(), "mei", 7, "draft", now, now, id=3, cluster_id=12, sample=_PASTES[0]
    )
    return Vetted(overlay, draft, found.faults, entry=entry, changes=found.changes, compared=found.compared)


def make_events(now: datetime) -> list[AuditEvent]:
    """What two maintainers did with the first unknown error, the newest first."""
    done = (
        ("sam", "approve", "overlay:3", "relay/451-tenant-parked", 4),
        ("mei", "edit", "overlay:3", "relay/451-tenant-parked", 22),
        ("mei", "draft", "overlay:3", "relay/451-tenant-parked", 31),
        ("mei", "assign", "cluster:12", "", 34),
        ("sam", "merge", "cluster:12", "cluster:15", 55),
        ("sam", "reopen", "cluster:12", "", 58),
        ("mei", "ignore", "cluster:12", "one relay's own joke", 90),
    )
    return [
        AuditEvent(now - timedelta(minutes=minutes), GUILD, "0" * 32, action, subject, detail, name)
        for name, action, subject, detail, minutes in done
    ]


def _show_digest(tongue: Tongue, texts: Texts, now: datetime) -> LoopScene:
    top = [make_cluster(12, _PASTES, 23, 17, now)]
    top += [make_cluster(14 + place, (text,), 9 - 2 * place, 6 - place, now) for place, text in enumerate(_OTHERS)]
    history = make_statistics(now.date(), 8)
    digest = Digest(make_statistics(now.date(), 1), history, tuple(top), 5)
    links = {cluster.id: f"https://discord.com/channels/{GUILD}/{CHANNEL}/{cluster.id}" for cluster in top[:3]}
    embed = digest_embed(digest, links, GUILD, tongue, texts)
    embed.set_image(url="attachment://statistics.png")
    picture = draw_statistics(history, chart_words(tongue, texts), chart_words("en", texts))
    return LoopScene(None, [embed], None, picture)


def make_statistics(today: date, weeks: int) -> Statistics:
    """Made-up numbers of so many weeks."""
    shape = [
        (112, 88, 9),
        (126, 101, 12),
        (98, 80, 7),
        (140, 109, 15),
        (151, 120, 14),
        (134, 112, 8),
        (163, 131, 11),
        (171, 139, 10),
    ]
    monday = today - timedelta(days=today.weekday())
    shown = tuple(Week(monday - timedelta(days=7 * (weeks - 1 - at)), *shape[-weeks:][at]) for at in range(weeks))
    asked, answered, unknown = (sum(getattr(week, name) for week in shown) for name in ("asked", "answered", "unknown"))
    systems = (
        SystemCount("gemini-aistudio", answered // 2, 41, 3),
        SystemCount("relay", answered // 4, 22, 4),
        SystemCount("sillytavern", answered // 8, 12, 1),
        SystemCount("openai", answered // 10, 6, 0),
    )
    return Statistics(
        since=today - timedelta(days=7 * weeks),
        until=today,
        asked=asked,
        answered=answered,
        unknown=unknown,
        people=asked * 2 // 3,
        helped=81,
        not_helped=8,
        weeks=shown,
        systems=systems,
        top=(("gemini-aistudio/429-daily-quota", 31), ("relay/no-available-channel", 17)),
        never=(),
        silent=("kiro/429-too-many-requests",),
        unhelpful=("relay/upstream-rate-limit",),
        stale=(),
        open_clusters=19,
    )
