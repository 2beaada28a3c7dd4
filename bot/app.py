"""Builds the parts and joins them. Nobody else does."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import logging
import signal
import sys
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from time import perf_counter
from typing import TYPE_CHECKING

from bot.assembly import build_desk
from bot.client import ErrataClient, run_client
from bot.errors import ErrataError
from bot.intake.decoding import Decoder
from bot.intake.screenshots import Screenshots
from bot.knowledge.folder import default_folder, stamp_files
from bot.reception.finder import EntryFinder
from bot.reception.guilds import Defaults, Guilds
from bot.reception.memory import RecentDiagnoses
from bot.reception.reports import ReportDesk
from bot.reception.service import Reception
from bot.review.acting import Ledger
from bot.review.answers import Answers
from bot.review.collector import Collector
from bot.review.inspection import Inspector
from bot.review.reload import FolderWatch, Reloader
from bot.review.rows import KnownPastes
from bot.review.service import Review
from bot.review.shelf import Shelf
from bot.review.variants import Variants
from bot.services import Services
from bot.storage.store import Store
from bot.ui.texts import Texts

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.desk import Desk

PRUNE_SECONDS = 6 * 3600.0
_log = logging.getLogger(__name__)


async def serve(settings: Settings) -> None:
    """Runs the bot until SIGTERM or SIGINT; SIGHUP reads the catalogue again.

    Raises ErrataError, in one line, when it can't start or go on.
    """
    started = perf_counter()
    token = settings.require_token()
    stop, hang_up = asyncio.Event(), asyncio.Event()
    listen_to_signals(stop, hang_up)
    settings.make_data_folder()
    folder, cache = settings.knowledge_dir or default_folder(), settings.data_dir / "cache"
    stamps = stamp_files(folder)
    built = build_desk(folder, cache, strict=settings.strict)
    for fault in built.faults:
        _log.warning("knowledge: %s", fault)
    store = await Store.open(settings.database)
    try:
        services = join_services(settings, built.desk, store)
        client = ErrataClient(services, started=started)
        # The catalogue, the index and the modules live as long as the process, so that collections skip them.
        gc.freeze()
        gc.enable()
        give_back_memory()
        if settings.holds_first_shard:
            client.repeat(lambda: _prune(store), PRUNE_SECONDS, "retention")
        if settings.reload_seconds:
            watch = FolderWatch(folder, services.reloader, stamps)
            client.repeat(watch.look, settings.reload_seconds, "knowledge")
        reloads = asyncio.create_task(_reload_on(hang_up, services.reloader), name="hang-up")
        try:
            await run_client(client, token, stop)
        finally:
            reloads.cancel()
    finally:
        await store.close()
    _log.info("stopped")


def listen_to_signals(stop: asyncio.Event, hang_up: asyncio.Event) -> None:
    """SIGTERM and SIGINT set `stop`, SIGHUP sets `hang_up`; where the terminal is gone with it, `stop`."""
    at_terminal = _has_terminal()

    def on_hang_up() -> None:
        # A terminal that is closed sends the same signal; what ran in it ends with it.
        (stop if at_terminal and not _has_terminal() else hang_up).set()

    loop = asyncio.get_running_loop()
    for name, work in (("SIGTERM", stop.set), ("SIGINT", stop.set), ("SIGHUP", on_hang_up)):
        # Windows has no SIGHUP, and no signal handlers in loops; there Ctrl-C ends the process as usual.
        with suppress(NotImplementedError, AttributeError):
            loop.add_signal_handler(getattr(signal, name), work)


def _has_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


async def _reload_on(hang_up: asyncio.Event, reloader: Reloader) -> None:
    while True:
        await hang_up.wait()
        hang_up.clear()
        try:
            await reloader.reload("SIGHUP")
        except ErrataError as error:
            _log.error("knowledge, SIGHUP: %s", error)


def give_back_memory() -> None:
    """Returns to the system what reading and indexing took for a moment, where the C library can do that (glibc)."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def join_services(settings: Settings, desk: Desk, store: Store) -> Services:
    """Everything that Discord's side works with."""
    guilds = Guilds(store, Defaults(settings.maintainers_channel, settings.cooldown_seconds))
    finder = EntryFinder(desk.knowledge)
    collector, shelf = Collector(store), Shelf(desk, store, now=_now)
    store.collect_by(collector.add_all)
    shelf.on_change(finder.learn)
    shelf.on_cluster(collector.note)
    inspector, ledger = Inspector(store, shelf, desk, rows=KnownPastes(), now=_now), Ledger(store, _now)
    folder = settings.knowledge_dir or default_folder()
    reloader = Reloader(desk, shelf, folder, settings.data_dir / "cache", tidy=give_back_memory)
    answers = Answers(store, collector, shelf, inspector, ledger, now=_now)
    variants = Variants(store, shelf, inspector, ledger, now=_now)
    reception = Reception(desk, store, guilds, RecentDiagnoses(), now=_now, language=settings.language)
    return Services(
        settings=settings,
        texts=Texts.load(),
        desk=desk,
        store=store,
        guilds=guilds,
        reception=reception,
        reports=ReportDesk(desk, store),
        finder=finder,
        decoder=Decoder(),
        screenshots=Screenshots(),
        collector=collector,
        shelf=shelf,
        reloader=reloader,
        review=Review(store, collector, desk, ledger, answers=answers, variants=variants),
        version=own_version(),
        now=_now,
    )


def own_version() -> str:
    """The installed version; a bare checkout has none."""
    try:
        return version("errata")
    except PackageNotFoundError:
        return "0"


async def _prune(store: Store) -> None:
    rows = await store.privacy.prune(_now())
    if rows:
        _log.info("retention: %d rows deleted", rows)


def _now() -> datetime:
    return datetime.now(UTC)
