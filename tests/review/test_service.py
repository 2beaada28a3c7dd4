"""What maintainers do: drafts that are checked, approved, served and taken back; two of them at once."""

from __future__ import annotations

import asyncio

import pytest

from bot.assembly import build_desk
from bot.desk import Desk, Paste
from bot.matching.decide import Verdict
from bot.matching.matcher import Matcher
from bot.review.acting import Actor, Ledger, ReviewError, seen_in
from bot.review.answers import Answers, digest
from bot.review.collector import Collector
from bot.review.drafts import Wording
from bot.review.faults import Fault, find_system, suggest_systems
from bot.review.inspection import Inspector, may_approve
from bot.review.news import take_news
from bot.review.rows import KnownPastes
from bot.review.service import Review
from bot.review.shelf import Shelf
from bot.review.variants import Variants
from bot.storage.gathering import sample_digest
from bot.storage.records import Subscription
from bot.text.fingerprint import make_fingerprint
from tests.catalogues import copy_part
from tests.storage.making import NOW, unmatched

NAMED = ("gemini-aistudio/400-api-key-invalid", "general/http-500", "relay/bad-response-status-code")
GUILD = 11
ELSEWHERE = GUILD + 1
ANN, BOB = Actor(1, "ann", GUILD, GUILD), Actor(2, "bob", GUILD, GUILD)
ZOE = Actor(3, "zoe", ELSEWHERE, ELSEWHERE)
CHIEF = Actor(9, "chief", 1, None)
FLUX = (
    'FluxCapacitorError: upstream returned 418: {"error": {"type": "flux_misaligned", '
    '"message": "temporal flux capacitor misaligned at 88 mph, request aborted"}}'
)
BANANAS = Wording(title="A crate of bananas fell over", cause="Nobody held it.", fix=("Pick the bananas up.",))
WORDS = Wording(title="The flux capacitor is crooked", cause="It was bumped.", fix=("Straighten it.",))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("part") / "knowledge"
    return build_desk(copy_part(folder, every=5, besides=NAMED)).desk


@pytest.fixture
def desk(built):
    return Desk(built.knowledge, built.matcher)


def now():
    return NOW


def join(store, collector, shelf, desk, rows):
    """The maintainers' side over a shelf, as the app joins it."""
    inspector, ledger = Inspector(store, shelf, desk, rows=rows, now=now), Ledger(store, now)
    answers = Answers(store, collector, shelf, inspector, ledger, now=now)
    variants = Variants(store, shelf, inspector, ledger, now=now)
    return Review(store, collector, desk, ledger, answers=answers, variants=variants)


@pytest.fixture(scope="module")
def rows():
    """The corpus, read once."""
    return KnownPastes()


@pytest.fixture
async def review(store, desk, rows):
    return join(store, Collector(store), Shelf(desk, store, now=now), desk, rows)


@pytest.fixture
async def cluster_id(review):
    for speed, user in ((88, "u1"), (12, "u2"), (3, "u3")):
        text = FLUX.replace("88", str(speed))
        paste = unmatched(text=text, fingerprint=make_fingerprint(text), user=user, guild_id=GUILD)
        found = await review.collector.add(paste)
    return found


async def write(review, cluster_id, actor=ANN, *, everywhere=False, **changes):
    proposed = await review.propose(cluster_id, actor.scope)
    draft = proposed.model_copy(update={"en": WORDS, **changes})
    return await review.answers.save(draft, await review.cluster(cluster_id), actor, everywhere=everywhere)


async def test_a_proposal_says_what_the_samples_say(review, cluster_id):
    draft = await review.propose(cluster_id, GUILD)
    assert draft.messages == ("temporal flux capacitor misaligned at %{INT:int} mph, request aborted",)
    assert draft.status == (418,)
    assert "flux_misaligned" in draft.codes
    assert draft.id.endswith("/418-temporal-flux-capacitor-misaligned")
    assert (await review.propose(cluster_id, GUILD + 1)).messages == ()


async def test_from_a_draft_to_a_served_entry_and_back(review, desk, cluster_id):
    vetted = await write(review, cluster_id)
    assert vetted.faults == ()
    assert vetted.ready
    assert desk.diagnose(Paste(FLUX)).verdict is Verdict.UNMATCHED

    await review.answers.approve(vetted.overlay.id, digest(vetted.overlay.text), BOB, second=True)
    found = desk.diagnose(Paste(FLUX.replace("88", "41"), guild_id=GUILD))
    assert found.matches[0].entry.overlay
    assert found.matches[0].entry.author == "ann"
    # It is that guild's alone.
    assert desk.diagnose(Paste(FLUX, guild_id=GUILD + 1)).verdict is Verdict.UNMATCHED
    assert desk.diagnose(Paste(FLUX)).verdict is Verdict.UNMATCHED
    cluster = await review.cluster(cluster_id)
    seen = seen_in(cluster, GUILD)
    assert (seen.state, seen.entry) == ("published", vetted.draft.id)
    # So it stays open for all the others.
    assert (cluster.state, cluster.entry) == ("open", None)

    await review.answers.withdraw(vetted.overlay.id, ANN)
    assert desk.diagnose(Paste(FLUX, guild_id=GUILD)).verdict is Verdict.UNMATCHED
    assert (await review.cluster(cluster_id)).local == ()
    actions = [event.action for event in await review.store.audit.list()]
    assert actions == ["withdraw", "approve", "draft"]


async def test_an_entry_for_everybody(review, desk, cluster_id):
    vetted = await write(review, cluster_id, everywhere=True)
    with pytest.raises(ReviewError, match="everywhere"):
        await review.answers.approve(vetted.overlay.id, digest(vetted.overlay.text), ANN, second=False)
    await review.answers.approve(vetted.overlay.id, digest(vetted.overlay.text), CHIEF, second=False)
    assert desk.diagnose(Paste(FLUX)).verdict is Verdict.MATCH
    assert (await review.cluster(cluster_id)).state == "published"
    await review.answers.withdraw(vetted.overlay.id, CHIEF)
    assert (await review.cluster(cluster_id)).state == "open"


async def test_what_one_guild_answers_for_itself_is_open_for_another(review, desk, cluster_id):
    text = FLUX.replace("88", "7")
    paste = unmatched(text=text, fingerprint=make_fingerprint(text), user="u9", guild_id=ELSEWHERE)
    assert await review.collector.add(paste) == cluster_id
    mine = await approved(review, cluster_id)
    listed = [await review.store.unmatched.list("open", guild_id=one) for one in (GUILD, ELSEWHERE, None)]
    assert [len(found) for found in listed] == [0, 1, 1]
    assert await review.store.unmatched.count("published", guild_id=GUILD) == 1
    # The others are told nothing of it, the operator's people are.
    assert [seen_in(listed[1][0], one).local for one in (ELSEWHERE, None)] == [(), listed[1][0].local]
    with pytest.raises(ReviewError, match="decided"):
        await review.ignore(cluster_id, "not ours", ANN)
    # They write an answer of their own, which that one is not in the way of.
    theirs = await write(review, cluster_id, actor=ZOE)
    assert (theirs.faults, theirs.ready) == ((), True)
    assert theirs.draft.id != mine.draft.id
    await review.answers.approve(theirs.overlay.id, digest(theirs.overlay.text), ZOE, second=False)
    for guild_id, entry in ((GUILD, mine.draft.id), (ELSEWHERE, theirs.draft.id)):
        assert [one.entry.id for one in desk.diagnose(Paste(FLUX, guild_id=guild_id)).matches] == [entry]
        assert seen_in(await review.cluster(cluster_id), guild_id).entry == entry
    await review.answers.withdraw(mine.overlay.id, ANN)
    cluster = await review.cluster(cluster_id)
    assert [seen_in(cluster, one).state for one in (GUILD, ELSEWHERE)] == ["open", "published"]


async def test_linking_to_an_entry_of_one_guild_decides_there_alone(review, cluster_id):
    mine = await approved(review, cluster_id)
    text = "ERROR the warp core was ejected without permission"
    other = await review.collector.add(unmatched(text=text, fingerprint=make_fingerprint(text), guild_id=GUILD))
    linked = await review.link(other, mine.draft.id, ANN, everywhere=False)
    seen = seen_in(linked, GUILD)
    assert (linked.state, seen.state, seen.entry) == ("open", "linked", mine.draft.id)
    with pytest.raises(ReviewError, match="no-entry"):
        await review.link(other, mine.draft.id, ZOE, everywhere=False)
    assert seen_in(await review.reopen(other, BOB), GUILD).state == "open"
    # A wrong link takes nothing back but what it taught.
    await review.store.unmatched.mark(cluster_id, "linked", expected="open", entry="general/http-500")
    await review.reopen(cluster_id, CHIEF)
    assert (await review.answers.get(mine.overlay.id)).state == "live"


async def test_only_those_who_wrote_it_and_the_operators_change_an_answer_for_all(review, cluster_id):
    vetted = await approved(review, cluster_id)
    with pytest.raises(ReviewError, match="gone"):
        await review.answers.get(vetted.overlay.id, ELSEWHERE)
    await review.answers.share(vetted.overlay.id, CHIEF)
    assert (await review.cluster(cluster_id)).state == "published"
    with pytest.raises(ReviewError, match="elsewhere"):
        await review.answers.get(vetted.overlay.id, ELSEWHERE)
    shared = await review.answers.get(vetted.overlay.id, GUILD)
    assert [len(await review.answers.kept(one)) for one in (GUILD, ELSEWHERE, None)] == [1, 0, 1]
    # A change of it goes to everybody, too.
    change = await review.answers.revise(shared.id, changed(vetted), shared.text, ANN)
    assert [may_approve(change.overlay, one) for one in (GUILD, ELSEWHERE, None)] == [False, False, True]
    with pytest.raises(ReviewError, match="everywhere"):
        await review.answers.approve(change.overlay.id, digest(change.overlay.text), ANN, second=False)
    await review.answers.approve(change.overlay.id, digest(change.overlay.text), CHIEF, second=False)
    assert (await review.answers.withdraw(change.overlay.id, ANN)).guild_id is None
    assert (await review.cluster(cluster_id)).state == "open"


async def test_an_author_needs_somebody_else_where_the_guild_wants_two(review, cluster_id):
    vetted = await write(review, cluster_id)
    with pytest.raises(ReviewError, match="second"):
        await review.answers.approve(vetted.overlay.id, digest(vetted.overlay.text), ANN, second=True)


async def test_of_two_who_approve_at_once_one_is_told(review, cluster_id):
    vetted = await write(review, cluster_id)
    both = (
        review.answers.approve(vetted.overlay.id, digest(vetted.overlay.text), actor, second=False)
        for actor in (ANN, BOB)
    )
    results = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(one).__name__ for one in results) == ["ReviewError", "Vetted"]


async def test_what_changed_since_it_was_shown_is_not_approved(review, cluster_id):
    vetted = await write(review, cluster_id)
    better = vetted.draft.model_copy(update={"codes": ("flux",)})
    await review.answers.revise(vetted.overlay.id, better, vetted.overlay.text, BOB)
    with pytest.raises(ReviewError, match="changed"):
        await review.answers.approve(vetted.overlay.id, digest(vetted.overlay.text), ANN, second=False)
    with pytest.raises(ReviewError, match="changed"):
        await review.answers.revise(vetted.overlay.id, better, vetted.overlay.text, ANN)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"messages": ("oops",)}, "short"),
        (
            {"messages": ("a quite different sentence about bananas",), "codes": (), "status": (), "en": BANANAS},
            "lead-sample",
        ),
        (
            {
                "id": "gemini-aistudio/418-flux",
                "systems": ("gemini-aistudio",),
                "messages": ("API key not valid. Please pass a valid API key.",),
            },
            "gemini-aistudio/400-api-key-invalid",
        ),
        ({"messages": ("broken %{NOPE:x} slot in a message",)}, "slot"),
        ({"en": Wording(title="only a title")}, "unwritten"),
        ({"id": "gemini-aistudio/400-api-key-invalid"}, "taken: gemini-aistudio/400-api-key-invalid"),
        ({"id": "opnai/418-flux", "systems": ("opnai",)}, "no-system: opnai openai"),
        ({"id": "zzz/418-flux", "systems": ("zzz",)}, "no-system: zzz"),
    ],
)
async def test_a_faulty_draft_is_not_approved(review, cluster_id, changes, told):
    vetted = await write(review, cluster_id, **changes)
    said = [
        f"{fault.reason}: {' '.join(map(str, (*fault.values.values(), *fault.near[:1])))}" for fault in vetted.faults
    ]
    assert told in " ".join(said)
    assert not vetted.ready
    with pytest.raises(ReviewError, match="faulty"):
        await review.answers.approve(vetted.overlay.id, digest(vetted.overlay.text), ANN, second=False)


async def test_a_draft_of_an_unknown_system_is_kept_and_mended(review, cluster_id):
    vetted = await write(review, cluster_id, id="atlantis/418-flux", systems=("atlantis",))
    again = await review.answers.vet(vetted.overlay.id)
    assert [(fault.reason, fault.values["name"]) for fault in again.faults] == [("no-system", "atlantis")]
    assert again.draft.en == WORDS
    mended = again.draft.renamed("relay", "418-flux")
    assert mended.systems == ("relay",)
    assert (await review.answers.revise(vetted.overlay.id, mended, vetted.overlay.text, BOB)).ready


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("relay", "relay"),
        ("Relay", "relay"),
        ("SillyTavern", "sillytavern"),
        ("  silly ", "sillytavern"),
        ("智谱", "zhipu"),
        ("gemini", "gemini"),
        ("No such place", "no-such-place"),
        ("", ""),
    ],
)
def test_a_system_is_found_by_id_or_name_and_never_guessed(built, typed, meant):
    assert find_system(typed, built.knowledge.systems.values()) == meant


def test_every_system_can_be_named_and_near_misses_are_suggested(built):
    systems = built.knowledge.systems.values()
    for system in systems:
        assert {find_system(words, systems) for words in (system.id, system.name.zh, system.name.en)} == {system.id}
        assert system.id in suggest_systems(system.id[:-1], systems)


async def test_two_who_wrote_at_once_hear_of_each_other_within_their_guild(review, cluster_id):
    mine = await write(review, cluster_id)
    assert mine.beside == ()
    again = await write(review, cluster_id, actor=BOB, id="relay/418-flux-again", systems=("relay",))
    assert [one.entry for one in again.beside] == [mine.draft.id]
    assert [one.author for one in (await review.answers.vet(mine.overlay.id)).beside] == ["bob"]
    # People of another guild are told nothing, and begin an answer of their own.
    assert await review.answers.begun(cluster_id, GUILD) == mine.overlay.id
    assert await review.answers.begun(cluster_id, GUILD + 1) is None
    assert await review.answers.begun(cluster_id, None) == mine.overlay.id
    await review.answers.withdraw(again.overlay.id, BOB)
    assert (await review.answers.vet(mine.overlay.id)).beside == ()


async def test_decisions_are_made_once(review, cluster_id):
    results = await asyncio.gather(
        review.ignore(cluster_id, "not ours", ANN),
        review.ignore(cluster_id, "spam", BOB),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in results) == ["Cluster", "ReviewError"]
    with pytest.raises(ReviewError, match="decided"):
        await review.link(cluster_id, "general/http-500", ANN, everywhere=False)
    assert (await review.reopen(cluster_id, BOB)).state == "open"
    with pytest.raises(ReviewError, match="no-entry"):
        await review.link(cluster_id, "general/nothing", ANN, everywhere=False)
    with pytest.raises(ReviewError, match="gone"):
        await review.ignore(999_999, "", ANN)


async def test_a_key_that_a_maintainer_pastes_is_not_kept(review, cluster_id):
    key, address = "sk-proj-Q7fT2mZx9LrV4bNc8WkY3hJd6PsA1eGu5R", "mail help@relay.example or try 8.8.8.8"
    words = Wording(title=f"Broken {key}", cause=f"{key} is bad", fix=(f"curl -H 'x-api-key: {key}'", address))
    vetted = await write(review, cluster_id, en=words, messages=(f"flux {key} refused for %{{INT:s}} s",), source=key)
    assert key not in vetted.overlay.text
    assert vetted.draft.messages == ("flux [redacted:openai-key] refused for %{INT:s} s",)
    assert vetted.draft.en.fix[1] == address
    overlay = vetted.overlay
    changed = vetted.draft.model_copy(update={"zh": words})
    assert key not in (await review.answers.revise(overlay.id, changed, overlay.text, ANN)).overlay.text
    assert key not in ((await review.ignore(cluster_id, f"test of {key}", ANN)).reason or "")
    assert key not in str(await review.store.audit.list())


async def test_linking_teaches_the_entry_a_further_message(review, desk, cluster_id):
    linked = await review.link(cluster_id, "relay/bad-response-status-code", ANN, everywhere=True)
    assert (linked.state, linked.entry) == ("linked", "relay/bad-response-status-code")
    (overlay,) = await review.store.overlays.list("live")
    assert overlay.entry == "relay/bad-response-status-code"
    assert desk.diagnose(Paste(FLUX.replace("88", "7"))).matches[0].entry.id == "relay/bad-response-status-code"


async def test_a_draft_whose_cluster_is_merged_meanwhile_goes_on(review, cluster_id):
    draft = (await review.propose(cluster_id, GUILD)).model_copy(update={"en": WORDS})
    text = "ERROR the warp core was ejected without permission"
    other = await review.collector.add(unmatched(text=text, fingerprint=make_fingerprint(text), guild_id=GUILD))
    await review.merge(cluster_id, other, BOB)
    vetted = await review.answers.save(draft, await review.cluster(cluster_id), ANN, everywhere=False)
    assert vetted.overlay.cluster_id == other
    with pytest.raises(ReviewError, match="same"):
        await review.merge(cluster_id, other, BOB)


def desk_with(entry, built, desk):
    """The desk over the next catalogue, which has the entry."""
    entries = {**built.knowledge.entries, entry.id: entry}
    knowledge = built.knowledge.model_copy(update={"entries": entries, "digest": "next"})
    return Desk(knowledge, Matcher(knowledge, desk.matcher.weights))


async def test_the_catalogue_wins_over_an_overlay_with_its_id(review, built, desk, cluster_id):
    vetted = await write(review, cluster_id, everywhere=True)
    await review.answers.approve(vetted.overlay.id, digest(vetted.overlay.text), CHIEF, second=False)
    upstream = vetted.entry.model_copy(update={"overlay": False})
    new_desk = desk_with(upstream, built, desk)
    shelf = Shelf(new_desk, review.store, now=now)
    await shelf.refresh()
    assert not new_desk.knowledge.entries[upstream.id].overlay
    assert (await review.answers.get(vetted.overlay.id)).state == "published"


async def test_what_the_catalogue_takes_over_from_one_guild_answers_everybody(review, built, desk, cluster_id):
    vetted = await approved(review, cluster_id)
    upstream = vetted.entry.model_copy(update={"overlay": False})
    new_desk = desk_with(upstream, built, desk)
    shelf = Shelf(new_desk, review.store, now=now)
    noted = []
    shelf.on_cluster(noted.append)
    await shelf.refresh()
    cluster = await review.cluster(cluster_id)
    assert (cluster.state, cluster.entry, cluster.local) == ("published", upstream.id, ())
    assert noted == [cluster_id]


async def test_people_are_told_once_and_only_where_the_answer_is_served(review, desk, cluster_id):
    for user_id, guild_id in ((5, GUILD), (6, ELSEWHERE), (7, None)):
        await review.store.subscriptions.add(Subscription(cluster_id, user_id, 9, guild_id=guild_id))
    assert await take_news(review.store, desk, await review.cluster(cluster_id)) == ()
    vetted = await write(review, cluster_id)
    await review.answers.approve(vetted.overlay.id, digest(vetted.overlay.text), ANN, second=False)
    assert await review.store.subscriptions.known() == (cluster_id,)
    assert await told(review, desk, cluster_id) == [5]
    assert await review.store.subscriptions.known() == ()
    await review.answers.share(vetted.overlay.id, CHIEF)
    assert await review.store.subscriptions.known() == (cluster_id,)
    assert await told(review, desk, cluster_id) == [6, 7]


async def told(review, desk, cluster_id):
    """Whom two processes tell that look at once."""
    cluster = await review.cluster(cluster_id)
    both = await asyncio.gather(*(take_news(review.store, desk, cluster) for _ in range(2)))
    return sorted(piece.subscription.user_id for pieces in both for piece in pieces)


def changed(vetted):
    return vetted.draft.model_copy(update={"codes": ("flux",)})


async def approved(review, cluster_id, actor=ANN, **more):
    vetted = await write(review, cluster_id, **more)
    await review.answers.approve(vetted.overlay.id, digest(vetted.overlay.text), actor, second=False)
    return vetted


async def test_a_live_answer_goes_on_until_its_change_is_approved(review, desk, cluster_id):
    vetted = await approved(review, cluster_id)
    better = vetted.draft.model_copy(update={"en": WORDS.model_copy(update={"title": "Quite crooked"})})
    change = await review.answers.revise(vetted.overlay.id, better, vetted.overlay.text, BOB)
    assert change.ready
    assert (change.overlay.replaces, change.overlay.author) == (vetted.overlay.id, "bob")
    paste = Paste(FLUX, guild_id=GUILD)
    assert desk.diagnose(paste).matches[0].entry.title.en == WORDS.title
    with pytest.raises(ReviewError, match="changed"):
        await review.answers.revise(vetted.overlay.id, changed(vetted), vetted.overlay.text, ANN)
    await review.answers.approve(change.overlay.id, digest(change.overlay.text), BOB, second=False)
    assert desk.diagnose(paste).matches[0].entry.title.en == "Quite crooked"
    assert (await review.answers.get(vetted.overlay.id)).state == "withdrawn"
    assert seen_in(await review.cluster(cluster_id), GUILD).state == "published"


async def test_a_draft_that_is_renamed_is_published_under_its_new_name(review, cluster_id):
    vetted = await write(review, cluster_id)
    renamed = vetted.draft.model_copy(update={"id": f"{vetted.draft.systems[0]}/crooked"})
    again = await review.answers.revise(vetted.overlay.id, renamed, vetted.overlay.text, ANN)
    await review.answers.approve(vetted.overlay.id, digest(again.overlay.text), ANN, second=False)
    assert seen_in(await review.cluster(cluster_id), GUILD).entry == renamed.id


async def test_the_operators_people_let_an_answer_out_and_back(review, desk, cluster_id):
    vetted = await approved(review, cluster_id)
    with pytest.raises(ReviewError, match="maintainers"):
        await review.answers.share(vetted.overlay.id, ANN)
    await review.answers.share(vetted.overlay.id, CHIEF)
    assert desk.diagnose(Paste(FLUX)).verdict is Verdict.MATCH
    await review.answers.share(vetted.overlay.id, CHIEF)
    assert desk.diagnose(Paste(FLUX)).verdict is Verdict.UNMATCHED
    cluster = await review.cluster(cluster_id)
    assert [seen_in(cluster, one).state for one in (GUILD, None)] == ["published", "open"]
    # It goes back to those who wrote it.
    assert desk.diagnose(Paste(FLUX, guild_id=GUILD)).verdict is Verdict.MATCH


async def test_what_a_wrong_link_taught_is_taken_back(review, desk, cluster_id):
    await review.link(cluster_id, "relay/bad-response-status-code", ANN, everywhere=True)
    (overlay,) = await review.answers.kept(None)
    vetted = await review.answers.vet(overlay.id)
    assert (vetted.ready, vetted.faults) == (True, ())
    await review.reopen(cluster_id, ANN)
    assert desk.diagnose(Paste(FLUX)).verdict is Verdict.UNMATCHED
    assert await review.answers.kept(None) == ()


async def test_another_error_with_the_same_name_upstream_sets_the_answer_aside(review, built, desk, rows, cluster_id):
    vetted = await approved(review, cluster_id, CHIEF, everywhere=True)
    other = vetted.entry.model_copy(update={"overlay": False, "messages": ("the warp core was ejected by mistake",)})
    new_desk = desk_with(other, built, desk)
    shelf = Shelf(new_desk, review.store, now=now)
    noted = []
    shelf.on_cluster(noted.append)
    await shelf.refresh()
    assert (await review.answers.get(vetted.overlay.id)).state == "draft"
    assert noted == [cluster_id]
    assert (await review.cluster(cluster_id)).state == "open"
    later = join(review.store, review.collector, shelf, new_desk, rows)
    assert (await later.answers.vet(vetted.overlay.id)).faults == (Fault("taken", {"entry": vetted.overlay.entry}),)
    assert next(event.action for event in await review.store.audit.list()) == "clash"


async def test_a_draft_of_a_system_that_is_no_more_has_a_fault(review, built, desk, rows, cluster_id):
    vetted = await write(review, cluster_id)
    (system,) = vetted.draft.systems
    left = {one.id: one for one in built.knowledge.entries.values() if system not in one.systems}
    knowledge = built.knowledge.model_copy(
        update={
            "entries": left,
            "systems": {name: one for name, one in built.knowledge.systems.items() if name != system},
            "digest": "next",
        }
    )
    new_desk = Desk(knowledge, Matcher(knowledge, desk.matcher.weights))
    shelf = Shelf(new_desk, review.store, now=now)
    later = join(review.store, review.collector, shelf, new_desk, rows)
    again = await later.answers.vet(vetted.overlay.id)
    assert not again.ready
    assert [(fault.reason, fault.values["name"]) for fault in again.faults] == [("no-system", system)]
    revised = await later.answers.revise(vetted.overlay.id, changed(vetted), vetted.overlay.text, ANN)
    assert (revised.ready, revised.draft) == (False, changed(vetted))


async def test_samples_of_another_error_are_taken_out(review, cluster_id):
    wrapped = FLUX.replace("FluxCapacitorError", "Retry 3 failed, giving up: FluxCapacitorError")
    paste = unmatched(text=wrapped, fingerprint=make_fingerprint(wrapped), user="u9", guild_id=GUILD)
    assert await review.collector.add(paste) == cluster_id
    cluster = await review.cluster(cluster_id)
    digests = {sample.text: sample_digest(sample.text) for sample in cluster.samples}
    new = await review.split(cluster_id, [digests[wrapped]], ANN)
    assert [sample.text for sample in new.samples] == [wrapped]
    assert await review.collector.add(paste) == new.id
    with pytest.raises(ReviewError, match="whole"):
        await review.split(new.id, [digests[wrapped]], ANN)
    (one, *_) = [name for text, name in digests.items() if text != wrapped]
    with pytest.raises(ReviewError, match="alike"):
        await review.split(cluster_id, [one], ANN)
    with pytest.raises(ReviewError, match="gone"):
        await review.split(cluster_id, list(digests.values()), ZOE)
