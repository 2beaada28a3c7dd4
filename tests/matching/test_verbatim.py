"""A paste that is a known wording and nothing else."""

from __future__ import annotations

import pytest

from bot.desk import Paste
from bot.knowledge.model import KnowledgeBase
from bot.matching.decide import Door, Verdict
from bot.matching.matcher import Matcher
from bot.matching.verbatim import Sayings
from bot.matching.weights import Weights
from tests.matching.conftest import make_entry, make_system


def first(desk, text, door, **more):
    diagnosis = desk.diagnose(Paste(text, door=door, **more))
    return diagnosis.verdict, next((match.entry.id for match in diagnosis.matches), None)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Please use a valid role: user, model.", "gemini-aistudio/400-invalid-role"),
        ("This token has no access to model gpt-4o", "relay/token-model-forbidden"),
        ("Credit balance is too low", "claude-api/400-credit-balance-too-low"),
        ("No tool output found for function call", "openai/400-tool-calls-missing-response"),
        ("`top_p` is deprecated for this model.", "claude-api/400-temperature-deprecated"),
        ("令牌无效", "relay/token-invalid"),
        ("令牌 sk-ab**cd（#12）额度已用尽", "relay/token-quota-exhausted"),
        ("504 Gateway Timeout", "general/http-504"),
        ("503 Service Unavailable", "general/http-503"),
        ("status_code=529", "general/http-529"),
        # The whole of a general message, which yields to the one for that status.
        ("channel error (channel #21323, status code: 504): bad response status code 504", "relay/bad-response-504"),
    ],
)
def test_a_whole_message_is_answered_even_unasked(desk, text, entry):
    assert first(desk, text, Door.WATCH) == (Verdict.MATCH, entry)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("空回", "relay/empty-reply"),
        ("空回了怎么办", "relay/empty-reply"),
        ("DeepSeek 402", "deepseek/402-insufficient-balance"),
        ("cf 520", "network/cloudflare-520"),
        ("求助 cf 520！！", "network/cloudflare-520"),
        ("error 1302", "zhipu/1302-concurrency-limit"),
    ],
)
def test_a_saying_is_answered_to_who_asks(desk, text, entry):
    verdict, found = first(desk, text, Door.COMMAND)
    assert (verdict, found) == (Verdict.MATCH, entry)


@pytest.mark.parametrize("text", ["空回", "cf 520", "DeepSeek 402"])
def test_a_saying_alone_is_talk_in_a_channel(desk, text):
    assert first(desk, text, Door.WATCH)[0] is not Verdict.MATCH


@pytest.mark.parametrize(
    "text",
    [
        "he said: Please use a valid role: user, model. and I laughed about it all day long with my friends",
        "WSL, Claude latest. API Error (520 status code (no body))",
        "[该模型不支持识图]  上游支持图片，但是dsh-codex-desktop里提示不支持识图",
        'raise ValueError("Please use a valid role: user, model.")  # and a comment of some length behind it',
    ],
)
def test_a_message_among_other_words_is_weighed_as_before(desk, text):
    survey = desk.read(Paste(text)).survey
    assert not any(candidate.whole for candidate in survey.candidates)


def test_what_two_entries_say_alike_is_a_choice():
    entries = [make_entry(name, aliases={"zh": ["一直转圈圈"], "en": []}) for name in ("alpha/one", "beta/two")]
    base = KnowledgeBase(
        entries={entry.id: entry for entry in entries},
        systems={name: make_system(name) for name in ("alpha", "beta")},
        digest="0" * 32,
    )
    matcher = Matcher(base, Weights.load())
    decision = matcher.decide(matcher.survey("一直转圈圈"), Door.COMMAND)
    assert {matcher.entries[scored.candidate.entry].id for scored in decision.choices} == {"alpha/one", "beta/two"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Out of credits!", {0}),
        ("怎么办，OUT OF CREDITS 了", {0}),
        ("out of creditsx", set()),
        ("怎么办", set()),
        ("", set()),
        ("out of credits " * 5, set()),
    ],
)
def test_sayings_are_compared_letter_by_letter(text, found):
    sayings = Sayings([make_entry("alpha/one", "x y z", aliases={"en": ["out of credits"], "zh": []})])
    assert sayings.find(text, (0,)) == found
