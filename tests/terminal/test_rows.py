"""Lists at a terminal: no id is cut off, however narrow it is."""

from __future__ import annotations

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
    print_rows(("id", "title", "status", "verified"), ROWS)
    shown = capsys.readouterr().out
    assert "…" not in shown
    for row in ROWS:
        assert row[0] in shown
        assert all(part.replace(" ", "") in "".join(shown.split()) for part in row)
