"""The few reasons that say most about a candidate."""

from __future__ import annotations

import pytest

from bot.matching.evidence import EVIDENCE_FEATURES, Evidence
from bot.matching.reasons import find_strongest, list_reasons
from bot.matching.weights import Weights

RANKING = Weights.load().ranking


def evidence(**values: float) -> Evidence:
    return Evidence(**{name: values.get(name, 0.0) for name in EVIDENCE_FEATURES})


def names(reasons):
    return [reason.name for reason in reasons]


def test_the_strongest_come_first_whether_for_or_against():
    found = list_reasons(evidence(status_agrees=1, system_conflicts=1, vocabulary=0.9), RANKING)
    assert [reason.points > 0 for reason in found] == [True, True, False]
    assert found[-1].name == "system_conflicts"
    assert [abs(reason.points) for reason in found] == sorted((abs(reason.points) for reason in found), reverse=True)


def test_all_that_is_read_off_a_message_is_one_reason():
    whole = evidence(message=0.8, message_full=0.9, message_words=1, message_coverage=0.95, message_likeness=0.95)
    (reason,) = list_reasons(whole, RANKING)
    assert (reason.name, reason.value) == ("message_full", 0.9)
    assert reason.points > 2


def test_reasons_add_up_to_the_score():
    told = evidence(alias=0.4, alias_coverage=0.8, alias_likeness=0.7, vocabulary=0.3, status_agrees=1, wrapper=1)
    assert sum(reason.points for reason in list_reasons(told, RANKING)) == pytest.approx(
        RANKING.weigh([told])[0], abs=0.2
    )


def test_two_for_and_one_against():
    full = evidence(
        message=1,
        message_full=1,
        message_words=1,
        status_agrees=1,
        status_conflicts=1,
        system_conflicts=1,
        vocabulary=1,
    )
    found = find_strongest(full, RANKING)
    assert len(found.speaking_for) == 2
    assert "message_full" in names(found.speaking_for)
    assert len(names(found.against)) == 1
    assert set(names(found.against)) <= {"status_conflicts", "system_conflicts"}


def test_where_nothing_speaks_against_it_the_lack_of_a_message_does():
    found = find_strongest(evidence(vocabulary=0.5, status_agrees=1), RANKING)
    (lack,) = found.against
    assert (lack.name, lack.value) == ("message_full", 0.0)
    assert lack.points < 0
    assert find_strongest(evidence(message_full=1, message_words=1), RANKING).against == ()


def test_what_hardly_counts_is_no_reason():
    assert list_reasons(evidence(vocabulary=0.001), RANKING) == ()


@pytest.mark.parametrize("full", [0.1, 0.3, 0.49, 0.6, 0.9])
def test_how_much_of_the_message_stands_there_speaks_on_one_side_only(full):
    told = evidence(message=full, message_full=full, message_coverage=full, vocabulary=0.2, status_agrees=0.1)
    found = find_strongest(told, RANKING)
    sides = [names(found.speaking_for), names(found.against)]
    assert [("message_full" in side) for side in sides] == [full >= 0.5, full < 0.5]


def test_a_wrapper_is_never_a_reason_for():
    found = find_strongest(evidence(wrapper=1, status_only=1, status_agrees=1), RANKING)
    assert found.speaking_for
    assert "wrapper" not in names(found.speaking_for)
