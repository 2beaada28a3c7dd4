from __future__ import annotations

import json

import pytest
import yaml

from bot.knowledge.export import export_json, export_markdown, export_yaml
from bot.knowledge.load import load_knowledge
from bot.knowledge.model import Entry, Expressions, Symptom


@pytest.fixture
def knowledge(folder):
    return load_knowledge(folder).knowledge


@pytest.mark.parametrize(("export", "read"), [(export_json, json.loads), (export_yaml, yaml.safe_load)])
def test_exports_read_back_the_same(knowledge, export, read):
    group = Expressions(id="mute", zh=("没有回复",), en=("no reply",))
    symptom = Symptom(id="no-reply", name={"zh": "没有回复", "en": "No reply"}, told=("mute",))
    knowledge = knowledge.model_copy(update={"symptoms": (symptom,), "expressions": (group,)})
    exported = read(export(knowledge))
    assert [Symptom.model_validate(raw) for raw in exported["symptoms"]] == [symptom]
    assert [Expressions.model_validate(raw) for raw in exported["expressions"]] == [group]
    assert [Entry.model_validate(raw) for raw in exported["entries"]] == list(knowledge.entries.values())
    assert [raw["id"] for raw in exported["systems"]] == ["relay", "general"]
    assert exported["digest"] == knowledge.digest


def test_markdown_has_contents_and_a_page_for_each_system_with_entries(knowledge):
    pages = export_markdown(knowledge, "en")
    assert list(pages) == ["README.md", "relay.md"]
    assert "- [Relay](relay.md) (1)" in pages["README.md"]


def test_a_page_says_what_an_answer_says(knowledge):
    page = export_markdown(knowledge, "zh")["relay.md"]
    for line in (
        "# 中转站",
        "> **风险：** 站长看得到内容。",
        "| [令牌无效](#relay-token-invalid) | 401 | 自己的设置 | 改好再试 |",
        "## 令牌无效",
        "Invalid token, limit <limit>",
        "中转站不认识这个令牌。",
        "1. 重新复制令牌。",
        "来源： [new-api](https://github.com/QuantumNous/new-api)",
    ):
        assert f"{line}\n" in page


def test_markdown_signs_in_texts_stay_text(folder, entry_text):
    text = entry_text.replace("Token invalid #", "Use `max_tokens` | not <b>_x_</b> #")
    (folder / "relay" / "token-invalid.yaml").write_text(text, encoding="utf-8")
    page = export_markdown(load_knowledge(folder).knowledge, "en")["relay.md"]
    assert r"## Use `max_tokens` \| not \<b\>\_x\_\</b\>" in page


def test_neighbours_are_linked(folder, entry_text):
    note = "tell_apart:\n  - {with: relay/%s, zh: 别的。, en: Another.}\nsources:"
    (folder / "relay" / "token-invalid.yaml").write_text(
        entry_text.replace("sources:", note % "other"), encoding="utf-8"
    )
    other = entry_text.replace("relay/token-invalid", "relay/other").replace("Token invalid", "The other")
    (folder / "relay" / "other.yaml").write_text(other.replace("sources:", note % "token-invalid"), encoding="utf-8")
    page = export_markdown(load_knowledge(folder).knowledge, "en")["relay.md"]
    assert "- [The other](relay.md#relay-other): Another.\n" in page
