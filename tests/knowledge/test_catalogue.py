"""The catalogue that comes along: everything in it loads, is well formed and can be shown."""

from __future__ import annotations

import csv
from collections import ChainMap
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import pytest

from bot.knowledge.export import export_markdown
from bot.knowledge.lint import lint
from bot.knowledge.lint.identity import example_of
from bot.knowledge.load import default_folder, load_knowledge
from bot.knowledge.slots import Slot, capture, fill, parse_message, placeholders

SEEDS = Path(__file__).with_name("seed_coverage.csv")


@pytest.fixture(scope="module")
def loaded():
    return load_knowledge(default_folder())


@pytest.fixture(scope="module")
def captured(loaded):
    """For each entry, each message with what it captures from its own example."""
    return {
        entry.id: {message: capture(message, example_of(message)) for message in entry.messages}
        for entry in loaded.knowledge.entries.values()
    }


def test_every_file_is_served(loaded):
    assert [str(fault) for fault in loaded.faults] == []


def test_no_rule_is_broken(loaded):
    assert [str(fault) for fault in lint(loaded, default_folder(), datetime.now(UTC).date())] == []


def test_every_seed_record_leads_to_entries(loaded):
    with SEEDS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 94
    missing = {
        (row["record"], entry_id)
        for row in rows
        for entry_id in row["catalogue_id"].split(";")
        if entry_id not in loaded.knowledge.entries
    }
    assert missing == set()


def test_every_message_captures_its_own_slots(captured):
    lost = {
        (entry_id, message)
        for entry_id, messages in captured.items()
        for message, values in messages.items()
        if {piece.name for piece in parse_message(message) if isinstance(piece, Slot) and piece.name} != set(values)
    }
    assert lost == set()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_answer_is_whole_with_and_without_captured_values(loaded, captured, language):
    faults = []
    for entry in loaded.knowledge.entries.values():
        captures = dict(ChainMap(*map(dict, captured[entry.id].values())))
        texts = (
            entry.title.in_language(language),
            entry.cause.in_language(language),
            *entry.fix.in_language(language),
            *(note.in_language(language) for note in entry.tell_apart),
        )
        for values in (captures, {}):
            shown = [fill(text, values) for text in texts]
            if not all(shown) or any(placeholders(text) for text in shown) or sum(map(len, shown)) > 5500:
                faults.append(entry.id)
    assert faults == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_table_for_a_wiki_has_a_page_for_each_system(loaded, language):
    pages = export_markdown(loaded.knowledge, language)
    homes = {entry.home for entry in loaded.knowledge.entries.values()}
    assert set(pages) == {"README.md", *(f"{home}.md" for home in homes)}


def test_systems_can_be_told_by_their_traces(loaded):
    """A host, tag or port means one system only."""
    owners: dict[object, str] = {}
    twice = []
    for system in loaded.knowledge.systems.values():
        for trace in (*system.recognise.hosts, *system.recognise.tags, *system.recognise.ports):
            key = trace.lower() if isinstance(trace, str) else trace
            if owners.setdefault(key, system.id) != system.id:
                twice.append((trace, owners[key], system.id))
    assert twice == []


def test_a_warm_start_is_fast(loaded, tmp_path):
    load_knowledge(default_folder(), tmp_path)
    started = process_time()
    load_knowledge(default_folder(), tmp_path)
    assert process_time() - started < 1
