from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.document import MAX_BYTES, Mark, Marks, read_document

BROKEN = [
    ("tab", b"id: a\ntitle:\n\tzh: x\n", 3, 1, "indent with spaces"),
    ("colon in text", b"id: a\ncause: foo: bar\n", 2, 11, "single quotes"),
    ("colon behind Chinese", "a: 你好 世界: 坏\n".encode(), 1, 9, "single quotes"),
    ("escape in double quotes", b'a: "\\d"\n', 1, 4, "use single quotes instead"),
    ("path in double quotes", b'a: "C:\\Users"\n', 1, 4, "use single quotes instead"),
    ("open single quote", b"a: 'x\nb: y\n", 1, 4, "closing quote"),
    ("open double quote", b'a: "x\n', 1, 4, "closing quote"),
    ("quote inside quotes", b"a: 'don't'\n", 1, 9, "double every '"),
    ("open bracket", b"a: [1, 2\nb: 3\n", 1, 4, "bracket is not closed"),
    ("no colon", b"id: a\nfoo bar\nx: y\n", 2, 1, "needs a colon"),
    ("line out of place", b"a:\n  - x\n - y\n", 3, 2, "indent it like its neighbours"),
    ("list behind a field", b"a: - x\n", 1, 4, "a line of its own"),
    ("slot at the start", b"a: %{INT:x} foo\n", 1, 4, "a sign that YAML keeps"),
    ("backtick at the start", b"a: `foo` bar\n", 1, 4, "a sign that YAML keeps"),
    ("star at the start", b"a: *bold* text\n", 1, 9, "begins with * or &"),
    ("anchor", b"a: &x 1\nb: 2\n", 1, 4, "for repetition"),
    ("alias", b"a: &x 1\nb: *x\n", 2, 4, "repeats another place"),
    ("tag", b"a: !!python/object:x {}\n", 1, 4, "is not used here"),
    ("second document", b"a: 1\n---\nb: 2\n", 2, 1, "second document"),
    ("duplicate field", b"a: 1\nb: 2\na: 3\n", 3, 1, "stands twice (first in line 1)"),
    ("list as name", b"? [a]\n: b\n", 1, 3, "plain word"),
    ("UTF-16", "a: 1".encode("utf-16"), 1, 1, "save it as UTF-8"),
    ("Latin-1", "b: 1\na: xé".encode("latin1"), 2, 5, "0xE9 is not UTF-8"),
    ("NUL", b"a: x\x00y\n", 1, 5, "U+0000"),
    ("bell", b"a: x\nb: \x07\n", 2, 4, "U+0007"),
    ("empty", b"", 1, 1, "empty"),
    ("only a comment", b"# hello\n", 1, 1, "empty"),
    ("deep", b"[" * 5000, 1, 9, "levels deep"),
    ("huge", b"a: " + b"x" * MAX_BYTES, 1, 1, "split it up"),
]


@pytest.mark.parametrize(
    ("data", "line", "column", "says"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN]
)
def test_each_fault_has_its_place_and_says_what_to_write(data, line, column, says):
    _, problems = read_document(data, Marks())
    assert says in " / ".join(problem.message for problem in problems)
    assert Mark(line, column) in [problem.mark for problem in problems if says in problem.message]


@pytest.mark.parametrize("data", [row[1] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_fault_is_seen_with_and_without_marks(data):
    assert len(read_document(data)[1]) == len(read_document(data, Marks())[1])


def test_an_alias_bomb_is_not_expanded():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    value, problems = read_document("\n".join(lines).encode())
    assert len(problems) == 12 + 110
    assert isinstance(value, dict)
    assert value["a11"] == [None] * 10


def test_scalars_are_texts_and_nothing_is_none():
    value, problems = read_document(b"a: no\nb: 404\nc: 12:30\nd: ~\ne:\nf: ''\ng: 2026-11\n\xef\xbb\xbf"[:-3])
    assert problems == ()
    assert value == {"a": "no", "b": "404", "c": "12:30", "d": None, "e": None, "f": "", "g": "2026-11"}


def test_a_byte_order_mark_is_no_fault():
    assert read_document(b"\xef\xbb\xbfa: 1\n") == ({"a": "1"}, ())


def test_marks_name_the_nearest_thing_that_exists():
    marks = Marks()
    read_document("a:\n  zh: 你\nlist:\n  - x\n  - y\n".encode(), marks)
    assert marks.find(("a", "zh")) == Mark(2, 7)
    assert marks.find_key(("a", "zh")) == Mark(2, 3)
    assert marks.find(("a", "en")) == Mark(2, 3)
    assert marks.find(("list", 1)) == Mark(5, 5)
    assert marks.find(("missing", 7, "deep")) == Mark(1, 1)


@given(st.binary(max_size=200) | st.text(alphabet="ab:-[]{}'\"#&*!|>%@` \n\t", max_size=60).map(str.encode))
def test_no_bytes_make_it_raise(data):
    value, problems = read_document(data, Marks())
    assert problems or value is not None
