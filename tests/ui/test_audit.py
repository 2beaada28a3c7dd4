"""Who did what, as an embed: within Discord's limits, without mentions, and buttons that say which page."""

from __future__ import annotations

import re

import pytest

from bot.ui import ids
from bot.ui.audit import ACTIONS, AuditView, audit_buttons, audit_embed
from bot.ui.embeds import MAX_TOTAL
from tests.storage.making import event

TONGUES = ["zh", "en", "zh-TW"]


@pytest.mark.parametrize(
    "view",
    [
        AuditView(),
        AuditView(3, 12, 300_000_000_000_000_003, "relay/418-x"),
        AuditView(99_999, 10**18 - 1, 10**20 - 1, f"relay/{'long-' * 20}"),
        AuditView(entry="Relay/%;:418 X"),
    ],
)
def test_a_button_carries_the_whole_view(view):
    found = re.fullmatch(ids.AUDIT, view.custom_id())
    assert len(view.custom_id()) <= ids.MAX_CUSTOM_ID
    again = AuditView.from_meaning(found.groupdict())
    assert (again.page, again.cluster_id, again.user_id) == (view.page, view.cluster_id, view.user_id)
    assert again.custom_id() == view.custom_id()


@pytest.mark.parametrize("tongue", TONGUES)
@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_ten_of_the_longest_fit(texts, tongue, action):
    long = event(action=action, name="_" * 100, detail="`*@everyone " * 150)
    embed = audit_embed([long] * 10, AuditView(), pages=1, tongue=tongue, texts=texts)
    assert len(embed.description) <= 4096
    assert len(embed) <= MAX_TOTAL


def test_people_and_what_they_wrote_are_shown_without_mentions(texts):
    hostile = event(name="<@1> @here", detail="**@everyone**")
    said = audit_embed([hostile], AuditView(), pages=1, tongue="en", texts=texts).description
    assert "@here" not in said
    assert "@everyone" not in said
    assert "<@1>" not in said


def test_who_is_not_known_by_name(texts):
    def who(**changes):
        shown = audit_embed([event(**changes)], AuditView(), pages=1, tongue="en", texts=texts)
        return shown.description.split("**")[1]

    assert who(name=None, user="0123456789abcdef") == "`01234567`"
    assert who(name=None, user=None) == "somebody whose data was deleted"
    assert who(name=None, user=None, action="clash") == "Errata"


async def test_buttons_lead_to_the_pages_beside(texts):
    def pages(page, last):
        children = audit_buttons(AuditView(page, cluster_id=7), last, "en", texts).children
        return [re.fullmatch(ids.AUDIT, child.custom_id)["page"] for child in children]

    assert pages(1, 1) == []
    assert pages(1, 3) == ["2"]
    assert pages(2, 3) == ["1", "3"]
