"""Who is answered where and in which language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.desk import Diagnosis, Match
from bot.matching.decide import Door, Verdict
from bot.reception.locks import KeyedLocks
from bot.reception.memory import LinksGiven, RecentPicks
from bot.reception.pinyin import initials
from bot.reception.secrets import leaked_secrets
from bot.reception.tongue import choose_chinese, choose_tongue
from bot.reception.watch import Place, Watch, find_system, find_watch, may_reply, mode_to_watch
from bot.storage.records import ChannelSettings
from bot.text.redact import KINDS, SECRET_KINDS, redact
from bot.text.signals import Signals
from tests.e2e.pastes import FAKE_KEY

HELP = Place(1, "求助-报错")
POST = Place(20, "429 怎么办", parent_id=2, parent_name="help-forum")


def setting(channel_id, mode="answer", system=None):
    return {channel_id: ChannelSettings(9, channel_id, mode, system)}


@pytest.mark.parametrize(
    ("place", "channels", "patterns", "expected"),
    [
        (HELP, {}, (), None),
        (HELP, {}, ("1",), Watch()),
        (HELP, {}, ("求助*",), Watch()),
        (HELP, {}, ("#求助*",), Watch()),
        (HELP, {}, ("help*",), None),
        (POST, {}, ("HELP-*",), Watch()),
        (POST, {}, ("2",), Watch()),
        (POST, {}, ("20",), Watch()),
        (POST, {}, ("429*",), None),
        (HELP, setting(1, "sure", "kiro"), (), Watch("sure", "kiro")),
        (HELP, setting(1, "commands"), ("1",), None),
        (POST, setting(2), (), Watch()),
        (POST, setting(2) | setting(20, "commands"), (), None),
        (POST, setting(2, "commands") | setting(20, "sure"), ("2",), Watch("sure")),
        (Place(30, "thread", parent_id=3, parent_name=None), {}, ("*",), None),
    ],
)
def test_what_is_watched(place, channels, patterns, expected):
    assert find_watch(place, channels, patterns) == expected


@pytest.mark.parametrize(
    ("known", "wanted", "alone", "expected"),
    [
        (None, None, True, "answer"),
        (None, None, False, "answer"),
        (None, "sure", True, "sure"),
        ("commands", None, True, "answer"),
        ("commands", None, False, "commands"),
        ("commands", "answer", False, "answer"),
        ("sure", None, True, "sure"),
        ("sure", None, False, "sure"),
        ("answer", "commands", True, "commands"),
    ],
)
def test_how_a_channel_is_treated_that_is_set_up(known, wanted, alone, expected):
    before = ChannelSettings(9, 1, known) if known else None
    assert mode_to_watch(before, wanted, alone=alone) == expected


def test_the_default_system_holds_where_nothing_is_watched():
    assert find_system(POST, setting(2, "commands", "kiro")) == "kiro"
    assert find_system(HELP, {}) is None


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"setting": "en", "paste": "zh", "user_locale": "zh-CN"}, "en"),
        ({"setting": "zh-TW", "paste": "en"}, "zh-TW"),
        ({"setting": "auto", "user_locale": "zh-CN", "paste": "en"}, "zh"),
        ({"setting": "auto", "user_locale": "en-GB", "paste": "zh"}, "en"),
        ({"setting": "auto", "user_locale": "ja", "paste": "zh"}, "zh"),
        ({"setting": "auto", "paste": "zh", "guild_locale": "en-US"}, "zh"),
        ({"setting": "auto", "paste": "zh", "guild_locale": "zh-TW"}, "zh-TW"),
        ({"setting": "auto", "paste": "zh-TW", "guild_locale": "en-US"}, "zh-TW"),
        ({"setting": "auto", "paste": "zh-TW", "guild_locale": "zh-CN"}, "zh-TW"),
        ({"setting": "auto", "paste": "zh-TW", "user_locale": "zh-CN"}, "zh"),
        ({"setting": "zh-CN", "paste": "zh-TW"}, "zh"),
        ({"setting": "auto", "paste": "en", "guild_locale": "zh-CN"}, "zh"),
        ({"setting": "auto", "paste": "en", "guild_locale": "en-US"}, "en"),
        ({"setting": "auto", "paste": "en", "guild_locale": "en-US", "default": "zh-CN"}, "zh"),
        ({"setting": "auto"}, "en"),
    ],
)
def test_the_language_of_an_answer(arguments, expected):
    assert choose_tongue(**arguments) == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"setting": "zh-TW", "user_locale": "zh-CN"}, "zh-TW"),
        ({"setting": "zh-CN", "user_locale": "zh-TW"}, "zh"),
        ({"setting": "en", "user_locale": "zh-TW"}, "zh-TW"),
        ({"setting": "auto", "user_locale": "zh-TW", "guild_locale": "zh-CN"}, "zh-TW"),
        ({"setting": "auto", "user_locale": "en-US", "guild_locale": "zh-TW"}, "zh-TW"),
        ({"setting": "auto", "user_locale": "ja", "default": "zh-TW"}, "zh-TW"),
        ({"setting": "auto", "user_locale": "en-US"}, "zh"),
    ],
)
def test_which_chinese_somebody_reads(arguments, expected):
    assert choose_chinese(**arguments) == expected


def diagnosis(verdict, confidence=0.0, *, replies=True):
    matches = (Match(None, confidence, {}),) if verdict is Verdict.MATCH else ()
    return Diagnosis(
        verdict, matches, (), (), Signals(), "en", (), "", "", 0.0, replies=replies, logged=verdict is Verdict.UNMATCHED
    )


@pytest.mark.parametrize(
    ("found", "mode", "taste", "expected"),
    [
        (diagnosis(Verdict.MATCH, 0.95), "answer", "normal", True),
        (diagnosis(Verdict.MATCH, 0.95), "answer", "quiet", True),
        (diagnosis(Verdict.MATCH, 0.95), "sure", "eager", True),
        (diagnosis(Verdict.MATCH, 0.95), "commands", "eager", False),
        (diagnosis(Verdict.MATCH, 0.82), "answer", "normal", True),
        (diagnosis(Verdict.MATCH, 0.82), "answer", "quiet", False),
        (diagnosis(Verdict.MATCH, 0.82), "sure", "eager", False),
        (diagnosis(Verdict.CHOICE), "answer", "normal", True),
        (diagnosis(Verdict.CHOICE), "answer", "quiet", False),
        (diagnosis(Verdict.CHOICE), "sure", "eager", False),
        (diagnosis(Verdict.CHOICE), "answer", "eager", True),
        (diagnosis(Verdict.UNMATCHED, replies=False), "answer", "eager", False),
        (diagnosis(Verdict.SILENT, replies=False), "answer", "eager", False),
    ],
)
def test_when_a_watched_channel_is_answered(found, mode, taste, expected):
    assert may_reply(found, Door.WATCH, mode, taste) is expected
    assert may_reply(found, Door.COMMAND, mode, taste)
    assert not may_reply(found, Door.WATCH, mode, taste, quiet=True)
    assert may_reply(found, Door.COMMAND, mode, taste, quiet=True)


def test_picks_are_remembered_for_a_while_and_for_that_person():
    picks = RecentPicks(seconds=60, people=2, each=2)
    at = datetime(2026, 11, 22, tzinfo=UTC)
    for name in ("a", "b", "c"):
        picks.note(1, name, at)
    assert [picks.has(1, name, at) for name in "abc"] == [False, True, True]
    assert not picks.has(2, "b", at)
    assert not picks.has(1, "b", at + timedelta(seconds=61))
    picks.forget(1)
    assert not picks.has(1, "b", at)
    for person in (3, 4, 5):
        picks.note(person, "a", at)
    assert [picks.has(person, "a", at) for person in (3, 4, 5)] == [False, True, True]


@pytest.mark.parametrize(
    "text",
    [
        "ENOENT: no such file /home/zhangsan/SillyTavern/config.yaml",
        "connect ECONNREFUSED 81.2.69.142:8000",
        "invite lin@example.net, phone +86 138 1234 5678",
    ],
)
def test_what_is_masked_for_privacy_is_no_leak(text):
    kinds = redact(text).kinds
    assert kinds
    assert leaked_secrets(kinds) == ()


def test_every_kind_that_opens_something_is_a_leak():
    assert set(leaked_secrets(tuple(KINDS))) == SECRET_KINDS
    assert leaked_secrets(redact(f"key {FAKE_KEY} of lin@example.net").kinds) == ("openai-key",)


def test_a_pointer_is_given_once_a_person_and_few_times():
    links = LinksGiven(most=2)
    assert [links.take(1, user) for user in (7, 7, 8, 9)] == [True, False, True, False]
    assert links.take(2, 9)


def test_initials_of_common_characters():
    assert initials("超出限制 429") == "ccxz429"
    assert initials("Key 已过期") == "keyygq"


async def test_a_lock_lets_one_pass_and_leaves_nothing_behind():
    locks = KeyedLocks()
    order = []
    async with locks.hold("a"):
        assert locks.waiting("a") == 1
        async with locks.hold("b"):
            order.append("b")
    assert locks.waiting("a") == 0
    with pytest.raises(RuntimeError):
        async with locks.hold("a"):
            raise RuntimeError
    async with locks.hold("a"):
        order.append("a")
    assert order == ["b", "a"]
