from __future__ import annotations

import json
import os

import pytest
from click.testing import CliRunner

from bot.cli.kb import kb
from bot.cli.kb.listing import systems
from bot.errors import KnowledgeError
from bot.knowledge.load import load_knowledge

WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heron", "islet", "jetty", "knoll", "ledge")


@pytest.fixture
def crowded(folder, entry_text):
    """The small catalogue among other entries, as the engine needs them to know which words are telling."""
    (folder / "general").mkdir()
    for number in range(40):
        sentence = " ".join(f"{WORDS[number * step % len(WORDS)]}{number}" for step in (1, 2, 3, 5, 7))
        text = entry_text.replace("relay/token-invalid", f"general/other-{number}").replace("- relay", "- general")
        text = text.replace("Invalid token, limit", f"Failed: {sentence}, limit")
        text = text.replace("该令牌无效，请检查", f"The {sentence} failed again").replace(
            "Token invalid", f"Trouble {number}"
        )
        (folder / "general" / f"other-{number}.yaml").write_text(text, encoding="utf-8")
    return folder


def call(command, *arguments, folder, answers=None):
    return CliRunner().invoke(command, arguments, input=answers, env={"ERRATA_KNOWLEDGE_DIR": str(folder), "LANG": "C"})


def test_a_clean_catalogue_passes_the_check(crowded):
    result = call(kb, "check", folder=crowded)
    assert (result.exit_code, result.stdout) == (0, "41 entries of 2 systems: no faults\n")


def test_faults_are_lines_that_an_editor_can_open(crowded, entry_text, monkeypatch):
    monkeypatch.chdir(crowded.parent)
    (crowded / "relay" / "broken.yaml").write_text(entry_text.replace("blame: user", "blame: me"), encoding="utf-8")
    result = call(kb, "check", folder=crowded)
    assert result.exit_code == 1
    assert result.stdout.startswith("knowledge/relay/broken.yaml:13:8: `blame` is 'me': write 'user'")
    assert result.stderr == "41 entries of 2 systems: 1 fault in 1 file\n"


def test_a_file_with_a_fault_is_not_told_missing_where_neighbours_name_it(crowded, entry_text):
    neighbour = "tell_apart:\n  - with: relay/broken\n    zh: 另一条。\n    en: The other.\nverified"
    (crowded / "relay" / "token-invalid.yaml").write_text(entry_text.replace("verified", neighbour), encoding="utf-8")
    (crowded / "relay" / "broken.yaml").write_text(entry_text.replace("blame: user", "blame: me"), encoding="utf-8")
    result = call(kb, "check", folder=crowded)
    assert "broken.yaml:13:8: `blame` is 'me'" in result.stdout
    assert "does not exist" not in result.stdout


def test_lint_is_part_of_the_check(crowded, entry_text):
    text = entry_text.replace("https://github", "http://github")
    (crowded / "relay" / "token-invalid.yaml").write_text(text, encoding="utf-8")
    result = call(kb, "check", folder=crowded)
    assert result.exit_code == 1
    assert "token-invalid.yaml:26:10: the link is not https" in result.stdout


def test_strict_asks_for_a_recent_check(crowded, entry_text):
    (crowded / "relay" / "token-invalid.yaml").write_text(entry_text.replace("2026-11", "2024-01"), encoding="utf-8")
    assert call(kb, "check", folder=crowded).exit_code == 0
    result = call(kb, "check", "--strict", folder=crowded)
    assert result.exit_code == 1
    assert "not verified for" in result.stdout


def test_strict_asks_what_each_message_is_for(crowded, entry_text):
    text = entry_text.replace("  - 该令牌无效，请检查\n", "  - 该令牌无效，请检查\n  - 该令牌无效。请检查！\n")
    (crowded / "relay" / "token-invalid.yaml").write_text(text, encoding="utf-8")
    assert call(kb, "check", folder=crowded).exit_code == 0
    told = call(kb, "check", "--strict", folder=crowded).stdout.splitlines()
    (line,) = [line for line in told if "captures nothing else" in line]
    assert "token-invalid.yaml:12:5: matching reads the message like `该令牌无效。请检查！`" in line


@pytest.mark.parametrize("named", ["relay/broken", "relay/broken.yaml", "knowledge/relay/broken.yaml"])
def test_one_file_can_be_checked(crowded, entry_text, monkeypatch, named):
    monkeypatch.chdir(crowded.parent)
    (crowded / "relay" / "broken.yaml").write_text(entry_text.replace("blame: user", "blame: me"), encoding="utf-8")
    (crowded / "general" / "other-1.yaml").write_text("id: x", encoding="utf-8")
    result = call(kb, "check", named, folder=crowded)
    assert result.exit_code == 1
    (line,) = result.stdout.splitlines()
    assert line.startswith("knowledge/relay/broken.yaml:13:8: `blame` is 'me'")
    assert result.stderr == "1 file beside 40 entries of 2 systems: 1 fault in 1 file\n"


def test_a_checked_entry_answers_for_what_its_neighbours_lack(crowded, entry_text):
    note = "tell_apart:\n  - {with: general/other-1, zh: 写另一句的是那条。, en: Another sentence.}\nsources:"
    (crowded / "relay" / "token-invalid.yaml").write_text(entry_text.replace("sources:", note), encoding="utf-8")
    for named, faults in (("relay/token-invalid", 1), ("general/other-1", 1), ("general/other-2", 0)):
        result = call(kb, "check", named, folder=crowded)
        assert result.stdout.count("general/other-1.yaml") == faults


def test_who_waits_for_the_check_sees_how_far_it_is(crowded, monkeypatch):
    assert "messages" not in call(kb, "check", folder=crowded).stderr
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    result = call(kb, "check", folder=crowded)
    assert "messages" in result.stderr
    assert result.stdout == "41 entries of 2 systems: no faults\n"


def test_an_empty_catalogue_can_be_checked(folder):
    (folder / "relay" / "token-invalid.yaml").unlink()
    assert call(kb, "check", folder=folder).stdout == "0 entries of 2 systems: no faults\n"


def test_entries_that_compete_are_listed(crowded, entry_text):
    text = entry_text.replace("relay/token-invalid", "relay/rival").replace("limit %{INT:limit}", "limit %{INT:limit}!")
    (crowded / "relay" / "rival.yaml").write_text(text, encoding="utf-8")
    found = json.loads(call(kb, "overlaps", "--json", folder=crowded).stdout)
    pairs = {(overlap["entry"], overlap["rival"]): overlap for overlap in found}
    overlap = pairs["relay/rival", "relay/token-invalid"]
    assert overlap["confusion"] > 0.3
    assert overlap["told_apart"] is False
    assert ("relay/rival", "general/other-1") not in pairs


def test_the_list_is_plain_in_a_pipe(folder):
    result = call(kb, "list", folder=folder)
    assert (result.exit_code, result.stdout) == (0, "relay/token-invalid\tToken invalid\t401\t2026-11\n")


@pytest.mark.parametrize(
    ("arguments", "count"),
    [((), 1), (("--system", "relay"), 1), (("--system", "general"), 0), (("--stale", "9999"), 0)],
)
def test_the_list_can_be_narrowed(folder, arguments, count):
    listed = json.loads(call(kb, "list", "--json", *arguments, folder=folder).stdout)
    assert len(listed) == count
    assert all(item["id"] == "relay/token-invalid" and item["messages"] == 2 for item in listed)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("list", "--system", "relya"), "unknown system"),
        (("list", "--stale", "-1"), "--stale"),
        (("show", "relay/token-invald"), "did you mean relay/token-invalid?"),
        (("show", "invalid"), "did you mean relay/token-invalid?"),
        (("show", "token-invald"), "did you mean relay/token-invalid?"),
        (("show", "foo"), "see `errata kb list`"),
        (("check", "relay/tokn"), "did you mean relay/token-invalid?"),
        (("check", "/etc/hostname"), "no file of the catalogue"),
        (("show",), "Missing argument"),
        (("export",), "--format"),
        (("export", "--format", "xml"), "xml"),
        (("check", "--knowledge", "/nowhere/at/all"), "does not exist"),
    ],
)
def test_bad_usage_is_told(folder, arguments, says):
    result = call(kb, *arguments, folder=folder)
    assert result.exit_code == 2
    assert says in result.stderr


@pytest.mark.parametrize(("lang", "title"), [("zh", "令牌无效"), ("en", "Token invalid")])
def test_an_entry_is_shown_in_both_languages(folder, lang, title):
    result = call(kb, "show", "relay/token-invalid", "--lang", lang, folder=folder)
    assert result.exit_code == 0
    assert title in result.stdout
    assert "token-invalid.yaml" in result.stdout


def test_an_entry_is_shown_as_json(folder):
    shown = json.loads(call(kb, "show", "relay/token-invalid", "--json", folder=folder).stdout)
    assert shown["title"] == {"zh": "令牌无效", "en": "Token invalid"}


@pytest.mark.parametrize("form", ["json", "yaml", "markdown"])
def test_the_catalogue_is_exported_to_a_pipe_or_a_folder(folder, tmp_path, form):
    printed = call(kb, "export", "--format", form, folder=folder)
    assert printed.exit_code == 0
    assert "Token invalid" in printed.stdout
    out = tmp_path / "out"
    written = call(kb, "export", "--format", form, "--out", str(out), folder=folder)
    assert written.exit_code == 0
    assert written.stdout == f"{'2 files' if form == 'markdown' else '1 file'} written to {out}\n"
    assert "Token invalid" in "".join(file.read_text(encoding="utf-8") for file in out.iterdir())


def test_systems_are_listed(folder):
    result = call(systems, "--lang", "zh", folder=folder)
    assert (result.exit_code, result.stdout) == (0, "relay\t中转站\t1\ngeneral\t通用\t0\n")
    assert [item["id"] for item in json.loads(call(systems, "--json", folder=folder).stdout)] == ["relay", "general"]


ANSWERS = [
    *("relay", "token-invalid", "429-too-fast", "请求太快", "Too fast", "genral", "general"),
    *("often", "429", "rate_limited", "Slow down, at most %{INT:limit} calls", ""),
    *("太快了", "", "too fast", "", "user", "later", "发得太快。", "Sent too fast."),
    *("等一会儿。", "", "", "Wait a little.", ""),
    *("a page", "https://example.org/limits", "message", "Somebody's guide", "Somebody", "fix", ""),
]


def test_questions_make_a_clean_file(folder):
    result = call(kb, "new", folder=folder, answers="\n".join(ANSWERS) + "\n")
    assert result.exit_code == 0, result.output
    assert "exists already" in result.output
    assert "unknown: genral" in result.output
    assert "numbers only" in result.output
    loaded = load_knowledge(folder)
    assert loaded.faults == ()
    entry = loaded.knowledge.entries["relay/429-too-fast"]
    assert entry.systems == ("relay", "general")
    assert entry.status == (429,)
    assert entry.sources[1].publisher == "Somebody"
    assert loaded.files[entry.id] == "relay/429-too-fast.yaml"


def test_only_what_makes_no_entry_is_asked_again(folder):
    answers = [answer.replace("%{INT:limit}", "%{INT:limit") for answer in ANSWERS]
    answers[2] = "Too fast!"
    answers += ["429-too-fast", "Slow down, at most %{INT:limit} calls", ""]
    result = call(kb, "new", folder=folder, answers="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    assert "is not complete" in result.output
    assert "lower case, digits and hyphens" in result.output
    entry = load_knowledge(folder).knowledge.entries["relay/429-too-fast"]
    assert entry.messages == ("Slow down, at most %{INT:limit} calls",)
    assert entry.title.en == "Too fast"


def test_answers_that_make_no_entry_write_nothing(folder):
    answers = [answer.replace("%{INT:limit}", "%{INT:limit") for answer in ANSWERS]
    result = call(kb, "new", folder=folder, answers="\n".join(answers) + "\n")
    assert result.exit_code == 1
    assert not (folder / "relay" / "429-too-fast.yaml").exists()


def test_an_interrupted_dialogue_writes_nothing(folder):
    result = call(kb, "new", folder=folder, answers="\n".join(ANSWERS[:10]) + "\n")
    assert result.exit_code == 1
    assert not (folder / "relay" / "429-too-fast.yaml").exists()


def test_numbers_are_those_that_machines_print(folder):
    answers = [*ANSWERS[:7], "4²", *ANSWERS[7:]]
    result = call(kb, "new", folder=folder, answers="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    assert result.output.count("numbers only") == 2


def test_nobody_is_asked_for_what_cannot_be_kept(folder, monkeypatch):
    # Who runs the tests may be root, who may write anywhere.
    monkeypatch.setattr(os, "access", lambda _, mode: mode != os.W_OK)
    result = call(kb, "new", folder=folder, answers="\n".join(ANSWERS) + "\n")
    assert isinstance(result.exception, PermissionError)
    assert result.stdout == ""


def test_a_catalogue_without_systems_takes_no_entry(tmp_path):
    result = call(kb, "new", folder=tmp_path, answers="relay\n")
    assert isinstance(result.exception, KnowledgeError)
    assert "no system" in str(result.exception)


@pytest.mark.parametrize("command", ["check", "overlaps", "list", "show", "new", "export"])
def test_every_command_has_help_with_an_example(folder, command):
    result = call(kb, command, "-h", folder=folder)
    assert result.exit_code == 0
    assert "Example: errata kb" in result.stdout
