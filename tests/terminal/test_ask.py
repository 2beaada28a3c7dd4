from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

LEAKED = (
    '{"error": {"code": 403, "message": "Your API key was reported as leaked. Please use another API key.", '
    '"status": "PERMISSION_DENIED"}}'
)
UNKNOWN = "ERROR frobnicator: cannot reticulate splines: EBADSPLINE\n    at reticulate (/srv/frob.js:12:5)"


def test_a_known_error_is_answered_with_cause_steps_and_sources(errata):
    done = errata("ask", LEAKED, "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "API key was reported as leaked" in done.stdout
    assert "What to do" in done.stdout
    assert "https://" in done.stdout
    assert "gemini-aistudio/403-api-key-leaked" in done.stdout


def test_the_answer_follows_the_language_of_the_paste(errata):
    assert "怎么办" in errata("ask", "昨天还好好的今天所有key都 " + LEAKED + " 求助大佬").stdout
    assert "What to do" in errata("ask", LEAKED).stdout
    assert "怎么办" in errata("ask", LEAKED, "--lang", "zh").stdout


@pytest.mark.parametrize("way", ["argument", "file", "stdin", "dash"])
def test_every_way_in_gives_the_same_answer(errata, tmp_path, way):
    (tmp_path / "paste.txt").write_text(LEAKED, "utf-8")
    done = {
        "argument": lambda: errata("ask", LEAKED, "--json"),
        "file": lambda: errata("ask", "--file", "paste.txt", "--json"),
        "stdin": lambda: errata("ask", "--json", stdin=LEAKED),
        "dash": lambda: errata("ask", "--file", "-", "--json", stdin=LEAKED),
    }[way]()
    found = json.loads(done.stdout)
    assert found["verdict"] == "match"
    assert found["matches"][0]["entry"] == "gemini-aistudio/403-api-key-leaked"
    assert 0.5 < found["matches"][0]["confidence"] <= 1.0
    assert found["signals"]["status"] == [403]
    assert "PERMISSION_DENIED" in found["signals"]["codes"]
    assert len(found["fingerprint"]) == 16


def test_an_unknown_error_is_unmatched_and_says_so(errata):
    done = errata("ask", UNKNOWN, "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["verdict"] == "unmatched"


def test_talk_is_silent(errata):
    done = errata("ask", "what a lovely evening, thanks everyone", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["verdict"] == "silent"


def test_reasons_are_explained(errata):
    done = errata("ask", LEAKED, "--explain")
    assert "looks like an error" in done.stdout
    assert "its status is named" in done.stdout


def test_what_is_told_is_explained(errata):
    done = errata("ask", "酒馆的回复老是说到一半就断", "--explain")
    assert "symptoms told: reply-cut" in done.stdout
    assert "it tells of what the entry is about" in done.stdout


def test_why_nobody_is_answered_unasked_is_explained(errata):
    done = errata(
        "ask", "error: RPC failed; curl 92 HTTP/2 stream 5 was not closed cleanly\nfatal: early EOF", "--explain"
    )
    assert "other programs print this too" in done.stdout
    done = errata(
        "ask", "SillyTavern update: error: RPC failed; curl 92\nfatal: early EOF. github.copilot", "--explain"
    )
    assert "other programs print this too" not in done.stdout
    assert "services outside the catalogue: GitHub Models and Copilot" in done.stdout


def test_secrets_never_come_back(errata):
    key = "sk-proj-" + "Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4z" * 2
    done = errata(
        "ask", f"Error code: 401 - Incorrect API key provided: {key}. You can find your API key at ...", "--json"
    )
    assert key not in done.stdout + done.stderr
    assert json.loads(done.stdout)["redacted"] != []


@pytest.mark.parametrize(
    ("arguments", "stdin", "told"),
    [
        (("ask", ""), "", "the text is empty"),
        (("ask",), "   \n", "the text is empty"),
        (("ask", "x", "--file", "y"), "", "only one of them"),
        (("ask", "--jsonl", "--system", "relay"), "{}", "--jsonl takes no --system"),
        (("ask", "--jsonl", "--lang", "zh"), "{}", "--jsonl takes no --lang"),
        (("ask", "--jsonl", "--json"), "{}", "--jsonl takes no --json"),
        (("ask", "--jsonl", "--explain"), "{}", "--jsonl takes no --explain"),
        (("ask", "x", "--json", "--explain"), "", "leave out --json"),
        (("ask", "x", "--system", "moon"), "", "unknown system 'moon'"),
        (("ask", "--file", "missing.txt"), "", "errata: there is no file missing.txt"),
        (("ask", "--image", "missing.png"), "", "errata: there is no file missing.png"),
        (("ask", "--file", "missing.txt", "--json"), "", "errata: missing: there is no file missing.txt"),
        (("unmatched", "show", "abc"), "", "'abc' is no whole number"),
        (("ask", "x", "--lang", "klingon"), "", "klingon"),
        (("ask", "x", "--moon"), "", "--moon"),
        (("moon",), "", "moon"),
        (("try",), "", "standard input is empty"),
    ],
)
def test_bad_usage_is_one_clear_complaint(errata, arguments, stdin, told):
    done = errata(*arguments, stdin=stdin)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_binary_files_are_refused(errata, tmp_path):
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    done = errata("ask", "--file", "picture.png")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_huge_and_hostile_texts_are_survived(errata):
    for text in ("x" * 1_000_000, "{" * 50_000, "\x00\x01\x02 429 " * 10_000, "错误\u202e" * 20_000, "a\ud800b error"):
        done = errata("ask", "--json", stdin=text)
        assert done.returncode in {0, 1, 2}
        assert "Traceback" not in done.stderr


def test_json_lines_in_order_and_bad_ones_go_by(errata):
    lines = [
        json.dumps({"id": "a", "text": LEAKED, "door": "watch", "system": None}),
        "not json",
        '{"id": 1, "text": "x", "door": ["watch"]}',
        '{"id": NaN, "text": "x"}',
        json.dumps({"id": "b", "text": "good morning", "door": "watch"}),
        json.dumps({"id": "c", "text": UNKNOWN, "door": "command"}),
        '{"id": "d"}',
        "",
        json.dumps({"id": "e", "text": "\ud83d lone"}),
    ]
    done = errata("ask", "--jsonl", stdin="\n".join(lines))
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", None, None, None, "b", "c", None, "e"]
    verdicts = [answer.get("verdict") for answer in answers if answer["id"] is not None]
    assert verdicts == ["match", "silent", "unmatched", "silent"]
    assert all("error" in answer for answer in answers if answer["id"] is None)
    assert set(answers[0]) >= {
        "id",
        "verdict",
        "matches",
        "choices",
        "signals",
        "language",
        "redacted",
        "fingerprint",
        "elapsed_ms",
    }


def test_try_reads_a_pipe_and_ends(errata):
    done = errata("try", "--lang", "zh", stdin=LEAKED)
    assert done.returncode == 0
    assert "怎么办" in done.stdout


def test_every_command_has_help_with_an_example(errata):
    listed = errata("-h").stdout
    for name in ("ask", "try", "run", "doctor", "kb", "systems", "eval", "fit", "unmatched"):
        assert f"  {name}" in listed
        help_text = errata(name, "-h").stdout
        assert "Example" in help_text, name


def test_an_unknown_error_promises_nothing_that_a_terminal_does_not_do(errata):
    shown = errata("ask", UNKNOWN, "--lang", "en").stdout
    assert "none I have an answer for" in shown
    assert "maintainers" not in shown


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", ""),
        ("ask", "x", "--moon"),
        ("moon",),
        ("kb", "show", "moon"),
        ("fit", __file__, "--out", "weights.npz"),
        ("eval", __file__, "--cross-validate", "--held-back"),
    ],
)
def test_bad_usage_is_one_line_that_names_the_help(errata, arguments):
    (line,) = errata(*arguments).stderr.splitlines()
    assert line.startswith("errata: ")
    assert line.endswith(" -h)")
    assert "(see errata" in line


@pytest.mark.parametrize("label", ["expect: general/http-429", "expect: 5", "want: nothing", "want: [silent]"])
def test_rows_with_a_wrong_label_are_refused(errata, tmp_path, label):
    (tmp_path / "rows.yaml").write_text(f"- {{text: 429 Too Many Requests, {label}}}\n", "utf-8")
    done = errata("eval", "rows.yaml")
    assert done.returncode == 65
    (line,) = done.stderr.splitlines()
    assert line.startswith("errata: rows.yaml: row 1: `")


def test_characters_that_the_terminal_lacks_become_question_marks(errata):
    done = errata("ask", LEAKED, "--lang", "zh", env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0, done.stderr
    assert "?" in done.stdout
    assert "403" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_one_line(tmp_path):
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "systems"],
            stdout=full, stderr=subprocess.PIPE, cwd=tmp_path, env=buffered | {"PYTHONPATH": str(ROOT)}, check=False
        )  # fmt: skip
    assert done.returncode == 74
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("errata: the output can't be written")


@pytest.mark.skipif(os.name == "nt", reason="needs a shell that closes streams")
@pytest.mark.parametrize(
    ("command", "code"),
    [("ask <&-", 2), ("ask --jsonl <&-", 0), ("try <&-", 2), ("kb new <&-", 130), ("stats >&-", 0), ("ask hi >&-", 1)],
)
def test_a_closed_stream_is_an_empty_one(tmp_path, cache_home, command, code):
    done = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m bot {command}'], stdin=subprocess.DEVNULL, capture_output=True,
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(cache_home)}, check=False
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("form", ["json", "markdown"])
def test_an_export_that_cannot_be_written_is_a_fault_of_files(errata, tmp_path, form):
    (tmp_path / "taken").write_text("a file")
    done = errata("kb", "export", "--format", form, "--out", "taken/inside")
    assert done.returncode == 74
    (line,) = done.stderr.splitlines()
    assert line.startswith("errata: taken/inside/")


def test_the_queue_is_empty_before_the_bot_ran(errata):
    done = errata("unmatched", "list")
    assert (done.returncode, done.stdout) == (0, "")
    missing = errata("unmatched", "show", "9")
    assert (missing.returncode, missing.stderr.strip()) == (1, "errata: no unmatched cluster 9")


def test_long_chinese_steps_stay_beside_their_numbers(errata):
    shown = errata("ask", "分组 default 下模型 gpt-9 无可用渠道", "--lang", "zh", env={"COLUMNS": "40"}).stdout
    assert "▎ 1. 对照站点" in shown


@pytest.mark.parametrize("group", ["kb", "unmatched"])
def test_a_list_of_commands_says_what_each_does_to_its_end(errata, group):
    listed = errata(group, "-h", env={"COLUMNS": "80"}).stdout.partition("Commands:")[2]
    assert "list " in listed
    assert "..." not in listed
