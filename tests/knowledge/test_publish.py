from __future__ import annotations

import stat

import pytest
import yaml

from bot.errors import KnowledgeError
from bot.knowledge.files import write_atomically
from bot.knowledge.load import load_knowledge
from bot.knowledge.model import Entry
from bot.knowledge.publish import format_entry, merge_entry, publish_entry

FIELDS = ["id", "title", "systems", "status", "codes", "messages", "blame", "retry", "cause", "fix", "sources"]
FIELDS += ["verified", "author"]


def entry_of(text):
    return Entry.model_validate(yaml.safe_load(text))


def changed(raw, **fields):
    return Entry.model_validate({**raw, **fields})


def test_an_unchanged_entry_leaves_its_file_as_it_is(entry_text):
    assert merge_entry(entry_of(entry_text), entry_text) == entry_text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Copy the token again.", "Paste the token again."),
        ("verified: 2026-11", "verified: 2026-12"),
        ("  - 401\n", "  - 401\n  - 403\n"),
        ("  - 401\n", "  - 403\n"),
        ("  - 该令牌无效，请检查\n", ""),
        ("  - 该令牌无效，请检查\n", "  - 该令牌无效，请检查\n  - 'A third: message'\n"),
        ("blame: user\n", "aliases:\n  zh:\n    - 令牌错\n  en:\n    - wrong token\nblame: user\n"),
        ("status:\n  - 401\n", ""),
        (
            "    supports: message\n",
            "    supports: message\n  - title: other\n    publisher: Somebody\n    supports: fix\n",
        ),
    ],
)
def test_only_what_differs_changes_and_comments_stay(entry_text, old, new):
    assert old in entry_text
    wanted = entry_text.replace(old, new)
    assert merge_entry(entry_of(wanted), entry_text) == wanted


def test_a_new_file_has_its_fields_in_order(raw):
    text = format_entry(changed(raw, status=[401, 403], codes=["no"], author="somebody"))
    assert [line.split(":")[0] for line in text.splitlines() if line[0].isalpha()] == [
        "id",
        "title",
        "systems",
        "status",
        "codes",
        "messages",
        "blame",
        "retry",
        "cause",
        "fix",
        "sources",
        "verified",
        "author",
    ]
    assert "\n  - 'no'\n" in text
    assert "令牌无效" in text
    assert "[]" not in text


@pytest.mark.parametrize(
    "message",
    [
        "yes we can, honestly",
        "12:30:45",
        "- a dash: and 'quotes'",
        '{"error": {"code": 401}}',
        "# no comment here",
        "a  b",
        "x" * 300,
        "two\nlines",
        "ends with a colon:",
        "%{INT:limit} tokens at most",
        "back\\slash",
        "ｆｕｌｌ　width",
        "0x1F",
        "@handle `code`",
        "null",
    ],
)
def test_every_text_survives_writing_and_reading(raw, message):
    entry = changed(raw, messages=[message])
    assert entry_of(format_entry(entry)) == entry


def test_publishing_makes_the_file_of_the_id(tmp_path, raw):
    path = publish_entry(changed(raw), tmp_path)
    assert path == tmp_path / "relay" / "token-invalid.yaml"
    assert entry_of(path.read_text(encoding="utf-8")) == changed(raw)
    assert [file.name for file in path.parent.iterdir()] == ["token-invalid.yaml"]


def test_an_overlay_entry_becomes_a_plain_one(raw):
    assert "overlay" not in format_entry(changed(raw, overlay=True))


def test_permissions_of_a_file_stay(folder, raw):
    file = folder / "relay" / "token-invalid.yaml"
    file.chmod(0o600)
    publish_entry(changed(raw), folder)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_an_entry_in_a_list_is_changed_in_its_place(folder, entry_text, raw):
    one = "".join(f"  {line}" for line in entry_text.splitlines(keepends=True)[1:]).replace("  id:", "- id:", 1)
    siblings = folder / "relay" / "siblings.yaml"
    (folder / "relay" / "token-invalid.yaml").unlink()
    siblings.write_text(
        one.replace("token-invalid", "first") + one.replace("token-invalid", "second"), encoding="utf-8"
    )
    files = load_knowledge(folder).files
    publish_entry(changed(raw, id="relay/second"), folder, files)
    loaded = load_knowledge(folder)
    assert loaded.faults == ()
    assert list(loaded.knowledge.entries) == ["relay/first", "relay/second"]
    assert loaded.knowledge.entries["relay/second"] == changed(raw, id="relay/second")
    assert siblings.read_text(encoding="utf-8").count("# seen on new-api") == 1


def test_a_second_entry_turns_a_file_into_a_list(entry_text, raw):
    text = merge_entry(changed(raw, id="relay/sibling"), entry_text)
    assert [item["id"] for item in yaml.safe_load(text)] == ["relay/token-invalid", "relay/sibling"]


def test_a_broken_file_is_not_touched(folder, raw):
    file = folder / "relay" / "token-invalid.yaml"
    file.write_text("id: [", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="holds faults"):
        publish_entry(changed(raw), folder)
    assert file.read_text(encoding="utf-8") == "id: ["


@pytest.mark.parametrize(
    "text", ["- foo\n", "- [a, b]\n", "just a text\n", "- id: relay/other\n  title: x\n", "- {id: 1}\n", b"id: \xff\n"]
)
def test_a_file_that_holds_something_else_than_entries_is_not_touched(folder, raw, text):
    file = folder / "relay" / "token-invalid.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    before = file.read_bytes()
    with pytest.raises(KnowledgeError, match="relay/token-invalid: the file holds faults"):
        publish_entry(changed(raw), folder)
    assert file.read_bytes() == before


def test_a_place_that_cannot_be_written_is_a_fault_of_files_that_names_it(tmp_path, raw):
    (tmp_path / "relay").touch()
    with pytest.raises(OSError, match="relay"):
        publish_entry(changed(raw), tmp_path)


def test_what_cannot_be_replaced_is_named_by_its_own_name(tmp_path, raw):
    (tmp_path / "relay" / "token-invalid.yaml").mkdir(parents=True)
    with pytest.raises(OSError, match="directory") as caught:
        write_atomically(tmp_path / "relay" / "token-invalid.yaml", "text")
    assert caught.value.filename == str(tmp_path / "relay" / "token-invalid.yaml")
