"""The catalogue of a running desk: read again, kept where it is faulty, never twice at once."""

from __future__ import annotations

import asyncio
import os

import pytest

from bot.assembly import build_desk
from bot.desk import Paste
from bot.errors import StorageError
from bot.knowledge.folder import stamp_files
from bot.review import reload as reloading
from bot.review.reload import FolderWatch, Reload, Reloader
from bot.review.shelf import Shelf
from tests.storage.making import NOW, overlay

SYSTEMS = """\
- id: relay
  name: {zh: 中转站, en: Relay}
  what: {zh: 转发站。, en: A forwarding site.}
  official: true
"""
ENTRY = """\
id: relay/NAME
title: {zh: 标题, en: Title of NAME}
systems: [relay]
messages: ['MESSAGE']
blame: user
retry: after-fix
cause: {zh: 原因。, en: A cause.}
fix: {zh: [步骤。], en: [A step.]}
sources: [{title: page, url: 'https://example.org/page', supports: message}]
verified: 2026-11
"""
PORTHOLE = "brass porthole steams over whenever it rains"
GONDOLA = "nickel gondola sank into a puddle of jam"
OVERLAY = """\
id: relay/sprocket
systems: [relay]
messages: ['ruby sprocket tumbled out of its velvet casing']
blame: user
retry: after-fix
en: {title: The sprocket is out, cause: Somebody bumped into it., fix: [Put it back.]}
"""
SPROCKET = "Error: ruby sprocket tumbled out of its velvet casing"


def write(folder, name, message):
    text = ENTRY.replace("NAME", name).replace("MESSAGE", message)
    (folder / "relay" / f"{name}.yaml").write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "knowledge"
    (place / "relay").mkdir(parents=True)
    (place / "systems.yaml").write_text(SYSTEMS, encoding="utf-8")
    for name, message in (
        ("porthole", PORTHOLE),
        ("kettle", "copper kettle whistled"),
        ("harp", "the harp is untuned"),
    ):
        write(place, name, message)
    return place


@pytest.fixture
def desk(folder):
    return build_desk(folder).desk


@pytest.fixture
def shelf(desk, store):
    return Shelf(desk, store, now=lambda: NOW)


@pytest.fixture
def tidied():
    return []


@pytest.fixture
def reloader(desk, shelf, folder, tmp_path, tidied):
    return Reloader(desk, shelf, folder, tmp_path / "cache", tidy=lambda: tidied.append(True))


def answers(desk, text):
    return [match.entry.id for match in desk.diagnose(Paste(f"Error: {text}")).matches]


async def test_good_better_broken_mended(reloader, desk, folder, tidied):
    assert await reloader.reload("test") == Reload(entries=3)
    write(folder, "gondola", GONDOLA)
    assert await reloader.reload("test") == Reload(entries=4, fresh=True, added=1)
    assert answers(desk, GONDOLA) == ["relay/gondola"]

    write(folder, "porthole", "velvet porthole crumbled into a bucket of sand")
    broken = folder / "relay" / "gondola.yaml"
    broken.write_text(broken.read_text("utf-8").replace("blame: user", "blame: nobody"), encoding="utf-8")
    kept = await reloader.reload("test")
    assert (kept.entries, kept.fresh) == (4, False)
    assert [fault.split(": ")[0] for fault in kept.faults] == ["relay/gondola.yaml:5:8"]
    assert answers(desk, GONDOLA) == ["relay/gondola"]
    assert answers(desk, PORTHOLE) == ["relay/porthole"]

    broken.unlink()
    assert await reloader.reload("test") == Reload(entries=3, fresh=True, changed=1, removed=1)
    assert answers(desk, GONDOLA) == []
    assert answers(desk, "velvet porthole crumbled into a bucket of sand") == ["relay/porthole"]
    assert len(tidied) == 2


async def test_a_folder_that_is_gone_or_empty_changes_nothing(reloader, desk, folder):
    for path in (folder / "relay").iterdir():
        path.unlink()
    assert "has no entry" in (await reloader.reload("test")).faults[0]
    folder.rename(folder.with_name("elsewhere"))
    assert "does not exist" in (await reloader.reload("test")).faults[0]
    assert answers(desk, PORTHOLE) == ["relay/porthole"]


async def test_it_is_never_read_twice_at_once(reloader, folder, monkeypatch):
    reading, most, load = [], [], reloading.load_knowledge

    def counted(*arguments):
        reading.append(1)
        most.append(len(reading))
        try:
            return load(*arguments)
        finally:
            reading.pop()

    monkeypatch.setattr(reloading, "load_knowledge", counted)
    write(folder, "gondola", GONDOLA)
    came = await asyncio.gather(*(reloader.reload("test") for _ in range(3)))
    assert most == [1, 1, 1]
    assert [one.fresh for one in came] == [True, False, False]


async def test_the_loop_goes_on_while_it_is_read(reloader, folder, monkeypatch):
    loop, load = asyncio.get_running_loop(), reloading.load_knowledge
    beaten = asyncio.Event()

    def waiting(*arguments):
        asyncio.run_coroutine_threadsafe(beaten.wait(), loop).result(10)
        return load(*arguments)

    monkeypatch.setattr(reloading, "load_knowledge", waiting)
    write(folder, "gondola", GONDOLA)
    task = asyncio.create_task(reloader.reload("test"))
    await asyncio.sleep(0)
    beaten.set()
    assert (await task).added == 1


async def test_what_was_approved_stays_on_top_until_the_catalogue_has_it(reloader, shelf, desk, store, folder):
    live = overlay(text=OVERLAY, entry="relay/sprocket", state="live", guild_id=None, cluster_id=None)
    overlay_id = await store.overlays.add(live)
    assert await shelf.refresh()
    write(folder, "gondola", GONDOLA)
    assert (await reloader.reload("test")).entries == 4
    assert desk.knowledge.entries["relay/sprocket"].overlay
    assert answers(desk, SPROCKET) == ["relay/sprocket"]
    assert answers(desk, GONDOLA) == ["relay/gondola"]

    write(folder, "sprocket", "ruby sprocket tumbled out of its velvet casing")
    assert (await reloader.reload("test")).added == 1
    assert not desk.knowledge.entries["relay/sprocket"].overlay
    assert (await store.overlays.get(overlay_id)).state == "published"


async def test_without_the_database_the_last_good_version_stays(reloader, desk, store, folder, monkeypatch):
    async def fails(*_):
        raise StorageError("the database is away")

    write(folder, "gondola", GONDOLA)
    with monkeypatch.context() as patch:
        patch.setattr(store.overlays, "list", fails)
        with pytest.raises(StorageError, match="away"):
            await reloader.reload("test")
    assert answers(desk, GONDOLA) == []
    assert (await reloader.reload("test")).added == 1
    assert answers(desk, GONDOLA) == ["relay/gondola"]


async def test_the_watch_waits_until_the_folder_is_left_alone(reloader, desk, folder, tidied):
    watch = FolderWatch(folder, reloader, stamp_files(folder))
    await watch.look()
    write(folder, "gondola", GONDOLA)
    await watch.look()
    assert answers(desk, GONDOLA) == []
    write(folder, "gondola", f"{GONDOLA} again")
    await watch.look()
    assert answers(desk, GONDOLA) == []
    await watch.look()
    assert answers(desk, f"{GONDOLA} again") == ["relay/gondola"]
    await watch.look()
    assert len(tidied) == 1


async def test_the_watch_tries_what_is_faulty_once_and_what_failed_again(reloader, folder, store, monkeypatch):
    doors, reload = [], reloader.reload

    async def noted(door):
        doors.append(door)
        return await reload(door)

    async def fails(*_):
        raise StorageError("the database is away")

    monkeypatch.setattr(reloader, "reload", noted)
    watch = FolderWatch(folder, reloader, stamp_files(folder))
    (folder / "relay" / "broken.yaml").write_text("[", encoding="utf-8")
    for _ in range(4):
        await watch.look()
    assert doors == ["files changed"]

    write(folder, "broken", GONDOLA)
    await watch.look()
    with monkeypatch.context() as patch:
        patch.setattr(store.overlays, "list", fails)
        with pytest.raises(StorageError):
            await watch.look()
    await watch.look()
    await watch.look()
    assert len(doors) == 3


def test_a_stamp_tells_of_every_change(folder):
    seen = [stamp_files(folder)]
    path = folder / "relay" / "porthole.yaml"
    os.utime(path, ns=(1, 1))
    seen.append(stamp_files(folder))
    path.rename(path.with_name("window.yaml"))
    seen.append(stamp_files(folder))
    (folder / "relay" / ".window.yaml.swp").write_text("", encoding="utf-8")
    assert stamp_files(folder) == seen[-1]
    assert len(set(seen)) == 3
    assert stamp_files(folder / "nowhere") == frozenset()
