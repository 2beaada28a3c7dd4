"""Drafts judged by test rows: what they may not take, and what they would change."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import pytest

from bot.assembly import build_desk
from bot.desk import Desk
from bot.evaluation.corpus import default_corpus, load_rows
from bot.knowledge.model import Blame, KnowledgeBase, Retry
from bot.matching.matcher import Matcher
from bot.review.drafts import Draft, Wording, make_entry
from bot.review.inspection import Inspector
from bot.review.rows import KnownPaste, KnownPastes, words_of
from bot.review.shelf import Shelf
from bot.review.vetting import vet_entry
from tests.storage.making import NOW, overlay

WORDS = Wording(title="A thing", cause="It happened.", fix=("Undo it.",))
ROWS = """
- text: "Error 429: the frobnicator quota of the blue plan is used up for this fortnight"
  expect: [relay/known]
- text: "frobnicator quota plan fortnight reached, nothing known"
  expect: []
- text: "our frobnicator quota test mocks the blue plan of this fortnight"
  want: silent
- text: "quite another sentence about zebras"
  expect: [relay/known]
"""


def entry(message, entry_id="relay/a-new-one", **more):
    draft = Draft(id=entry_id, systems=("relay",), messages=(message,), en=WORDS, blame=Blame.UPSTREAM, **more)
    return make_entry(draft.model_copy(update={"retry": Retry.AFTER_FIX}), author="ann", publisher="us", at=NOW)


@pytest.fixture(scope="module")
def desk():
    return build_desk().desk


@pytest.fixture(scope="module")
def pastes():
    """The corpus that came along, read once."""
    return KnownPastes()


def test_words_are_letters_numbers_and_pairs_of_characters():
    assert words_of("余额不足 Quota_of 12 429") == {"余额", "额不", "不足", "quota_of", "429"}


def test_rows_that_share_telling_words_are_asked(tmp_path):
    (tmp_path / "rows.yaml").write_text(ROWS, "utf-8")
    rows = KnownPastes(tmp_path)
    near = rows.near(entry("the frobnicator quota of the blue plan"))
    assert "zebras" not in " ".join(row.text for row in near)
    assert len(near) <= 3
    assert rows.near(entry("the zebras"), known=entry("the zebras")) == ()
    live = overlay(sample="a live sample", entry="relay/live", state="live")
    assert [row.text for row in rows.near(entry("no word in common %{INT}"), [live])] == ["a live sample"]


def test_rows_that_an_entry_answers_are_asked(desk, pastes):
    near = {entry_id: pastes.near(entry) for entry_id, entry in islice(desk.knowledge.entries.items(), 0, None, 5)}
    texts = {entry_id: {row.text for row in rows} for entry_id, rows in near.items()}
    rows = load_rows(sorted(default_corpus().glob("*.yaml")))
    answered = [row for row in rows if texts.keys() & row.expect[:1]]
    pasted = [row for row in answered if row.form != "chat"]
    # Only sums: the texts are none of a failure's business. What is told may share no word with what is printed.
    asked = sum(row.text in texts[row.expect[0]] for row in answered)
    assert asked > 0.96 * len(answered)
    assert sum(row.text in texts[row.expect[0]] for row in pasted) > 0.98 * len(pasted)
    assert sum(map(len, near.values())) < 0.08 * len(rows) * len(near)


def test_without_a_corpus_that_is_said(tmp_path):
    assert KnownPastes(tmp_path).near(entry("the frobnicator quota of the blue plan")) is None


def test_the_packaged_corpus_is_found():
    assert (default_corpus() / "field.yaml").exists()


def test_a_draft_that_steals_a_test_row_is_told_which(desk):
    told = "Error: HTTP 429 Too Many Requests: rate limit of the blue moon reached"
    right = KnownPaste(told, ("general/http-429",), silent=False)
    loud = replace(right, expect=(), silent=True)
    nobody = replace(right, expect=())
    stolen = entry(told)
    found = vet_entry(
        stolen, desk.knowledge, desk.matcher.weights, samples=(), today=NOW.date(), rows=(right, loud, nobody)
    )
    assert found.compared == 3
    assert [one.reason for one in found.faults if "blue moon" in str(one.values)] == ["steal-row", "noise"]
    assert len(found.changes) == 1


def test_a_draft_of_its_own_words_steals_nothing(desk, pastes):
    fresh = entry("the frobnicator refused its splines at gate seven")
    found = vet_entry(
        fresh, desk.knowledge, desk.matcher.weights, samples=(), today=NOW.date(), rows=pastes.near(fresh)
    )
    assert found.faults == ()
    assert found.compared is not None


class CountedPastes(KnownPastes):
    asked = 0

    def near(self, entry, overlays=(), known=None):
        self.asked += 1
        return ()


async def test_a_draft_is_looked_over_again_only_after_a_change(desk, store):
    rows = CountedPastes()
    few = dict(islice(desk.knowledge.entries.items(), 20))
    catalogue = KnowledgeBase(entries=few, systems=desk.knowledge.systems, foreign=(), digest="few")
    few_desk = Desk(catalogue, Matcher(catalogue, desk.matcher.weights))
    shelf = Shelf(few_desk, store, now=lambda: NOW)
    inspector = Inspector(store, shelf, few_desk, rows=rows, now=lambda: NOW)
    fresh = entry("the frobnicator refused its splines at gate seven")
    sample = "Error: the frobnicator refused its splines at gate seven"

    async def vet(asked, overlays=()):
        return await inspector.vet(asked, [sample], overlays)

    first = await vet(fresh)
    assert first.faults == ()
    assert await vet(fresh) is first
    assert rows.asked == 1
    await vet(entry("the frobnicator is at gate eight"))
    draft = Draft(id="relay/live", systems=("relay",), messages=("the flange is at gate nine",), en=WORDS)
    live = overlay(entry=draft.id, text=draft.dump(), state="live")
    await vet(fresh, [live])
    await vet(fresh, [replace(live, updated_at=NOW.replace(year=NOW.year + 1))])
    assert rows.asked == 4
