from __future__ import annotations

import json
import os
import socket
import sys
from datetime import date

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.lint import lint
from bot.knowledge.load import load_knowledge

# What is written instead of a line of the good entry -> where the fault is, and what its message says.
WRONG = [
    ("blame: user", "blame: usr", 13, 8, "'user', 'account'"),
    ("blame: user", "balme: user", 13, 1, "unknown field `balme`: did you mean `blame`?"),
    ("blame: user\n", "", 2, 1, "`blame` is missing: add `blame:` with one of user"),
    ("retry: after-fix", "retry: maybe", 14, 8, "'never', 'later' or 'after-fix'"),
    ("  - 401", "  - often", 9, 5, "write a whole number"),
    ("  - 401", "  - 42", 9, 5, "at least 100"),
    ("status:\n  - 401", "status: 401", 8, 9, "a list, each part on a line of its own"),
    ("systems:\n  - relay", "systems: []", 6, 10, "at least one line beginning with `- `"),
    ("  - relay\n", "  - Relay Site\n", 7, 5, "write ids from systems.yaml"),
    ("verified: 2026-11", "verified: November", 28, 11, "write year and month, as in '2026-11'"),
    ("verified: 2026-11", "verified:", 28, 10, "`verified` is empty"),
    ("id: relay/token-invalid", "id: Token Invalid", 2, 5, "write system/slug in lower case"),
    ("  zh: 令牌无效\n", "", 4, 3, "`title.zh` is missing: add the Chinese text"),
    ("  en: Token invalid # the relay's own word", "  en: [a, b]", 5, 7, "write text, not a list"),
    (
        "title:\n  zh: 令牌无效\n  en: Token invalid # the relay's own word",
        "title: Token",
        3,
        8,
        "fields of its own under it",
    ),
    ("  zh: 中转站不认识这个令牌。", "  zh: ''", 16, 7, "write something or remove"),
    ("  en:\n    - Copy the token again.\n", "", 2, 1, "fix needs at least one step in each language"),
    ("    url: https://github.com/QuantumNous/new-api", "    url: nowhere", 26, 10, "write a whole address"),
    ("    url: https://github.com/QuantumNous/new-api\n", "", 25, 5, "give either url or publisher"),
    ("    supports: message", "    supports: it", 27, 15, "'message', 'cause' or 'fix'"),
    ("limit %{INT:limit}'", "limit %{INTEGER:limit}'", 11, 5, "unknown kind of slot 'INTEGER': did you mean INT?"),
    ("limit %{INT:limit}'", "limit %{INT:limit'", 11, 5, "is not complete"),
    ("blame: user", "blame: user\nblame: relay", 14, 1, "the field `blame` stands twice"),
    ("blame: user", "blame user", 13, 1, "a field needs a colon"),
]


@pytest.mark.parametrize("case", WRONG, ids=[row[1][:30] for row in WRONG])
def test_a_broken_entry_is_reported_and_the_rest_is_served(folder, entry_text, case):
    good, wrong, line, column, says = case
    assert good in entry_text
    (folder / "relay" / "broken.yaml").write_text(entry_text.replace(good, wrong, 1), encoding="utf-8")
    loaded = load_knowledge(folder)
    fault = next(fault for fault in loaded.faults if says in fault.message)
    assert (fault.file, fault.line, fault.column) == ("relay/broken.yaml", line, column)
    assert str(fault).startswith(f"relay/broken.yaml:{line}:{column}: ")
    assert list(loaded.knowledge.entries) == ["relay/token-invalid"]


@pytest.mark.parametrize(
    ("good", "wrong"), [("url: https://github.com/QuantumNous/new-api", "url: nowhere"), ("Copy the token again.", "")]
)
def test_a_list_is_not_called_short_for_a_faulty_part(folder, entry_text, good, wrong):
    (folder / "relay" / "broken.yaml").write_text(entry_text.replace(good, wrong), encoding="utf-8")
    (fault,) = load_knowledge(folder).faults
    assert "write" in fault.message


def test_every_fault_of_a_file_is_reported_at_once(folder, entry_text):
    text = entry_text.replace("blame: user", "blame: me").replace("verified: 2026-11", "verified: soon")
    (folder / "relay" / "broken.yaml").write_text(text, encoding="utf-8")
    assert [(fault.line, fault.column) for fault in load_knowledge(folder).faults] == [(13, 8), (28, 11)]


def test_in_a_list_only_the_wrong_entry_is_lost(folder, entry_text):
    one = "".join(f"  {line}" for line in entry_text.splitlines(keepends=True)[1:]).replace("  id:", "- id:", 1)
    text = one.replace("token-invalid", "first") + one.replace("token-invalid", "second").replace(
        "blame: user", "blame: me"
    )
    (folder / "relay" / "siblings.yaml").write_text(text, encoding="utf-8")
    loaded = load_knowledge(folder)
    assert list(loaded.knowledge.entries) == ["relay/first", "relay/token-invalid"]
    assert [(fault.line, fault.column) for fault in loaded.faults] == [(39, 10)]
    assert loaded.files["relay/first"] == "relay/siblings.yaml"


def test_an_id_is_taken_once(folder, entry_text):
    (folder / "relay" / "zz-copy.yaml").write_text(entry_text, encoding="utf-8")
    (fault,) = load_knowledge(folder).faults
    assert (fault.file, fault.line, fault.column) == ("relay/zz-copy.yaml", 2, 5)
    assert "taken in relay/token-invalid.yaml" in fault.message


@pytest.mark.skipif(sys.platform == "win32", reason="has no such files")
@pytest.mark.parametrize("name", ["relay/pipe.yaml", "relay/socket.yaml", "relay/device.yaml", "systems.yaml"])
@pytest.mark.timeout(20)
def test_what_is_no_file_costs_only_itself(folder, name):
    path = folder / name
    path.unlink(missing_ok=True)
    if "socket" in name:
        with socket.socket(socket.AF_UNIX) as ear:
            ear.bind(os.path.relpath(path))
    elif "device" in name:
        path.symlink_to("/dev/zero")
    else:
        os.mkfifo(path)
    loaded = load_knowledge(folder)
    assert [fault.file for fault in loaded.faults] == [name]
    assert "no file but a pipe, a socket or a device" in loaded.faults[0].message
    assert list(loaded.knowledge.entries) == ["relay/token-invalid"]
    assert isinstance(lint(loaded, folder, date(2026, 11, 29)), tuple)  # which looks for places in files, too


def test_unreadable_misplaced_and_hidden_files(folder, entry_text):
    (folder / "relay" / "gone.yaml").symlink_to(folder / "nowhere")
    (folder / "loose.yaml").write_text(entry_text, encoding="utf-8")
    (folder / "relay" / ".draft.yaml").write_text("broken: [", encoding="utf-8")
    (folder / "relay" / "notes.md").write_text("broken: [", encoding="utf-8")
    loaded = load_knowledge(folder)
    assert [fault.file for fault in loaded.faults] == ["loose.yaml", "relay/gone.yaml"]
    assert list(loaded.knowledge.entries) == ["relay/token-invalid"]


def test_systems_are_checked_like_entries(folder):
    (folder / "systems.yaml").write_text(
        "- id: relay\n  name: {zh: 站, en: Relay}\n  official: false\n", encoding="utf-8"
    )
    loaded = load_knowledge(folder)
    assert [(fault.line, fault.column) for fault in loaded.faults] == [(1, 3)]
    assert loaded.knowledge.systems == {}


def test_without_systems_the_entries_are_served(folder):
    (folder / "systems.yaml").unlink()
    loaded = load_knowledge(folder)
    assert [str(fault)[:17] for fault in loaded.faults] == ["systems.yaml:1:1:"]
    assert len(loaded.knowledge.entries) == 1


def test_an_unofficial_system_needs_its_risk(folder):
    text = "id: relay\nname: {zh: 站, en: Relay}\nwhat: {zh: 站。, en: A site.}\nofficial: no\n"
    (folder / "systems.yaml").write_text(text, encoding="utf-8")
    assert "needs its risk described" in load_knowledge(folder).faults[0].message


def test_foreign_services_are_read(folder):
    (folder / "foreign.yaml").write_text("- name: Groq\n  traces: [groq, api.groq.com]\n", encoding="utf-8")
    loaded = load_knowledge(folder)
    assert loaded.faults == ()
    assert loaded.knowledge.foreign[0].traces == ("groq", "api.groq.com")


def test_symptoms_and_expressions_are_read(folder):
    (folder / "expressions.yaml").write_text("- id: reply\n  zh: [回复]\n  en: [reply~]\n", encoding="utf-8")
    (folder / "symptoms.yaml").write_text(
        "- id: no-reply\n  name: {zh: 没有回复, en: No reply}\n  told: [reply nothing]\n", encoding="utf-8"
    )
    loaded = load_knowledge(folder)
    assert loaded.faults == ()
    assert loaded.knowledge.expressions[0].en == ("reply~",)
    assert loaded.knowledge.symptoms[0].told == ("reply nothing",)


@pytest.mark.parametrize(
    ("name", "text", "line", "told"),
    [
        ("expressions.yaml", "- id: reply\n", 1, "at least one"),
        ("expressions.yaml", "- id: reply\n  zh: [回复]\n- id: reply\n  en: [x]\n", 3, "is taken"),
        ("symptoms.yaml", "- id: mute\n  name: {zh: 静, en: Mute}\n", 1, "`told` is missing"),
        ("symptoms.yaml", "- id: mute\n  name: {zh: 静, en: Mute}\n  told: [a b c d]\n", 3, "one to three"),
        ("symptoms.yaml", "- id: mute\n  name: {zh: 静, en: Mute}\n  told: []\n", 3, "told"),
    ],
)
def test_broken_symptoms_are_told_with_their_place(folder, name, text, line, told):
    (folder / name).write_text(text, encoding="utf-8")
    loaded = load_knowledge(folder)
    assert {(fault.file, fault.line) for fault in loaded.faults} == {(name, line)}
    assert any(told in fault.message for fault in loaded.faults)
    assert list(loaded.knowledge.entries) == ["relay/token-invalid"]


def test_a_missing_folder_is_one_line(tmp_path):
    with pytest.raises(KnowledgeError, match="does not exist"):
        load_knowledge(tmp_path / "nowhere")


def test_a_file_in_place_of_the_folder_is_one_line(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(KnowledgeError, match="can't be read"):
        load_knowledge(tmp_path / "file")


def test_the_cache_gives_the_same_as_the_files(folder, tmp_path):
    cache = tmp_path / "cache"
    cold = load_knowledge(folder, cache)
    kept = json.loads((cache / "knowledge.json").read_text(encoding="utf-8"))
    assert kept["digest"] == cold.knowledge.digest
    assert load_knowledge(folder, cache) == cold == load_knowledge(folder)


def test_the_cache_is_what_is_read(folder, tmp_path):
    cache = tmp_path / "cache"
    load_knowledge(folder, cache)
    file = cache / "knowledge.json"
    file.write_text(file.read_text(encoding="utf-8").replace("Token invalid", "From the cache"), encoding="utf-8")
    assert load_knowledge(folder, cache).knowledge.entries["relay/token-invalid"].title.en == "From the cache"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"digest": "x", "systems": [], "foreign": [], "files": {}}'])
def test_a_broken_cache_is_ignored_and_replaced(folder, tmp_path, content):
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / "knowledge.json").write_text(content, encoding="utf-8")
    assert len(load_knowledge(folder, cache).knowledge.entries) == 1
    assert json.loads((cache / "knowledge.json").read_text(encoding="utf-8"))["files"]
    assert [file.name for file in cache.iterdir()] == ["knowledge.json"]


def test_a_changed_file_makes_the_cache_stale(folder, tmp_path, entry_text):
    cache = tmp_path / "cache"
    before = load_knowledge(folder, cache).knowledge
    (folder / "relay" / "token-invalid.yaml").write_text(entry_text.replace("Copy the", "Paste the"), encoding="utf-8")
    after = load_knowledge(folder, cache).knowledge
    assert after.digest != before.digest
    assert after.entries["relay/token-invalid"].fix.en == ("Paste the token again.",)


def test_a_catalogue_with_faults_is_not_cached(folder, tmp_path):
    (folder / "relay" / "broken.yaml").write_text("id: [", encoding="utf-8")
    load_knowledge(folder, tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_a_cache_folder_that_cannot_be_written_is_no_fault(folder, tmp_path):
    (tmp_path / "taken").touch()
    assert load_knowledge(folder, tmp_path / "taken" / "cache").faults == ()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_file_whose_name_is_no_text_costs_only_itself(folder, entry_text):
    name = os.fsdecode(b"\xff.yaml")
    (folder / "relay" / name).write_text(entry_text.replace("relay/token-invalid", "relay/other"), encoding="utf-8")
    loaded = load_knowledge(folder)
    (fault,) = loaded.faults
    assert "the name of the file is not UTF-8" in fault.message
    assert list(loaded.knowledge.entries) == ["relay/token-invalid"]
