"""The few reasons that say most about a candidate."""

from __future__ import annotations

from dataclasses import fields

from bot.matching.evidence import Evidence
from bot.matching.reasons import find_strongest, list_reasons
from bot.matching.weights import Weights

RANKING = Weights.load().ranking


def evidence(**values: float) -> Evidence:
    return Evidence(**{item.name: values.get(item.name, 0.0) for item in fields(Evidence)})


def names(reasons):
    return [reason.name for reason in reasons]


def test_the_strongest_come_first_whether_for_or_against():
    found = list_reasons(evidence(status_agrees=1, system_conflicts=1, message_words=0.02, alias=0.9), RANKING)
    assert names(found) == ["alias", "status_agrees", "system_conflicts"]
    assert [reason.points > 0 for reason in found] == [True, True, False]


def test_two_for_and_one_against():
    full = evidence(
        message=1, message_full=1, message_words=1, status_agrees=1, status_conflicts=1, system_conflicts=1, wrapper=1
    )
    found = find_strongest(full, RANKING)
    assert names(found.speaking_for) == ["message_full", "message"]
    assert names(found.against) == ["status_conflicts"]


def test_where_nothing_speaks_against_it_the_greatest_lack_does():
    found = find_strongest(evidence(message_full=0.2, message_words=0.9, vocabulary=0.5), RANKING)
    (lack,) = found.against
    assert (lack.name, lack.value) == ("message_full", 0.2)
    assert lack.points < 0
    assert find_strongest(evidence(message_full=1, message_words=1), RANKING).against == ()


def test_what_hardly_counts_is_no_reason():
    assert list_reasons(evidence(vocabulary=0.01), RANKING) == ()
    assert find_strongest(evidence(message_full=0.99, message_words=0.99), RANKING).against == ()
