from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.matcher import Matcher
from bot.matching.memory import Memory, Recalled, Recollection, Remembered, list_remembered, number_thread
from bot.matching.memory_file import dump_memory, parse_memory
from bot.matching.numbers import number_terms
from bot.matching.reminders import Reminder, Reminders
from bot.matching.weights import Weights

QUOTA = Remembered(1, ("gemini/quota",), ("quota", "exceeded", "gemini", "free"))
KEY = Remembered(2, ("gemini/key",), ("api", "key", "invalid", "gemini"))
OTHER_KEY = Remembered(3, ("openai/key", "relay/key"), ("api", "key", "incorrect", "sk"))
OVEN = Remembered(4, (), ("oven", "is", "on", "fire"))
CAKE = Remembered(5, (), ("cake", "is", "in", "oven"), is_error=False)
MEMORY = Memory.of((QUOTA, KEY, OTHER_KEY, OVEN, CAKE))

NAMES = st.from_regex(r"[a-z0-9]{1,6}/[a-z0-9-]{1,8}", fullmatch=True)
PASTES = st.builds(
    Remembered,
    st.integers(min_value=0, max_value=2**32 - 1),
    st.lists(NAMES, max_size=3).map(tuple),
    st.lists(st.from_regex(r"[a-z0-9_'.]{1,5}|[\u4e00-\u4e10]{2}", fullmatch=True), max_size=5, unique=True).map(tuple),
    st.just(True),
) | st.builds(Remembered, st.just(7), st.just(()), st.just(("cake", "is", "in")), st.just(False))


def recalled(words: str, thread: int | None = None) -> list[tuple[str, float]]:
    return [(entries[0], round(likeness, 3)) for entries, likeness in MEMORY.recall(words.split(), thread).pastes]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("quota exceeded gemini free", [("gemini/quota", 1.0), ("gemini/key", 0.127)]),
        ("api key invalid", [("gemini/key", 0.914), ("openai/key", 0.31)]),
        ("nobody knows these", []),
        ("", []),
    ],
)
def test_pastes_are_recalled_by_their_words_the_rarer_the_better(words, found):
    assert recalled(words) == found


def test_nothing_of_the_own_thread_is_recalled():
    assert recalled("api key invalid gemini", thread=2)[0][0] != "gemini/key"
    assert recalled("api key invalid gemini")[0] == ("gemini/key", 1.0)


def test_an_empty_memory_recalls_nothing():
    assert Memory.of().recall(["api", "key"]) == Recalled((), 0.5)
    assert Memory.keep([]).recall(["api", "key"]) == Recalled((), 0.5)


def held_terms(memory: Memory, *asked: str) -> set[str]:
    return {term for term in asked if number_terms([term])[0] in memory.keys}


def test_terms_of_a_single_paste_are_not_kept():
    assert held_terms(Memory.keep([QUOTA, KEY]), *QUOTA.terms, *KEY.terms) == {"gemini"}


def test_terms_of_most_texts_are_not_kept():
    crowd = [Remembered(number, ("a/b",), ("the", f"pair{number // 2}")) for number in range(40)]
    assert held_terms(Memory.keep(crowd), "the", "pair0", "pair19") == {"pair0", "pair19"}


def test_a_text_is_remembered_by_its_words_and_pairs_of_neighbours():
    assert list_remembered(["api", "key", "invalid"]) == ("api", "key", "invalid", "api key", "key invalid")
    assert list_remembered([]) == ()


@pytest.mark.parametrize(
    ("words", "thread", "heard"),
    [
        ("quota exceeded", None, (0.9, 1.0)),
        ("oven on fire", None, (0.7, 1.0)),
        ("cake in oven", None, (0.0, 0.3)),
        ("cake in oven", 5, (0.5, 1.0)),
        ("oven", None, (0.4, 0.6)),
        ("nobody knows these", None, (0.5, 0.5)),
    ],
)
def test_the_echo_tells_how_much_of_what_is_near_reports_an_error(words, thread, heard):
    low, high = heard
    assert low <= MEMORY.recall(words.split(), thread).echo <= high


def test_texts_without_an_answer_are_no_reminders():
    assert MEMORY.recall(["oven", "fire"]).pastes == ()


def test_what_is_remembered_as_talk_looks_less_like_an_error(small_base):
    text = "the oven in our kitchen says it failed to heat again"
    terms = ("oven", "kitchen", "says", "failed", "heat")

    def judge(*, is_error: bool) -> float:
        memory = Memory.of([Remembered(7, (), terms, is_error=is_error), QUOTA])
        matcher = Matcher(small_base, replace(Weights.load(), memory=memory))
        return matcher.weights.errorness.judge(matcher.survey(text))

    assert judge(is_error=False) < judge(is_error=True)


def test_reminders_tell_entry_and_system():
    reminders = Reminders(
        [Recollection(KEY.entries, 0.8), Recollection(OTHER_KEY.entries, 0.4), Recollection(KEY.entries, 0.2)]
    )
    assert reminders.of("gemini/key", "gemini") == pytest.approx(Reminder(0.8, (0.8 + 0.2) / 3, 1.0 / 1.4))
    assert reminders.of("gemini/quota", "gemini") == pytest.approx(Reminder(0.0, 0.0, 1.0 / 1.4))
    assert reminders.of("relay/key", "relay") == pytest.approx(Reminder(0.4, 0.4 / 3, 0.2 / 1.4))
    assert Reminders([]).of("gemini/key", "gemini") == Reminder()


@given(st.lists(PASTES, max_size=6))
def test_what_is_dumped_is_read_back(pastes):
    memory = Memory.of(pastes)
    content = dump_memory(memory)
    again = parse_memory(content)
    assert dump_memory(again) == content
    for paste in pastes:
        assert again.recall(paste.terms) == memory.recall(paste.terms)


@given(st.lists(PASTES, min_size=1, max_size=8), st.lists(st.text(max_size=5)))
def test_likeness_lies_between_nothing_and_sameness(pastes, words):
    found, echo = Memory.of(pastes).recall([*words, *pastes[0].terms])
    assert 0 < echo < 1
    assert all(0 < likeness <= 1 + 1e-6 for _, likeness in found)
    assert [likeness for _, likeness in found] == sorted((likeness for _, likeness in found), reverse=True)


BROKEN = {
    "answers": np.frombuffer(b'[["a/b"]]', dtype=np.uint8),
    "answer_of": np.array([9, 9, 9, 9, 9], dtype=np.int32),
    "errors": np.array([True]),
    "keys": np.array([3, 2, 1], dtype=np.int32),
    "counts": np.array([1, 1], dtype=np.int32),
    "members": np.array([-1, 7], dtype=np.int32),
    "threads": np.array([1.5, 2.5]),
}


@pytest.mark.parametrize("part", BROKEN)
def test_a_file_that_does_not_hold_together_is_refused(part):
    with np.load(io.BytesIO(dump_memory(MEMORY))) as parts:
        held = {**parts, part: BROKEN[part]}
    content = io.BytesIO()
    np.savez(content, **held)
    with pytest.raises(ValueError, match="nothing that was remembered"):
        parse_memory(content.getvalue())


@pytest.mark.parametrize("part", BROKEN)
def test_a_file_that_lacks_a_part_is_refused(part):
    with np.load(io.BytesIO(dump_memory(MEMORY))) as parts:
        held = {name: parts[name] for name in parts.files if name != part}
    content = io.BytesIO()
    np.savez(content, **held)
    with pytest.raises(ValueError, match="nothing that was remembered"):
        parse_memory(content.getvalue())


@given(
    st.binary(max_size=200) | st.integers(0, len(dump_memory(MEMORY)) - 1).map(lambda end: dump_memory(MEMORY)[:end])
)
def test_a_broken_file_is_refused(content):
    with pytest.raises(ValueError, match="nothing that was remembered"):
        parse_memory(content)


def test_threads_are_told_apart_by_their_name():
    assert number_thread("a/b#1") != number_thread("a/b#2")
    assert number_thread("\ud800") == number_thread("?")


def test_a_paste_that_is_remembered_speaks_for_its_entry_unless_it_is_of_the_thread_that_is_judged(small_base):
    said = Remembered(7, ("beta/400-bad-key",), ("the", "oven", "says", "my", "key", "is", "bad"))
    matcher = Matcher(small_base, replace(Weights.load(), memory=Memory.of((said, QUOTA))))

    def remind(thread: int | None) -> dict[str, float]:
        survey = matcher.survey("the oven says my key is bad, API key not valid", thread=thread)
        return {matcher.entries[one.entry].id: one.evidence.paste_often for one in survey.candidates}

    assert remind(None)["beta/400-bad-key"] > remind(7)["beta/400-bad-key"]
    assert remind(None)["alpha/400-bad-key"] == remind(7)["alpha/400-bad-key"]
