"""Pastes that nearly everybody sends sooner or later lead to their own entry, not to a neighbour that prints alike."""

from __future__ import annotations

import pytest

from bot.assembly import build_desk
from bot.desk import Paste
from bot.matching.decide import Door

SENTENCE = "You exceeded your current quota, please check your plan and billing details."
GEMINI = "gemini-aistudio/429-no-quota-named"
OPENAI = "openai/429-insufficient-quota"
HELP_CENTER = "If this issue persists please contact us through our help center at help.openai.com."
CHALLENGE = '403 <!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title>'


@pytest.fixture(scope="module")
def ask():
    desk = build_desk().desk

    def ask(text: str, door: Door = Door.WATCH, system: str | None = None) -> tuple[list[str], list[str]]:
        """The ids of what is answered for certain, and of what is offered."""
        said = desk.diagnose(Paste(text=text, door=door, system=system))
        return [match.entry.id for match in said.matches], [choice.entry.id for choice in said.choices]

    return ask


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        (f"Google AI Studio API returned error: 429 Too Many Requests {SENTENCE}", GEMINI),
        (f'{{"error": {{"code": 429, "message": "{SENTENCE}", "status": "RESOURCE_EXHAUSTED"}}}}', GEMINI),
        (f"gemini 2.5 pro 报错 {SENTENCE}", GEMINI),
        (f"openai.RateLimitError: {SENTENCE}", OPENAI),
        (f"{SENTENCE} insufficient_quota", OPENAI),
        (f"{SENTENCE} For more information see https://platform.openai.com/docs/guides/error-codes", OPENAI),
    ],
)
def test_the_quota_sentence_belongs_to_who_is_named(ask, text, entry):
    assert ask(text) == ([entry], [])


def test_the_quota_sentence_follows_the_chosen_system(ask):
    assert ask(SENTENCE, Door.COMMAND, "gemini-aistudio") == ([GEMINI], [])
    assert ask(SENTENCE, Door.COMMAND, "openai") == ([OPENAI], [])


def test_the_quota_sentence_alone_is_no_certain_answer(ask):
    assert ask(SENTENCE) == ([], [OPENAI, GEMINI])


@pytest.mark.parametrize("status", [400, 401, 403, 404, 408, 413, 422, 429, 500, 502, 503, 504, 529])
@pytest.mark.parametrize("form", ["AxiosError: Request failed with status code {}", "Error: {} status code (no body)"])
def test_a_bare_status_is_its_general_entry(ask, status, form):
    assert ask(form.format(status)) == ([f"general/http-{status}"], [])


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        (f"Error: {CHALLENGE}", "network/cloudflare-challenge"),
        ("Enable JavaScript and cookies to continue", "network/cloudflare-challenge"),
        (f"clewdr {CHALLENGE}", "claude-cookie/cloudflare-blocked"),
        (f"https://claude.ai/api/organizations {CHALLENGE}", "claude-cookie/cloudflare-blocked"),
        (f"Something went wrong. {HELP_CENTER}", "openai/chatgpt-site-something-wrong"),
        ("出了点问题。如果此问题持续存在，请通过我们的帮助中心联系我们", "openai/chatgpt-site-something-wrong"),
    ],
)
def test_a_page_is_told_from_the_api(ask, text, entry):
    assert ask(text) == ([entry], [])


@pytest.mark.parametrize(
    "text",
    [
        "You've reached your Opus usage limit",
        "5-hour limit reached ∙ resets 3pm",
        "Weekly limit reached ∙ resets Oct 9 at 5pm",
        "Claude usage limit reached. Your limit will reset at 3pm\n • /upgrade to increase your usage limit",
        "/upgrade to increase your usage limit",
    ],
)
def test_claude_subscriptions_say_that_they_are_used_up(ask, text):
    assert ask(text) == (["claude-api/429-subscription-usage-limit"], [])


def test_what_people_say_first_leads_to_the_plain_entry(ask):
    assert ask("酒馆打不开了", Door.COMMAND)[0] == ["sillytavern/server-unreachable"]
    assert ask("网络连接失败，请检查网络", Door.COMMAND)[1][0] == "general/sdk-connection-error"
