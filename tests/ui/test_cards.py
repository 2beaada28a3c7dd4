"""Every entry as Discord would show it: whole, within the limits, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.desk import Choice, Match, Paste
from bot.knowledge.model import Bilingual
from bot.matching.decide import Verdict
from bot.ui.answer import show_diagnosis
from bot.ui.cards import CardKind, build_cards, build_detail_card, build_entry_card
from bot.ui.cards.questions import first_sentence
from bot.ui.embeds import MAX_TOTAL, build_embeds
from bot.ui.ids import MAX_CUSTOM_ID
from bot.ui.markup import DISCORD
from bot.ui.pen import tidy
from bot.ui.plain import write_plain

AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TONGUES = ["zh", "en", "zh-TW"]
DAILY = (
    '{"error": {"code": 429, "message": "Quota exceeded for metric: generate_requests, limit: 250, '
    'model: gemini-2.5-pro\\nPlease retry in 38.5s.", "status": "RESOURCE_EXHAUSTED"}}'
)


def answered(desk, *entry_ids, text=DAILY):
    """A diagnosis as if these entries were the answers to `text`."""
    entries = desk.knowledge.entries
    matches = tuple(Match(entries[entry_id], 0.99, {}) for entry_id in entry_ids)
    return replace(desk.diagnose(Paste(text)), verdict=Verdict.MATCH, matches=matches, choices=())


def check_embed(embed):
    assert 1 <= len(embed.title) <= 256
    assert 1 <= len(embed.description) <= 4096
    assert len(embed.fields) <= 25
    assert all(1 <= len(field.name) <= 256 and 1 <= len(field.value) <= 1024 for field in embed.fields)
    assert len(embed.footer.text or "") <= 2048


@pytest.mark.parametrize("tongue", TONGUES)
async def test_every_entry_fits_discord_and_loses_nothing(desk, texts, tongue):
    for entry in desk.knowledge.entries.values():
        shown = show_diagnosis(answered(desk, entry.id, text="x"), tongue, texts, AT)
        (embed,) = shown.embeds
        check_embed(embed)
        assert len(embed) <= MAX_TOTAL
        assert "…" not in (embed.description or "")[-2:], entry.id
        assert "{" not in embed.title, entry.id
        assert all(len(child.custom_id) <= MAX_CUSTOM_ID for child in shown.view.children), entry.id


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_long_form_fits_too(desk, texts, tongue):
    for entry in desk.knowledge.entries.values():
        for card in (build_detail_card(entry, tongue, texts), build_entry_card(entry, tongue, texts)):
            (embed,) = build_embeds([card], tongue, texts)
            check_embed(embed)
            assert len(embed) <= MAX_TOTAL


def test_the_plain_form_fits_and_keeps_the_steps(desk, texts):
    for entry in desk.knowledge.entries.values():
        text = write_plain(build_cards(answered(desk, entry.id, text="x"), "en", texts, AT), "en", texts)
        assert len(text) <= 2000
        assert entry.fix.en[0][:20] in text or "{" in entry.fix.en[0], entry.id


async def test_three_long_answers_share_one_message(desk, texts):
    longest = sorted(desk.knowledge.entries.values(), key=lambda entry: -len(entry.model_dump_json()))
    shown = show_diagnosis(answered(desk, *(entry.id for entry in longest[:5])), "en", texts, AT)
    assert len(shown.embeds) == 3
    assert sum(map(len, shown.embeds)) <= MAX_TOTAL
    plain = show_diagnosis(answered(desk, *(entry.id for entry in longest[:3])), "en", texts, AT, embeds=False)
    assert len(plain.content) <= 2000


def worded(desk, cause):
    """An entry with a cause of our choice."""
    entry = desk.knowledge.entries["gemini-aistudio/429-daily-quota"]
    return entry.model_copy(update={"cause": Bilingual(zh=cause, en=cause), "daily_reset": None})


def with_match(desk, entry, captures):
    return replace(desk.diagnose(Paste(DAILY)), verdict=Verdict.MATCH, matches=(Match(entry, 0.9, captures),))


def test_what_the_paste_says_is_named(desk, texts):
    (card,) = build_cards(with_match(desk, worded(desk, "Over the quota."), {"limit": "250"}), "en", texts, AT)
    facts = {fact.key: fact for fact in card.facts}
    assert facts["code"].value == "429 · RESOURCE_EXHAUSTED"
    assert facts["model"].value == "gemini-2.5-pro"
    assert facts["limit"].value == "250"
    assert (facts["retry_after"].moment - AT).total_seconds() == pytest.approx(38.5)
    (embed,) = build_embeds([card], "en", texts)
    assert f"<t:{int(AT.timestamp()) + 38}:R>" in embed.description


def test_a_status_that_is_also_the_code_is_named_once(desk, texts):
    entry = worded(desk, "Over the quota.")
    diagnosis = replace(
        desk.diagnose(Paste('{"error":{"code":"429","message":"x"},"status":429}')), verdict=Verdict.MATCH
    )
    (card,) = build_cards(replace(diagnosis, matches=(Match(entry, 0.9, {}),)), "en", texts, AT)
    assert next(fact.value for fact in card.facts if fact.key == "code") == "429"


@pytest.mark.parametrize(
    ("paste", "code"),
    [
        ("429 Quota exceeded for consumer 'project_number:681255809395'", "429"),
        ('500 {"error": {"type": "unknown_error", "message": "x"}}', "500"),
        ("500 TypeError: x", "500"),
        ('429 {"error": {"param": "max_tokens", "code": "insufficient_quota"}}', "429 · insufficient_quota"),
    ],
)
def test_what_only_looks_like_a_code_is_not_shown(desk, texts, paste, code):
    match = Match(worded(desk, "It failed."), 0.9, {})
    diagnosis = replace(desk.diagnose(Paste(paste)), verdict=Verdict.MATCH, matches=(match,))
    (card,) = build_cards(diagnosis, "en", texts, AT)
    assert [fact.value for fact in card.facts if fact.key == "code"] == [code]


def test_a_value_is_shown_once(desk, texts):
    captures = {"metric": "Gemini 2.5 Pro Requests", "quota": "Gemini 2.5 Pro Requests"}
    (card,) = build_cards(with_match(desk, worded(desk, "It is used up."), captures), "en", texts, AT)
    assert [fact.key for fact in card.facts if "Requests" in fact.value] == ["metric"]


def test_a_delay_is_said_in_the_language_of_the_reader(desk, texts):
    entry = worded(desk, "Wait {retry|a while}.")
    (card,) = build_cards(with_match(desk, entry, {"retry": "38.5s"}), "zh", texts, AT)
    assert card.body == "Wait 39 秒."


def test_status_and_request_id_come_from_the_whole_paste(desk, texts):
    paste = '503 {"error":{"message":"openai_error (request id: 20261128103267073)","type":"upstream_error"}}'
    entry = worded(desk, "Status {status|N}, id {request_id|unknown}.")
    diagnosis = replace(desk.diagnose(Paste(paste)), verdict=Verdict.MATCH, matches=(Match(entry, 0.9, {}),))
    (card,) = build_cards(diagnosis, "en", texts, AT)
    assert card.body == "Status 503, id 20261128103267073."


def test_a_daily_allowance_counts_down_to_its_reset(desk, texts):
    """The retry delay beside it is wrong, and the entry says so."""
    entry = desk.knowledge.entries["gemini-aistudio/429-daily-quota"]
    (card,) = build_cards(with_match(desk, entry, {"limit": "250"}), "en", texts, AT, markup=DISCORD)
    midnight = int(datetime(2026, 11, 21, 8, 0, tzinfo=UTC).timestamp())
    (embed,) = build_embeds([card], "en", texts)
    assert f"Resets <t:{midnight}:R>" in embed.description
    assert "Try again" not in embed.description
    assert f"Wait for the reset: <t:{midnight}:f>." in embed.description
    (card,) = build_cards(with_match(desk, entry, {}), "zh", texts, AT)
    assert "20 小时" in next(fact.value for fact in card.facts if fact.key == "reset")
    other = entry.model_copy(update={"daily_reset": "Nowhere/Land"})
    (card,) = build_cards(with_match(desk, other, {}), "en", texts, AT)
    assert {fact.key for fact in card.facts} == {"code", "retry_after"}
    assert "midnight Pacific time" in card.sections[0].lines[0]


@pytest.mark.parametrize(
    ("reset", "moment"),
    [("9am (America/Chicago)", "2026-11-20T15:00"), ("1795305600", "2026-11-22T00:00"), ("in a while", None)],
)
def test_a_reset_in_the_paste_becomes_a_moment(desk, texts, reset, moment):
    entry = desk.knowledge.entries["claude-api/429-subscription-usage-limit"]
    (card,) = build_cards(with_match(desk, entry, {"reset": reset}), "en", texts, AT, markup=DISCORD)
    if moment is None:
        assert "Reset: `in a while`." in card.body
        return
    stamp = int(datetime.fromisoformat(moment + "+00:00").timestamp())
    assert f"Reset: <t:{stamp}:f>." in card.body
    (embed,) = build_embeds([card], "en", texts)
    assert f"Resets <t:{stamp}:R>" in embed.description


def test_a_time_that_is_past_is_not_said(desk, texts):
    """Delays count from when the paste was sent, however much later somebody asks about it."""
    diagnosis = with_match(desk, worded(desk, "Wait {retry|a while}."), {"retry": "38.5s"})
    (card,) = build_cards(diagnosis, "en", texts, AT, now=AT + timedelta(seconds=30))
    fact = next(fact for fact in card.facts if fact.key == "retry_after")
    assert (fact.moment, fact.value) == (AT + timedelta(seconds=38.5), "9 s")
    (card,) = build_cards(diagnosis, "en", texts, AT, now=AT + timedelta(seconds=39))
    assert (card.body, [fact.key for fact in card.facts]) == ("Wait a while.", ["code", "model"])

    entry = desk.knowledge.entries["claude-api/429-subscription-usage-limit"]
    diagnosis = with_match(desk, entry, {"reset": "9am (America/Chicago)"})
    (embed,) = build_embeds(build_cards(diagnosis, "en", texts, AT, now=AT + timedelta(hours=4)), "en", texts)
    assert "9am" not in embed.description
    assert "<t:" not in embed.description


def test_what_the_cause_names_is_not_said_twice(desk, texts):
    cause = "{model|The model} allows {limit} requests. Wait {used} more."
    (card,) = build_cards(with_match(desk, worded(desk, cause), {"limit": "250"}), "en", texts, AT)
    assert card.body == "gemini-2.5-pro allows 250 requests."
    assert {fact.key for fact in card.facts} == {"code", "retry_after"}


def test_values_of_the_paste_can_not_format_or_ping(desk, texts):
    captures = {"limit": "`@everyone` **1**\u202e", "model": "[x](https://evil) ```"}
    diagnosis = with_match(desk, worded(desk, "At most {limit}."), captures)
    (card,) = build_cards(diagnosis, "en", texts, AT, markup=DISCORD)
    assert card.body == "At most `'@everyone' **1**`."
    assert "`[x](https://evil) '''`" in [fact.value for fact in card.facts]


async def test_a_choice_says_what_separates_the_candidates(desk, texts):
    entries = desk.knowledge.entries
    first = entries["gemini-aistudio/400-api-key-invalid"]
    second = entries["gemini-aistudio/400-api-key-expired"]
    diagnosis = replace(
        desk.diagnose(Paste("x")), verdict=Verdict.CHOICE, matches=(), choices=(Choice(first, 0.5), Choice(second, 0.4))
    )
    (card,) = build_cards(diagnosis, "en", texts, AT)
    assert card.kind is CardKind.CHOICE
    assert [section.title for section in card.sections] == ["Candidates", "How to tell them apart"]
    shown = show_diagnosis(diagnosis, "en", texts, AT)
    check_embed(shown.embeds[0])
    menu = next(child for child in shown.view.children if child.custom_id == "e1:pick")
    assert [option.value for option in menu.item.options] == [first.id, second.id, "-"]


async def test_a_menu_never_has_more_than_25_options(desk, texts):
    choices = tuple(Choice(entry, 0.1) for entry in list(desk.knowledge.entries.values())[:40])
    diagnosis = replace(desk.diagnose(Paste("x")), verdict=Verdict.CHOICE, matches=(), choices=choices)
    shown = show_diagnosis(diagnosis, "zh", texts, AT)
    check_embed(shown.embeds[0])
    menu = next(child for child in shown.view.children if child.custom_id == "e1:pick")
    assert len(menu.item.options) == 25


@pytest.mark.parametrize("verdict", [Verdict.UNMATCHED, Verdict.SILENT])
@pytest.mark.parametrize("tongue", TONGUES)
async def test_no_answer_is_said_kindly(desk, texts, tongue, verdict):
    nearest = tuple(desk.knowledge.entries.values())[:3]
    diagnosis = replace(desk.diagnose(Paste("x")), verdict=verdict, matches=(), choices=(), nearest=nearest)
    shown = show_diagnosis(diagnosis, tongue, texts, AT)
    check_embed(shown.embeds[0])
    assert texts.read(nearest[0].title, tongue) in str(shown.embeds[0].to_dict())
    assert (shown.view is None) == (verdict is Verdict.SILENT)


async def test_a_single_candidate_is_a_guess_with_its_whole_answer(desk, texts):
    entry = desk.knowledge.entries["gemini-aistudio/400-api-key-invalid"]
    diagnosis = replace(desk.diagnose(Paste("x")), verdict=Verdict.CHOICE, matches=(), choices=(Choice(entry, 0.6),))
    shown = show_diagnosis(diagnosis, "en", texts, AT)
    (embed,) = shown.embeds
    assert embed.title == f"Probably: {entry.title.en}"
    assert entry.fix.en[0] in embed.description
    assert "e1:wrong" in [child.custom_id for child in shown.view.children]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在分组 （令牌所属） 里找不到 这个模型名 的渠道", "在分组（令牌所属）里找不到这个模型名的渠道"),
        ("上限 `250` 。", "上限 `250`。"),
        ("上限 `250` 次，模型 `a b`", "上限 `250` 次，模型 `a b`"),
        ("换 Key 再试", "换 Key 再试"),
        ("At most `250` a day.", "At most `250` a day."),
    ],
)
def test_values_leave_no_odd_spaces(text, expected):
    assert tidy(text) == expected


def test_of_several_problems_each_names_its_own_signals(desk, texts):
    text = (
        'API Error (529 {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}) retrying in 5 s\n'
        "Claude usage limit reached. Your limit will reset at 9am."
    )
    diagnosis = answered(desk, "claude-api/529-overloaded", "claude-api/429-subscription-usage-limit", text=text)
    first, second = build_cards(diagnosis, "en", texts, AT)
    assert "529" in next(fact.value for fact in first.facts if fact.key == "code")
    assert {fact.key for fact in second.facts}.isdisjoint({"code", "retry_after"})


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The key is wrong. Copy it again.", "The key is wrong."),
        ("The field has the wrong form (the OpenAI form; seen in a client). Update.", None),
        ("The profile is missing (prefix us., eu., apac. or global.). Add it.", None),
        ("It names no quota (e.g. check quota). Wait.", "It names no quota (e.g. check quota)."),
        (
            "Node.js 太旧（新版需要 20 以上；Windows 7 装不了）。换新的。",
            "Node.js 太旧（新版需要 20 以上；Windows 7 装不了）。",
        ),
        ("额度用完了；明天再来。", "额度用完了"),
        ("One sentence", "One sentence"),
    ],
)
def test_a_candidate_is_told_by_one_whole_sentence(text, first):
    assert first_sentence(text) == (first or text[: text.index("). ") + 2])


def test_details_end_no_code_in_the_middle_of_a_message(desk, texts):
    for entry in desk.knowledge.entries.values():
        card = build_detail_card(entry, "en", texts)
        for section in card.sections[-1:] if entry.messages else ():
            assert all(line.count("`") == 2 and "\n" not in line for line in section.lines), entry.id


def test_details_show_messages_without_the_language_of_slots(desk, texts):
    for entry in desk.knowledge.entries.values():
        card = build_detail_card(entry, "en", texts)
        assert not any("%{" in line for section in card.sections for line in section.lines), entry.id
