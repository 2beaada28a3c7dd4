from __future__ import annotations

import pytest

from bot.desk import Paste
from bot.matching.decide import Door, Verdict


def top(matcher, text, **context):
    decision = matcher.decide(matcher.survey(text, **context), Door.COMMAND)
    return matcher.entries[decision.ranked[0].candidate.entry].id if decision.ranked else None


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Error: Quota exceeded for metric: requests per day, limit: 50", "alpha/429-per-day"),
        ("Error: Quota exceeded for metric: requests per minute, limit: 5", "alpha/429-per-minute"),
        ("quota exceeded for met\nric: requests per min\nute, lim\nit: 5 怎么办", "alpha/429-per-minute"),
        ('{\\"message\\": \\"Quota exceeded for metric: requests per day, limit: 20\\"}', "alpha/429-per-day"),
        ("当前分组 vip 下对于模型 gpt-4o 无可用渠道 (request id: 2025)", "relay/no-channel"),
        ("[TypeError: fetch failed] cause: connect ECONNREFUSED 127.0.0.1:7890", "net/refused"),
        ("[TypeError: fetch failed] cause: connect ECONNREFUSED 127.0.0.1:11434", "net/refused-local"),
        ("openai.RateLimitError: Error code: 429", "general/http-429"),
        ("openai.InternalServerError: Error code: 503", "general/http-503"),
    ],
)
def test_the_telling_part_decides(matcher, text, entry):
    assert top(matcher, text) == entry


def test_a_specific_message_comes_before_its_wrapper(matcher):
    shell = "Chat Completion API Internal Server Error\n429 Too Many Requests\n"
    text = shell + "Quota exceeded for metric: requests per day, limit: 5"
    assert top(matcher, text) == "alpha/429-per-day"


@pytest.mark.parametrize(
    ("context", "entry"),
    [
        ({"system": "beta"}, "beta/400-bad-key"),
        ({"system": "alpha"}, "alpha/400-bad-key"),
        ({"channel_system": "beta"}, "beta/400-bad-key"),
    ],
)
def test_the_system_decides_between_equal_messages(matcher, context, entry):
    assert top(matcher, "API key not valid. Please pass a valid API key.", **context) == entry


@pytest.mark.parametrize(
    ("trace", "entry"),
    [
        ("POST https://api.beta.example/v1 ", "beta/400-bad-key"),
        ("[BetaProxy] 400: ", "beta/400-bad-key"),
        ("https://api.alpha.example/ ", "alpha/400-bad-key"),
        ("betalm 一直报：", "beta/400-bad-key"),
        ("betalm at https://api.alpha.example/ ", "alpha/400-bad-key"),
    ],
)
def test_traces_in_the_paste_speak_for_their_system(matcher, trace, entry):
    assert top(matcher, f"{trace}API key not valid. Please pass a valid API key.") == entry


def test_equal_messages_without_context_become_a_choice(matcher):
    survey = matcher.survey('{"error": {"code": 400, "message": "API key not valid. Please pass a valid API key."}}')
    decision = matcher.decide(survey, Door.COMMAND)
    assert decision.verdict is Verdict.CHOICE
    assert {matcher.entries[scored.candidate.entry].id for scored in decision.choices} == {
        "alpha/400-bad-key",
        "beta/400-bad-key",
    }


def test_two_problems_in_one_paste_become_two_matches(matcher):
    text = (
        "Error: Quota exceeded for metric: requests per day, limit: 50\nsome line in between that says nothing\n"
        "Error: 当前分组 vip 下对于模型 gpt-4o 无可用渠道"
    )
    decision = matcher.decide(matcher.survey(text), Door.COMMAND)
    assert {matcher.entries[scored.candidate.entry].id for scored in decision.matches} == {
        "alpha/429-per-day",
        "relay/no-channel",
    }


def test_services_outside_the_catalogue_are_noticed(matcher):
    assert matcher.survey("radio.example says 429 Too Many Requests").context.foreign == ("Radio",)
    assert matcher.survey("radiofmx says 429 Too Many Requests").context.foreign == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "😀" * 100,
        "\ud800" * 50,
        "\x00" * 1000,
        "a",
        "无",
        "429",
        "{" * 5000,
        "[" * 3000 + "]" * 3000,
        "\u202e" * 400,
        "%{INT:x}",
    ],
)
@pytest.mark.parametrize("door", list(Door))
def test_hostile_texts_get_a_quiet_verdict(matcher, text, door):
    decision = matcher.decide(matcher.survey(text), door)
    assert decision.verdict in {Verdict.SILENT, Verdict.UNMATCHED, Verdict.CHOICE, Verdict.MATCH}
    assert all(0.0 <= scored.probability <= 1.0 for scored in decision.ranked)
    if not text.strip() or text == "a":
        assert decision.verdict is Verdict.SILENT


@pytest.mark.parametrize(
    ("text", "own_line"),
    [
        ("Quota exceeded for metric: requests per day, limit: 50", True),
        ("Error: Quota exceeded for metric: requests per day, limit: 50\nany idea?", True),
        ("hello\n\n> Quota exceeded for metric: requests per day, limit: 50.", True),
        ("last year it was quota exceeded for metric: requests per day, limit: 50 all the time", False),
        ("Quota exceeded for metric: requests per day, limit: 50 is what my friend gets", False),
        ("expect(text).toBe('Quota exceeded for metric: requests per day, limit: 50')", False),
    ],
)
def test_a_message_on_a_line_of_its_own_is_noticed(matcher, text, own_line):
    found = {matcher.entries[one.entry].id: one.own_line for one in matcher.survey(text).candidates if one.message}
    assert found["alpha/429-per-day"] is own_line


def test_the_entry_of_a_bare_status_answers_where_nothing_specific_does(matcher):
    bare = matcher.decide(matcher.survey("一直 429 怎么办"), Door.COMMAND)
    assert matcher.entries[bare.ranked[0].candidate.entry].id == "general/http-429"
    told = matcher.survey("429: Quota exceeded for metric: requests per day, limit: 50")
    specific = matcher.decide(told, Door.COMMAND)
    assert matcher.entries[specific.ranked[0].candidate.entry].id == "alpha/429-per-day"


def test_who_asks_about_a_bare_status_is_believed_more_than_who_mentions_one(matcher):
    survey = matcher.survey("老是 429")
    asked, seen = (matcher.decide(survey, door).ranked[0] for door in (Door.COMMAND, Door.WATCH))
    assert asked.candidate == seen.candidate
    assert asked.probability > seen.probability


def test_what_other_programs_print_too_is_answered_unasked_only_where_its_system_is_spoken_of(desk):
    text = (
        "error: RPC failed; curl 92 HTTP/2 stream 5 was not closed cleanly\nfatal: early EOF\nfatal: index-pack failed"
    )
    answer = "sillytavern/git-transfer-broken"

    def answers(**given):
        return [match.entry.id for match in desk.diagnose(Paste(**given)).matches]

    assert answers(text=text, door=Door.WATCH) == []
    assert answers(text=text, door=Door.WATCH, channel_system="sillytavern") == [answer]
    assert answers(text=f"SillyTavern update\n{text}", door=Door.WATCH) == [answer]
    assert answers(text=text, door=Door.COMMAND) == [answer]


@pytest.mark.parametrize(
    "text",
    [
        "游戏一打开就闪退",
        "it crashes when I click save",
        "CE-34878-0 on my console",
        "返回 code 11202",
        "收不到短信验证码",
        "login just spins",
    ],
)
def test_the_gate_opens_for_symptoms_and_codes(desk, text):
    assert desk.matcher.gate.opens(text)


@pytest.mark.parametrize(
    "text",
    [
        "sk-a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6",
        "「AIzaSyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q」",
        "203.0.113.7",
        "https://api.x.com/v1\nsk-a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6",
        "key: sk-a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6",
    ],
)
@pytest.mark.parametrize("door", list(Door))
def test_a_secret_alone_is_no_error(desk, text, door):
    diagnosis = desk.diagnose(Paste(text, door=door))
    assert diagnosis.verdict is Verdict.SILENT
    assert not diagnosis.logged
    assert diagnosis.redacted
    assert diagnosis.replies is (door is Door.COMMAND)
    assert desk.read(Paste(text, door=door)).diagnosis.verdict is Verdict.SILENT
    assert desk.find(Paste(text, door=door)) == ()
    if door is Door.COMMAND:
        assert diagnosis.fingerprint  # a report of it joins none but its like


def test_a_service_outside_counts_against_every_entry_but_its_own(desk):
    matcher = desk.matcher
    survey = matcher.survey("Groq: Rate limit reached for model `x` in organization `org_x` on tokens per minute (TPM)")
    foreign = {matcher.entries[one.entry].id: one.foreign for one in survey.candidates}
    assert foreign["general/groq-rate-limit"] is False
    assert foreign["openai/429-rate-limit-tpm-rpm"] is True


def test_who_hands_over_status_and_code_of_a_known_error_is_not_told_that_there_is_none(desk):
    paste = Paste(text="429 RESOURCE_EXHAUSTED generate_requests_per_minute. Please retry in 41s.")
    assert desk.read(paste).decision.verdict is not Verdict.SILENT
    assert desk.read(Paste(text="how are you today")).decision.verdict is Verdict.SILENT
