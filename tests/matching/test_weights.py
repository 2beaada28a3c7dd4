from __future__ import annotations

import json

import pytest

from bot.errors import KnowledgeError
from bot.matching.weights import Weights


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "weights.json"
    Weights.load().save(path)
    return path


def test_the_packaged_weights_survive_a_round_trip(saved):
    weights, again = Weights.load(), Weights.load(saved)
    assert again.ranking.weights == pytest.approx(weights.ranking.weights, abs=1e-4)
    assert again.errorness.voices == pytest.approx(weights.errorness.voices, abs=1e-4)
    assert again.memory.labels.answers == weights.memory.labels.answers
    assert weights.fitted[:4] == "2026"
    assert len(weights.data) == 16


def test_weights_that_know_nothing_survive_it_too(tmp_path):
    path = tmp_path / "neutral.json"
    Weights.neutral().save(path)
    assert Weights.load(path).errorness == Weights.neutral().errorness


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda content: content["ranking"].pop("message"), "fitted for other features: message"),
        (lambda content: content["asked"]["fallback"].update(moon_phase=1.0), "fitted for other features: moon_phase"),
        (lambda content: content["errorness"]["shape"].update(bias="heavy"), "could not convert"),
        (lambda content: content["errorness"]["diction"].update(oven=None), "must be a string or a real number"),
        (lambda content: content.pop("thresholds"), "thresholds"),
        (lambda content: content.update(remembered="0123456789abcdef"), r"weights\.npz is of another fit"),
    ],
)
def test_weights_of_another_feature_set_are_refused(saved, change, reason):
    content = json.loads(saved.read_text("utf-8"))
    change(content)
    saved.write_text(json.dumps(content), "utf-8")
    with pytest.raises(KnowledgeError, match=reason):
        Weights.load(saved)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "3", "\ud800"])
def test_broken_files_are_one_line(saved, text):
    saved.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(KnowledgeError, match=r"weights\.json: not usable as weights"):
        Weights.load(saved)


@pytest.mark.parametrize("content", [b"", b"PK", b"\x00" * 100])
def test_what_is_remembered_must_belong_to_the_weights(saved, content):
    saved.with_suffix(".npz").write_bytes(content)
    with pytest.raises(KnowledgeError, match=r"weights\.npz is of another fit"):
        Weights.load(saved)


def test_a_missing_file_is_one_line(saved):
    saved.with_suffix(".npz").unlink()
    with pytest.raises(KnowledgeError, match=r"weights\.npz: can't read the weights"):
        Weights.load(saved)
    with pytest.raises(KnowledgeError, match=r"none\.json: can't read the weights"):
        Weights.load(saved.with_name("none.json"))
