"""The labelled texts are well-formed, complete and point at entries that exist."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.evaluation.corpus import Row, load_rows
from bot.knowledge.load import default_folder, load_knowledge

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
FILES = tuple(sorted(CORPUS.glob("*.yaml")))

FORMS = {"json", "log", "traceback", "toast", "sentence", "partial", "chat", "multi"}
WANTED = {
    "chat": "silent",
    "mention": "silent",
    "code": "silent",
    "config": "silent",
    "foreign": "unmatched",
    "nearmiss": "unmatched",
}
FIELDS = {
    "text", "expect", "form", "lang", "origin", "sure", "observed",
    "kind", "want", "note", "generic_ok", "weak",
}  # fmt: skip


@pytest.fixture(scope="module")
def rows() -> tuple[Row, ...]:
    return load_rows(FILES)


@pytest.fixture(scope="module")
def pastes(rows: tuple[Row, ...]) -> list[Row]:
    return [row for row in rows if not row.is_negative]


@pytest.fixture(scope="module")
def negatives(rows: tuple[Row, ...]) -> list[Row]:
    return [row for row in rows if row.is_negative]


def describe(row: Row) -> str:
    return f"{row.file}: {' '.join(row.text.split())[:80]}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_field_is_one_the_readme_explains(path: Path) -> None:
    content: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))
    unknown = {field for row in content for field in row} - FIELDS
    assert not unknown
    both = [row["text"][:80] for row in content if "want" in row and "expect" in row]
    assert not both, "a row is either a paste or a text that must not be answered"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_row_says_where_it_comes_from(path: Path) -> None:
    content: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))
    lost = [row["text"][:80] for row in content if not str(row.get("origin") or row.get("note") or "").strip()]
    assert not lost


def test_every_expected_entry_is_in_the_catalogue(pastes: list[Row]) -> None:
    known = load_knowledge(default_folder()).knowledge.entries
    missing = {entry: describe(row) for row in pastes for entry in row.expect if entry not in known}
    assert not missing


def test_no_entry_is_expected_twice_by_one_row(pastes: list[Row]) -> None:
    assert not [describe(row) for row in pastes if len(set(row.expect)) != len(row.expect)]


def test_no_text_stands_twice(rows: tuple[Row, ...]) -> None:
    places: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        places[" ".join(row.text.split())].append(row.file)
    assert not {text[:80]: files for text, files in places.items() if len(files) > 1}


def test_no_text_is_empty(rows: tuple[Row, ...]) -> None:
    assert not [row for row in rows if not row.text.strip()]


def test_pastes_have_a_known_form_and_language(pastes: list[Row]) -> None:
    assert not [describe(row) for row in pastes if row.form not in FORMS or row.lang not in {"zh", "en"}]


def test_a_paste_of_several_errors_names_several_causes(pastes: list[Row]) -> None:
    assert not [describe(row) for row in pastes if row.form == "multi" and len(row.expect) < 2]


def test_negatives_want_what_their_kind_wants(negatives: list[Row]) -> None:
    assert not [describe(row) for row in negatives if WANTED.get(row.form) != row.want or row.lang not in {"zh", "en"}]


def test_there_are_enough_texts_in_both_languages(pastes: list[Row], negatives: list[Row]) -> None:
    assert len(pastes) >= 600
    assert len(negatives) >= 500
    for group in (pastes, negatives):
        chinese = sum(row.lang == "zh" for row in group)
        assert 0.4 <= chinese / len(group) <= 0.6
