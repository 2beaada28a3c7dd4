"""The parts that commands, listeners and buttons work with, joined by the app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.config import Settings
    from bot.desk import Desk
    from bot.intake.decoding import Decoder
    from bot.intake.screenshots import Screenshots
    from bot.reception.finder import EntryFinder
    from bot.reception.guilds import Guilds
    from bot.reception.reports import ReportDesk
    from bot.reception.service import Reception
    from bot.review.collector import Collector
    from bot.review.reload import Reloader
    from bot.review.service import Review
    from bot.review.shelf import Shelf
    from bot.storage.store import Store
    from bot.ui.texts import Texts


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that Discord's side needs, and nothing of Discord."""

    settings: Settings
    texts: Texts
    desk: Desk
    store: Store
    guilds: Guilds
    reception: Reception
    reports: ReportDesk
    finder: EntryFinder
    decoder: Decoder
    screenshots: Screenshots
    collector: Collector
    shelf: Shelf
    reloader: Reloader
    review: Review
    version: str
    now: Callable[[], datetime]
