"""The index kept on disk: the same answers as a fresh one, and never in the way."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from bot.matching import index_file
from bot.matching.matcher import Matcher
from bot.matching.weights import Weights

TEXTS = (
    "Error: Quota exceeded for metric: requests per day, limit: 50",
    "当前分组 vip 下对于模型 gpt-4o 无可用渠道 (request id: 2025)",
    "[TypeError: fetch failed] cause: connect ECONNREFUSED 127.0.0.1:11434",
    "nothing of the kind",
)


def surveys(base, cache):
    matcher = Matcher(base, Weights.load(), cache)
    return [matcher.survey(text).candidates for text in TEXTS] + [matcher.gate.opens(text) for text in TEXTS]


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


def test_what_was_kept_answers_like_what_was_built(small_base, cache, monkeypatch):
    built = surveys(small_base, cache)
    assert built == surveys(small_base, None)
    monkeypatch.setattr("bot.matching.survey.Index", None)  # whoever builds now fails
    assert surveys(small_base, cache) == built


def test_it_holds_arrays_only(small_base, cache):
    surveys(small_base, cache)
    with np.load(cache / "index.npz", allow_pickle=False) as parts:
        assert all(parts[name].dtype != object for name in parts.files)


@pytest.mark.parametrize("digest", ["test", "another catalogue"])
def test_the_key_names_the_catalogue(small_base, cache, digest):
    surveys(small_base, cache)
    before = (cache / "index.npz").read_bytes()
    base = small_base.model_copy(update={"digest": digest})
    assert surveys(base, cache) == surveys(small_base, None)
    assert ((cache / "index.npz").read_bytes() == before) == (digest == "test")


def test_other_code_does_not_read_it(small_base, cache, monkeypatch):
    key = index_file.index_key(small_base.digest)
    monkeypatch.setattr(index_file, "_MAKERS", index_file._MAKERS[:-1])
    assert index_file.index_key(small_base.digest) != key


def test_without_sources_nothing_is_kept(small_base, cache, monkeypatch):
    monkeypatch.setattr(index_file, "_MAKERS", ("bot.matching.nowhere",))
    assert surveys(small_base, cache) == surveys(small_base, None)
    assert not cache.exists()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: b"not a zip file",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-20],
        lambda data: data[: len(data) // 3] + b"\xff" * 64 + data[len(data) // 3 + 64 :],
    ],
)
def test_a_broken_file_is_replaced(small_base, cache, spoil):
    good = surveys(small_base, cache)
    file = cache / "index.npz"
    content = file.read_bytes()
    file.write_bytes(spoil(content))
    assert surveys(small_base, cache) == good
    assert len(file.read_bytes()) == len(content)


def test_a_folder_that_cannot_be_is_no_fault(small_base, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert surveys(small_base, blocked / "cache") == surveys(small_base, None)


def test_every_field_of_the_index_is_kept(small_base, cache):
    matcher = Matcher(small_base, Weights.load())
    key = index_file.index_key(small_base.digest)
    built = matcher._surveyor.index
    index_file.write_index(cache, key, built)
    kept = index_file.read_index(cache, key)
    compare(built, kept)


def compare(one, other):
    if dataclasses.is_dataclass(one):
        for field in dataclasses.fields(one):
            compare(getattr(one, field.name), getattr(other, field.name))
    elif isinstance(one, np.ndarray):
        assert one.dtype == other.dtype
        assert np.array_equal(one, other)
    else:
        assert one == other
