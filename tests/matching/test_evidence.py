"""What speaks against a message when a longer one stands in its place."""

from __future__ import annotations

import pytest

from bot.desk import Paste
from bot.matching.align import Alignment
from bot.matching.decide import Door
from bot.matching.evidence import EVIDENCE_FEATURES, Candidate, Evidence, compare_messages


def candidate(entry, start, end, mass, **evidence):
    features = dict.fromkeys(EVIDENCE_FEATURES, 0.0) | {"message_full": 1.0} | evidence
    return Candidate(
        entry=entry,
        yields_to=frozenset(),
        statuses=frozenset(),
        generic=False,
        first_status=False,
        own_line=False,
        whole=False,
        said=False,
        foreign=False,
        borrowed=False,
        message=None if start is None else Alignment(entry, start, end, 1.0, 1.0, 1.0, mass, cut=False),
        alias=None,
        evidence=Evidence(**features),
    )


SHORT = candidate(1, 10, 60, 100.0)


@pytest.mark.parametrize(
    ("other", "outdone"),
    [
        (candidate(2, 10, 90, 200.0), 1.0),
        (candidate(2, 0, 90, 115.0), 0.5),
        (candidate(2, 0, 90, 115.0, message_full=0.9), 0.45),
        (candidate(2, 10, 60, 100.0), 0.0),  # the same words under another vendor
        (candidate(2, 10, 90, 200.0, message_full=0.7), 0.0),  # stands there in part only
        (candidate(2, 0, 90, 200.0, wrapper=1.0), 0.0),  # holds what it wraps
        (candidate(2, 40, 120, 200.0), 0.0),  # begins within it
        (candidate(2, 100, 200, 200.0), 0.0),
        (candidate(2, None, None, 0.0), 0.0),
    ],
)
def test_a_longer_whole_message_in_the_same_place_speaks_against_the_shorter(other, outdone):
    short, long = compare_messages([SHORT, other])
    assert short.evidence.outdone == pytest.approx(outdone)
    assert long == other


def test_nothing_to_compare():
    assert compare_messages([]) == []
    assert compare_messages([SHORT]) == [SHORT]


@pytest.mark.parametrize(
    ("rest", "entry"),
    [
        ("For details, see: https://help.aliyun.com/zh/model-studio/error-code#token-limit", "dashscope/"),
        ("For more information on this error, read the docs: https://platform.openai.com/docs/guides", "openai/"),
    ],
)
def test_what_a_vendor_adds_to_the_words_of_another_tells_them_apart(desk, rest, entry):
    text = f"Error code: 429 - You exceeded your current quota, please check your plan and billing details. {rest}"
    (first, *_) = desk.read(Paste(text=text, door=Door.COMMAND)).decision.ranked
    assert desk.matcher.entries[first.candidate.entry].id.startswith(entry)
