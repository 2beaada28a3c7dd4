from __future__ import annotations

from dataclasses import replace

import pytest

from bot.matching.diction import Diction
from bot.matching.errorness import VOICE_TERMS, Errorness, hear_voices
from bot.matching.logistic import name_weights, read_weights, squash, stretch, weigh

MESSAGE = "API key not valid. Please pass a valid API key"
MODEL = replace(
    Errorness.neutral(),
    diction=Diction({"valid": 4.0}),
    around=Diction({"test": -6.0, "why": 6.0}),
    voices=(0.0, 1.0, 0.0, 0.0, 1.0),
)


@pytest.mark.parametrize(
    ("text", "around"),
    [
        (MESSAGE, " \ue000 "),
        (f"why? {MESSAGE} it worked", "why?  \ue000  it worked"),
        (f'assert.equal("{MESSAGE}")', 'assert.equal(" \ue000 ")'),
        ("the oven is on fire", None),
        ("", None),
    ],
)
def test_the_known_message_is_taken_out_of_its_surroundings(matcher, text, around):
    assert matcher.survey(text).around == around


def test_surroundings_reach_as_far_on_both_sides(matcher):
    around = matcher.survey("before " * 300 + MESSAGE + " behind" * 300).around
    assert around is not None
    before, behind = around.split("\ue000")
    assert 1_400 < len(before) <= 1_501
    assert 1_400 < len(behind) <= 1_501


def test_the_same_message_is_judged_by_what_stands_around_it(matcher):
    asked, tested, bare = (
        MODEL.judge(matcher.survey(text)) for text in (f"why? {MESSAGE}", f"test: {MESSAGE}", MESSAGE)
    )
    assert tested < 0.5 < bare < asked


def test_without_a_known_message_nothing_stands_around_it(matcher):
    assert MODEL.judge(matcher.survey("why is the oven valid")) == MODEL.judge(matcher.survey("the oven is valid"))


def test_voices_tell_what_is_not_there_from_what_says_nothing():
    assert hear_voices(1.5, 0.5, None) == (1.5, 0.0, 0.0, 0.0)
    assert hear_voices(1.5, 0.5, 0.0) == (1.5, 0.0, 1.0, 0.0)


def test_a_model_is_read_back_and_refused_for_other_features():
    named = MODEL.name()
    assert Errorness.read(named) == MODEL
    named["voices"].pop("around")
    with pytest.raises(ValueError, match="voices was fitted for other features: around"):
        Errorness.read(named)


@pytest.mark.parametrize("probability", [0.0, 0.2, 0.5, 1.0])
def test_log_odds_and_probabilities_go_back_and_forth(probability):
    assert squash(stretch(probability)) == pytest.approx(probability, abs=2e-6)


def test_far_log_odds_stay_probabilities():
    assert 0.0 < squash(-1e9) < 1e-9 < 1 - 1e-9 < squash(1e9) <= 1.0


def test_the_first_weight_is_the_bias():
    assert weigh((1.0, 2.0, -1.0), (3.0, 4.0)) == 3.0
    assert read_weights(name_weights(VOICE_TERMS, MODEL.voices), VOICE_TERMS, "voices") == MODEL.voices
