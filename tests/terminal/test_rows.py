"""Lists at a terminal: no id is cut off, however narrow it is."""

from __future__ import annotations

import json

import pytest

from bot.cli.kb.loading import print_rows

ROWS = [
    ("coding-agents/codex-stream-disconnected-before-completion", "The stream ended early", "500, 502, 503", "2026-11"),
    ("relay/token-invalid", "令牌无效（key 不对），到站点令牌页重新复制", "401", "2026-11"),
]


@pytest.mark.parametrize("columns", [20, 40, 80, 120, 200])
def test_no_width_of_a_terminal_cuts_anything_off(columns, monkeypatch, capsys):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(columns))
    print_rows(("id", "title", "status", "verified"), ROWS, "nothing")
    shown = capsys.readouterr().out
    assert "…" not in shown
    for row in ROWS:
        assert row[0] in shown
        assert all(part.replace(" ", "") in "".join(shown.split()) for part in row)


EMPTY = {
    ("unmatched", "list"): "nothing unmatched",
    ("audit",): "nothing like that was done",
    ("kb", "list", "--stale", "999"): "no entry is like that",
    ("kb", "overlaps", "--least", "1", "--knowledge", "."): "no two entries compete that much (--least 1)",
}


@pytest.mark.parametrize("command", EMPTY, ids=" ".join)
def test_a_terminal_is_told_that_there_is_nothing_and_a_pipe_stays_empty(errata, tmp_path, command):
    (tmp_path / "systems.yaml").write_text("[]", "utf-8")
    told = errata(*command, env={"TTY_COMPATIBLE": "1"})
    assert (told.returncode, told.stdout.strip()) == (0, EMPTY[command])
    assert errata(*command).stdout == ""


def test_statistics_of_nothing_are_nothing(errata):
    assert errata("stats").stdout == ""
    assert json.loads(errata("stats", "--json").stdout)["asked"] == 0


@pytest.mark.parametrize(("command", "columns"), [(("kb", "list", "--system", "kiro"), 4), (("systems",), 3)])
def test_what_a_pipe_gets_is_what_the_help_says(errata, command, columns):
    lines = errata(*command).stdout.splitlines()
    assert {line.count("\t") + 1 for line in lines} == {columns}
    assert "separated by tabs" in errata(*command[:2], "-h").stdout


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("systems",), "中轉"),
        (("kb", "list", "--system", "relay"), "額度"),
        (("kb", "show", "relay/token-invalid"), "怎麼辦"),
    ],
)
def test_traditional_chinese_is_spoken_everywhere(errata, command, words):
    assert words in errata(*command, "--lang", "zh-TW").stdout
    assert words in errata(*command, env={"LC_ALL": "zh_TW.UTF-8"}).stdout


def test_an_export_says_that_the_catalogue_has_two_languages(errata):
    assert "two languages" in errata("kb", "export", "-h").stdout
