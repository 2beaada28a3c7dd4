from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.assembly import build_desk
from bot.cli.wire import answer_line, parse_request
from bot.errors import IntakeError
from bot.matching.decide import Door

SYSTEMS = frozenset({"relay"})
VALUES = ["null", "true", "7", "-0.5", '"x"', r'"\u0000\u009b"', "[]", '["watch"]', "{}", '{"a": [1]}']
DEEP = "[" * 990 + "]" * 990
NO_JSON = ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "9" * 5_000, '"', "watch", "[" * 100_000]
"""What Python reads or chokes on, and JSON lacks."""

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@pytest.fixture(scope="session")
def desk(cache_home):
    return build_desk(None, cache_home / "errata").desk


def read_strictly(line):
    """One line of JSON as any other language reads it."""

    def refuse(name):
        raise AssertionError(name)

    assert "\n" not in line
    return json.loads(line, parse_constant=refuse)


def test_a_full_request():
    paste_id, paste = parse_request('{"id": 7, "text": "x", "door": "watch", "system": "relay"}', SYSTEMS)
    assert (paste_id, paste.text, paste.door, paste.system) == (7, "x", Door.WATCH, "relay")


def test_a_file_written_on_windows_begins_with_a_mark():
    assert parse_request('\ufeff{"id": 1, "text": "x"}', SYSTEMS)[0] == 1


def test_only_the_text_is_needed():
    paste_id, paste = parse_request('{"text": ""}', SYSTEMS)
    assert paste_id is None
    assert paste.door is Door.COMMAND
    assert paste.system is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("", "not a JSON object"),
        ("nonsense", "not a JSON object"),
        ("[1]", "not a JSON object"),
        ('{"text": 3}', "must be a string"),
        ("{}", "must be a string"),
        ('{"text": "x", "door": "window"}', "'watch' or 'command'"),
        ('{"text": "x", "system": "moon"}', "unknown system 'moon'"),
        ('{"text": "x", "sistem": "relay"}', "unknown field 'sistem'"),
        ("[" * 100_000, "^bad-json: nested too deep$"),
        ('{"text": "x", "door": ["watch"]}', "'watch' or 'command', not a list"),
        ('{"text": "x", "door": null}', "'watch' or 'command', not null"),
        ('{"text": "x", "system": {}}', "unknown system an object"),
        ('{"text": "x", "system": 0.5}', "unknown system a number"),
        ('{"text": "x", "system": true}', "unknown system a boolean"),
        ('{"text": "x", "id": NaN}', "NaN is no value of JSON"),
        ('{"text": "x", "id": 1e400}', "'1e400' is too great"),
    ],
)
def test_what_is_wrong_is_said(line, reason):
    with pytest.raises(IntakeError, match=reason):
        parse_request(line, SYSTEMS)


def test_a_lone_surrogate_is_text_too():
    _, paste = parse_request(json.dumps({"text": "\ud800"}), SYSTEMS)
    assert paste.text == "\ud800"


@pytest.mark.parametrize("field", ["id", "text", "door", "system", "channel_system", "moon"])
@pytest.mark.parametrize("written", [*VALUES, DEEP, *NO_JSON], ids=lambda written: written[:12])
def test_every_field_may_hold_anything_and_the_next_line_is_read(desk, field, written):
    others = {name: value for name, value in {"id": "1", "text": '"x"'}.items() if name != field}
    line = ", ".join(f'"{name}": {value}' for name, value in {**others, field: written}.items())
    found = read_strictly(answer_line("{" + line + "}", desk))
    if "error" in found:
        assert found["id"] is None
        assert len(found["error"]) < 300
    else:
        assert written in {*VALUES, DEEP}
        assert found["id"] == json.loads(written if field == "id" else "1")
    if field == "id" and written in VALUES:
        assert "verdict" in found


@settings(max_examples=200, deadline=None)
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("id", "text", "door", "system", "moon"), json_values)))
def test_every_object_gets_one_line(desk, request_object):
    found = read_strictly(answer_line(json.dumps(request_object), desk))
    assert ("error" in found) != ("verdict" in found)
    if "verdict" in found:
        assert found["id"] == request_object.get("id")


@given(st.text(max_size=60) | st.text('[]{}":,0', max_size=60))
def test_every_line_gets_one_line(desk, line):
    assert set(read_strictly(answer_line(line, desk))) >= {"id"}
