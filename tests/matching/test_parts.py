"""A paste of several errors falls into its parts; the fields of one error body stay together."""

from __future__ import annotations

import pytest

from bot.desk import Desk, Paste
from bot.matching.parts import Parts


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        (
            "kiro: Too many requests, please wait before trying again. (Request ID: 3f32028f)\n"
            'through the proxy it is 400 {"message":"Improperly formed request.","reason":null} instead',
            {"kiro/429-too-many-requests", "kiro/400-improperly-formed-request"},
        ),
        (
            "昨天 当前分组 default 下对于模型 gpt-4o 无可用渠道\n"
            "今天又是 connect ECONNREFUSED 127.0.0.1:11434 ollama 也连不上",
            {"relay/no-available-channel", "local/ollama-unreachable"},
        ),
        (  # nothing but a few letters stands between the two
            'API error 402: {"message":"You have reached the limit.","reason":"MONTHLY_REQUEST_COUNT"}\n'
            "换号 403 Your User ID is temporarily suspended. We've locked your account as a security precaution.",
            {"kiro/402-monthly-limit", "kiro/user-id-suspended"},
        ),
        (  # one of them is only a status
            '一直报 {"error":{"code":503,"message":"Service Unavailable.","type":"cf_service_unavailable"}}\n'
            "要么就 524",
            {"general/http-503", "network/cloudflare-524"},
        ),
        (
            "newapi 报 当前分组 default 下对于模型 gpt-4o 无可用渠道\n另一个站 connect ECONNREFUSED 127.0.0.1:11434",
            {"relay/no-available-channel", "local/ollama-unreachable"},
        ),
        (  # people who quote machines within a sentence
            "一直 503 The model is overloaded. Please try again later. 好了以后没聊几句就 "
            "API key not valid. Please pass a valid API key.",
            {"gemini-aistudio/503-model-overloaded", "gemini-aistudio/400-api-key-invalid"},
        ),
    ],
)
def test_every_cause_is_found(desk, text, entries):
    reading = desk.read(Paste(text))
    assert len(reading.survey.parts) == 2
    assert "".join(part.text for part in reading.survey.parts).split() == reading.survey.text.split()
    assert {match.entry.id for match in reading.diagnosis.matches} == entries


def test_two_statuses_in_one_breath_are_both_offered(desk):
    diagnosis = desk.diagnose(Paste("用 sonnet 的时候反代经常报 503、429"))
    assert {choice.entry.id for choice in diagnosis.choices} == {"general/http-503", "general/http-429"}


def test_a_part_without_a_system_speaks_of_those_of_the_whole(desk):
    reading = desk.read(Paste("api.deepseek.com 先是 402 Insufficient Balance\n\n充值后 503 Service is too busy"))
    assert [part.context.strengths for part in reading.survey.parts] == [reading.survey.context.strengths] * 2


@pytest.mark.parametrize(
    "text",
    [
        '{"error":{"message":"Your account org-xxxx request reached max organization concurrency: 1, please try again '
        'after 1 seconds","type":"rate_limit_reached_error"}}',
        '{"error":{"message":"Resource has been exhausted (e.g. check quota).","status":"RESOURCE_EXHAUSTED"}}',
        "hello there",
        "",
    ],
)
def test_one_error_is_one_part(desk, text):
    assert not desk.read(Paste(text)).survey.parts


def test_the_same_error_many_times_is_one_answer(desk):
    line = "connect ECONNREFUSED 127.0.0.1:7890 while sending the request\n"
    assert len(desk.diagnose(Paste(line * 40)).matches) <= 1


def test_what_answers_in_another_guild_is_no_second_answer(desk):
    theirs = "local/ollama-unreachable"
    text = (
        "先是 API key not valid. Please pass a valid API key.\n\n"
        "换了之后 connect ECONNREFUSED 127.0.0.1:11434 ollama 也连不上"
    )
    home = {match.entry.id for match in desk.diagnose(Paste(text, guild_id=1)).matches}
    assert theirs in home
    ours = Desk(desk.knowledge, desk.matcher)
    ours.replace(desk.knowledge, desk.matcher, {theirs: 1})
    assert {match.entry.id for match in ours.diagnose(Paste(text, guild_id=1)).matches} == home
    assert theirs not in {match.entry.id for match in ours.diagnose(Paste(text, guild_id=2)).matches}


def test_parts_are_read_when_they_are_asked_for(desk):
    text = (
        "kiro: Too many requests, please wait before trying again. (Request ID: 3f32028f)\n"
        'through the proxy it is 400 {"message":"Improperly formed request.","reason":null} instead'
    )
    read: list[str] = []
    whole = desk.matcher.survey(text)

    def survey_piece(piece):
        read.append(piece)
        return desk.matcher.survey(piece)

    parts = Parts(whole, survey_piece)
    assert (len(parts), read) == (2, [])
    assert parts[1] is parts[-1] is list(parts)[1]
    assert read == [whole.text[start:end] for start, end in (parts.ranges[1], parts.ranges[0])]
    assert parts[:1] == [parts[0]]
