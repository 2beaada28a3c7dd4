"""The scale: pieces of evidence and pairs of them, shared out so that an explanation adds up to the score."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.evidence import EVIDENCE_FEATURES, Evidence
from bot.matching.scale import SCALE_TERMS, Scale, spread_terms, tabulate

SHARES = st.floats(0, 1, allow_subnormal=False)
EVIDENCE = st.builds(Evidence, **dict.fromkeys(EVIDENCE_FEATURES, SHARES))
SCALES = st.lists(st.floats(-5, 5), min_size=len(SCALE_TERMS), max_size=len(SCALE_TERMS)).map(
    lambda weights: Scale(tuple(weights))
)


def make_evidence(**known: float) -> Evidence:
    return Evidence(**(dict.fromkeys(EVIDENCE_FEATURES, 0.0) | known))


def make_scale(**weights: float) -> Scale:
    return Scale(tuple(weights.get(term.replace(" * ", "_and_"), 0.0) for term in SCALE_TERMS))


def test_pairs_count_beside_what_each_piece_speaks_for():
    scale = make_scale(message=2.0, alias=1.0, message_and_alias=4.0, message_and_message=-1.0)
    assert scale.weigh([make_evidence(message=0.5, alias=0.5), make_evidence(message=1.0), make_evidence()]) == [
        pytest.approx(0.5 * 2 + 0.5 * 1 + 0.25 * 4 - 0.25),
        pytest.approx(2.0 - 1.0),
        0.0,
    ]


def test_what_is_said_of_systems_stands_in_no_pair():
    assert "system_agrees" in SCALE_TERMS
    assert not [term for term in SCALE_TERMS if " * " in term and ("system" in term or "conflicts" in term)]


def test_nothing_weighs_nothing():
    assert Scale.neutral().weigh([]) == []
    assert Scale.neutral().weigh([make_evidence(message=1.0)]) == [0.0]


@given(SCALES, st.lists(EVIDENCE, min_size=1, max_size=4))
def test_shares_add_up_to_what_the_fit_sees(scale, evidence):
    fitted = spread_terms(tabulate(evidence)) @ np.array(scale.weights)
    assert scale.weigh(evidence) == pytest.approx(fitted.tolist(), abs=1e-6)
    assert scale.share_out(evidence).sum(axis=1).tolist() == pytest.approx(fitted.tolist(), abs=1e-6)
