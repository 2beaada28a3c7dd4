"""The catalogue for other programs (JSON, YAML) and for a wiki (Markdown, one page a system)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from bot.knowledge.model import Blame, Entry, Expressions, KnowledgeBase, Language, Retry, Source, Symptom, System
from bot.knowledge.slots import Literal, fill, parse_message

CONTENTS_PAGE = "README.md"


def export_json(knowledge: KnowledgeBase) -> str:
    """Systems, entries, and the symptoms with their expressions as one JSON object, fields named as in the files."""
    return json.dumps(_dump(knowledge), ensure_ascii=False, indent=2) + "\n"


def export_yaml(knowledge: KnowledgeBase) -> str:
    """The same as one YAML document."""
    return yaml.safe_dump(_dump(knowledge), allow_unicode=True, sort_keys=False, width=110)


def export_entry_json(entry: Entry) -> str:
    """One entry as a JSON object."""
    return json.dumps(_plain(entry), ensure_ascii=False, indent=2)


def _dump(knowledge: KnowledgeBase) -> dict[str, Any]:
    return {
        "digest": knowledge.digest,
        "systems": [_plain(system) for system in knowledge.systems.values()],
        "entries": [_plain(entry) for entry in knowledge.entries.values()],
        "symptoms": [_plain(symptom) for symptom in knowledge.symptoms],
        "expressions": [_plain(group) for group in knowledge.expressions],
    }


def _plain(item: Entry | System | Symptom | Expressions) -> dict[str, Any]:
    return item.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def export_markdown(knowledge: KnowledgeBase, language: Language) -> Mapping[str, str]:
    """Pages of a troubleshooting table by file name: contents first, then one page a system that has entries."""
    words = _WORDS[language]
    pages: dict[str, str] = {}
    lines = [f"# {words['title']}", "", words["intro"].format(count=len(knowledge.entries)), ""]
    for system, entries in _by_system(knowledge):
        pages[f"{system.id}.md"] = "\n".join(_page(system, entries, knowledge, language))
        lines.append(f"- [{_text(system.name.in_language(language))}]({system.id}.md) ({len(entries)})")
    return {CONTENTS_PAGE: "\n".join([*lines, ""]), **pages}


def _by_system(knowledge: KnowledgeBase) -> Iterator[tuple[System, list[Entry]]]:
    for system in knowledge.systems.values():
        entries = [entry for entry in knowledge.entries.values() if entry.home == system.id]
        if entries:
            yield system, entries


def _page(system: System, entries: list[Entry], knowledge: KnowledgeBase, language: Language) -> Iterator[str]:
    words = _WORDS[language]
    yield f"# {_text(system.name.in_language(language))}"
    yield f"\n{_text(system.what.in_language(language))}\n"
    if system.risk is not None:
        yield f"> {words['risk']} {_text(system.risk.in_language(language))}\n"
    yield f"| {words['error']} | {words['status']} | {words['blame']} | {words['retry']} |"
    yield "| --- | --- | --- | --- |"
    for entry in entries:
        status = ", ".join(map(str, entry.status))
        cells = (status, _BLAME[language][entry.blame], _RETRY[language][entry.retry])
        yield f"| [{_cell(entry.title.in_language(language))}](#{_anchor(entry)}) | {' | '.join(cells)} |"
    for entry in entries:
        yield from _section(entry, knowledge, language)
    yield ""


def _section(entry: Entry, knowledge: KnowledgeBase, language: Language) -> Iterator[str]:
    words = _WORDS[language]
    yield f'\n<a id="{_anchor(entry)}"></a>\n'
    yield f"## {_text(entry.title.in_language(language))}"
    if entry.messages:
        yield "\n```text"
        yield from map(_show_message, entry.messages)
        yield "```"
    if aliases := entry.aliases.in_language(language):
        yield f"\n{words['aliases']}{words['comma'].join(map(_text, aliases))}"
    yield f"\n{_text(fill(entry.cause.in_language(language), {}))}\n"
    steps = (fill(step, {}) for step in entry.fix.in_language(language))
    yield from (f"{number}. {_text(step)}" for number, step in enumerate(filter(None, steps), start=1))
    if entry.tell_apart:
        yield f"\n**{words['tell_apart']}**\n"
    for note in entry.tell_apart:
        other = knowledge.entries.get(note.other)
        title = _text(other.title.in_language(language)) if other else note.other
        page = note.other.partition("/")[0]
        yield f"- [{title}]({page}.md#{note.other.replace('/', '-')}): {_text(fill(note.in_language(language), {}))}"
    yield f"\n{words['sources']} {words['comma'].join(map(_show_source, entry.sources))}"
    yield f"\n<sub>`{entry.id}` · {words['verified']} {entry.verified}</sub>"


def _show_message(message: str) -> str:
    """A message as people read it: a slot is its name in angle brackets."""
    pieces = parse_message(message)
    shown = "".join(p.text if isinstance(p, Literal) else f"<{p.name or p.kind.lower()}>" for p in pieces)
    return shown.replace("```", "'''")


def _show_source(source: Source) -> str:
    if source.url is None:
        return f"{_text(source.title)} ({_text(source.publisher or '')})"
    return f"[{_text(source.title)}]({str(source.url).replace('(', '%28').replace(')', '%29')})"


def _anchor(entry: Entry) -> str:
    return entry.id.replace("/", "-")


_MARKUP = re.compile(r"([\\*_\[\]<>#|~])")
_CODE = re.compile(r"(`[^`]*`)")


def _text(text: str) -> str:
    """Plain text for Markdown; what stands between backticks stays code."""
    parts = _CODE.split(" ".join(text.split()))
    return "".join(part if part.startswith("`") else _MARKUP.sub(r"\\\1", part) for part in parts)


def _cell(text: str) -> str:
    return _text(text).replace("`", "")


_WORDS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "title": "报错对照表",
        "intro": "共 {count} 条。先找到你用的渠道，再按报错原文或状态码查。",
        "risk": "**风险：**",
        "error": "报错",
        "status": "状态码",
        "blame": "原因在",
        "retry": "重试",
        "aliases": "也有人这么说：",
        "comma": "、",
        "tell_apart": "别和这些弄混",
        "sources": "来源：",
        "verified": "核对于",
    },
    "en": {
        "title": "Error reference",
        "intro": "{count} errors. Find the channel you use, then look for the error's text or status.",
        "risk": "**Risk:**",
        "error": "Error",
        "status": "Status",
        "blame": "Cause lies with",
        "retry": "Retry",
        "aliases": "People also say: ",
        "comma": ", ",
        "tell_apart": "Not to be confused with",
        "sources": "Sources:",
        "verified": "verified",
    },
}

_BLAME: Mapping[Language, Mapping[Blame, str]] = {
    "zh": {
        Blame.USER: "自己的设置",
        Blame.ACCOUNT: "账号或额度",
        Blame.CHANNEL: "渠道",
        Blame.UPSTREAM: "上游厂商",
        Blame.RELAY: "中转站",
        Blame.NETWORK: "网络",
        Blame.CLIENT: "客户端",
    },
    "en": {
        Blame.USER: "your settings",
        Blame.ACCOUNT: "account or quota",
        Blame.CHANNEL: "channel",
        Blame.UPSTREAM: "vendor",
        Blame.RELAY: "relay",
        Blame.NETWORK: "network",
        Blame.CLIENT: "client",
    },
}

_RETRY: Mapping[Language, Mapping[Retry, str]] = {
    "zh": {Retry.NEVER: "没用", Retry.LATER: "稍后再试", Retry.AFTER_FIX: "改好再试"},
    "en": {Retry.NEVER: "useless", Retry.LATER: "later", Retry.AFTER_FIX: "after the fix"},
}
