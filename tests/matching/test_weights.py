from __future__ import annotations

import json

import pytest

from bot.errors import KnowledgeError
from bot.matching.weights import Weights


def test_the_packaged_weights_survive_a_round_trip():
    weights = Weights.load()
    assert Weights.parse(weights.dump(), "again").ranking.weights == pytest.approx(weights.ranking.weights, abs=1e-4)
    assert weights.fitted[:4] == "2026"
    assert len(weights.data) == 16


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda content: content["ranking"].pop("message"), "fitted for other features: message"),
        (lambda content: content["asked"]["fallback"].update(moon_phase=1.0), "fitted for other features: moon_phase"),
        (lambda content: content["errorness"].update(bias="heavy"), "could not convert"),
        (lambda content: content.pop("thresholds"), "thresholds"),
    ],
)
def test_weights_of_another_feature_set_are_refused(change, reason):
    content = json.loads(Weights.load().dump())
    change(content)
    with pytest.raises(KnowledgeError, match=reason):
        Weights.parse(json.dumps(content), "weights.json")


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "3"])
def test_broken_files_are_one_line(text):
    with pytest.raises(KnowledgeError, match=r"weights\.json: not usable as weights"):
        Weights.parse(text, "weights.json")


def test_a_missing_file_is_one_line(tmp_path):
    with pytest.raises(KnowledgeError, match="can't read the weights"):
        Weights.load(tmp_path / "none.json")
