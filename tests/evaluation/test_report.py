"""The accuracy report says what the README quotes, and is read on eighty columns."""

from __future__ import annotations

from io import StringIO

from click.testing import CliRunner
from rich.console import Console

from bot.cli.evaluate import evaluate
from bot.evaluation.corpus import Row
from bot.evaluation.measure import Outcome
from bot.evaluation.report import print_report
from bot.matching.decide import Verdict

RIGHT = "chat-clients/lobechat-key-wrong-or-empty-after-the-last-update"
WRONG = "coding-agents/codex-stream-disconnected-before-completion"


def outcome(form, *, expect=(), want=None, top=None):
    row = Row(text="x", file="f.yaml", form=form, lang="en", expect=expect, want=want)
    verdict = Verdict.MATCH if top else Verdict.SILENT
    matches = (top,) if top else ()
    return Outcome(row, verdict, top, matches, (), 0.5, logged=False, wrapper_only=False)


def report(*outcomes):
    written = StringIO()
    print_report(Console(width=80, file=written), outcomes)
    return written.getvalue().splitlines()


def test_counts_of_the_readme_are_printed():
    lines = report(
        *(outcome("chat", want="silent", top="a/b") for _ in range(2)),
        *(outcome("code", want="silent") for _ in range(1_000)),
        outcome("foreign", want="unmatched", top="a/b"),
        outcome("nearmiss", want="unmatched"),
    )
    assert "False replies to texts that want silence: 2 of 1,002" in lines
    assert "Wrong fixes for errors of other software (foreign, nearmiss): 1 of 2" in lines


def test_what_was_not_asked_is_not_told():
    shown = " ".join(report(outcome("foreign", want="unmatched")))
    assert "want silence" not in shown
    assert "foreign, nearmiss): 0 of 1" in shown


def test_nothing_is_broken_at_eighty_columns():
    lines = report(outcome("paste", expect=(RIGHT,), top=WRONG), outcome("paste", expect=(RIGHT,), top=RIGHT))
    assert any(
        line.startswith("Reliability of the first answer (calibration error ") and line[-1] == ")" for line in lines
    )
    at = lines.index("Confusions (wanted -> first):")
    assert lines[at + 1].startswith(f" 1 x {RIGHT}")
    assert all(line.startswith("     ") for line in lines[at + 2 :] if line)


def test_every_share_is_explained():
    shown = CliRunner().invoke(evaluate, ["-h"]).stdout
    for name in ("top:", "shown:", "direct:", "answered:", "causes:"):
        assert name in shown
