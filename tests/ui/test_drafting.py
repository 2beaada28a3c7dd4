"""The forms for drafts: every system can be chosen or named, however many there are."""

from __future__ import annotations

from bot.knowledge.model import Bilingual
from bot.review.drafts import Draft
from bot.ui.drafting import AnswerModal, DetailsModal


async def nothing(*_):
    """Takes what a form hands in."""


def options(texts, systems, draft):
    form = AnswerModal("boot", "title", draft, systems=systems, tongue="en", texts=texts, submit=nothing)
    return form.to_components()[0]["component"]["options"]


def draft(system="relay"):
    return Draft(id=f"{system}/418-x", systems=(system,), messages=("the kettle is cross",))


async def test_all_systems_stand_in_the_menu_with_the_draft_s_own_first(desk, texts):
    systems = tuple(desk.knowledge.systems.values())
    shown = options(texts, systems, draft())
    assert {one["value"] for one in shown} == {system.id for system in systems}
    assert (shown[0]["value"], shown[0]["default"]) == ("relay", True)


async def test_where_they_are_too_many_the_menu_says_where_to_name_the_others(desk, texts):
    some = tuple(desk.knowledge.systems.values())
    more = [
        some[0].model_copy(update={"id": f"more-{number}", "name": Bilingual(zh=f"另{number}", en=f"More {number}")})
        for number in range(12)
    ]
    shown = options(texts, (*some, *more), draft("more-9"))
    assert len(shown) == 25
    assert shown[0]["value"] == "more-9"
    assert "Details" in shown[-1]["label"]
    form = DetailsModal("boot", draft(), systems=some, tongue="en", texts=texts, submit=nothing)
    assert form.to_components()[0]["component"]["value"] == "relay/418-x"
