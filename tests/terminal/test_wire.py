from __future__ import annotations

import json

import pytest

from bot.cli.wire import parse_request
from bot.errors import IntakeError
from bot.matching.decide import Door

SYSTEMS = frozenset({"relay"})


def test_a_full_request():
    paste_id, paste = parse_request('{"id": 7, "text": "x", "door": "watch", "system": "relay"}', SYSTEMS)
    assert (paste_id, paste.text, paste.door, paste.system) == (7, "x", Door.WATCH, "relay")


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
        ("[" * 100_000, "not a JSON object"),
    ],
)
def test_what_is_wrong_is_said(line, reason):
    with pytest.raises(IntakeError, match=reason):
        parse_request(line, SYSTEMS)


def test_a_lone_surrogate_is_text_too():
    _, paste = parse_request(json.dumps({"text": "\ud800"}), SYSTEMS)
    assert paste.text == "\ud800"
