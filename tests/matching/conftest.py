from __future__ import annotations

import pytest

from bot.assembly import build_desk
from bot.knowledge.model import Entry, Foreign, KnowledgeBase, System
from bot.matching.matcher import Matcher
from bot.matching.weights import Weights


def make_entry(entry_id: str, *messages: str, **fields: object) -> Entry:
    """A complete entry around the given messages."""
    title = fields.pop("title", {"zh": f"标题 {entry_id}", "en": f"Title of {entry_id}"})
    content: dict[str, object] = {
        "id": entry_id,
        "title": title,
        "systems": [entry_id.partition("/")[0]],
        "messages": list(messages),
        "blame": "user",
        "retry": "after-fix",
        "cause": {"zh": "原因", "en": "The cause"},
        "fix": {"zh": ["步骤"], "en": ["A step"]},
        "sources": [{"title": "Somewhere", "url": "https://example.com/", "supports": "message"}],
        "verified": "2026-11",
    }
    return Entry.model_validate(content | fields)


def make_system(system_id: str, **fields: object) -> System:
    """A complete official system."""
    words = {"zh": system_id, "en": system_id}
    return System.model_validate({"id": system_id, "name": words, "what": words, "official": True} | fields)


@pytest.fixture(scope="session")
def small_base() -> KnowledgeBase:
    entries = [
        make_entry(
            "alpha/429-per-day",
            "Quota exceeded for metric: requests per day, limit: %{INT:limit}",
            status=[429],
            codes=["RESOURCE_EXHAUSTED"],
        ),
        make_entry(
            "alpha/429-per-minute",
            "Quota exceeded for metric: requests per minute, limit: %{INT:limit}",
            status=[429],
            codes=["RESOURCE_EXHAUSTED"],
        ),
        make_entry(
            "alpha/400-bad-key",
            "API key not valid. Please pass a valid API key.",
            status=[400],
            codes=["API_KEY_INVALID"],
        ),
        make_entry("beta/400-bad-key", "API key not valid. Please pass a valid API key.", status=[400]),
        make_entry("relay/no-channel", "当前分组 %{WORD:group} 下对于模型 %{MODEL:model} 无可用渠道", status=[503]),
        make_entry("net/refused", "connect ECONNREFUSED 127.0.0.1:7890", codes=["ECONNREFUSED"]),
        make_entry("net/refused-local", "connect ECONNREFUSED 127.0.0.1:11434", codes=["ECONNREFUSED"]),
        make_entry("general/http-429", "429 Too Many Requests", "Error code: 429", status=[429], wrapper=True),
        make_entry("general/http-503", "503 Service Unavailable", "Error code: 503", status=[503], wrapper=True),
        make_entry(
            "shell/internal",
            "Chat Completion API Internal Server Error",
            status=[500],
            wrapper=True,
            aliases={"zh": ["酒馆弹内部错误"], "en": []},
        ),
    ]
    systems = [
        make_system("alpha", recognise={"hosts": ["api.alpha.example"], "models": ["alpha-"]}),
        make_system("beta", recognise={"hosts": ["api.beta.example"], "tags": ["BetaProxy"], "names": ["betalm"]}),
        make_system("relay", carrier=True),
        make_system("net", carrier=True),
        make_system("general", carrier=True),
        make_system("shell", carrier=True),
    ]
    foreign = (Foreign(name="Radio", traces=("radio.example", "radiofm")),)
    return KnowledgeBase(
        entries={entry.id: entry for entry in entries},
        systems={system.id: system for system in systems},
        foreign=foreign,
        digest="test",
    )


@pytest.fixture(scope="session")
def matcher(small_base: KnowledgeBase) -> Matcher:
    return Matcher(small_base, Weights.load())


@pytest.fixture(scope="session")
def desk():
    """The packaged catalogue, as every door asks it; nothing changes it."""
    return build_desk().desk
