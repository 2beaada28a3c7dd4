"""Drafts: entries in the making, kept as YAML until somebody approves them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.errors import ErrataError, ExitCode
from bot.knowledge.advice import advise_on_model, fields_at, list_errors
from bot.knowledge.model import MAX_ENTRY_ID, Blame, Entry, Language, Retry
from bot.review.faults import Fault, fault_of_model
from bot.review.wording import propose_messages
from bot.text.redact import SECRET_KINDS, redact

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.desk import Reading
    from bot.knowledge.model import KnowledgeBase

_SLUG = re.compile(r"[a-z0-9]+")
_SLUG_WORDS = 4
_ROOM_FOR_NUMBER = 5
_HAN = re.compile(r"[\u3400-\u9fff]")
_DULL = frozenset({"error", "the", "a", "an", "is", "was", "of", "to", "at", "in", "on", "and", "for", "your", "this"})


class DraftError(ErrataError):
    """A draft can't become an entry. Its words are a line for each fault; `faults` are the same for interfaces."""

    exit_code = ExitCode.DATA

    def __init__(self, complaints: tuple[str, ...], faults: tuple[Fault, ...] = ()) -> None:
        self.faults = faults or tuple(Fault("text", {"text": complaint}) for complaint in complaints)
        super().__init__("; ".join(complaints))


class Wording(BaseModel):
    """What people read, in one language; empty where nobody wrote it yet."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = ""
    cause: str = ""
    fix: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether an answer can be made of it."""
        return bool(self.title and self.cause and self.fix)


class Draft(BaseModel):
    """An entry that may lack a language. With `variant_of` it is only a further message of that entry."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    systems: tuple[str, ...]
    status: tuple[int, ...] = ()
    codes: tuple[str, ...] = ()
    messages: tuple[str, ...]
    blame: Blame = Blame.UPSTREAM
    retry: Retry = Retry.AFTER_FIX
    zh: Wording = Wording()
    en: Wording = Wording()
    source: str = ""
    url: str = ""
    variant_of: str | None = None

    def words(self, language: Language) -> Wording:
        """What is written in a language."""
        return self.zh if language == "zh" else self.en

    @property
    def missing(self) -> tuple[Language, ...]:
        """The languages that still have to be written."""
        languages: tuple[Language, ...] = ("zh", "en")
        return tuple(language for language in languages if not self.words(language).complete)

    def renamed(self, system: str, slug: str) -> Self:
        """The same under another name; where it moves to another system, it leaves the one it lived in."""
        others = tuple(one for one in self.systems[1:] if one != system)
        return self.model_copy(update={"id": f"{system}/{slug}", "systems": (system, *others)})

    def masked(self) -> Self:
        """The same without the keys that came along with what somebody pasted. Addresses may be part of an answer."""

        def mask(words: Wording) -> Wording:
            fix = tuple(map(_mask, words.fix))
            return Wording(title=_mask(words.title), cause=_mask(words.cause), fix=fix)

        texts = {name: _mask(getattr(self, name)) for name in ("source", "url")}
        lists = {name: tuple(map(_mask, getattr(self, name))) for name in ("codes", "messages")}
        return self.model_copy(update={**texts, **lists, "zh": mask(self.zh), "en": mask(self.en)})

    def dump(self) -> str:
        """YAML that `load_draft` reads back."""
        content = self.model_dump(mode="json", exclude_defaults=True)
        return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)


def _mask(text: str) -> str:
    redaction = redact(text)
    return redaction.text if SECRET_KINDS.intersection(redaction.kinds) else text


def load_draft(text: str) -> Draft:
    """Read a draft. Raises DraftError."""
    try:
        return Draft.model_validate(yaml.safe_load(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise DraftError(("the stored draft can't be read",)) from error


def make_entry(draft: Draft, *, author: str | None, publisher: str, at: datetime) -> Entry:
    """The entry that a draft makes; a missing language shows the other one. Raises DraftError."""
    written = [draft.words(language) for language in ("zh", "en") if draft.words(language).complete]
    if not written:
        raise DraftError(("title, cause and at least one step are needed in one language",), (Fault("unwritten"),))
    zh, en = (one if one.complete else written[0] for one in (draft.zh, draft.en))
    source: dict[str, Any] = {"title": draft.source or "Confirmed by maintainers", "supports": "fix"}
    source |= {"url": draft.url} if draft.url else {"publisher": publisher}
    raw: dict[str, Any] = {
        "id": draft.id,
        "title": {"zh": zh.title, "en": en.title},
        "systems": list(draft.systems),
        "status": list(draft.status),
        "codes": list(draft.codes),
        "messages": list(draft.messages),
        "blame": draft.blame.value,
        "retry": draft.retry.value,
        "cause": {"zh": zh.cause, "en": en.cause},
        "fix": {"zh": list(zh.fix), "en": list(en.fix)},
        "sources": [source],
        "verified": f"{at:%Y-%m}",
        "overlay": True,
        "author": author,
    }
    try:
        return Entry.model_validate(raw)
    except ValidationError as error:
        details = list_errors(error)
        advice = tuple(advise_on_model(detail, fields_at(Entry, detail["loc"])) for detail in details)
        faults = tuple(fault_of_model(detail, told) for detail, told in zip(details, advice, strict=True))
        raise DraftError(advice, faults) from error


def add_variant(entry: Entry, messages: Sequence[str]) -> Entry:
    """An entry that is also known by further messages. Raises DraftError."""
    raw = entry.model_dump(mode="json", by_alias=True)
    raw["messages"] = [*raw["messages"], *(message for message in messages if message not in raw["messages"])]
    try:
        return Entry.model_validate(raw)
    except ValidationError as error:
        complaint = f"the message can't be read: {error.errors()[0]['msg']}"
        raise DraftError((complaint,), (Fault("slot"),)) from error


def propose_draft(samples: Sequence[str], reading: Reading, knowledge: KnowledgeBase) -> Draft:
    """What a cluster's samples say about their entry. `reading` is the desk's of the first sample."""
    signals = reading.diagnosis.signals
    strengths = {
        system: strength for system, strength in reading.survey.context.strengths.items() if system in knowledge.systems
    }
    nearest = [entry.home for entry in reading.diagnosis.nearest if entry.home in knowledge.systems]
    system = max(
        strengths, key=lambda one: strengths[one], default=nearest[0] if nearest else next(iter(knowledge.systems))
    )
    messages = propose_messages(samples)
    status = signals.status[:1]
    codes = tuple(code for code in signals.codes if not code.isdigit())[:3]
    return Draft(
        id=free_id(system, status, messages[0] if messages else "", knowledge),
        systems=(system,),
        status=status,
        codes=codes,
        messages=messages,
    )


def free_id(system: str, status: Sequence[int], message: str, knowledge: KnowledgeBase) -> str:
    """An id that the catalogue doesn't have: system, status and a few words of the message."""
    plain = re.sub(r"%\{[^}]*\}", " ", message.lower())
    words = [word for word in _SLUG.findall(plain) if word not in _DULL and not word.isdigit()][:_SLUG_WORDS]
    slug = "-".join([*(str(one) for one in status[:1]), *words]) or "new-error"
    slug = slug[: MAX_ENTRY_ID - len(system) - _ROOM_FOR_NUMBER].rstrip("-")
    wanted, number = f"{system}/{slug}", 2
    while wanted in knowledge.entries:
        wanted, number = f"{system}/{slug}-{number}", number + 1
    return wanted
