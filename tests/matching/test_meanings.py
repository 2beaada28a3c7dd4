from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import KnowledgeError
from bot.matching.meanings import STEPS, Meanings, pack, shorten
from bot.matching.numbers import find_numbers, number_terms
from bot.text.words import split_words

WORDS = ("cat", "dog", "oven", "error")


def make_meanings() -> Meanings:
    """A cat is nearly a dog; an error is no animal, and counts most."""
    numbers = [int(number_terms([word])[0]) for word in WORDS]
    order = np.argsort(numbers)
    vectors = np.array([[127, 0, 0], [120, 40, 0], [0, 127, 0], [0, 0, 127]], dtype=np.int8)
    weights = np.array([1, 1, 1, 3], dtype=np.float32)
    return Meanings(
        keys=np.array(numbers, dtype=np.int32)[order],
        vectors=vectors[order],
        scales=(weights / 127)[order].astype(np.float32),
        weights=weights[order],
        centre=np.zeros(3, dtype=np.float32),
    )


MEANINGS = make_meanings()


@pytest.fixture(scope="module")
def packaged():
    return Meanings.load()


def likeness(meanings: Meanings, one: str, other: str) -> float:
    return float(meanings.read(split_words(one)) @ meanings.read(split_words(other)))


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        ("cat", "dog", "oven"),
        ("the oven of the cat", "cat oven", "dog"),
        ("cat error", "error", "cat"),  # what counts more draws more
    ],
)
def test_a_text_means_what_its_words_mean(text, near, far):
    assert likeness(MEANINGS, text, near) > likeness(MEANINGS, text, far)


def test_unknown_words_mean_nothing_and_hide_nothing():
    assert not MEANINGS.read(["nobody", "knows"]).any()
    assert not MEANINGS.read([]).any()
    assert np.array_equal(MEANINGS.read(["cat", "nobody"]), MEANINGS.read(["cat"]))


def test_many_texts_are_read_like_one_by_one():
    texts = [["cat", "dog"], [], ["error"], ["nobody"], ["cat", "cat"]]
    together = MEANINGS.read_all(texts)
    assert together.shape == (5, 3)
    for row, words in zip(together, texts, strict=True):
        assert row == pytest.approx(MEANINGS.read(words))


def test_without_words_nothing_means_anything():
    assert Meanings.neutral().read(["cat"]).shape == (0,)
    assert Meanings.neutral().size == 0


@pytest.mark.parametrize(
    ("one", "same", "other"),
    [
        ("the answer stops in the middle", "its response is cut off halfway", "my card was charged twice"),
        ("充值了余额没到账", "付款成功但是额度没有增加", "图片上传失败"),
        ("我的账号被封了", "my account was banned", "the picture is blurred"),
        ("too many requests, slow down", "请求太频繁了，被限流", "角色卡导入失败"),
    ],
)
def test_the_same_in_other_words_or_in_the_other_language_is_nearer_than_something_else(packaged, one, same, other):
    assert likeness(packaged, one, same) > likeness(packaged, one, other)


@given(st.text(max_size=300))
def test_every_text_has_a_meaning_of_length_one_or_none(packaged, text):
    length = float(np.linalg.norm(packaged.read(split_words(text))))
    assert length == pytest.approx(1.0, abs=1e-4) or length == 0.0


@given(st.lists(st.lists(st.floats(-1, 1, width=32), min_size=4, max_size=4), min_size=1, max_size=5))
def test_packing_changes_hardly_anything(rows):
    vectors = shorten(np.array(rows, dtype=np.float32))
    assert np.abs(pack(vectors) / STEPS - vectors).max() <= 0.5 / STEPS + 1e-6


@given(st.sets(st.text(max_size=5), max_size=20), st.sets(st.text(max_size=5), max_size=20))
def test_numbers_are_found_where_they_stand(known, asked):
    keys = number_terms(known)
    found = find_numbers(keys, number_terms(asked))
    assert set(keys[found].tolist()) == set(keys.tolist()) & set(number_terms(asked).tolist())


def save(folder, **parts):
    held = {name: getattr(MEANINGS, name) for name in ("keys", "scales", "weights", "centre")} | parts
    np.save(folder / "m.npy", held.pop("vectors", MEANINGS.vectors))
    np.savez(folder / "m.npz", **held)
    return folder / "m.npz"


def test_what_is_saved_is_read_back(tmp_path):
    assert np.array_equal(Meanings.load(save(tmp_path)).read(["cat"]), MEANINGS.read(["cat"]))
    assert Meanings.load(save(tmp_path)).digest == MEANINGS.digest


@pytest.mark.parametrize(
    "parts",
    [
        {"keys": MEANINGS.keys[::-1]},
        {"keys": MEANINGS.keys.astype(np.int64)},
        {"scales": MEANINGS.scales[:2]},
        {"weights": MEANINGS.weights[:2]},
        {"centre": MEANINGS.centre[:2]},
        {"vectors": MEANINGS.vectors[:2]},
        {"vectors": MEANINGS.vectors.astype(np.float32)},
    ],
    ids=lambda parts: next(iter(parts)),
)
def test_files_that_do_not_belong_together_are_refused(tmp_path, parts):
    file = save(tmp_path, **parts)
    with pytest.raises(KnowledgeError, match=r"m\.npz: not usable as meanings"):
        Meanings.load(file)


@pytest.mark.parametrize("lost", ["m.npz", "m.npy"])
@pytest.mark.parametrize("content", [None, b"", b"no arrays"])
def test_missing_and_broken_files_are_refused(tmp_path, lost, content):
    file = save(tmp_path)
    (tmp_path / lost).unlink()
    if content is not None:
        (tmp_path / lost).write_bytes(content)
    with pytest.raises(KnowledgeError, match=r"m\.npz: not usable as meanings"):
        Meanings.load(file)
