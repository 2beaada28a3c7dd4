"""What people tell of trouble: groups of expressions that stand together in one sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.model import Expressions, Symptom
from bot.matching.decide import Door
from bot.matching.matcher import Matcher
from bot.matching.symptoms import SymptomReader, spell_forms
from bot.matching.weights import Weights
from bot.text.words import split_words
from tests.matching.conftest import make_entry

EXPRESSIONS = (
    Expressions(id="reply", zh=("回复", "回答"), en=("reply~", "answer~")),
    Expressions(id="cut", zh=("截断", "说到一半"), en=("cut~ off", "stop~ mid")),
    Expressions(id="banned", zh=("被封号",), en=("banned",)),
    Expressions(id="none", zh=("没有",), en=("doesn't", "no")),
)
SYMPTOMS = tuple(
    Symptom(id=name, name={"zh": name, "en": name}, told=told)
    for name, told in (
        ("reply-cut", ("reply cut",)),
        ("account-banned", ("banned",)),
        ("no-reply", ("reply none",)),
        ("nobody-can-tell", ("reply missing",)),
    )
)


@pytest.fixture(scope="module")
def reader() -> SymptomReader:
    return SymptomReader(SYMPTOMS, EXPRESSIONS)


def read(reader: SymptomReader, text: str) -> frozenset[str]:
    return reader.read(text.lower(), frozenset(split_words(text)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("claude 的回复老是被截断", {"reply-cut"}),
        ("截断了，每次回答都这样", {"reply-cut"}),
        ("the replies keep getting cut off", {"reply-cut"}),
        ("it cuts off every answer", {"reply-cut"}),
        ("my replies are stopping mid sentence", {"reply-cut"}),
        ("it doesn't reply", {"no-reply"}),
        ("it doesnt reply", {"no-reply"}),
        ("没有回复，被封号了？", {"no-reply", "account-banned"}),
        # Not one sentence, not near, not a whole word, not all of them
        ("回复很好。别处被截断", set()),
        ("the reply is fine. the picture is cut off", set()),
        ("回复" + "很" * 70 + "截断", set()),
        ("replying-machine bannedx shortcut office", set()),
        ("cut it off and reply", set()),
        ("回复", set()),
        ("", set()),
    ],
)
def test_a_symptom_is_told_where_its_groups_stand_together(reader, text, told):
    assert read(reader, text) == told


@pytest.mark.parametrize(
    ("written", "forms"),
    [
        ("stop~", {"stop", "stops", "stopped", "stopping"}),
        ("freeze~", {"freeze", "freezes", "freezing"}),
        ("retry~", {"retry", "retries", "retried", "retrying"}),
        ("crash~", {"crash", "crashes", "crashed", "crashing"}),
        ("delay~", {"delay", "delays", "delayed", "delaying"}),
        ("load~ for ever", {"load for ever", "loads for ever", "loading for ever"}),
        ("can't log in", {"can't log in", "cant log in"}),
    ],
)
def test_a_wave_stands_for_all_forms_of_a_word(written, forms):
    assert forms <= set(spell_forms(written))


def test_a_phrase_without_a_wave_is_only_itself():
    assert set(spell_forms("Blank Page")) == {"blank page"}


def test_of_a_long_text_the_beginning_is_read(reader):
    assert read(reader, "被封号了" + "啊" * 100_000) == {"account-banned"}
    assert read(reader, "啊" * 100_000 + "被封号了") == set()


@given(st.text(alphabet=st.sampled_from("回复截断被封号没有 reply cut off.\n。'doesn't\ud800\x00"), max_size=300))
def test_any_text_can_be_read(text):
    read(SymptomReader(SYMPTOMS, EXPRESSIONS), text)


def test_what_is_told_leads_to_the_entry(small_base):
    entry = make_entry("shell/cut", aliases={"zh": ["字数不对"], "en": []}, symptoms=["reply-cut"])
    base = small_base.model_copy(
        update={
            "entries": {**small_base.entries, entry.id: entry},
            "symptoms": SYMPTOMS,
            "expressions": EXPRESSIONS,
        }
    )
    matcher = Matcher(base, Weights.load())
    survey = matcher.survey("我这边回复每次都被截断，怎么办")
    assert survey.symptoms == {"reply-cut"}
    assert matcher.gate.opens("我这边回复每次都被截断")
    best = matcher.decide(survey, Door.COMMAND).ranked[0]
    assert matcher.entries[best.candidate.entry].id == "shell/cut"
    assert best.candidate.evidence.symptom == 1.0
