"""An unknown error as maintainers see it: the nearest entries with what speaks for and against them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.knowledge.model import MAX_ENTRY_ID, Bilingual
from bot.matching.reasons import REASONS, WANTED, Reason, Strongest
from bot.review.drafts import Draft, DraftError, Wording, free_id, make_entry
from bot.review.faults import REASONS as FAULTS
from bot.review.faults import Fault
from bot.review.inspection import Vetted
from bot.review.nearness import Near, find_near
from bot.review.vetting import Change
from bot.storage.records import Cluster, Overlay, Sample
from bot.ui import ids
from bot.ui.draft_faults import say_change, say_fault
from bot.ui.embeds import MAX_TOTAL
from bot.ui.queue import cluster_embed, draft_embeds
from bot.ui.reasons import say_reason

AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TONGUES = ["zh", "en", "zh-TW"]
BUSY = "Error: 503 model busy, please try again in a moment"
GUILD = 11
WORDS = {"title": "A kettle", "cause": "It is cross.", "fix": ("Wait.",)}


def cluster(*texts, nearest=()):
    samples = tuple(Sample(text, AT, GUILD, 2, 3, "en") for text in texts)
    return Cluster(12, "0" * 16, "open", 3, 2, 1, AT, AT, samples, nearest)


def nearest(embed):
    return next(field.value for field in embed.fields if "`" in field.value)


def test_probability_and_reasons_stand_beside_the_nearest(desk, texts):
    one = cluster(BUSY)
    near = find_near(one, one.samples, desk, GUILD)
    embed = cluster_embed(one, one.samples, near, "en", texts)
    lines = nearest(embed).splitlines()
    assert 2 <= len(near) <= 3
    assert len([line for line in lines if "% · `" in line]) == len(near)
    assert sum(line.startswith("for: ") for line in lines) == len(near)
    assert "its status is named" in nearest(embed)
    assert "against: only" in nearest(embed)
    odds = [one.probability for one in near]
    assert odds == sorted(odds, reverse=True)


def test_they_follow_the_catalogue_and_not_what_was_stored(desk):
    one = cluster(BUSY, nearest=("general/http-403",))
    today = {near.entry.id for near in find_near(one, one.samples, desk, GUILD)}
    assert today
    assert "general/http-403" not in today


def test_what_the_channel_is_about_counts_as_it_did_when_the_paste_came(desk):
    one = cluster(BUSY)
    (sample,) = one.samples
    plain, meant = (
        [(near.entry.id, near.probability) for near in find_near(one, (replace(sample, system=system),), desk, GUILD)]
        for system in (None, "deepseek")
    )
    assert meant != plain


def test_without_a_sample_the_stored_ones_are_named_alone(desk, texts):
    one = cluster(nearest=("general/http-403", "relay/not-there-any-more"))
    (near,) = find_near(one, (), desk, GUILD)
    assert (near.entry.id, near.probability, near.reasons) == ("general/http-403", None, None)
    assert "general/http-403" in nearest(cluster_embed(one, (), [near], "zh", texts))


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_longest_of_everything_fits_discord(desk, texts, tongue):
    entry = desk.knowledge.entries["general/http-403"]
    long = entry.model_copy(
        update={"title": Bilingual(zh="*" * 200, en="*" * 200), "id": f"general/{'long-' * 18}id"[:100]}
    )
    by_length = sorted(
        (Reason(name, 1.0, 1.0) for name in REASONS), key=lambda one: -len(say_reason(one, tongue, texts))
    )
    lack = Reason(WANTED, 0.5, -1.0)
    near = [Near(long, 0.5, Strongest(tuple(by_length[:2]), (lack,)))] * 3
    one = replace(cluster(*(f"{'x' * 3000} {number}" for number in range(5))), unhelpful=2, assignee="_" * 32)
    embed = cluster_embed(one, one.samples, near, tongue, texts, every_sample=True)
    assert all(1 <= len(field.value) <= 1024 for field in embed.fields)
    assert len(embed) <= MAX_TOTAL
    # What gives way is the title, never the reasons.
    assert nearest(embed).count(say_reason(lack, tongue, texts)) == 3
    assert "…" in nearest(embed)


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_longest_draft_fits_discord_with_all_that_is_wrong_with_it(desk, texts, tongue):
    words = Wording(title="t" * 200, cause="c" * 1500, fix=tuple("s" * 490 for _ in range(5)))
    draft = Draft(
        id="relay/418-x", systems=("relay",), messages=("m" * 3000,), zh=words, en=words, url=f"https://a.b/{'u' * 280}"
    )
    overlay = Overlay("relay/418-x", None, draft.dump(), "a" * 32, 1, "draft", AT, AT, id=1)
    faults = tuple(Fault("noise", {"text": "-" * 300}) for _ in range(12))
    entry = make_entry(draft, author="ann", publisher="community", at=AT)
    embeds = draft_embeds(Vetted(overlay, draft, faults, entry=entry), tongue, texts)
    assert len(embeds) == 2
    assert sum(len(embed) for embed in embeds) <= MAX_TOTAL


VALUES = {
    "name": "opnai", "entry": "relay/x", "found": "", "text": "a *paste*", "language": "zh",
    "most": 80, "length": 90, "number": 2,
}  # fmt: skip


@pytest.mark.parametrize("reason", sorted(FAULTS))
def test_every_fault_is_said_in_the_maintainer_s_language(texts, reason):
    values = {name: VALUES[name] for name in texts.variables(f"draft-fault-{reason}", "en") - {"near"}}
    said = {tongue: say_fault(Fault(reason, values, ("fix", "zh", 2)), tongue, texts) for tongue in TONGUES}
    assert said["en"].startswith("Step 3 (中文): ")
    assert said["zh"].startswith("第 3 步 (中文)：")
    assert reason == "text" or re.search(r"[\u4e00-\u9fff]", said["zh"].partition("：")[2])


def test_a_fault_names_places_and_ids(texts):
    assert say_fault(Fault("lead-message", {"number": 2, "found": ""}), "en", texts).startswith(
        "Message 2 leads to nothing"
    )
    assert say_fault(Fault("no-system", {"name": "x_y"}), "en", texts).count("x\\_y") == 1
    assert say_change(Change("a `row`", None), "zh", texts) == "`a 'row'`：原来是 空"


def test_the_longest_id_fits_a_button():
    longest = f"relay/{'x' * (MAX_ENTRY_ID - len('relay/'))}"
    assert len(ids.vote_id("down", longest)) <= ids.MAX_CUSTOM_ID
    assert len(ids.details_id(longest)) <= ids.MAX_CUSTOM_ID
    draft = Draft(id=f"{longest}x", systems=("relay",), messages=("the kettle is cross",), en=Wording(**WORDS))
    with pytest.raises(DraftError, match="80 at most"):
        make_entry(draft, author="ann", publisher="community", at=AT)
    make_entry(draft.model_copy(update={"id": longest}), author="ann", publisher="community", at=AT)


def test_a_proposed_id_is_never_too_long(desk):
    found = free_id("relay", (418,), " ".join(letter * 90 for letter in "abcd"), desk.knowledge)
    assert len(found) <= MAX_ENTRY_ID
