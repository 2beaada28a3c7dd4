"""What an entry of the catalogue is. Everything here is frozen; nothing here does I/O."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, AnyUrl, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from bot.knowledge.slots.template import SlotError, parse_message
from bot.text.language import Language


def _check_slots(template: str) -> str:
    if "%{" in template:
        try:
            parse_message(template)
        except SlotError as error:
            raise ValueError(str(error)) from error
    return template


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Message = Annotated[Text, AfterValidator(_check_slots)]
MAX_ENTRY_ID = 80
"""Characters of an id: buttons carry it, and Discord gives them 100 with what they do."""

EntryId = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+([-.][a-z0-9]+)*$", max_length=MAX_ENTRY_ID)
]
SystemId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
SymptomId = SystemId
ExpressionsId = SystemId
Telling = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*( [a-z0-9]+(-[a-z0-9]+)*){0,2}$")]
Month = Annotated[str, StringConstraints(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]
ZoneName = Annotated[str, StringConstraints(pattern=r"^(UTC|[A-Z][A-Za-z]+(/[A-Z][A-Za-z_+-]+){1,2})$")]
HttpStatus = Annotated[int, Field(ge=100, le=999)]


class Blame(StrEnum):
    """Where the cause lies."""

    USER = "user"
    ACCOUNT = "account"
    CHANNEL = "channel"
    UPSTREAM = "upstream"
    RELAY = "relay"
    NETWORK = "network"
    CLIENT = "client"


class Retry(StrEnum):
    """Whether sending the same request again can help."""

    NEVER = "never"
    LATER = "later"
    AFTER_FIX = "after-fix"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Bilingual(_Frozen):
    """One text in both languages of the catalogue."""

    zh: Text
    en: Text

    def in_language(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


class BilingualList(_Frozen):
    """A list of short texts in both languages; the lists need not be translations of each other."""

    zh: tuple[Text, ...] = ()
    en: tuple[Text, ...] = ()

    def in_language(self, language: Language) -> tuple[str, ...]:
        return self.zh if language == "zh" else self.en


class TellApart(_Frozen):
    """How to tell this entry from `other`, in one sentence."""

    other: EntryId = Field(alias="with")
    zh: Text
    en: Text

    def in_language(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


class Source(_Frozen):
    """Who says so. Exactly one of `url` and `publisher` is given."""

    title: Text
    url: AnyUrl | None = None
    publisher: Text | None = None
    supports: Literal["message", "cause", "fix"]

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if (self.url is None) == (self.publisher is None):
            msg = "give either url or publisher, not both and not neither"
            raise ValueError(msg)
        return self


class Entry(_Frozen):
    """One known error: what machines print, what it means, what to do, who says so.

    `wrapper` marks lines that only wrap the true error or say no more than its status: they answer only where a
    paste holds nothing more specific. `yields_to` names entries that are the answer where both stand in a paste
    (a daily limit beside a per-minute one). `common` marks what programs outside the catalogue print as well (git, npm,
    Docker): unasked, it is an answer only where a paste or its channel speaks of one of the entry's systems.
    `symptoms` are what people tell who have this error and paste nothing of it.
    `daily_reset` is the time zone (IANA) at whose midnight a used-up allowance starts anew, where that is known:
    answers count down to it.
    """

    id: EntryId
    title: Bilingual
    systems: tuple[SystemId, ...] = Field(min_length=1)
    status: tuple[HttpStatus, ...] = ()
    codes: tuple[Text, ...] = ()
    messages: tuple[Message, ...] = ()
    aliases: BilingualList = BilingualList()
    symptoms: tuple[SymptomId, ...] = ()
    blame: Blame
    retry: Retry
    cause: Bilingual
    fix: BilingualList
    tell_apart: tuple[TellApart, ...] = ()
    sources: tuple[Source, ...] = Field(min_length=1)
    verified: Month
    wrapper: bool = False
    common: bool = False
    yields_to: tuple[EntryId, ...] = ()
    daily_reset: ZoneName | None = None
    overlay: bool = False
    author: Text | None = None

    @model_validator(mode="after")
    def _recognisable(self) -> Self:
        if not self.messages and not self.aliases.zh and not self.aliases.en and not self.symptoms:
            msg = "an entry needs at least one message, alias or symptom to be recognised by"
            raise ValueError(msg)
        if not self.fix.zh or not self.fix.en:
            msg = "fix needs at least one step in each language"
            raise ValueError(msg)
        return self

    @property
    def is_bare_status(self) -> bool:
        """Whether the entry is the answer to a status that stands alone."""
        return self.wrapper and len(self.status) == 1 and self.home in {"general", "network"}

    @property
    def home(self) -> str:
        """The system whose folder the entry lives in."""
        return self.id.partition("/")[0]


class Link(_Frozen):
    """A titled https address."""

    title: Text
    url: AnyUrl


class Recognise(_Frozen):
    """Traces by which one sees that a paste comes from a system. All are matched case-insensitively.

    `names` are said of the models whoever serves them (`gemini`), so they say little.
    """

    hosts: tuple[Text, ...] = ()
    tags: tuple[Text, ...] = ()
    tools: tuple[Text, ...] = ()
    names: tuple[Text, ...] = ()
    models: tuple[Text, ...] = ()
    ports: tuple[int, ...] = ()


class System(_Frozen):
    """A channel, service or program that prints errors.

    `carrier` marks systems through which other systems' errors pass (a relay, SillyTavern, the network): seeing
    their traces says nothing against an entry of another system. `serves` is false for what nobody gets models from
    (a client, the network): it is no answer to "which channel do you use?".
    """

    id: SystemId
    name: Bilingual
    what: Bilingual
    official: bool
    carrier: bool = False
    serves: bool = True
    risk: Bilingual | None = None
    recognise: Recognise = Recognise()
    find_out: Bilingual | None = None
    links: tuple[Link, ...] = ()

    @model_validator(mode="after")
    def _risk_of_unofficial(self) -> Self:
        if not self.official and self.risk is None:
            msg = "an unofficial system needs its risk described"
            raise ValueError(msg)
        return self


class Foreign(_Frozen):
    """A service or program that the catalogue doesn't cover; its name in a paste speaks against every entry.

    `traces` are names and hosts, matched case-insensitively as whole words.
    """

    name: Text
    traces: tuple[Text, ...] = Field(min_length=1)


class Expressions(_Frozen):
    """Words and phrases that mean the same where somebody tells of trouble.

    `zh`: strings that stand anywhere; `en`: whole words, or phrases of them; `~` behind a word stands for all of its
    forms (`stop~`: stops, stopped, stopping).
    """

    id: ExpressionsId
    zh: tuple[Text, ...] = ()
    en: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.zh and not self.en:
            msg = "a group of expressions needs at least one"
            raise ValueError(msg)
        return self


class Symptom(_Frozen):
    """A kind of trouble as people see it, whatever the machine prints.

    `told` names, for each way of telling, one to three groups of expressions that then stand in one sentence.
    """

    id: SymptomId
    name: Bilingual
    told: tuple[Telling, ...] = Field(min_length=1)


class KnowledgeBase(_Frozen):
    """Every served entry and system, by id, in file order. `digest` identifies the exact content."""

    entries: Mapping[str, Entry]
    systems: Mapping[str, System]
    foreign: tuple[Foreign, ...] = ()
    symptoms: tuple[Symptom, ...] = ()
    expressions: tuple[Expressions, ...] = ()
    digest: str
