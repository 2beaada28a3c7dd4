"""Cards at a terminal of any width: nothing of an answer is lost."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from bot.cli.render import print_cards
from bot.ui.cards import Card, CardField, CardKind, Colour, Reference, Section

STEPS = (
    "连 Flash 都是 limit: 0，说明项目被限制了：同项目再建 Key 没用，到 AI Studio 看项目状态或绑定结算。",
    "If even Flash shows limit: 0, the project itself is limited: another key of it won't help.",
)
ADDRESS = (
    "https://github.com/xianluo117/naoleiwiki/blob/main/docs/troubleshooting/gemini-api-of-any-length-there-may-be.md"
)
CARD = Card(
    kind=CardKind.ANSWER,
    title="Free quota for this model is zero",
    body="The quota of this model is zero for your project.",
    colour=Colour.AMBER,
    sections=(Section("What to do", STEPS, numbered=True),),
    fields=(CardField("Where it comes from", "Your account or key"), CardField("Does a retry help?", "Only after")),
    references=(Reference("naoleiwiki: Gemini AI Studio API 报错对照表", ADDRESS),),
    footer="Checked 2026-11",
)


def shown(columns):
    written = StringIO()
    print_cards(Console(width=columns, file=written), (CARD,))
    return [line.removeprefix("▎ ").rstrip() for line in written.getvalue().splitlines()]


@pytest.mark.parametrize("columns", range(10, 130))
def test_no_width_costs_a_letter(columns):
    letters = "".join(shown(columns)).replace(" ", "")
    for text in (CARD.title, CARD.body, CARD.references[0].title, CARD.footer):
        assert text.replace(" ", "") in letters
    assert "…" not in letters
    # Beside a step stand its number and nothing else, so its lines follow one another.
    for step in STEPS:
        assert step.replace(" ", "") in letters


@pytest.mark.parametrize("columns", [10, 40, 80, 120])
def test_an_address_stays_in_one_piece(columns):
    assert ADDRESS in [line.strip() for line in shown(columns)]
